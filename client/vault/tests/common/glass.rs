//! A night in which somebody cannot be asked: an emergency committee of other houses, and a clinician who breaks the glass.

use super::{dealt::deal, *};
use medquorum_client::error::Error;

/// The emergency committee's key.
pub const EMERGENCY: KeyId = 9;
/// The house of the clinician.
pub const HOUSE: FacilityNumber = 1;

/// Everybody of the journey, and who is there for emergencies.
pub struct Night {
	pub world: World,
	/// The emergency administrators, two of whom approve: of the houses 2, 3 and 1, the clinician's.
	pub officers: Vec<Person>,
	/// The emergency clinician.
	pub clinician: Person,
}

impl Night {
	pub async fn new() -> Self {
		let mut world = World::new().await;
		let officers = vec![
			Person::new("//Judy", 31),
			Person::new("//Ken", 32),
			Person::new("//Laura", 33),
		];
		let clinician = Person::new("//Nina", 34);
		for person in officers.iter().chain([&clinician]) {
			let member = world.place(person).member();
			let registered = member.register(&person.signer, &person.keystore, None);
			registered.await.unwrap();
		}
		world.give(&clinician, Role::EmergencyClinician);
		let (committee, pin) = deal(&officers, EMERGENCY, 2);
		world.ledger.govern(&committee).unwrap();
		world.trust.committees.insert(EMERGENCY, pin);
		for (officer, house) in officers.iter().zip([2, 3, HOUSE]) {
			world.ledger.house(officer.account(), house);
		}
		world.ledger.house(clinician.account(), HOUSE);
		Self {
			world,
			officers,
			clinician,
		}
	}

	/// The patient lets the emergency committee stand in for a record.
	pub async fn allow(&self, record: RecordId) -> Result<Delivered, Error> {
		let patient = &self.world.patient;
		let role = self.world.place(patient).patient();
		role.allow_emergency(&patient.signer, &patient.keystore, record, EMERGENCY)
			.await
	}

	/// A record that can be opened in an emergency.
	pub async fn allowed(&self, content: &[u8]) -> Uploaded {
		let uploaded = self.world.upload(content).await;
		self.allow(uploaded.record_id).await.unwrap();
		uploaded
	}

	/// The clinician breaks the glass.
	pub async fn breaks(&self, record: RecordId) -> Result<Asked, Error> {
		self.breaks_over(self.world.place(&self.clinician), record).await
	}

	pub async fn breaks_over(&self, place: Place<'_>, record: RecordId) -> Result<Asked, Error> {
		let (signer, keystore) = (&self.clinician.signer, &self.clinician.keystore);
		place
			.requester()
			.break_glass(signer, keystore, record, Purpose::EmergencyTreatment)
			.await
	}

	/// Both requests as they stand.
	pub async fn glass(&self, record: RecordId) -> Glass {
		let requester = self.world.place(&self.clinician).requester();
		let account = self.clinician.account();
		requester
			.glass(account, &self.clinician.keystore, record)
			.await
			.unwrap()
	}

	/// The two requests for a record whose glass the clinician breaks.
	pub async fn broken(&self, record: RecordId) -> (RequestId, RequestId) {
		self.breaks(record).await.unwrap();
		let glass = self.glass(record).await;
		(glass.emergency.unwrap().id, glass.ordinary.unwrap().id)
	}

	pub async fn officer_approves(&self, officer: usize, id: RequestId) -> Result<Delivered, Error> {
		let officer = &self.officers[officer];
		approve_over(self.world.place(officer), officer, id).await
	}

	/// The CSP key of a record, as the emergency committee opens it.
	pub async fn unwrapped(&self, id: RequestId) -> Result<medquorum_envelope::CspRec, Error> {
		let requester = self.world.place(&self.clinician).requester();
		let account = self.clinician.account();
		let opened = requester.unwrap(account, &self.clinician.keystore, id).await;
		opened.map(|(_, _, _, unwrapped)| unwrapped.csp_rec)
	}

	/// The whole way: both requests approved, and the file.
	pub async fn opens(&self, record: RecordId) -> (RequestId, Downloaded) {
		let (emergency, ordinary) = self.broken(record).await;
		for officer in [0, 1] {
			self.officer_approves(officer, emergency).await.unwrap();
		}
		for admin in [ALICE, BOB, CHARLIE] {
			self.world.approve(admin, ordinary).await.unwrap();
		}
		let key = self.unwrapped(emergency).await.unwrap();
		let person = &self.clinician;
		let done = self.world.download(person, ordinary, CspSource::Key(&key)).await;
		let requester = self.world.place(person).requester();
		requester
			.close_glass(&person.signer, &person.keystore, emergency)
			.await
			.unwrap();
		(emergency, done.unwrap())
	}

	/// The clinician explains an access.
	pub async fn explains(&self, id: RequestId, text: &str) -> Result<(Delivered, Vec<AccountId>), Error> {
		let person = &self.clinician;
		let requester = self.world.place(person).requester();
		requester
			.file_statement(&person.signer, &person.notes, id, text)
			.await
	}

	/// An administrator reviews an access.
	pub async fn reviews(&self, admin: usize, id: RequestId, verdict: Finding) -> Result<Delivered, Error> {
		let admin = &self.world.admins[admin];
		let reviewer = self.world.place(admin).reviewer();
		reviewer.submit(&admin.signer, id, verdict).await
	}
}
