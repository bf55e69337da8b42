//! The people of the story: accounts, and the shares of the committee that they are.

use super::*;

/// Somebody with an account, by its derivation path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Person(pub &'static str);

/// Administrator with index 1.
pub const ALICE: Person = Person("//Alice");
/// Administrator with index 2.
pub const BOB: Person = Person("//Bob");
/// Administrator with index 3.
pub const CHARLIE: Person = Person("//Charlie");
/// Administrator with index 4.
pub const DAVE: Person = Person("//Dave");
/// A patient.
pub const EVE: Person = Person("//Eve");
/// A clinician.
pub const FERDIE: Person = Person("//Ferdie");
/// The facility that uploads.
pub const ONE: Person = Person("//One");
/// A second facility.
pub const TWO: Person = Person("//Two");
/// Another patient.
pub const GRACE: Person = Person("//Grace");
/// The data protection officer.
pub const OFFICER: Person = Person("//Officer");
/// Has an account and keys, but no tokens.
pub const HEIDI: Person = Person("//Heidi");
/// Somebody without role or keys.
pub const MALLORY: Person = Person("//Mallory");

/// A casualty doctor, of house 10.
pub const VICTOR: Person = Person("//Victor");
/// Emergency administrator with index 1, of house 20.
pub const OLIVIA: Person = Person("//Olivia");
/// Emergency administrator with index 2, of house 30.
pub const PETER: Person = Person("//Peter");

/// The administrators in the order of their indices.
pub const ADMINS: [Person; 4] = [ALICE, BOB, CHARLIE, DAVE];
pub(super) const EVERYBODY: [Person; 14] = [
	ALICE, BOB, CHARLIE, DAVE, EVE, FERDIE, ONE, TWO, GRACE, OFFICER, MALLORY, VICTOR, OLIVIA, PETER,
];

impl Person {
	pub fn pair(&self) -> sr25519::Pair {
		// From a path a pair takes thousands of hashes.
		static PAIRS: Mutex<BTreeMap<&str, sr25519::Pair>> = Mutex::new(BTreeMap::new());
		let mut pairs = PAIRS.lock().unwrap_or_else(PoisonError::into_inner);
		pairs
			.entry(self.0)
			.or_insert_with(|| sr25519::Pair::from_string(self.0, None).unwrap())
			.clone()
	}

	pub fn id(&self) -> AccountId32 {
		self.pair().public().into()
	}

	pub fn bytes(&self) -> [u8; 32] {
		self.pair().public().0
	}

	pub fn origin(&self) -> RuntimeOrigin {
		RuntimeOrigin::signed(self.id())
	}

	pub fn sign(&self, message: &[u8]) -> MultiSignature {
		self.pair().sign(message).into()
	}

	/// Whose account this is.
	pub fn of(account: &AccountId32) -> Person {
		let found = EVERYBODY.into_iter().find(|person| person.id() == *account);
		found.expect("somebody of the story")
	}

	/// Index of this administrator in [`ADMINS`].
	pub fn index(&self) -> u16 {
		let position = ADMINS.iter().position(|admin| admin == self).unwrap();
		u16::try_from(position).unwrap() + 1
	}

	/// This administrator's share of the committee's key.
	pub fn secret(&self) -> &'static AdminSecret {
		&dealt().1[usize::from(self.index()) - 1]
	}
}

/// The committee with key id 1: public key and secrets of [`ADMINS`], k = 3.
pub fn dealt() -> &'static (Point, Vec<AdminSecret>) {
	static DEALT: OnceLock<(Point, Vec<AdminSecret>)> = OnceLock::new();
	DEALT.get_or_init(|| deal_committee(3, &[1, 2, 3, 4], &mut rng(7)).unwrap())
}

/// The same random numbers in every run.
pub fn rng(seed: u64) -> ChaCha20Rng {
	ChaCha20Rng::seed_from_u64(seed)
}
