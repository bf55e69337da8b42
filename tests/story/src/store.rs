//! The store, which can be unplugged: nothing can be fetched between the two.

use crate::{
	setting::{Setting, Store},
	told::Told,
};
use std::{fs, process::Command};

fn signal(name: &str, pid: &str) -> Told<()> {
	// The shell's own `kill`: a bare machine has no program of that name.
	let sent = Command::new("sh")
		.args(["-c", "kill -s \"$1\" \"$2\"", "sh", name, pid])
		.status();
	match sent {
		Ok(status) if status.success() => Ok(()),
		_ => Err(format!("cannot send SIG{name} to the IPFS daemon")),
	}
}

pub fn unplug(setting: &Setting) -> Told<()> {
	match &setting.store {
		Store::Kubo { pid, .. } => signal("STOP", pid),
		Store::Embedded(folder) => {
			fs::rename(folder, setting.work.join("unplugged")).map_err(|error| error.to_string())
		}
	}
}

pub fn plug(setting: &Setting) -> Told<()> {
	match &setting.store {
		Store::Kubo { pid, .. } => signal("CONT", pid),
		Store::Embedded(folder) if folder.exists() => {
			Err("something asked for the store while it was unplugged".to_owned())
		}
		Store::Embedded(folder) => {
			fs::rename(setting.work.join("unplugged"), folder).map_err(|error| error.to_string())
		}
	}
}
