//! Executes a parachain's block for a validator, which starts it from its own folder.
#![allow(missing_docs, clippy::all, unsafe_code, reason = "all of it is the macro's")]

polkadot_node_core_pvf_common::decl_worker_main!(
	"execute-worker",
	polkadot_node_core_pvf_execute_worker::worker_entrypoint,
	polkadot_cli::NODE_VERSION,
	env!("SUBSTRATE_CLI_COMMIT_HASH"),
);
