//! A ceremony over the chain, step by step, for the tests of it.

use super::{
	ceremony::{NEW, resigned_by},
	lying::LyingLedger,
	*,
};
use medquorum_client::{
	ledger::{Call, CeremonyCall, Ledger, Sign as _},
	roles::{NewCeremony, NextStep, OnChain},
	trust::ceremony::CeremonyFile,
};

pub const WINDOWS: Windows = Windows {
	join: 50,
	deal: 50,
	certify: 50,
};

/// A ceremony for a new committee of these people.
pub fn founding(admins: &[&Person], k: u16) -> NewCeremony {
	NewCeremony {
		key_id: NEW,
		attempt: None,
		k,
		admins: admins.iter().map(|person| person.account()).collect(),
		dealers: Vec::new(),
		windows: WINDOWS,
		at_once: false,
	}
}

/// The facility proposes it, and the council opens it.
pub async fn open(world: &World, new: &NewCeremony) {
	let one = &world.facility;
	let maker = world.place(one).committee_maker();
	let (_, call) = maker.open_ceremony(&one.signer, new).await.unwrap();
	world.ledger.govern(&call).unwrap();
}

pub async fn see(world: &World, person: &Person, key_id: KeyId) -> OnChain {
	let maker = world.place(person).committee_maker();
	maker.on_chain(key_id).await.unwrap().unwrap()
}

pub fn next(world: &World, person: &Person, seen: &OnChain) -> Result<NextStep, Error> {
	let maker = world.place(person).committee_maker();
	maker.next_step(seen, person.account(), &person.keystore)
}

/// What somebody has to do, as the chain is.
pub async fn to_do(world: &World, person: &Person, key_id: KeyId) -> NextStep {
	next(world, person, &see(world, person, key_id).await).unwrap()
}

/// Does a step over this ledger, as a person who agrees to everything.
pub async fn act_over(
	world: &World,
	ledger: &dyn Ledger,
	person: &Person,
	step: &NextStep,
	seen: &OnChain,
) -> Result<Option<Delivered>, Error> {
	let maker = world.place_over(ledger, person).committee_maker();
	let (signer, keystore) = (&person.signer, &person.keystore);
	match step {
		NextStep::Join => maker.join_on_chain(signer, keystore, seen).await,
		NextStep::Deal => maker.deal_on_chain(signer, keystore, seen).await,
		NextStep::Certify => {
			let pin = CommitteePin::of(&seen.board.founded()?.committee).unwrap();
			maker.certify_on_chain(signer, keystore, seen, &pin).await
		}
		NextStep::HandOver => maker.hand_over_on_chain(signer, keystore, seen).await,
		NextStep::Complain(dealer) => maker.complain_on_chain(signer, keystore, seen, *dealer).await,
		NextStep::Answer(accuser) => maker.answer_on_chain(signer, keystore, seen, *accuser).await,
		NextStep::Activate => maker.activate_on_chain(signer, seen).await,
		NextStep::Expire => maker.expire_on_chain(signer, seen).await,
		NextStep::NewAttempt(_) => {
			maker.leave_attempt(keystore, seen, person.account())?;
			Ok(None)
		}
		NextStep::Wait { .. } | NextStep::NotMine => Ok(None),
	}
}

/// Whether nothing is left to do for somebody.
pub fn waits(step: &NextStep) -> bool {
	matches!(step, NextStep::Wait { .. } | NextStep::NotMine)
}

/// Does whatever somebody has to do now; gives the step.
pub async fn turn(world: &World, person: &Person, key_id: KeyId) -> Result<NextStep, Error> {
	let maker = world.place(person).committee_maker();
	let Some(seen) = maker.on_chain(key_id).await? else {
		return Ok(NextStep::NotMine);
	};
	let step = maker.next_step(&seen, person.account(), &person.keystore)?;
	act_over(world, &world.ledger, person, &step, &seen).await?;
	Ok(step)
}

/// Everybody does what there is to do, until all wait or it is over.
pub async fn run(world: &World, people: &[&Person], key_id: KeyId) {
	for _ in 0..12 {
		let mut idle = true;
		for person in people {
			idle &= waits(&turn(world, person, key_id).await.unwrap());
		}
		if idle {
			return;
		}
	}
	panic!("it never ends");
}

/// How the newest ceremony ended.
pub fn outcome(world: &World) -> String {
	world.ledger.with(|state| {
		let mut events = state.events.iter().rev();
		let (_, event) = events.find(|(_, event)| event.name == "CeremonyEnded").unwrap();
		event.field("outcome").unwrap().to_owned()
	})
}

/// How many shares a dealer keeps for answers.
pub fn keeps(person: &Person) -> usize {
	let count = |secrets: &medquorum_client::secrets::Secrets| {
		secrets.ceremonies.iter().map(|part| part.dealt.len()).sum()
	};
	person.keystore.read(count).unwrap()
}

/// Calls that were sent over a ledger that remembers them.
pub fn ceremony_calls(sent: &[Call]) -> usize {
	sent.iter()
		.filter(|call| matches!(call, Call::Ceremony(_)))
		.count()
}

/// A dealer seals to somebody what is the neighbour's, as Alice does to Dave: no client would. The dealer keeps what was dealt, as a client does.
async fn deal_badly(world: &World, dealer: usize, victim: usize) {
	let person = &world.admins[dealer];
	let seen = see(world, person, NEW).await;
	let maker = world.place(person).committee_maker();
	// Noted, and never sent: what goes out is another one.
	let mut liar = LyingLedger::new(&world.ledger);
	liar.refuses_calls = true;
	let refused = act_over(world, &liar, person, &NextStep::Deal, &seen).await;
	assert!(refused.is_err());
	let noted = person
		.keystore
		.read(|secrets| secrets.ceremonies[0].deal.clone())
		.unwrap();
	let CeremonyFile::Deal(file) = CeremonyFile::read(&noted).unwrap() else {
		unreachable!()
	};
	let mut deal = file.content.deal.clone();
	let start = |at: usize| 256 + at * 144;
	deal.copy_within(start(victim - 1)..start(victim), start(victim));
	let (who, number) = (person.account(), file.content.dealer);
	let message = resigned_by(&file.place, &who, &file.content.ceremony, number, &deal);
	let signature = Signature::Sr25519(person.signer.sign(&message));
	let call = Call::Ceremony(CeremonyCall::Deal {
		key_id: NEW,
		deal,
		signature,
	});
	world.ledger.send(who, &call).unwrap();
	assert!(maker.on_chain(NEW).await.unwrap().is_some());
}

/// Everybody has joined and dealt, Alice badly to Dave.
pub async fn with_a_bad_box() -> World {
	with_bad_boxes(&[(ALICE, DAVE)]).await
}

/// Everybody has joined and dealt, the first administrators badly: each pair is one of these and who gets the bad box.
pub async fn with_bad_boxes(pairs: &[(usize, usize)]) -> World {
	let world = World::new().await;
	let admins: Vec<&Person> = world.admins.iter().collect();
	open(&world, &founding(&admins, 3)).await;
	for person in &admins {
		turn(&world, person, NEW).await.unwrap();
	}
	for (dealer, victim) in pairs {
		deal_badly(&world, *dealer, *victim).await;
	}
	for person in &admins[pairs.len()..] {
		assert_eq!(turn(&world, person, NEW).await.unwrap(), NextStep::Deal);
	}
	world
}
