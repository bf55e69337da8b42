//! Why somebody could not be told. An address shows without its path: that of a webhook is often half a secret.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use std::{io, path::PathBuf};

/// Somebody could not be told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotifyError {
	/// The address of the webhook cannot be used.
	#[error("this is not a valid address of a webhook")]
	BadUrl,
	/// It is on another machine and not encrypted.
	#[error("the webhook at {0} is not encrypted and not on this machine")]
	InsecureWebhook(String),
	/// Its secret can be guessed.
	#[error("the webhook's secret has fewer than {0} characters")]
	ShortSecret(usize),
	/// The secret's file holds something else.
	#[error("the secret file {} does not hold one line of text", .0.display())]
	SecretText(PathBuf),
	/// The TLS of this system cannot be used.
	#[error("TLS cannot be used on this machine")]
	NoTls,
	/// Nobody answers there.
	#[error("the webhook at {host} does not answer")]
	WebhookDown {
		/// Where, without the path.
		host: String,
		/// What the connection says; `None` where it said nothing in time.
		#[source]
		source: Option<Box<dyn std::error::Error + Send + Sync>>,
	},
	/// It answered with something else than success.
	#[error("the webhook at {host} answered with {status}")]
	WebhookRefused {
		/// Where, without the path.
		host: String,
		/// The HTTP status; anything but 2xx is a refusal.
		status: u16,
	},
	/// There is no program that shows notices.
	#[error("there is no `notify-send` on this machine")]
	NoDesktop,
	/// It is there and shows nothing.
	#[error("`notify-send` could not show a notice ({0})")]
	DesktopFailed(String),
	/// It cannot be started.
	#[error("`notify-send` cannot be started")]
	DesktopBroken(#[source] io::Error),
}

impl Advice for NotifyError {
	kinds! {
		BadUrl = "BadWebhook", InsecureWebhook, ShortSecret, SecretText, NoTls, WebhookDown, WebhookRefused, NoDesktop, DesktopFailed, DesktopBroken,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::BadUrl => "write it like https://host.example/path",
			Self::InsecureWebhook(_) => {
				"use https://, or say --allow-insecure if the network between is yours"
			}
			Self::ShortSecret(_) => "write a longer one, such as from `openssl rand -hex 32`",
			Self::SecretText(_) => "write the secret into it, and nothing else",
			Self::NoTls => "install the system's certificates (on Debian: ca-certificates)",
			Self::WebhookDown { .. } => "nothing is lost: what it was not told waits here until it answers",
			Self::WebhookRefused { .. } => {
				"nothing is lost: what it was not told waits here. Look at its log; it must answer 200 to 299"
			}
			Self::NoDesktop => "install it (on Debian: libnotify-bin), or leave --desktop out",
			Self::DesktopFailed(_) | Self::DesktopBroken(_) => {
				"run it in the session of a desktop, or leave --desktop out. What was not shown waits"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::BadUrl
			| Self::InsecureWebhook(_)
			| Self::ShortSecret(_)
			| Self::SecretText(_)
			| Self::NoTls
			| Self::WebhookDown { .. }
			| Self::WebhookRefused { .. }
			| Self::NoDesktop
			| Self::DesktopFailed(_)
			| Self::DesktopBroken(_) => Blame::Yours,
		}
	}
}
