//! What commands share: the run and its folder, secrets and how they are asked for, the connection.

mod actor;
mod app;
mod calendar;
mod ceremony;
mod deal;
mod ids;
mod offline;
mod paths;
mod progress;
mod secrets;
mod session;

pub use actor::Actor;
pub use app::App;
pub use ceremony::{
	board as ceremony_board, put as put_ceremony_file, read_all as files_on_table, target_folder,
};
pub use deal::{certify, read_file, set_committee_call, write_file};
pub use medquorum_session::{AddressBook, LazyStore, connect_host, hosts, wall_time};
pub use paths::absolute;
pub use secrets::read_line;
pub use session::{Session, connect};
