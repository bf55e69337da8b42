//! One person's look at one page: the open session, the keys, how the account stands.

use crate::{
	acting::Acting,
	drafts::Typed,
	elsewhere,
	error::PortalError,
	forms::Posted,
	frame::{Frame, Hats},
	jobs::{Done, Job, Work},
	locked::Keys,
	pages::{bare, trouble::trouble_page},
	state::Portal,
	texts::{Say, Value, say},
	trouble::Trouble,
};
use askama::Template;
use axum::{
	extract::FromRequestParts,
	http::{StatusCode, request::Parts},
	response::{Html, IntoResponse, Redirect, Response},
};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{AccountId, RecordId},
	error::Error,
	person::FacilityAccount,
	views::{Names as _, RecordDetails, RecordView, RequestDetails, RequestView, Status, text},
};
use medquorum_session::Session;
use std::sync::Arc;

/// One of the person's accounts in a form.
pub struct AccountChoice {
	/// Its address; empty for the main one.
	pub value: String,
	/// The facility that it is for.
	pub label: Value,
}

/// A look at a page. It is rejected with the page that says what is wrong: locked, offline, not set up.
pub struct Visit {
	/// What all visits of this process share.
	pub portal: Arc<Portal>,
	/// The connection.
	pub session: Session,
	/// Those of the unlocked keystore; they stay until the page is answered.
	pub keys: Arc<Keys>,
	/// How the account stands.
	pub status: Status,
	/// What is wrong with the node, if anything is; what it says is shown all the same.
	behind: Option<Trouble>,
	/// What was typed before a file was chosen.
	typed: Typed,
}

impl FromRequestParts<Arc<Portal>> for Visit {
	type Rejection = Response;

	async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Response> {
		let keys = portal.locked.keys();
		let keys = keys.ok_or_else(|| Redirect::to("/unlock").into_response())?;
		let known = portal.is_connected().await;
		let mut opened = Self::open(portal.clone(), keys.clone()).await;
		// The node may have come back since this connection broke.
		if known && opened.as_ref().is_err_and(|trouble| trouble.offline) {
			portal.reopen().await;
			opened = Self::open(portal.clone(), keys).await;
		}
		match opened {
			Ok(visit) => Ok(Self {
				typed: portal.drafts.typed(&parts.uri),
				..visit
			}),
			Err(trouble) => {
				portal.heed(&trouble).await;
				Err(offline(portal, trouble))
			}
		}
	}
}

/// The page that says what is wrong, where nothing of the chain can be shown.
fn offline(portal: &Portal, trouble: Trouble) -> Response {
	let frame = Frame::new(
		say("not-shown"),
		"",
		None,
		portal.guard.form(),
		portal.jobs.running(),
	);
	match frame {
		Ok(frame) => trouble_page(frame, trouble),
		Err(error) => bare::trouble(error.into()),
	}
}

impl Visit {
	async fn open(portal: Arc<Portal>, keys: Arc<Keys>) -> Result<Self, Trouble> {
		let session = portal.session().await?;
		let node = portal.node(&session.config);
		// At the same time: the page waits for the node's answers, and for little else.
		let (looked, status) = tokio::join!(
			session.look_at_node(),
			session.status(&node, Some(keys.account()))
		);
		let forgotten = looked.and_then(|()| session.forget_ended_epochs(&keys.keystore));
		let behind = forgotten.err().map(Trouble::from);
		if let Some(offline) = behind.as_ref().filter(|trouble| trouble.offline) {
			return Err(offline.clone());
		}
		let status = status?;
		portal.note_seen(Some(status.clone()));
		Ok(Self {
			portal,
			session,
			keys,
			status,
			behind,
			typed: Typed::default(),
		})
	}

	/// The account that is unlocked and signs calls.
	pub fn account(&self) -> AccountId {
		self.keys.account()
	}

	/// All accounts of the person: the one that is unlocked first, then those at facilities.
	pub fn accounts(&self) -> Vec<AccountId> {
		self.session.all_accounts(Some(self.account()))
	}

	/// The account that answers for a record.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn answering(&self, record: RecordId) -> Result<AccountId, Error> {
		let place = self.session.place_for(record).await?;
		Ok(place.map_or_else(|| self.account(), |place| place.account))
	}

	/// For which facility the first of these accounts is that is the person's; `None` where the person has one account alone.
	pub fn place_of(&self, accounts: impl IntoIterator<Item = AccountId>) -> Option<Value> {
		let (places, main) = (&self.session.places, self.account());
		accounts.into_iter().find_map(
			|account| match places.iter().find(|place| place.account == account) {
				Some(place) => Some(Value::from(self.facility(place))),
				None if account == main && !places.is_empty() => Some(Value::from(say("account-main"))),
				None => None,
			},
		)
	}

	fn facility(&self, place: &FacilityAccount) -> String {
		text::line(&self.session.names.show(&place.facility))
	}

	/// The person's accounts as a form offers them; none where there is one alone.
	pub fn choices(&self) -> Vec<AccountChoice> {
		let places = &self.session.places;
		let main = (!places.is_empty()).then(|| AccountChoice {
			value: String::new(),
			label: say("account-main").into(),
		});
		let placed = places.iter().map(|place| AccountChoice {
			value: place.account.to_string(),
			label: self.facility(place).into(),
		});
		main.into_iter().chain(placed).collect()
	}

	/// The account at a facility that was chosen; `None` for the main one.
	///
	/// # Errors
	/// When the person has no such account.
	pub fn chosen(&self, typed: &str) -> Result<Option<FacilityAccount>, PortalError> {
		if typed.is_empty() {
			return Ok(None);
		}
		let mut places = self.session.places.iter();
		let place = places.find(|place| place.account.to_string() == typed);
		place
			.map(|place| Some(*place))
			.ok_or(PortalError::Form("choose one of your accounts"))
	}

	/// What was typed in a form of this page before a file was chosen for it.
	pub fn typed(&self) -> &Typed {
		&self.typed
	}

	/// What the account does.
	pub fn hats(&self) -> Hats {
		Hats::of(self.status.account.as_ref())
	}

	/// Whether the node stands where its chain was seen before, so that what was read of it is still right.
	pub fn is_current(&self) -> bool {
		self.behind.is_none()
	}

	/// The frame of a page of this visit; `current` is the path of its tab.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub fn frame(&self, title: impl Into<Value>, current: &str) -> Result<Frame, PortalError> {
		let (csrf, running) = (self.portal.guard.form(), self.portal.jobs.running());
		let mut frame = Frame::new(title, current, Some(&self.status), csrf, running)?;
		frame.node = self.behind.clone();
		frame.typed = self.typed.clone();
		Ok(frame)
	}

	/// The page, or the one that says what is wrong.
	pub async fn answer<T: Template>(self, page: Result<T, PortalError>) -> Response {
		let trouble = match page.map(|page| page.render()) {
			Ok(Ok(html)) => return Html(html).into_response(),
			Ok(Err(_)) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
			Err(error) => Trouble::from(error).named(self.session.names.as_ref()),
		};
		self.portal.heed(&trouble).await;
		match self.frame(say("not-done"), "") {
			Ok(frame) => trouble_page(frame, trouble),
			Err(error) => bare::trouble(error.into()),
		}
	}

	/// Starts work of a form, and shows its job.
	pub fn start(
		&self,
		form: &Posted,
		title: Say,
		back: &str,
		work: impl FnOnce(Acting) -> Work + Send + 'static,
	) -> Response {
		self.start_then(form, title, back, work, |_, done| {
			async { Ok(done) }.boxed_local()
		})
	}

	/// Starts a job as `start` does, with work that is left to do here once the call was signed elsewhere.
	pub fn start_then(
		&self,
		form: &Posted,
		title: Say,
		back: &str,
		work: impl FnOnce(Acting) -> Work + Send + 'static,
		then: impl FnOnce(Acting, Done) -> Work + Send + 'static,
	) -> Response {
		let (session, keys) = (self.session.clone(), self.keys.clone());
		let names = self.session.names.clone();
		// The person has a wallet that signs: the call is shown, and waited for.
		let elsewhere = form.get("elsewhere") == "yes";
		let (account, since) = (self.account(), self.status.finalized_block);
		let begin = move |job: Arc<Job>| {
			let mut session = session.heard_by(job.clone());
			session.emit_calls = elsewhere;
			let acting = || Acting {
				session: session.clone(),
				keys: keys.clone(),
				job: job.clone(),
			};
			let (work, after) = (work(acting()), acting());
			match elsewhere {
				false => work,
				true => async move {
					let done = elsewhere::wait(work.await?, job, session, account, since).await?;
					then(after, done).await
				}
				.boxed_local(),
			}
		};
		let named = move |trouble: Trouble| trouble.named(names.as_ref());
		let id = self.portal.jobs.start(form.key(), title, back, begin, named);
		Redirect::to(&format!("/jobs/{id}")).into_response()
	}

	/// A record with names.
	pub fn record(&self, view: &RecordView) -> RecordDetails {
		self.session.details(view)
	}

	/// A request with names.
	pub fn request(&self, view: &RequestView) -> RequestDetails {
		let mut request = RequestDetails::of(view, self.session.names.as_ref());
		if let Some(now) = self.session.dates() {
			request.expires = request.expires.dated(now);
		}
		request
	}
}
