//! A notice on the screen, by the desktop's own program.

use crate::{child::child, error::NotifyError};
use std::{io, process::Stdio, time::Duration};

/// The program of the freedesktop project, which every Linux desktop has.
const PROGRAM: &str = "notify-send";
/// All that it needs to find the desktop. Nothing else is passed on: a passphrase may stand in the environment.
const KEPT: [&str; 7] = [
	"DBUS_SESSION_BUS_ADDRESS",
	"DISPLAY",
	"HOME",
	"LANG",
	"PATH",
	"WAYLAND_DISPLAY",
	"XDG_RUNTIME_DIR",
];
/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether the program is there; a desktop is looked for when something is shown.
///
/// # Errors
/// [`NotifyError::NoDesktop`] when it is not.
pub fn find() -> Result<(), NotifyError> {
	let path = std::env::var_os("PATH").unwrap_or_default();
	let found = std::env::split_paths(&path).any(|folder| folder.join(PROGRAM).is_file());
	match found {
		true => Ok(()),
		false => Err(NotifyError::NoDesktop),
	}
}

/// Shows a line. Other users of this machine can read the arguments of a program, so it should hold no names.
///
/// # Errors
/// When there is no such program, or no desktop.
pub async fn show(text: &str) -> Result<(), NotifyError> {
	let mut command = child(PROGRAM);
	command.env_clear();
	command.envs(std::env::vars_os().filter(|(name, _)| KEPT.iter().any(|kept| name == *kept)));
	command
		.args(["--app-name=Medquorum", "--", "Medquorum", &escaped(text)])
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.kill_on_drop(true);
	match tokio::time::timeout(PATIENCE, command.status()).await {
		Err(_) => Err(NotifyError::DesktopFailed("it does not end".to_owned())),
		Ok(Err(error)) if error.kind() == io::ErrorKind::NotFound => Err(NotifyError::NoDesktop),
		Ok(Err(error)) => Err(NotifyError::DesktopBroken(error)),
		Ok(Ok(status)) if status.success() => Ok(()),
		Ok(Ok(status)) => Err(NotifyError::DesktopFailed(status.to_string())),
	}
}

/// Desktops read the text as markup.
fn escaped(text: &str) -> String {
	text.replace('&', "&amp;")
		.replace('<', "&lt;")
		.replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn text_is_no_markup() {
		assert_eq!(escaped("<a href='x'>&</a>"), "&lt;a href='x'&gt;&amp;&lt;/a&gt;");
	}
}
