//! Every delete of a file on this machine, and of what a keystore keeps: no node, no store and no disk has more go than is over.
//!
//! [`SITES`] is compared with the source, like the list in `every_delete.rs`: who writes another delete names the test that tries it.

use crate::common::own_source::{Site, assert_listed};

/// Words with which a file goes, or a secret.
const WORDS: [&str; 14] = [
	"remove_file(",
	"remove_dir_all(",
	"drop_object(",
	"keep_only(",
	".drop_request(",
	".drop_request_seed(",
	".drop_share(",
	".drop_shares_before(",
	"begin_epoch(",
	"admin_shares.retain(",
	"forget_dealt(",
	"dealt = Vec::new()",
	".unlist(",
	"state().forget(",
];

/// Files, their functions that delete, and the test that tries them.
const SITES: &[Site] = &[
	// Shares and epochs.
	(
		"core/src/rules/answer.rs",
		"settle",
		"vault/tests/nothing_believed.rs::an_epoch_that_only_a_node_tells_costs_no_share",
	),
	(
		"vault/src/roles/administrator.rs",
		"forget_ended_epochs",
		"vault/tests/nothing_believed.rs::without_a_pin_a_node_ends_no_epoch_by_its_word",
	),
	(
		"core/src/secrets/shares.rs",
		"begin_epoch put_admin_share",
		"vault/tests/vault_shares.rs::a_share_that_is_there_is_replaced_by_nothing_unasked",
	),
	(
		"core/src/rules/backup.rs",
		"restore",
		"vault/tests/vault_shares.rs::a_share_of_an_ended_epoch_is_not_restored_whatever_the_node_shows",
	),
	(
		"vault/src/roles/ceremonies.rs",
		"abort_ceremony",
		"vault/tests/vault_shares.rs::a_lying_node_has_nobody_forget_a_share_that_counts",
	),
	(
		"vault/src/roles/ceremonies.rs",
		"certify_ceremony",
		"vault/tests/vault_reshare.rs::an_attempt_that_is_aborted_changes_nothing_and_the_next_one_works",
	),
	(
		"vault/src/roles/committees.rs",
		"accept_share",
		"vault/tests/vault_journey.rs::a_share_in_use_is_never_replaced",
	),
	// What is kept of ceremonies.
	(
		"core/src/secrets.rs",
		"leave",
		"vault/tests/lying_on_chain.rs::that_it_is_over_is_only_the_nodes_word",
	),
	(
		"vault/src/roles/on_chain.rs",
		"next_step forget_dealt past_attempt",
		"vault/tests/lying_on_chain.rs::that_it_is_over_is_only_the_nodes_word",
	),
	// One-time keys of requests.
	(
		"core/src/secrets.rs",
		"put_request_seed",
		"vault/tests/vault_seeds.rs::a_try_after_one_that_is_not_known_to_have_failed_keeps_both_seeds",
	),
	(
		"vault/src/roles/requester.rs",
		"request",
		"vault/tests/vault_refusals.rs::seed_is_kept_of_every_call_that_the_node_had",
	),
	(
		"vault/src/roles/requester.rs",
		"forget",
		"vault/tests/vault_seeds.rs::no_node_makes_a_seed_go_that_is_younger_than_a_request_lasts",
	),
	(
		"vault/src/roles/glass.rs",
		"send_all",
		"vault/tests/vault_emergency.rs::a_line_that_breaks_between_two_requests_costs_no_key",
	),
	(
		"vault/src/download/whole.rs",
		"end",
		"vault/tests/vault_seeds.rs::closing_and_downloading_forget_what_is_over",
	),
	// Catalogues that are held, and lists of what hosts keep.
	(
		"vault/src/search/shelf.rs",
		"drop_object keep_only",
		"vault/tests/nothing_lost_elsewhere.rs::no_node_makes_go_what_a_reader_holds",
	),
	(
		"vault/src/roles/searcher.rs",
		"sync",
		"vault/tests/nothing_lost_elsewhere.rs::no_node_makes_go_what_a_reader_holds",
	),
	(
		"vault/src/roles/cataloguer.rs",
		"remove_old",
		"vault/tests/nothing_lost_elsewhere.rs::no_node_makes_a_published_catalogue_go",
	),
	(
		"vault/src/roles/host/catalogues.rs",
		"purge_outdated",
		"vault/tests/vault_host_catalogues.rs::nodes_that_do_not_agree_on_a_catalogue_remove_nothing_of_it",
	),
	// Uploads, archives and notes.
	(
		"vault/src/upload/stage.rs",
		"remove",
		"vault/tests/vault_retried.rs::copy_of_a_registered_upload_goes_only_when_the_store_has_it_all",
	),
	(
		"vault/src/import/prepare.rs",
		"leave_behind",
		"vault/tests/nothing_lost_elsewhere.rs::no_node_makes_a_row_of_an_archive_go",
	),
	(
		"vault/src/keep/notes.rs",
		"drop",
		"vault/src/keep/notes/tests.rs::rows_under_way_elsewhere_are_spared_and_own_ones_are_not",
	),
	(
		"vault/src/keep/notes/log.rs",
		"catch_up",
		"vault/src/keep/notes/tests/file.rs::notes_of_a_former_version_move_once_and_a_kill_in_between_loses_nothing",
	),
	// Downloads.
	(
		"vault/src/download/partial.rs",
		"remove",
		"vault/tests/vault_resume.rs::a_download_killed_at_any_moment_goes_on_and_leaves_no_plaintext",
	),
	(
		"vault/src/download/partial.rs",
		"remove_stale",
		"vault/src/download/partial.rs::only_what_nobody_has_touched_for_a_week_goes",
	),
	(
		"files/src/lib.rs",
		"clear_left",
		"files/src/tests.rs::what_a_killed_output_left_is_removed_by_the_next_and_what_lives_is_spared",
	),
	(
		"files/src/lib.rs",
		"link_over",
		"files/src/tests.rs::output_refuses_to_overwrite_unless_told",
	),
	// The folder store's own files.
	(
		"store/src/embedded.rs",
		"clear_staging",
		"store/tests/embedded/main.rs::killed_put_leaves_no_object_and_is_cleared_away",
	),
	(
		"store/src/embedded.rs",
		"remove_blocking",
		"store/tests/embedded/main.rs::removed_object_leaves_nothing",
	),
	(
		"store/src/embedded/hosting.rs",
		"unlabel_blocking",
		"store/tests/embedded/hosting.rs::labels_lie_beside_objects_and_go_alone",
	),
	(
		"store/src/embedded/stage.rs",
		"drop",
		"store/tests/embedded/main.rs::cancelled_put_leaves_nothing",
	),
	// A home that was not finished, and a portal that ended.
	(
		"session/src/set_up.rs",
		"make make_keys",
		"session/src/set_up/tests.rs::what_cannot_be_finished_leaves_nothing",
	),
	(
		"portal/src/running.rs",
		"drop",
		"portal/tests/guard.rs::a_second_start_is_handed_a_link_to_the_first",
	),
];

#[test]
fn every_delete_at_home_is_tried() {
	let crates = ["core", "files", "vault", "store", "session", "cli", "portal"];
	assert_listed(&crates, &WORDS, SITES);
	for (file, functions, by) in SITES {
		assert!(by.contains("::"), "{file}: {functions}");
	}
}
