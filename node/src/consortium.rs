//! `found`: from who takes part to the specs of a chain of their own.
//!
//! One file says it in names and numbers that people can read to each other; everything in it is checked here, because what a chain
//! begins with cannot be changed by anybody afterwards. A committee is not in it: its certificates sign the hash of this very
//! beginning, so it is set by the council once the chain runs.

use crate::chain_spec;
use medquorum_runtime::{
	AccountId,
	constants::{
		currency::{EXISTENTIAL_DEPOSIT, MQD},
		governance::{MAX_MEMBERS, MIN_MEMBERS},
	},
};
use polkadot_omni_node_lib::chain_spec::{Extensions, GenericChainSpec};
use sc_service::ChainType;
use serde::Deserialize;
use serde_json::{Value, json};
use sp_core::{bytes::from_hex, crypto::Ss58Codec, sr25519};
use sp_keyring::Sr25519Keyring;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
	str::FromStr,
};

/// How this part of the program is run.
pub const USAGE: &str = "usage: medquorum-node found CONSORTIUM.json FOLDER\n\
	writes FOLDER/plain.json to be read and FOLDER/raw.json for all nodes; docs/consortium.md says what CONSORTIUM.json holds";

/// Fewest and most members of council and recovery body, as the runtime has them.
const MEMBERS: std::ops::RangeInclusive<usize> = MIN_MEMBERS as usize..=MAX_MEMBERS as usize;
/// Most bytes of the file.
const MAX_FILE: u64 = 1 << 20;

/// What a consortium agrees on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Consortium {
	/// For people.
	name: String,
	/// For programs: lower case letters, digits and underscores.
	id: String,
	/// What the chain is for.
	#[serde(rename = "type")]
	kind: Kind,
	/// The number that the relay chain has given.
	para_id: u32,
	/// The relay chain's name, or the id of its spec.
	relay_chain: String,
	/// Who makes blocks at first.
	collators: Vec<Collator>,
	/// Who decides.
	council: Vec<String>,
	/// Who can give the council other members.
	recovery: Vec<String>,
	/// Who has a role from the beginning.
	#[serde(default)]
	roles: BTreeMap<String, Role>,
	/// Tokens at the beginning, in MQD.
	endowments: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
	Live,
	Local,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Collator {
	account: String,
	/// Its session key, `0x…`: the public key that `medquorum-node key generate --scheme sr25519` shows.
	aura: String,
}

/// As the pallet names them.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Role {
	Clinician,
	Facility,
	DataProtectionOfficer,
	StorageHost,
}

type Checked<T> = Result<T, String>;

/// Reads, checks and writes.
pub fn found(file: &Path, folder: &Path) -> Checked<String> {
	let shown = file.display();
	let length = fs::metadata(file)
		.map_err(|error| format!("{shown}: {error}"))?
		.len();
	if length > MAX_FILE {
		return Err(format!("{shown} is no consortium's file: it has {length} bytes"));
	}
	let text = fs::read_to_string(file).map_err(|error| format!("{shown}: {error}"))?;
	let consortium: Consortium = serde_json::from_str(&text).map_err(|error| format!("{shown}: {error}"))?;
	let patch = consortium
		.genesis()
		.map_err(|error| format!("{shown}: {error}. Nothing was written"))?;
	let spec = consortium.spec(patch)?;
	chain_spec::check_live(&spec)?;
	let (plain, raw) = (folder.join("plain.json"), folder.join("raw.json"));
	if let Some(there) = [&plain, &raw].into_iter().find(|path| path.exists()) {
		return Err(format!(
			"{} is there already: name another folder. Nothing was written",
			there.display()
		));
	}
	fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
	for (path, is_raw) in [(&plain, false), (&raw, true)] {
		let text = spec.as_json(is_raw)?;
		fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
	}
	Ok(format!(
		"{} is to be read and compared by all; {} is for all nodes, the same bytes everywhere.\nNext: docs/consortium.md",
		plain.display(),
		raw.display()
	))
}

impl Consortium {
	fn spec(&self, patch: Value) -> Checked<GenericChainSpec> {
		let kind = match self.kind {
			Kind::Live => ChainType::Live,
			Kind::Local => ChainType::Local,
		};
		let spec = GenericChainSpec::builder(
			&chain_spec::compressed_code()?,
			Extensions::new(self.relay_chain.clone(), self.para_id),
		);
		Ok(spec
			.with_name(&self.name)
			.with_id(&self.id)
			.with_protocol_id(&self.id)
			.with_chain_type(kind)
			.with_properties(chain_spec::properties())
			.with_genesis_config_patch(patch)
			.build())
	}

	/// The first state, after every check.
	fn genesis(&self) -> Checked<Value> {
		self.check_names()?;
		let council = self.body("council", &self.council)?;
		let recovery = self.body("recovery", &self.recovery)?;
		if let Some(both) = council.iter().find(|who| recovery.contains(who)) {
			return Err(format!(
				"{both} is in council and recovery: who loses one key must not lose both"
			));
		}
		let collators = self.collators()?;
		let mut balances = Vec::new();
		for (who, amount) in &self.endowments {
			let account = self.account("endowments", who)?;
			let planck = u128::from(*amount) * MQD;
			if planck < EXISTENTIAL_DEPOSIT {
				return Err(format!("endowments: {who} gets nothing: leave it out"));
			}
			balances.push((account, planck));
		}
		let holders: BTreeSet<&AccountId> = balances.iter().map(|(account, _)| account).collect();
		// Without tokens nobody proposes, votes or sets keys, and nobody could send any.
		for (what, members) in [("council", &council), ("recovery", &recovery)] {
			let poor = members.iter().find(|who| !holders.contains(who));
			if let Some(poor) = poor {
				return Err(format!(
					"{what}: {poor} has no tokens and could not propose anything: endow it"
				));
			}
		}
		let mut roles = Vec::new();
		for (who, role) in &self.roles {
			roles.push(json!([self.account("roles", who)?, format!("{role:?}")]));
		}
		let keys = collators
			.iter()
			.map(|(account, aura)| json!([account, account, { "aura": aura }]));
		Ok(json!({
			"balances": { "balances": balances.iter().map(|(who, amount)| json!([who, amount])).collect::<Vec<_>>() },
			"parachainInfo": { "parachainId": self.para_id },
			"collatorSelection": {
				"invulnerables": collators.iter().map(|(account, _)| account).collect::<Vec<_>>(),
				"candidacyBond": 16 * EXISTENTIAL_DEPOSIT,
			},
			"session": { "keys": keys.collect::<Vec<_>>() },
			"council": { "members": council },
			"recovery": { "members": recovery },
			"medicalRecords": { "roles": roles, "committees": [] },
		}))
	}

	fn check_names(&self) -> Checked<()> {
		let in_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
		if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(in_id) {
			return Err("id: take lower case letters, digits and underscores, 40 at most".to_owned());
		}
		if chain_spec::BUILT_IN.contains(&self.id.as_str()) {
			return Err(format!(
				"id: {} is that of a built-in chain: take another one",
				self.id
			));
		}
		if self.name.trim().is_empty() || self.name.chars().any(char::is_control) || self.name.len() > 60 {
			return Err("name: take 1 to 60 letters".to_owned());
		}
		if self.para_id < 2000 {
			return Err(format!(
				"para_id: {} is for chains of the relay chain itself: 2000 or more",
				self.para_id
			));
		}
		Ok(())
	}

	/// An account that may begin a chain of this kind.
	fn account(&self, place: &str, address: &str) -> Checked<AccountId> {
		let account =
			AccountId::from_str(address).map_err(|_| format!("{place}: {address:?} is no address"))?;
		let known = Sr25519Keyring::iter().any(|key| key.to_account_id() == account);
		match known && self.kind == Kind::Live {
			true => Err(format!(
				"{place}: {address} is an account for development: everybody has its key"
			)),
			false => Ok(account),
		}
	}

	fn body(&self, place: &str, members: &[String]) -> Checked<Vec<AccountId>> {
		let mut accounts = Vec::with_capacity(members.len());
		for address in members {
			let account = self.account(place, address)?;
			if accounts.contains(&account) {
				return Err(format!("{place}: {address} is named twice"));
			}
			accounts.push(account);
		}
		match MEMBERS.contains(&accounts.len()) {
			true => Ok(accounts),
			false => Err(format!(
				"{place}: {} members; 3 to 16 are possible",
				accounts.len()
			)),
		}
	}

	fn collators(&self) -> Checked<Vec<(AccountId, String)>> {
		let mut collators: Vec<(AccountId, String)> = Vec::new();
		for collator in &self.collators {
			let account = self.account("collators", &collator.account)?;
			let no_key = || {
				format!(
					"collators: {:?} is no session key: 0x and 64 digits",
					collator.aura
				)
			};
			let bytes = from_hex(&collator.aura).map_err(|_| no_key())?;
			let key = sr25519::Public::from_raw(bytes.try_into().map_err(|_| no_key())?);
			let known = Sr25519Keyring::iter().any(|known| known.public() == key);
			if known && self.kind == Kind::Live {
				return Err(format!(
					"collators: {} is a key for development: everybody has it",
					collator.aura
				));
			}
			let aura = key.to_ss58check();
			if collators
				.iter()
				.any(|(other, key)| *other == account || *key == aura)
			{
				return Err(format!("collators: account or key of {account} is named twice"));
			}
			collators.push((account, aura));
		}
		match collators.is_empty() {
			true => Err("collators: nobody would make a block".to_owned()),
			false => Ok(collators),
		}
	}
}

#[cfg(test)]
mod tests;
