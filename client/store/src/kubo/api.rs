//! Requests to the daemon and what its answers mean.
//!
//! The library's own methods are used where they fit; the requests here are those it lacks, or whose options it lacks.

use std::{future::Future, time::Duration};

use bytes::Bytes;
use futures::{Stream, StreamExt};
use ipfs_api_backend_hyper::{Error as ApiError, IpfsApi, request::ApiRequest};
use serde::{Serialize, de::DeserializeOwned};

use super::{KuboStore, StoreError};

const START_IT: &str = "start it with `ipfs daemon`, or name another address with --kubo-url";
const BROKE: &str = "the connection broke; see whether the daemon still runs, and try again";

/// A request that is answered from what the daemon has, or within a time.
#[derive(Serialize)]
pub(super) struct Limits {
	/// Whether peers must not be asked.
	pub offline: bool,
	/// How long the daemon tries. Without a limit it waits forever for a block that no peer has.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub timeout: Option<String>,
}

impl Limits {
	pub fn new(offline: bool, timeout: Duration) -> Self {
		Self {
			offline,
			timeout: Some(format!("{}ms", timeout.as_millis())),
		}
	}

	/// Limits without a timeout, for answers of any length: their reader has a stall timeout instead.
	pub fn open(offline: bool) -> Self {
		Self {
			offline,
			timeout: None,
		}
	}
}

/// Declares a request: its path, and its options besides the object it is about.
macro_rules! request {
	($(#[$doc:meta])* $name:ident, $path:literal $(, $option:ident: $kind:ty)*) => {
		$(#[$doc])*
		#[derive(Serialize)]
		#[serde(rename_all = "kebab-case")]
		pub(super) struct $name {
			$(pub $option: $kind,)*
		}

		impl ApiRequest for $name {
			const PATH: &'static str = $path;
		}
	};
	(about $(#[$doc:meta])* $name:ident, $path:literal $(, $option:ident: $kind:ty)*) => {
		$(#[$doc])*
		#[derive(Serialize)]
		#[serde(rename_all = "kebab-case")]
		pub(super) struct $name<'a> {
			pub arg: &'a str,
			$(pub $option: $kind,)*
			#[serde(flatten)]
			pub limits: Limits,
		}

		impl ApiRequest for $name<'_> {
			const PATH: &'static str = $path;
		}
	};
}

request!(about /// One block.
	BlockGet, "/block/get");
request!(about /// Whether a block is there.
	BlockStat, "/block/stat");
request!(about /// The bytes of a file.
	Cat, "/cat", offset: u64, length: u64);
request!(about /// Keeps an object, and fetches what is missing of it.
	PinAdd, "/pin/add", recursive: bool, progress: bool);
request!(about /// The same under a name.
	PinName, "/pin/add", recursive: bool, name: String);
request!(about /// Whether an object is kept.
	PinLs, "/pin/ls", r#type: &'static str);
request!(about /// Keeps an object no longer.
	PinRm, "/pin/rm", recursive: bool);
request!(/// Stores one block.
	BlockPut, "/block/put", cid_codec: &'static str, mhtype: &'static str, pin: bool);
request!(/// Everything that is kept, with names.
	PinList, "/pin/ls", r#type: &'static str, names: bool);
request!(/// Forgets what is not pinned.
	RepoGc, "/repo/gc", silent: bool);
request!(/// To which others the daemon is connected. The library does not understand that there may be none.
	SwarmPeers, "/swarm/peers", verbose: bool);

/// The answer to [`SwarmPeers`].
#[derive(serde::Deserialize)]
pub(super) struct Peers {
	#[serde(rename = "Peers")]
	pub peers: Option<Vec<serde::de::IgnoredAny>>,
}

/// An answer whose content is ignored.
#[derive(serde::Deserialize)]
pub(super) struct Done {}

/// The content of a request, in pieces. The type is what the HTTP library makes a body of.
pub(super) type Content =
	Box<dyn Stream<Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>> + Send>;

/// Wraps content as the one file of a form. The library's own form sends pieces of 2 KiB and copies each several times.
pub(super) fn form(boundary: &str, content: Content) -> Content {
	let head = format!(
		"--{boundary}\r\nContent-Type: application/octet-stream\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n"
	);
	let tail = format!("\r\n--{boundary}--\r\n");
	let piece = |text: String| futures::stream::iter([Ok(Bytes::from(text))]);
	Box::new(piece(head).chain(Box::into_pin(content)).chain(piece(tail)))
}

/// Text that stands between the parts of a form; random, so that no content holds it.
pub(super) fn boundary() -> Result<String, StoreError> {
	let mut random = [0; 24];
	getrandom::fill(&mut random).map_err(|error| StoreError::Source(std::io::Error::other(error)))?;
	Ok(format!("medquorum{}", hex::encode(random)))
}

/// The whole answer to a request. Generic, because the trait with `request_raw` is not exported by name.
async fn whole<B: IpfsApi, R: ApiRequest>(api: &B, request: R) -> Result<(u16, Bytes), B::Error> {
	let (status, body) = api.request_raw(request, None).await?;
	Ok((status.as_u16(), body))
}

/// The answer to a request as it comes.
pub(super) fn pieces<B: IpfsApi, R: ApiRequest>(
	api: &B,
	request: R,
) -> Result<impl Stream<Item = Result<Bytes, B::Error>> + Send + Unpin + use<B, R>, B::Error> {
	Ok(api.request_stream_bytes(api.build_base_request(request, None)?))
}

/// The answer to a request, of which every line is a message.
pub(super) fn lines<B: IpfsApi, R: ApiRequest, T: DeserializeOwned + Send + 'static>(
	api: &B,
	request: R,
) -> Result<impl Stream<Item = Result<T, B::Error>> + Send + Unpin + use<B, R, T>, B::Error> {
	Ok(api.request_stream_json(api.build_base_request(request, None)?))
}

/// A request without its content. The caller puts that in, knowing the HTTP library's type.
pub(super) fn bare<B: IpfsApi, R: ApiRequest>(api: &B, request: R) -> Result<B::HttpRequest, B::Error> {
	api.build_base_request(request, None)
}

/// The messages of the answer to a request that was built by [`bare`].
pub(super) fn answers<B: IpfsApi, T: DeserializeOwned + Send + 'static>(
	api: &B,
	request: B::HttpRequest,
) -> impl Stream<Item = Result<T, B::Error>> + Send + Unpin + use<B, T> {
	api.request_stream_json(request)
}

/// How the daemon says that it does not have a block, by itself or after asking its peers in vain.
pub(super) fn is_absence(reason: &str) -> bool {
	["not found", "could not find", "deadline exceeded"]
		.iter()
		.any(|words| reason.contains(words))
}

/// How the daemon says that an object is on its denylist.
pub(super) fn is_denial(reason: &str) -> bool {
	reason.contains("is blocked and cannot be provided")
}

impl KuboStore {
	/// Sends a request and reads the daemon's answer to it.
	pub(super) async fn ask<T: DeserializeOwned>(
		&self,
		action: &'static str,
		limit: Duration,
		request: impl ApiRequest,
	) -> Result<T, StoreError> {
		let body = self.command(action, limit, request).await?;
		serde_json::from_slice(&body).map_err(|error| StoreError::Refused {
			store: self.name_of(),
			action,
			reason: format!("its answer is not understood ({error})"),
		})
	}

	/// Sends a request, and gives the daemon's answer as it is.
	pub(super) async fn command(
		&self,
		action: &'static str,
		limit: Duration,
		request: impl ApiRequest,
	) -> Result<Bytes, StoreError> {
		let (status, body) = self.within(action, limit, whole(&*self.api, request)).await?;
		if status == 200 {
			Ok(body)
		} else {
			Err(self.refused(action, Some(status), &body))
		}
	}

	/// Runs a request against the clock. A little longer than the daemon's own limit, so that its answer comes first.
	pub(super) async fn within<T>(
		&self,
		action: &'static str,
		limit: Duration,
		request: impl Future<Output = Result<T, ApiError>>,
	) -> Result<T, StoreError> {
		match tokio::time::timeout(limit.saturating_add(limit / 5), request).await {
			Ok(Ok(answer)) => Ok(answer),
			Ok(Err(error)) => Err(self.sort(action, error)),
			Err(_) => Err(self.timed_out(action, limit)),
		}
	}

	pub(super) fn timed_out(&self, action: &'static str, waited: Duration) -> StoreError {
		StoreError::TimedOut {
			store: self.name_of(),
			action,
			seconds: waited.as_secs(),
		}
	}

	/// Finds the variant for an error of the HTTP client or the daemon.
	pub(super) fn sort(&self, action: &'static str, error: ApiError) -> StoreError {
		let hint = match &error {
			ApiError::Api(error) => return self.refused(action, None, error.message.as_bytes()),
			ApiError::Client(client) => {
				if let Some(reason) = distrust(client) {
					return StoreError::Untrusted {
						store: self.name_of(),
						reason,
					};
				}
				if client.is_connect() { START_IT } else { BROKE }
			}
			other => {
				let text = other.to_string();
				return self.refused(action, None, text.as_bytes());
			}
		};
		StoreError::Unreachable {
			store: self.name_of(),
			host: self.url.clone(),
			hint,
			source: Some(error.into()),
		}
	}

	/// Finds the variant for a refusal of the daemon, or of what stands before it.
	fn refused(&self, action: &'static str, status: Option<u16>, body: &[u8]) -> StoreError {
		#[derive(serde::Deserialize)]
		#[serde(rename_all = "PascalCase")]
		struct Message {
			message: String,
		}
		let store = self.name_of();
		let reason = match serde_json::from_slice::<Message>(body) {
			Ok(answer) => answer.message,
			Err(_) => String::from_utf8_lossy(body).trim().to_owned(),
		};
		let lower = reason.to_lowercase();
		// Streams do not tell the status; the daemon's words name the setting.
		if matches!(status, Some(401 | 403)) || lower.contains("api.authorizations") {
			return StoreError::Denied { store };
		}
		if lower.contains("no space left") || lower.contains("disk quota") {
			return StoreError::Full { store };
		}
		let reason = match (reason.is_empty(), status) {
			(true, Some(status)) => format!("HTTP status {status}"),
			_ => reason,
		};
		StoreError::Refused {
			store,
			action,
			reason,
		}
	}
}

/// What OpenSSL has against the daemon's certificate, if that is why the connection failed.
fn distrust(error: &(dyn std::error::Error + 'static)) -> Option<String> {
	std::iter::successors(error.source(), |error: &&(dyn std::error::Error + 'static)| {
		(*error).source()
	})
	.map(ToString::to_string)
	.filter(|text| text.contains("certificate verify failed"))
	.last()
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

	use futures::TryStreamExt;

	use super::*;

	#[tokio::test]
	async fn form_holds_the_content_once() {
		let content: Content = Box::new(futures::stream::iter([
			Ok(Bytes::from_static(b"ab")),
			Ok(Bytes::from_static(b"c")),
		]));
		let pieces: Vec<Bytes> = Box::into_pin(form("xyz", content)).try_collect().await.unwrap();
		let text = String::from_utf8(pieces.concat()).unwrap();
		assert!(text.starts_with("--xyz\r\n") && text.ends_with("\r\n\r\nabc\r\n--xyz--\r\n"));
		assert_ne!(boundary().unwrap(), boundary().unwrap());
	}
}
