//! Where the story is told: what `scripts/demo.sh` has started.

use crate::told::Told;
use std::{env, path::PathBuf};

/// The store that all share.
pub enum Store {
	/// A folder.
	Embedded(PathBuf),
	/// An IPFS daemon.
	Kubo {
		/// Its HTTP interface.
		url: String,
		/// Its process.
		pid: String,
	},
}

/// Everything that is given.
pub struct Setting {
	/// Programs of this build.
	pub programs: PathBuf,
	/// Where homes and files are kept.
	pub work: PathBuf,
	/// The node's loopback port.
	pub node_port: String,
	pub store: Store,
	/// The file that is uploaded.
	pub file: PathBuf,
	/// Whether it is the usual CT scan, which gives a picture.
	pub usual_file: bool,
	pub picture: PathBuf,
}

fn given(name: &str) -> Told<String> {
	env::var(name).map_err(|_| format!("{name} is not set: scripts/demo.sh starts the story"))
}

impl Setting {
	pub fn from_environment() -> Told<Self> {
		let program = env::current_exe().map_err(|error| error.to_string())?;
		let work = PathBuf::from(given("STORY_WORK")?);
		let store = match env::var("STORY_KUBO_URL") {
			Ok(url) => Store::Kubo {
				url,
				pid: given("STORY_KUBO_PID")?,
			},
			Err(_) => Store::Embedded(work.join("store")),
		};
		Ok(Self {
			programs: program.parent().unwrap_or(&program).to_path_buf(),
			node_port: given("STORY_NODE_PORT")?,
			store,
			file: given("STORY_FILE")?.into(),
			usual_file: env::var_os("FILE").is_none_or(|file| file.is_empty()),
			picture: given("STORY_PICTURE")?.into(),
			work,
		})
	}

	pub fn node_url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.node_port)
	}
}
