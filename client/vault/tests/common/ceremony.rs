//! A ceremony over a folder, step by step, for the tests of it.

use super::*;
use medquorum_client::{
	error::CeremonyError,
	ledger::Call,
	secrets::CeremonyPart,
	trust::ceremony::{Board, Place as Where, Seat, Stage},
};
use std::fs;

/// The committee that is founded.
pub const NEW: KeyId = 8;

/// A folder that all share.
pub struct Folder(pub PathBuf);

impl Folder {
	pub fn new(world: &World, name: &str) -> Self {
		let path = world.dir.path().join(name);
		fs::create_dir_all(&path).unwrap();
		Self(path)
	}

	pub fn put(&self, output: &CeremonyOutput) {
		fs::write(self.0.join(&output.name), &output.bytes).unwrap();
	}

	pub fn files(&self) -> Vec<(String, Vec<u8>)> {
		let entries = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().path());
		entries
			.map(|path| {
				(
					path.file_name().unwrap().to_str().unwrap().to_owned(),
					fs::read(&path).unwrap(),
				)
			})
			.collect()
	}

	pub fn board(&self) -> Board {
		Board::gather(&GENESIS, &self.files()).unwrap()
	}

	pub fn remove(&self, name: &str) {
		fs::remove_file(self.0.join(name)).unwrap();
	}
}

pub fn seats(world: &World) -> Vec<Seat> {
	(1..)
		.zip(&world.admins)
		.map(|(index, person)| Seat {
			index,
			account: person.account(),
		})
		.collect()
}

/// The facility starts attempt `attempt` with k of all administrators.
pub async fn start(world: &World, folder: &Folder, attempt: u16, k: u16) {
	let one = &world.facility;
	let maker = world.place(one).committee_maker();
	let start = maker
		.start_ceremony(&one.signer, NEW, attempt, k, seats(world))
		.await;
	folder.put(&start.unwrap());
}

/// One step of one administrator: what it gives, before the file is written.
pub async fn step(
	world: &World,
	person: &Person,
	folder: &Folder,
	stage: Stage,
) -> Result<CeremonyOutput, Error> {
	let maker = world.place(person).committee_maker();
	let board = maker.ceremony(&folder.files()).await?;
	let (signer, keystore) = (&person.signer, &person.keystore);
	match stage {
		Stage::Join => maker.join_ceremony(signer, keystore, &board).await,
		Stage::Deal => maker.deal_in_ceremony(signer, keystore, &board).await,
		Stage::Certify => {
			let committee = board.founded()?.committee;
			let pin = CommitteePin::of(&committee).unwrap();
			maker.certify_ceremony(signer, keystore, &board, &pin).await
		}
		Stage::HandOver => maker.hand_over_in_ceremony(signer, keystore, &board).await,
	}
}

/// A key that is passed on.
pub struct Change<'a> {
	pub dealers: Vec<&'a Person>,
	pub new: Vec<&'a Person>,
	pub k: u16,
}

impl Change<'_> {
	/// The facility starts it.
	pub async fn start(&self, world: &World, folder: &Folder, attempt: u16) -> Result<(), Error> {
		self.start_of(KEY, world, folder, attempt).await
	}

	/// The same for another committee.
	async fn start_of(
		&self,
		key_id: KeyId,
		world: &World,
		folder: &Folder,
		attempt: u16,
	) -> Result<(), Error> {
		let accounts = |people: &[&Person]| people.iter().map(|person| person.account()).collect();
		let new = NewEpoch {
			key_id,
			attempt,
			k: self.k,
			admins: accounts(&self.new),
			dealers: accounts(&self.dealers),
		};
		let one = &world.facility;
		let maker = world.place(one).committee_maker();
		folder.put(&maker.start_reshare(&one.signer, &new).await?);
		Ok(())
	}

	/// Who has something to do in a stage.
	pub fn people(&self, stage: Stage) -> &[&Person] {
		match stage {
			Stage::Join | Stage::Certify => &self.new,
			Stage::Deal | Stage::HandOver => &self.dealers,
		}
	}

	pub async fn all(&self, world: &World, folder: &Folder, stage: Stage) {
		for person in self.people(stage) {
			folder.put(&step(world, person, folder, stage).await.unwrap());
		}
	}

	/// The whole of it; gives the call for the council.
	pub async fn made(&self, world: &World, name: &str, at_once: bool) -> Call {
		self.made_of(KEY, world, name, at_once).await
	}

	/// The same for another committee.
	pub async fn made_of(&self, key_id: KeyId, world: &World, name: &str, at_once: bool) -> Call {
		let folder = Folder::new(world, name);
		self.start_of(key_id, world, &folder, 1).await.unwrap();
		for stage in [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver] {
			self.all(world, &folder, stage).await;
		}
		let maker = world.place(&world.facility).committee_maker();
		let board = maker.ceremony(&folder.files()).await.unwrap();
		maker.set_founded_call(&board, at_once).unwrap()
	}
}

pub async fn abort(world: &World, person: &Person, folder: &Folder) -> Result<CeremonyOutput, Error> {
	let maker = world.place(person).committee_maker();
	let board = maker.ceremony(&folder.files()).await?;
	maker
		.abort_ceremony(
			&person.signer,
			&person.keystore,
			&board,
			None,
			CertifiedShare::Keep,
		)
		.await
}

pub async fn all(world: &World, folder: &Folder, stage: Stage) {
	for person in &world.admins {
		folder.put(&step(world, person, folder, stage).await.unwrap());
	}
}

/// The error of a ceremony inside.
pub fn why<T>(result: Result<T, Error>) -> CeremonyError {
	match result.err() {
		Some(Error::Ceremony(error)) => error,
		other => panic!("{other:?}"),
	}
}

/// Whether anything secret of the ceremony is in the keystore, and whether a share of its committee is.
pub fn held(person: &Person) -> (bool, bool) {
	let looked = person.keystore.read(|secrets| {
		let secret =
			|part: &CeremonyPart| part.one_time.is_some() || !part.join.is_empty() || !part.deal.is_empty();
		(
			secrets.ceremonies.iter().any(secret),
			secrets.admin_share(NEW, 1).is_some(),
		)
	});
	looked.unwrap()
}

/// What the first dealer signs who has changed a deal (docs/cryptography.md 5.4).
pub fn resigned(place: &Where, author: &AccountId, ceremony: &Bytes32, deal: &[u8]) -> Vec<u8> {
	resigned_by(place, author, ceremony, 1, deal)
}

/// What any dealer signs.
pub fn resigned_by(
	place: &Where,
	author: &AccountId,
	ceremony: &Bytes32,
	dealer: u16,
	deal: &[u8],
) -> Vec<u8> {
	let dealer = dealer.to_le_bytes();
	let numbers = [
		&place.key_id.to_le_bytes()[..],
		&place.epoch.to_le_bytes(),
		&place.attempt.to_le_bytes(),
		&[0],
	];
	let parts = [
		&[3][..],
		&place.genesis,
		&numbers.concat(),
		&author.0,
		ceremony,
		&dealer,
		deal,
	];
	threshold_decryption::context::file_message(&parts.concat())
}
