//! The daemon as a host: labels, removal for good, and what it takes no more.
//!
//! A label is a raw block that holds its own text, pinned under that text as its name: the object's own pin is not touched, because a
//! daemon that gives a pin another name takes the pin away first.

use super::{
	KuboStore, Order, StoreError, Walk,
	api::{Done, Limits, PinList, PinName, is_absence, is_denial},
	daemons::NOW,
};
use crate::{Denylist, Hosting, Kept, LEAF, Label, get_small, label::MARK};
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_envelope::Cid;
use std::{
	collections::{BTreeMap, BTreeSet},
	path::Path,
	time::Duration,
};
use tokio::time::Instant;

/// How long a daemon may take to read what was appended to its denylist.
const FOLLOWS: Duration = Duration::from_secs(10);

/// A pin of the daemon's list.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pin {
	#[serde(default)]
	name: String,
}

/// The daemon's list of pins.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pins {
	#[serde(default)]
	keys: BTreeMap<String, Pin>,
}

impl KuboStore {
	/// Puts a label beside an object that the daemon keeps.
	pub(super) async fn set_label(&self, label: &Label) -> Result<(), StoreError> {
		if !self.pinned(&label.cid).await? {
			return Ok(());
		}
		let name = label.to_string();
		let cid = Cid::of_raw(name.as_bytes());
		self.complete(cid, name.clone().into_bytes()).await?;
		let cid = cid.to_string();
		let request = PinName {
			arg: &cid,
			recursive: true,
			name,
			limits: Limits::new(true, self.patience.answer),
		};
		let Done {} = self.ask("label an object", self.patience.answer, request).await?;
		Ok(())
	}

	/// Takes a label away. Its block goes with the next collection.
	pub(super) async fn take_label(&self, label: &Label) -> Result<(), StoreError> {
		let cid = Cid::of_raw(label.to_string().as_bytes());
		self.unpin(&cid.to_string()).await.map(drop)
	}

	/// The labels of an object.
	pub(super) async fn labels_of(&self, cid: &Cid) -> Result<Vec<Label>, StoreError> {
		let labels = self.pins().await?.labels.into_iter();
		Ok(labels.filter(|label| label.cid == *cid).collect())
	}

	async fn pins(&self) -> Result<Kept, StoreError> {
		let request = PinList {
			r#type: "recursive",
			names: true,
		};
		let pins: Pins = self.ask("list its pins", self.patience.progress, request).await?;
		let mut kept = Kept::default();
		for (cid, pin) in pins.keys {
			// Names of another form are of no object of ours, such as the empty folder that every repository keeps.
			let Ok(cid) = cid.parse::<Cid>() else { continue };
			let label = pin.name.parse::<Label>();
			match label {
				Ok(label) if cid == Cid::of_raw(pin.name.as_bytes()) => {
					kept.labels.insert(label);
				}
				_ => {
					kept.objects.insert(cid);
				}
			}
		}
		Ok(kept)
	}

	/// The blocks of an object, as far as the daemon has the tree over them. Peers are not asked.
	async fn blocks_of(&self, cid: &Cid) -> Result<Vec<Cid>, StoreError> {
		let order: Order = self.order(cid, None);
		let mut walk = Walk::new(order.clone());
		let mut found = Vec::new();
		while let Some(branch) = walk.next() {
			found.push(branch.cid);
			if branch.is_leaf() {
				continue;
			}
			match self.local_block(&order, &branch.cid).await {
				// Below a damaged node nothing can be found, and nothing is kept by it.
				Ok(block) => drop(walk.expand(&branch, &block)),
				Err(StoreError::Refused { reason, .. }) if is_absence(&reason) || is_denial(&reason) => {}
				Err(error) => return Err(error),
			}
		}
		Ok(found)
	}

	async fn purge(&self, objects: &BTreeSet<Cid>, labels: &BTreeSet<Label>) -> Result<Vec<Cid>, StoreError> {
		let pinned = self.pins().await?.objects;
		let (mut removed, mut blocks) = (Vec::new(), BTreeSet::new());
		for cid in objects {
			let still_there = || StoreError::StillThere {
				store: self.name_of(),
				cid: *cid,
			};
			let of_object = self.blocks_of(cid).await?;
			match self.unpin(&cid.to_string()).await {
				Ok(true) => removed.push(*cid),
				Ok(false) => {}
				// A daemon lets go of no pin that it denies: one was made after the object was denied.
				Err(StoreError::Refused { reason, .. }) if is_denial(&reason) => match pinned.contains(cid) {
					true => return Err(still_there()),
					false => continue,
				},
				Err(error) => return Err(error),
			}
			blocks.extend(of_object.into_iter().map(|block| (block, *cid)));
		}
		for label in labels {
			self.take_label(label).await?;
			let block = Cid::of_raw(label.to_string().as_bytes());
			blocks.insert((block, label.cid));
		}
		// Blocks without a pin too: a daemon keeps those it has passed on until its next collection.
		self.collect().await?;
		for (block, cid) in blocks {
			match self.holds(&block).await {
				Ok(false) => {}
				Ok(true) => {
					return Err(StoreError::StillThere {
						store: self.name_of(),
						cid,
					});
				}
				// Denied before, and so not looked at: it was gone before it was denied.
				Err(StoreError::Refused { reason, .. }) if is_denial(&reason) => {}
				Err(error) => return Err(error),
			}
		}
		Ok(removed)
	}

	async fn refuses(&self, cid: &Cid) -> Result<bool, StoreError> {
		match self.holds(cid).await {
			Ok(_) => Ok(false),
			Err(StoreError::Refused { reason, .. }) if is_denial(&reason) => Ok(true),
			Err(error) => Err(error),
		}
	}
}

/// A daemon whose repository is on this machine, so that its denylist can be written.
pub struct KuboHost {
	store: KuboStore,
	denied: Denylist,
}

impl KuboHost {
	/// The daemon with the repository in this folder. The denylist is made where there is none; the daemon reads a new one when it is
	/// started again.
	///
	/// # Errors
	/// When the folder is no repository, or the denylist cannot be made.
	pub fn new(store: KuboStore, repository: &Path) -> Result<Self, StoreError> {
		if !repository.join("config").is_file() {
			let store = format!("the IPFS repository {}", repository.display());
			return Err(StoreError::NotThere { store });
		}
		let file = format!("{MARK}.deny");
		let denied = Denylist::at(&repository.join("denylists").join(file));
		denied.create()?;
		Ok(Self { store, denied })
	}
}

impl Hosting for KuboHost {
	fn host_name(&self) -> String {
		self.store.name_of()
	}

	fn kept(&self) -> BoxFuture<'_, Result<Kept, StoreError>> {
		async move {
			self.store.check_same(NOW).await?;
			self.store.pins().await
		}
		.boxed()
	}

	fn read<'a>(&'a self, cid: &'a Cid) -> BoxFuture<'a, Result<Vec<u8>, StoreError>> {
		get_small(&self.store, cid, LEAF).boxed()
	}

	fn purge<'a>(
		&'a self,
		objects: &'a BTreeSet<Cid>,
		labels: &'a BTreeSet<Label>,
	) -> BoxFuture<'a, Result<Vec<Cid>, StoreError>> {
		async move {
			self.store.check_same(NOW).await?;
			self.store.purge(objects, labels).await
		}
		.boxed()
	}

	fn deny<'a>(&'a self, objects: &'a BTreeSet<Cid>) -> BoxFuture<'a, Result<(), StoreError>> {
		async move {
			self.store.check_same(NOW).await?;
			let cids: Vec<Cid> = objects.iter().copied().collect();
			self.denied.add(&cids)?;
			let begun = Instant::now();
			for cid in &cids {
				while !self.store.refuses(cid).await? {
					if begun.elapsed() > FOLLOWS {
						return Err(StoreError::NotDenied {
							store: self.store.name_of(),
							file: self.denied.path().display().to_string(),
						});
					}
					tokio::time::sleep(Duration::from_millis(200)).await;
				}
			}
			Ok(())
		}
		.boxed()
	}
}
