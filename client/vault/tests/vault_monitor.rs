//! What an operator's figures say of the chain.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	ledger::Head,
	ports::SeenBlock,
	replicas::ReplicasSeen,
	roles::{Figures, RequestStage},
	store::faulty::Fault,
};

async fn figures(world: &World) -> Figures {
	let monitor = world.place(&world.patient).monitor();
	monitor.figures().await.unwrap()
}

fn requests(figures: &Figures) -> [u64; 3] {
	RequestStage::ALL.map(|stage| figures.requests[&stage])
}

#[tokio::test]
async fn requests_are_counted_by_stage_age_and_risk_and_their_decisions_seen() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	assert_eq!(requests(&figures(&world).await), [0, 0, 0]);
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let open = figures(&world).await;
	assert_eq!((requests(&open), open.at_risk), ([1, 0, 0], 1));
	// In this ledger a request may be decided within a hundred moments, not a day.
	let window = memory_ledger::TTL;
	assert!(open.oldest >= DECISION_TTL - window && open.oldest < DECISION_TTL);
	world.ledger.pass(10);
	let later = figures(&world).await;
	assert_eq!(later.oldest, open.oldest + 10);
	assert_eq!(later.decided_since(&open).count(), 0);
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	let approved = figures(&world).await;
	assert_eq!(requests(&approved), [0, 1, 0]);
	assert_eq!(approved.oldest, 0);
	let waited: Vec<Moment> = approved.decided_since(&later).collect();
	assert_eq!(waited.len(), 1);
	// The clock of this ledger is younger than the window of the real chain: the request counts as made when it began.
	assert_eq!(waited, [approved.clock]);
	// Who looks again sees nothing twice.
	assert_eq!(figures(&world).await.decided_since(&approved).count(), 0);
	world.ledger.pass(10 * window);
	assert_eq!(requests(&figures(&world).await)[0], 0);
}

#[tokio::test]
async fn records_committees_and_a_node_that_is_behind_are_told() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let (facility, id) = (&world.facility, uploaded.record_id);
	let keeper = world.place(facility).keeper();
	keeper
		.erase(&facility.signer, None, id, MISTAKE, &[])
		.await
		.unwrap();
	let monitor = world.place(&world.patient).monitor();
	assert_eq!(
		monitor.records().await.unwrap(),
		[("active", 1), ("superseded", 0), ("suspended", 0)].into()
	);
	let seen = figures(&world).await;
	assert_eq!(seen.erasures, (1, 0));
	assert_eq!(seen.committees.len(), 1);
	assert!(seen.believed && !seen.syncing && seen.paused.is_none());
	world.ledger.pass(memory_ledger::ERASURE_DELAY);
	assert_eq!(figures(&world).await.erasures, (1, 1));
	// Whose time is over waits for nobody any more.
	world.ledger.pass(medquorum_client::domain::ERASURE_DELAY + 1);
	assert_eq!(figures(&world).await.erasures, (0, 0));
	let mut liar = LyingLedger::new(&world.ledger);
	liar.head = Some(Head {
		block: SeenBlock {
			number: 1,
			hash: [1; 32],
			clock: None,
		},
		syncing: true,
	});
	let monitor = world.place_over(&liar, &world.patient).monitor();
	let behind = monitor.figures().await.unwrap();
	assert!(!behind.believed && behind.syncing);
}

/// What the last look at the store found is known to the home that looked, and to no other.
#[tokio::test]
async fn look_at_the_store_is_noted_with_its_time() {
	let world = World::new().await;
	world.upload(SCAN).await;
	let facility = &world.facility;
	let keeper = world.place(facility).keeper();
	let noted = || ReplicasSeen::load(facility.home(), &GENESIS).unwrap();
	assert_eq!(noted(), None);
	for (fault, lacking, kept) in [(Fault::None, 0, 2), (Fault::Missing, 2, 0)] {
		world.store.set(fault);
		let holdings = keeper.holdings().await.unwrap();
		keeper.note_holdings(&holdings).unwrap();
		let seen = noted().unwrap();
		assert_eq!((seen.wanted, seen.records, seen.objects), (1, 1, 2));
		assert_eq!(seen.lacking, lacking);
		let hosts: Vec<_> = seen.hosts.values().map(|host| host.kept).collect();
		assert_eq!((hosts, seen.answering()), (vec![kept], 1));
		assert!(seen.time > 0);
	}
	let other = ReplicasSeen::load(world.patient.home(), &GENESIS).unwrap();
	assert_eq!(other, None);
}
