//! The store of the settings, opened when it is first needed: most commands never touch it.

use futures::future::{BoxFuture, FutureExt};
use medquorum_client::{
	config::{Home, HostSetting, KuboSetting, StoreSetting},
	store::{
		ByteChannel, CidAtEnd, Holder, Hosting, Label, Resumed, Store, StoreError,
		embedded::EmbeddedStore,
		kubo::{Access, Authorization, Daemons, KuboHost, KuboStore, Patience},
		replicated::ReplicatedStore,
	},
	views::{Host, Hosts},
};
use medquorum_envelope::Cid;
use std::{
	io::Read,
	ops::Range,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
};

/// A store that is opened when it is first used.
pub struct LazyStore {
	setting: StoreSetting,
	home: Home,
	opened: Mutex<Option<Arc<dyn Store>>>,
}

impl LazyStore {
	/// The store that the settings name.
	pub fn new(setting: StoreSetting, home: Home) -> Self {
		Self {
			setting,
			home,
			opened: Mutex::new(None),
		}
	}

	/// Makes the folder of an embedded store, where there is none yet. Gives the folder; a daemon has none.
	///
	/// # Errors
	/// When the folder cannot be made.
	pub fn create(&self) -> Result<Option<PathBuf>, StoreError> {
		let folder = match &self.setting {
			StoreSetting::Default | StoreSetting::Embedded { path: None } => self.home.store(),
			StoreSetting::Embedded { path: Some(path) } => path.clone(),
			StoreSetting::Kubo(_) => return Ok(None),
		};
		EmbeddedStore::create(&folder)?;
		Ok(Some(folder))
	}

	/// The host on this machine, from inside: the folder, or our own daemon with its repository. `None` where a daemon's repository
	/// is not named.
	///
	/// # Errors
	/// When the folder or the daemon cannot be used.
	pub fn host(&self, repository: Option<&Path>) -> Result<Option<Box<dyn Hosting>>, StoreError> {
		let host: Box<dyn Hosting> = match &self.setting {
			StoreSetting::Default | StoreSetting::Embedded { path: None } => {
				Box::new(EmbeddedStore::open(&self.home.store())?)
			}
			StoreSetting::Embedded { path: Some(path) } => Box::new(EmbeddedStore::open(path)?),
			StoreSetting::Kubo(kubo) => {
				let Some(repository) = repository else {
					return Ok(None);
				};
				Box::new(KuboHost::new(connect_host(&kubo.own(), &self.home)?, repository)?)
			}
		};
		Ok(Some(host))
	}

	/// Opens it.
	///
	/// # Errors
	/// When the folder or the daemon cannot be used.
	pub fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
		let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(store) = opened.as_ref() {
			return Ok(store.clone());
		}
		let store: Arc<dyn Store> = match &self.setting {
			StoreSetting::Default | StoreSetting::Embedded { path: None } => {
				Arc::new(EmbeddedStore::open(&self.home.store())?)
			}
			StoreSetting::Embedded { path: Some(path) } => Arc::new(EmbeddedStore::open(path)?),
			StoreSetting::Kubo(kubo) => Arc::new(replicated(kubo, &self.home)?),
		};
		*opened = Some(store.clone());
		Ok(store)
	}
}

/// Connects to a host of the settings, with the password from its file. Which daemon answers is noted in the home folder.
///
/// # Errors
/// When the password cannot be read or the address not be used.
pub fn connect_host(host: &HostSetting, home: &Home) -> Result<KuboStore, StoreError> {
	let password = host.password()?;
	let access = Access {
		url: host.url.clone(),
		password: password.as_ref().map(Authorization::new).transpose()?,
	};
	let daemons = Daemons::at(&home.daemons());
	Ok(KuboStore::connect(access, Patience::default())?.remembering(daemons))
}

/// The hosts of a store, as people and programs are shown them.
pub fn hosts(store: &StoreSetting) -> Hosts {
	let StoreSetting::Kubo(kubo) = store else {
		return Hosts::single();
	};
	let host = |host: HostSetting| Host {
		name: host.name,
		url: host.url,
		password_file: host.password_file.map(|file| file.display().to_string()),
	};
	Hosts {
		replicas: kubo.replicas,
		hosts: kubo.all().into_iter().map(host).collect(),
	}
}

fn replicated(kubo: &KuboSetting, home: &Home) -> Result<ReplicatedStore<KuboStore>, StoreError> {
	let named = |host: &HostSetting| Ok::<_, StoreError>((host.name.clone(), connect_host(host, home)?));
	let others: Result<_, _> = kubo.hosts.iter().map(named).collect();
	Ok(ReplicatedStore::new(named(&kubo.own())?, others?, kubo.replicas))
}

impl Store for LazyStore {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move { self.open()?.put(content).await }.boxed()
	}

	fn put_known(
		&self,
		content: Box<dyn Read + Send>,
		cid: CidAtEnd,
	) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move { self.open()?.put_known(content, cid).await }.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		async move { self.open()?.resume(content).await }.boxed()
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move { self.open()?.get(&cid, range).await }.boxed()
	}

	fn get_verified(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
	) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move { self.open()?.get_verified(&cid, range).await }.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move { self.open()?.remove(&cid).await }.boxed()
	}

	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move { self.open()?.label(label).await }.boxed()
	}

	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move { self.open()?.unlabel(label).await }.boxed()
	}

	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let cid = *cid;
		async move { self.open()?.labels(&cid).await }.boxed()
	}

	fn bar(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move { self.open()?.bar(&cid).await }.boxed()
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		let opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
		async move {
			match opened {
				Some(store) => store.settle().await,
				// A store that was never used has nothing to settle.
				None => Ok(()),
			}
		}
		.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let cid = *cid;
		async move { self.open()?.contains(&cid).await }.boxed()
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		let cid = *cid;
		async move { self.open()?.holders(&cid).await }.boxed()
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let cid = *cid;
		async move { self.open()?.replicate(&cid).await }.boxed()
	}

	fn replicas(&self) -> usize {
		match &self.setting {
			StoreSetting::Kubo(kubo) => kubo.replicas.into(),
			StoreSetting::Default | StoreSetting::Embedded { .. } => 1,
		}
	}

	fn name(&self) -> String {
		match &self.setting {
			StoreSetting::Default | StoreSetting::Embedded { path: None } => {
				format!("folder {}", self.home.store().display())
			}
			StoreSetting::Embedded { path: Some(path) } => format!("folder {}", path.display()),
			StoreSetting::Kubo(kubo) => match kubo.hosts.len() {
				0 => format!("Kubo at {}", kubo.url),
				others => format!("Kubo at {} and {others} more", kubo.url),
			},
		}
	}

	fn verifies(&self) -> bool {
		// A store that cannot be opened gives nothing to believe.
		self.open().is_ok_and(|store| store.verifies())
	}

	fn can_resume(&self) -> bool {
		self.open().is_ok_and(|store| store.can_resume())
	}

	fn is_near(&self) -> bool {
		self.open().is_ok_and(|store| store.is_near())
	}
}
