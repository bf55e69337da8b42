//! What commands share: the run and its folder, secrets and how they are asked for, the connection.

mod app;
mod calendar;
mod deal;
mod ids;
mod names;
mod offline;
mod past;
mod paths;
mod progress;
mod roles;
mod secrets;
mod session;
mod store;

pub use app::App;
pub use calendar::wall_time;
pub use deal::{certify, read_keys_file, set_committee_call, write_file};
pub use names::AddressBook;
pub use paths::absolute;
pub use secrets::read_line;
pub use session::{Session, connect};
pub use store::{LazyStore, connect_host, hosts};
