//! One lane: the same clinician asks for the same patient's record, again and again.

use crate::{failure::Failure, figures::Figures, people::World};
use futures::future::try_join_all;
use medquorum_client::{
	advice::with_causes,
	domain::{Purpose, RecordId, RequestId},
	error::Error,
	ledger::Sign as _,
	roles::Administrator,
};
use std::time::Instant;

/// Accesses until `end`; the last one is finished.
///
/// # Errors
/// None: what the chain refuses is counted.
pub async fn run(world: &World, lane: usize, record: RecordId, end: Instant) -> Result<Figures, Failure> {
	let mut figures = Figures::default();
	while Instant::now() < end {
		let since = Instant::now();
		match access(world, lane, record, &mut figures).await {
			Ok(()) => figures.done("access", since),
			Err(error) => figures.refused(with_causes(&error)),
		}
	}
	Ok(figures)
}

async fn access(world: &World, lane: usize, record: RecordId, figures: &mut Figures) -> Result<(), Error> {
	let (patient, clinician) = (&world.patients[lane], &world.clinicians[lane]);
	let since = Instant::now();
	let requester = world.requester();
	let requested = requester
		.request(&clinician.signer, &clinician.secrets, record, Purpose::Treatment)
		.await?;
	figures.done("request_access", since);
	let id = requested.request_id;
	let since = Instant::now();
	let consent = async {
		let role = world.patient();
		let shown = role.check_request(patient.signer.account(), id).await?;
		role.consent(&patient.signer, &patient.secrets, &shown).await?;
		Ok::<_, Error>(Instant::now())
	};
	let approvals = try_join_all((0..world.administrators.len()).map(|admin| approve(world, admin, id)));
	let (consented, approved) = futures::try_join!(consent, approvals)?;
	figures.done_at("grant_consent", since, consented);
	for at in approved {
		figures.done_at("approve", since, at);
	}
	let since = Instant::now();
	requester.close(&clinician.signer, &clinician.secrets, id).await?;
	figures.done("close_request", since);
	Ok(())
}

/// Gives when the approval was final.
async fn approve(world: &World, admin: usize, id: RequestId) -> Result<Instant, Error> {
	let admin = &world.administrators[admin];
	let role = Administrator {
		desk: world.desk(),
		journal: &admin.journal,
	};
	let shown = role.check_request(admin.signer.account(), id).await?;
	role.approve(&admin.signer, &admin.secrets, &shown).await?;
	Ok(Instant::now())
}
