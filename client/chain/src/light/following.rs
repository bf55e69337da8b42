//! The light client at work. Only in programs that are built with it.

use super::{
	pages::InOrder,
	specs::{LightSpecs, PARACHAIN, RELAY_CHAIN, unusable},
};
use crate::connection::{Chain, ChainOptions, Client, Opened, by_request, config};
use medquorum_core::{
	domain::Bytes32,
	error::{LedgerError, LightError},
};
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use subxt::{
	lightclient::LightClient,
	rpcs::{RpcClient, rpc_params},
	utils::H256,
};
use tokio::time::{Instant, sleep, timeout_at};

/// How long it may take to find peers and to prove the newest finalized block: mostly five to twenty seconds.
const PATIENCE: Duration = Duration::from_secs(120);
/// Entries of a list in one question, each with its proof.
const ENTRIES: u32 = 64;
/// Pause between two looks at how far it is.
const PAUSE: Duration = Duration::from_millis(200);

/// Both chains, as the light client answers for them.
struct Followed {
	relay: RpcClient,
	parachain: RpcClient,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Health {
	is_syncing: bool,
	peers: u64,
}

pub(super) async fn follow(specs: LightSpecs, options: ChainOptions) -> Result<Chain, LedgerError> {
	// Both runtimes are compiled for their first blocks, which takes a thread a second. What panics there is a spec that it cannot read.
	let added = tokio::task::spawn_blocking(move || add(&specs)).await;
	let followed = added.map_err(|error| unusable(PARACHAIN, error))??;
	let rpc = followed.parachain.clone();
	let genesis: H256 = ask(&rpc, "chainSpec_v1_genesisHash").await?;
	check_genesis(options.pinned_genesis, genesis.0)?;
	let until = Instant::now() + PATIENCE;
	caught_up(&followed.relay, RELAY_CHAIN, until).await?;
	caught_up(&followed.parachain, PARACHAIN, until).await?;
	beyond_the_first(&rpc, genesis, until).await?;
	// What peers do not give is an error by this way, and never a silence.
	let backend = by_request(ENTRIES).build(rpc.clone());
	let opening = async {
		let client = Client::from_backend_with_config(config(), Arc::new(backend)).await?;
		Opened::ask(rpc, client).await
	};
	let opened = timeout_at(until, opening).await;
	let opened = opened.map_err(|_| LightError::NotProven {
		chain: PARACHAIN,
		seconds: PATIENCE.as_secs(),
	})?;
	Chain::of(opened.map_err(LightError::Unread)?, options, true)
}

/// Hands both specs to the light client, which begins to look for peers.
fn add(specs: &LightSpecs) -> Result<Followed, LightError> {
	let added = LightClient::relay_chain(specs.relay.as_str());
	let (client, relay) = added.map_err(|error| unusable(RELAY_CHAIN, error))?;
	let parachain = client.parachain(specs.parachain.as_str());
	let parachain = parachain.map_err(|error| unusable(PARACHAIN, error))?;
	Ok(Followed {
		relay: RpcClient::new(relay),
		parachain: RpcClient::new(InOrder::new(RpcClient::new(parachain))),
	})
}

async fn ask(rpc: &RpcClient, method: &str) -> Result<H256, LightError> {
	let answer = rpc.request(method, rpc_params![]).await;
	answer.map_err(|error| LightError::Unread(error.into()))
}

fn check_genesis(pinned: Option<Bytes32>, found: Bytes32) -> Result<(), LightError> {
	let text = |hash: Bytes32| format!("0x{}", hex::encode(hash));
	match pinned {
		Some(pinned) if pinned != found => Err(LightError::OtherChain {
			pinned: text(pinned),
			found: text(found),
		}),
		_ => Ok(()),
	}
}

/// Waits until there are peers of a chain and none of them is far ahead.
async fn caught_up(rpc: &RpcClient, chain: &'static str, until: Instant) -> Result<(), LightError> {
	let mut met = false;
	let looking = async {
		loop {
			let health: Result<Health, _> = rpc.request("system_health", rpc_params![]).await;
			if let Ok(Health { is_syncing, peers }) = health {
				met |= peers > 0;
				if peers > 0 && !is_syncing {
					break;
				}
			}
			sleep(PAUSE).await;
		}
	};
	let ended = timeout_at(until, looking).await;
	let seconds = PATIENCE.as_secs();
	match ended {
		Ok(()) => Ok(()),
		Err(_) if met => Err(LightError::NotProven { chain, seconds }),
		Err(_) => Err(LightError::NoPeers { chain, seconds }),
	}
}

/// While the relay chain is caught up with, the parachain stands at its first block, which says nothing of today.
async fn beyond_the_first(rpc: &RpcClient, genesis: H256, until: Instant) -> Result<(), LightError> {
	let looking = async {
		while ask(rpc, "chain_getFinalizedHead").await? == genesis {
			sleep(PAUSE).await;
		}
		Ok::<_, LightError>(())
	};
	let ended = timeout_at(until, looking).await;
	ended.unwrap_or(Err(LightError::NotProven {
		chain: PARACHAIN,
		seconds: PATIENCE.as_secs(),
	}))
}
