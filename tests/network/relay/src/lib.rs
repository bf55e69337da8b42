//! Rococo's runtime as it is: what it exports is reached by name. Wasm alone; nothing of it is compiled natively.
#![no_std]
#![forbid(unsafe_code)]
pub use rococo_runtime::*;
