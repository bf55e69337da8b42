//! Transactions that no client would send: any call, any nonce, any tip.

use crate::{failure::Failure, rpc::Node};
use medquorum_runtime::{AccountId, Nonce, RuntimeCall};
use parity_scale_codec::{Compact, Encode};
use serde_json::{Value, json};
use sp_core::{Pair as _, sr25519};
use sp_io::hashing::blake2_256;

/// An account with tokens and no role.
pub const STRANGER: &str = "//Load//spam//stranger";
/// An account with the role of a facility.
pub const FACILITY: &str = "//Load//spam//facility";

/// An account with the role of a clinician.
pub fn requester(number: u32) -> String {
	format!("//Load//spam//requester//{number}")
}

fn pair(uri: &str) -> Result<sr25519::Pair, Failure> {
	sr25519::Pair::from_string(uri, None).map_err(|error| format!("{uri}: {error:?}").into())
}

/// The account of a development URI.
///
/// # Errors
/// When the URI is not well formed.
pub fn account(uri: &str) -> Result<AccountId, Failure> {
	Ok(AccountId::from(pair(uri)?.public().0))
}

/// What every signature is bound to.
#[derive(Debug, Clone)]
pub struct Bound {
	/// Hash of block 0.
	pub genesis: [u8; 32],
	spec_version: u32,
	transaction_version: u32,
}

impl Bound {
	/// Asks the node.
	///
	/// # Errors
	/// When it does not answer as a node does.
	pub fn of(node: &Node) -> Result<Self, Failure> {
		let genesis = node.ask("chain_getBlockHash", &json!([0]))?;
		let genesis = genesis.as_str().ok_or("the node has no block 0")?;
		let mut hash = [0; 32];
		hex::decode_to_slice(genesis.trim_start_matches("0x"), &mut hash)?;
		let version = node.ask("state_getRuntimeVersion", &json!([]))?;
		let number = |name: &str| -> Result<u32, Failure> {
			let number = version[name].as_u64().ok_or_else(|| format!("no {name}"))?;
			Ok(u32::try_from(number)?)
		};
		Ok(Self {
			genesis: hash,
			spec_version: number("specVersion")?,
			transaction_version: number("transactionVersion")?,
		})
	}
}

/// Somebody who signs.
pub struct Sender {
	pair: sr25519::Pair,
	/// The nonce of the next transaction.
	pub nonce: Nonce,
}

impl Sender {
	/// With the nonce 0.
	///
	/// # Errors
	/// When the URI is not well formed.
	pub fn new(uri: &str) -> Result<Self, Failure> {
		let pair = pair(uri)?;
		Ok(Self { pair, nonce: 0 })
	}

	/// Whose transactions these are.
	pub fn account(&self) -> AccountId {
		AccountId::from(self.pair.public().0)
	}

	/// A signature that is no transaction's.
	pub fn sign(&self, message: &[u8]) -> sr25519::Signature {
		self.pair.sign(message)
	}

	/// Takes the nonce that follows what the pool has.
	///
	/// # Errors
	/// When the node does not answer.
	pub fn catch_up(&mut self, node: &Node) -> Result<(), Failure> {
		let next = node.ask("system_accountNextIndex", &json!([self.account().to_string()]))?;
		self.nonce = Nonce::try_from(next.as_u64().ok_or("an account without a nonce")?)?;
		Ok(())
	}

	/// The next transaction, as the node takes it.
	pub fn next(&mut self, bound: &Bound, call: &RuntimeCall, tip: u128) -> Value {
		let signed = self.with_nonce(bound, call, tip, self.nonce);
		self.nonce = self.nonce.wrapping_add(1);
		signed
	}

	/// A transaction with any nonce. It is valid for ever.
	pub fn with_nonce(&self, bound: &Bound, call: &RuntimeCall, tip: u128, nonce: Nonce) -> Value {
		let call = call.encode();
		// Those extensions of the runtime that have bytes: immortal, nonce, tip, no metadata hash.
		let extra = (0u8, Compact(nonce), Compact(tip), 0u8).encode();
		// Immortal transactions name block 0 twice.
		let implied = (
			bound.spec_version,
			bound.transaction_version,
			bound.genesis,
			bound.genesis,
			0u8,
		)
			.encode();
		let message = [&call[..], &extra, &implied].concat();
		let signature = match message.len() > 256 {
			true => self.pair.sign(&blake2_256(&message)),
			false => self.pair.sign(&message),
		};
		// Version 4 and signed; an account id and an sr25519 signature follow.
		let head = (0x84u8, 0u8, self.pair.public().0, 1u8, signature.0).encode();
		let transaction = [head, extra, call].concat().encode();
		json!([format!("0x{}", hex::encode(transaction))])
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_runtime::{Runtime, System, UncheckedExtrinsic, VERSION};
	use parity_scale_codec::Decode as _;
	use sp_io::TestExternalities;
	use sp_runtime::{BuildStorage as _, traits::Checkable as _};

	/// A transaction as the runtime reads it.
	fn read(transaction: &Value) -> UncheckedExtrinsic {
		let text = transaction[0].as_str().unwrap();
		let bytes = hex::decode(text.strip_prefix("0x").unwrap()).unwrap();
		UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap()
	}

	#[test]
	fn the_runtime_accepts_the_signature_of_short_calls_and_long_ones() {
		let genesis = frame_system::GenesisConfig::<Runtime>::default();
		TestExternalities::new(genesis.build_storage().unwrap()).execute_with(|| {
			let bound = Bound {
				genesis: System::block_hash(0).0,
				spec_version: VERSION.spec_version,
				transaction_version: VERSION.transaction_version,
			};
			let mut sender = Sender::new(STRANGER).unwrap();
			for length in [1, 1_000] {
				let remark = vec![7; length];
				let call = RuntimeCall::System(frame_system::Call::remark { remark });
				let transaction = sender.next(&bound, &call, 100_000_000);
				let context = frame_system::ChainContext::<Runtime>::default();
				let checked = read(&transaction).check(&context).unwrap();
				assert_eq!(checked.function, call);
			}
			assert_eq!(sender.nonce, 2);
			let other = Bound {
				genesis: [1; 32],
				..bound
			};
			let call = RuntimeCall::System(frame_system::Call::remark { remark: Vec::new() });
			let context = frame_system::ChainContext::<Runtime>::default();
			assert!(read(&sender.next(&other, &call, 0)).check(&context).is_err());
		});
	}
}
