//! What the node's own errors lack: one line, and what to do next.

/// Words of an error of the node, and the remedy. The first that fits counts.
const REMEDIES: [(&str, &str); 12] = [
	(
		"Error parsing spec file",
		"The file is cut off, or no chain spec: copy it again, and compare sha256sum with the others",
	),
	("Permission denied", OF_SOMEBODY_ELSE),
	("PermissionDenied", OF_SOMEBODY_ELSE),
	(
		"Error opening spec file",
		"Copy the relay chain's spec there, or name it after the node's own options: -- --chain FILE",
	),
	(
		"While lock file",
		"Another node runs on this folder: end it (pgrep medquorum-node), or give this one another: --base-path FOLDER",
	),
	(
		"Address already in use",
		"Another program has this port: end it (ss -tlnp shows which), or give another port",
	),
	(
		"Unable to communicate with RPC worker",
		"The relay node of --relay-chain-rpc-urls does not answer: look at it and at its address, then start this one again",
	),
	("Out of storage space", NO_ROOM),
	("No space left on device", NO_ROOM),
	("Corruption", DAMAGED),
	("Opening the database failed", DAMAGED),
	(
		"without network key",
		"Make it once with: medquorum-node key generate-node-key --base-path FOLDER --chain SPEC",
	),
];

const OF_SOMEBODY_ELSE: &str = "This file or folder belongs to somebody else: give it to whoever runs the node (chown -R medquorum: FOLDER)";
const NO_ROOM: &str = "Free some, or move to another disk: --base-path FOLDER";
const DAMAGED: &str = "The database is damaged. Keys stay and blocks are fetched again after: medquorum-node purge-chain --chain SPEC \
	--base-path FOLDER";

/// An error of the node in one line, with its remedy: some of its errors are a page of advice with empty lines between.
#[must_use]
pub fn one_line(error: &str) -> String {
	let remedy = REMEDIES.iter().find(|(words, _)| error.contains(words));
	let cause = match error.contains("without network key") {
		true => {
			"a collator without network key would be another node at each start: other nodes could not find it again"
				.to_owned()
		}
		false => error.split_whitespace().collect::<Vec<_>>().join(" "),
	};
	match remedy {
		Some((_, remedy)) => format!("{}. {remedy}", cause.trim_end_matches('.')),
		None => cause,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_known_error_is_one_line_with_a_remedy() {
		for (words, remedy) in REMEDIES {
			let told = one_line(&format!("Something: {words}\n\n\tand a second line."));
			assert_eq!(told.lines().count(), 1, "{told}");
			assert!(told.contains(words) && told.ends_with(remedy), "{told}");
		}
		assert_eq!(one_line("two\n\t lines"), "two lines");
	}

	#[test]
	fn a_page_of_advice_becomes_a_line() {
		let page = "Starting an authorithy without network key in /x.\n\n 1. [Preferred] ...";
		let told = one_line(page);
		assert!(
			told.lines().count() == 1 && told.contains("generate-node-key") && !told.contains("Preferred"),
			"{told}"
		);
	}

	#[test]
	fn errors_that_hold_words_of_two_kinds_get_the_nearer_remedy() {
		let unreadable = "Error opening spec file `/etc/x.json`: Permission denied (os error 13)";
		assert!(one_line(unreadable).ends_with(OF_SOMEBODY_ELSE));
		let locked = "IO error: While lock file: /x/LOCK: Resource temporarily unavailable";
		assert!(one_line(locked).contains("Another node runs"));
	}
}
