//! Behaviour of the pallet, one file per call or concern.

mod approve;
mod approve_many;
mod close;
mod committees;
mod consent;
mod correct;
mod deposits;
mod erase;
mod invariants;
mod journeys;
mod patient;
mod register;
mod reject;
mod request;
mod rotation;
mod users;
mod views;
