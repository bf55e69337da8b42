//! The server: two sockets of this machine, and what is served on them.

use crate::{
	error::PortalError,
	gate, pages,
	running::{self, Running},
	state::{Options, Portal},
};
use axum::{Router, extract::DefaultBodyLimit, middleware};
use medquorum_client::{error::Error, keystore::Passphrase};
use std::{
	io,
	net::{Ipv4Addr, Ipv6Addr, SocketAddr},
	sync::Arc,
	time::Duration,
};
use tokio::net::TcpListener;

/// Most bytes of a form. The longest field is a folder, a reason or a passphrase.
const MAX_FORM: usize = 64 << 10;
/// How often any free port is looked for: one that is free on one of the two addresses may be taken on the other.
const PORT_TRIES: u32 = 16;
/// How often it is looked whether anybody is there.
const LOOK: Duration = Duration::from_secs(1);

/// A portal that listens.
pub struct Served {
	portal: Arc<Portal>,
	listeners: Vec<TcpListener>,
	port: u16,
	_running: Running,
}

async fn bind(port: u16) -> Result<(Vec<TcpListener>, u16), PortalError> {
	for _ in 1..PORT_TRIES {
		match bind_both(port).await {
			Err(PortalError::Port { source, .. })
				if port == 0 && source.kind() == io::ErrorKind::AddrInUse => {}
			bound => return bound,
		}
	}
	bind_both(port).await
}

async fn bind_both(port: u16) -> Result<(Vec<TcpListener>, u16), PortalError> {
	let failed = |source: io::Error| PortalError::Port { port, source };
	let first = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
		.await
		.map_err(failed)?;
	let port = first.local_addr().map_err(failed)?.port();
	let mut listeners = vec![first];
	// A machine without IPv6 has the other address alone.
	match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
		Ok(second) => listeners.push(second),
		Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(failed(error)),
		Err(_) => {}
	}
	Ok((listeners, port))
}

impl Served {
	/// Listens on this machine's own addresses alone. It is locked.
	///
	/// # Errors
	/// When the port is taken, or another portal of the same home runs.
	pub async fn listen(options: Options) -> Result<Self, PortalError> {
		let (listeners, port) = bind(options.port).await?;
		// A home that is still to be set up is held already, so that nobody else sets it up meanwhile.
		options.home.create().map_err(Error::from)?;
		let running = running::claim(&options.home, port)?;
		let portal = Arc::new(Portal::new(options, port)?);
		Ok(Self {
			portal,
			listeners,
			port,
			_running: running,
		})
	}

	/// A start link: it lets one browser in, once.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn link(&self) -> Result<String, PortalError> {
		let path = self.portal.guard.new_start()?;
		Ok(format!("http://127.0.0.1:{}{path}", self.port))
	}

	/// Unlocks it before anybody has come: for a demonstration, whose passphrase is public.
	///
	/// # Errors
	/// When the passphrase is wrong.
	pub async fn unlock(&self, passphrase: Passphrase) -> Result<(), PortalError> {
		self.portal.unlock(passphrase, None).await
	}

	/// Serves until `stop` ends, or too many wrong start links were tried.
	///
	/// # Errors
	/// [`PortalError::TooManyWrong`], or when the server fails.
	pub async fn serve(self, stop: impl Future<Output = ()>) -> Result<(), PortalError> {
		let portal = self.portal.clone();
		let again = self._running.secret().to_owned();
		let app = router(portal.clone(), again);
		let servers = self.listeners.into_iter().map(|listener| {
			let (app, portal) = (app.clone(), portal.clone());
			tokio::spawn(async move {
				let served = axum::serve(listener, app);
				tokio::select! {
					ended = served => ended,
					() = portal.stopped() => Ok(()),
				}
			})
		});
		let servers: Vec<_> = servers.collect();
		let idle = lock_when_idle(portal.clone());
		// In this order: when it is stopped for wrong links, its servers end as well, and the reason must not be lost.
		let ended = tokio::select! {
			biased;
			() = stop => Ok(()),
			() = portal.stopped() => Err(PortalError::TooManyWrong),
			() = idle => Ok(()),
			ended = futures::future::try_join_all(servers) => match ended {
				Ok(all) => all.into_iter().collect::<io::Result<()>>().map_err(PortalError::Server),
				Err(_) => Ok(()),
			},
		};
		portal.stop();
		portal.lock();
		ended
	}
}

/// Locks when nobody was there for long. It never ends.
async fn lock_when_idle(portal: Arc<Portal>) {
	loop {
		tokio::time::sleep(LOOK).await;
		if portal.locked.lock_if_idle(portal.jobs.busy()) {
			portal.lock();
		}
	}
}

/// All pages behind their guard.
pub fn router(portal: Arc<Portal>, again: String) -> Router {
	let watch = middleware::from_fn_with_state(portal.clone(), gate::watch);
	pages::routes()
		.merge(running::routes(again))
		.layer(DefaultBodyLimit::max(MAX_FORM))
		.layer(watch)
		.with_state(portal)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn only_this_machine_is_listened_to() {
		let (listeners, port) = bind(0).await.unwrap();
		assert!(!listeners.is_empty() && port > 0);
		for listener in &listeners {
			let address = listener.local_addr().unwrap();
			assert!(address.ip().is_loopback() && address.port() == port, "{address}");
		}
		assert!(matches!(bind(port).await, Err(PortalError::Port { .. })));
	}
}
