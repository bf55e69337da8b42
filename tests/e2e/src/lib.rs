//! What the end-to-end tests start and drive: the real node, the real Kubo daemon, and people at the `medquorum` command line.
//!
//! Nothing here replaces a missing program: the test fails with the command that gets it.
#![forbid(unsafe_code)]

mod homes;
mod inputs;
mod kubo;
mod node;
mod people;
mod portal;
mod process;
mod relay;
mod rpc;
mod scene;
mod tls;
mod tmpfs;

pub use homes::PASSPHRASE;
pub use inputs::{ct_small, input, pattern_file, sha256_file};
pub use kubo::{ApiUser, Kubo, KuboOptions, Swarm};
pub use node::{Node, NodeOptions};
pub use people::{Answer, Person, Stage, StoreKind};
pub use portal::{Ended, Page, Portal};
pub use process::{Killed, binary, ends_when_told, free_port, peak_resident_kib, signal, wait_for};
pub use relay::Relay;
pub use rpc::rpc;
pub use scene::{MARKER, Moves, Reported, Running, Scene, holding_marker, marked_file, refused};
pub use tls::TlsFront;
pub use tmpfs::Tmpfs;
