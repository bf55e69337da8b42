//! A connection whose messages are acknowledged as soon as they are read.
//!
//! A node answers several reads at once. Its server leaves Nagle's algorithm on (RFC 896), which holds the second message back until the
//! first is acknowledged, and the kernel delays that for 40 ms (RFC 1122, 4.2.3.2).

use jsonrpsee::{
	client_transport::ws::{Url, WsTransportClientBuilder},
	core::client::Client,
};
use medquorum_core::error::Source;
use std::{
	io,
	pin::Pin,
	task::{Context, Poll},
};
use subxt::rpcs::RpcClient;
use tokio::{
	io::{AsyncRead, AsyncWrite, ReadBuf},
	net::TcpStream,
};

/// What a node sends at most, unless it was told otherwise, in bytes. A longer message would end the connection.
const LONGEST_MESSAGE: u32 = 15 << 20;

/// Messages of one subscription that may wait to be read: what subxt sets for connections that it opens.
const WAITING_MESSAGES: usize = 4096;

/// Connects to a node. A connection with TLS is subxt's own: what goes over it passes a proxy, which has its own way with acknowledgements.
pub(super) async fn connect(url: &str) -> Result<RpcClient, Source> {
	let parsed = Url::parse(url)?;
	let (Some(host), Some(port), "ws") = (parsed.host_str(), parsed.port_or_known_default(), parsed.scheme())
	else {
		return Ok(RpcClient::from_insecure_url(url).await?);
	};
	let socket = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
	socket.set_nodelay(true)?;
	let transport = WsTransportClientBuilder::default().max_response_size(LONGEST_MESSAGE);
	let (sender, receiver) = transport.build_with_stream(parsed, Prompt(socket)).await?;
	let client = Client::builder().max_buffer_capacity_per_subscription(WAITING_MESSAGES);
	Ok(RpcClient::new(client.build_with_tokio(sender, receiver)))
}

/// A socket that acknowledges at once.
struct Prompt(TcpStream);

impl Prompt {
	/// The kernel forgets it again, so it is said after every read. It only makes things faster: an error changes nothing.
	#[cfg(target_os = "linux")]
	fn acknowledge(&self) {
		let _ = self.0.set_quickack(true);
	}

	#[cfg(not(target_os = "linux"))]
	fn acknowledge(&self) {}
}

impl AsyncRead for Prompt {
	fn poll_read(
		mut self: Pin<&mut Self>,
		cx: &mut Context<'_>,
		buf: &mut ReadBuf<'_>,
	) -> Poll<io::Result<()>> {
		let read = Pin::new(&mut self.0).poll_read(cx, buf);
		if read.is_ready() {
			self.acknowledge();
		}
		read
	}
}

impl AsyncWrite for Prompt {
	fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
		Pin::new(&mut self.0).poll_write(cx, buf)
	}

	fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.0).poll_flush(cx)
	}

	fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
		Pin::new(&mut self.0).poll_shutdown(cx)
	}
}
