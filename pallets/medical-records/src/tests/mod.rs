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
mod places;
mod register;
mod reject;
mod request;
mod roles;
mod rotation;
mod users;
mod views;
mod windows;
