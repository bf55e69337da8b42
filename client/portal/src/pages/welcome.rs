//! Setting up, step by step: where the chain is, which chain it is, keys and account, the words.

use crate::{
	drafts::Typed,
	error::PortalError,
	forms::Posted,
	state::Portal,
	step::{NodePlace, SetUpStep},
	texts::{Say, say},
	token,
	trouble::Trouble,
	welcome::{self, Account, Chosen},
};
use askama::Template;
use axum::{
	extract::State,
	http::{StatusCode, Uri},
	response::{Html, IntoResponse, Redirect, Response},
};
use medquorum_client::{config::StoreSetting, error::Error, keystore::Passphrase};
use medquorum_session::{NewKeys, SetUp, new_passphrase, root_of_words};
use std::{path::PathBuf, sync::Arc};
use zeroize::Zeroizing;

/// What stands around a step.
pub(super) struct Around {
	pub(super) title: Say,
	pub(super) csrf: String,
	pub(super) once: String,
	/// Which step it is, from 1.
	pub(super) at: usize,
	pub(super) trouble: Option<Trouble>,
	/// What was typed before a file was chosen.
	pub(super) typed: Typed,
}

impl Around {
	/// Around a page of this step.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub(super) fn of(portal: &Portal, title: Say, at: usize) -> Result<Self, PortalError> {
		Ok(Self {
			title,
			at,
			csrf: portal.guard.form().to_owned(),
			once: token::once()?,
			trouble: None,
			typed: Typed::default(),
		})
	}
}

#[derive(Template)]
#[template(path = "welcome_place.html")]
struct PlacePage {
	around: Around,
	node: String,
	folder: String,
}

#[derive(Template)]
#[template(path = "welcome_chain.html")]
struct ChainPage {
	around: Around,
	node: String,
	store: Say,
	genesis: String,
	groups: Vec<String>,
	development: bool,
}

#[derive(Template)]
#[template(path = "welcome_keys.html")]
struct KeysPage {
	around: Around,
	development: bool,
}

#[derive(Template)]
#[template(path = "welcome_words.html")]
struct WordsPage {
	around: Around,
	words: Vec<Zeroizing<String>>,
	account: String,
	remark: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "welcome_ask.html")]
struct AskPage {
	around: Around,
	places: Vec<u8>,
}

fn html(page: &impl Template, status: StatusCode) -> Response {
	match page.render() {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}

/// A hash in groups of eight digits, which people compare.
fn groups(genesis: &[u8; 32]) -> Vec<String> {
	genesis.chunks(4).map(hex::encode).collect()
}

fn store_words(store: &StoreSetting, portal: &Portal) -> Say {
	match store {
		StoreSetting::Default | StoreSetting::Embedded { path: None } => {
			let path = portal.options.home.store().display().to_string();
			say("welcome-store-folder").with("path", path)
		}
		StoreSetting::Embedded { path: Some(path) } => {
			say("welcome-store-folder").with("path", path.display().to_string())
		}
		StoreSetting::Kubo(kubo) => say("welcome-store-kubo").with("url", &kubo.url),
	}
}

/// The page of where setting up stands.
async fn page(portal: &Portal, trouble: Option<Trouble>, typed: Typed) -> Result<Response, PortalError> {
	let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
	let around = |title, at| {
		Ok::<_, PortalError>(Around {
			trouble,
			typed,
			..Around::of(portal, title, at)?
		})
	};
	let step = portal.welcome.lock().await.clone();
	Ok(match step {
		SetUpStep::Place => html(
			&PlacePage {
				around: around(say("welcome"), 1)?,
				node: portal.first_node(),
				folder: portal.options.home.store().display().to_string(),
			},
			status,
		),
		SetUpStep::Chain(place) => html(
			&chain_page(portal, &place, around(say("welcome-chain-title"), 1)?),
			status,
		),
		SetUpStep::Keys(_, development) => html(
			&KeysPage {
				around: around(say("welcome-keys-title"), 2)?,
				development,
			},
			status,
		),
		SetUpStep::Words => {
			let keys = portal.locked.keys().ok_or(PortalError::Locked)?;
			let around = around(say("welcome-words-title"), 3)?;
			let page = tokio::task::block_in_place(|| {
				Ok::<_, PortalError>(WordsPage {
					around,
					words: welcome::words(&keys.keystore)?,
					account: portal.own_address(),
					remark: keys.keystore.passphrase_remark(),
				})
			})?;
			html(&page, status)
		}
		SetUpStep::Ask(places) => html(
			&AskPage {
				around: around(say("welcome-ask-title"), 3)?,
				places: places.to_vec(),
			},
			status,
		),
		SetUpStep::Done => Redirect::to("/").into_response(),
	})
}

fn chain_page(portal: &Portal, place: &NodePlace, around: Around) -> ChainPage {
	ChainPage {
		around,
		node: place.node.clone(),
		store: store_words(&place.store, portal),
		genesis: hex::encode(place.genesis),
		groups: groups(&place.genesis),
		development: place.development,
	}
}

async fn answer(portal: &Portal, done: Result<(), PortalError>) -> Response {
	let shown = match done {
		Ok(()) => return Redirect::to("/welcome").into_response(),
		Err(error) => page(portal, Some(error.into()), Typed::default()).await,
	};
	shown.unwrap_or_else(|error| super::bare::trouble(error.into()))
}

/// Shows the step that is next.
pub async fn show(State(portal): State<Arc<Portal>>, address: Uri) -> Response {
	let waits = portal.words_wait().await;
	if portal.is_set_up() && !waits {
		return Redirect::to("/").into_response();
	}
	let shown = page(&portal, None, portal.drafts.typed(&address)).await;
	shown.unwrap_or_else(|error| super::bare::trouble(error.into()))
}

async fn find(portal: &Portal, form: &Posted) -> Result<(), PortalError> {
	let node = form.needed("node", "the node's address is missing")?.to_owned();
	let store = welcome::store_of(form.get("folder"), form.get("kubo"))?;
	let place = portal.find_chain(node, store).await?;
	let mut step = portal.welcome.lock().await;
	if let SetUpStep::Place | SetUpStep::Chain(_) | SetUpStep::Keys(..) = *step {
		*step = SetUpStep::Chain(place);
	}
	Ok(())
}

/// Takes node and store, and asks the node for its chain.
pub async fn place(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let done = find(&portal, &form).await;
	answer(&portal, done).await
}

async fn confirm(portal: &Portal, form: &Posted) -> Result<(), PortalError> {
	let mut step = portal.welcome.lock().await;
	let SetUpStep::Chain(place) = &*step else {
		return Ok(());
	};
	// Another tab may have found another chain meanwhile: what was compared is what the page showed.
	if form.get("genesis") != hex::encode(place.genesis) {
		return Err(PortalError::NotShown);
	}
	let development = form.get("development") == "yes";
	if form.get("same") != "yes" && !(development && place.development) {
		return Err(PortalError::Form("nobody said that this is the right chain"));
	}
	let place = place.clone();
	let development = development && place.development;
	*step = SetUpStep::Keys(place, development);
	Ok(())
}

/// Takes the word of a person that it is the right chain.
pub async fn chain(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let done = confirm(&portal, &form).await;
	answer(&portal, done).await
}

/// Goes back to where the node is asked for; nothing was written yet.
pub async fn back(State(portal): State<Arc<Portal>>, _: Posted) -> Response {
	let mut step = portal.welcome.lock().await;
	if let SetUpStep::Chain(_) | SetUpStep::Keys(..) = *step {
		*step = SetUpStep::Place;
	}
	Redirect::to("/welcome").into_response()
}

fn whole(typed: &str, missing: &'static str) -> Result<PathBuf, PortalError> {
	let path = PathBuf::from(typed);
	match (typed.is_empty(), path.is_absolute()) {
		(true, _) => Err(PortalError::Form(missing)),
		(_, true) => Ok(path),
		(_, false) => Err(PortalError::Form(
			"the path of a file must begin at the root, with /",
		)),
	}
}

fn chosen(form: &Posted) -> Result<Chosen, PortalError> {
	let keys = match form.get("origin") {
		"words" => {
			let version = form.get("version").parse::<u16>().unwrap_or(1).max(1);
			NewKeys::Words(root_of_words(&Zeroizing::new(form.raw("words")))?, version)
		}
		"backup" => NewKeys::Backup(whole(form.get("backup"), "the backup's path is missing")?),
		_ => NewKeys::Drawn,
	};
	let (first, second) = (
		Zeroizing::new(form.raw("passphrase")),
		Zeroizing::new(form.raw("again")),
	);
	let passphrase = match &keys {
		NewKeys::Backup(_) => Passphrase::new(first.to_string())?,
		NewKeys::Drawn | NewKeys::Words(..) => new_passphrase(&first, &second)?,
	};
	let account = match form.get("account") {
		"export" => Account::Export(
			whole(form.get("export"), "the path of the account's file is missing")?,
			Passphrase::new(form.raw("password"))?,
		),
		"development" => Account::Development(form.get("uri").to_owned()),
		_ => Account::Made,
	};
	Ok(Chosen {
		keys,
		account,
		passphrase,
	})
}

async fn make(portal: &Arc<Portal>, form: &Posted) -> Result<(), PortalError> {
	let step = portal.welcome.lock().await.clone();
	match step {
		SetUpStep::Keys(place, development) => {
			portal.set_up(place, development, chosen(form)?, form.key()).await
		}
		SetUpStep::Place | SetUpStep::Chain(_) => Ok(()),
		// Another tab was first: whatever was typed here is not what was made.
		SetUpStep::Words | SetUpStep::Ask(_) | SetUpStep::Done if portal.made_by(&form.key()) => Ok(()),
		SetUpStep::Words | SetUpStep::Ask(_) | SetUpStep::Done => {
			SetUp::check_new(&portal.options.home).map_err(Error::from)?;
			Ok(())
		}
	}
}

/// Makes keys, account and settings.
pub async fn keys(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let done = make(&portal, &form).await;
	answer(&portal, done).await
}

/// The person says that the words are written down.
pub async fn written(State(portal): State<Arc<Portal>>, _: Posted) -> Response {
	let done = portal.ask_words().await;
	answer(&portal, done).await
}

/// The person wants to see the words again.
pub async fn again(State(portal): State<Arc<Portal>>, _: Posted) -> Response {
	portal.show_words_again().await;
	answer(&portal, Ok(())).await
}

/// Takes the words that were asked back.
pub async fn ask(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let typed: Vec<&str> = form.all("word").collect();
	let checked = match portal.locked.keys() {
		Some(keys) => portal.check_words(&typed, &keys.keystore).await,
		None => Err(PortalError::Locked),
	};
	match checked {
		Ok(()) => Redirect::to("/register").into_response(),
		other => answer(&portal, other).await,
	}
}
