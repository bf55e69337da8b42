//! What is kept in the home folder of one person: settings, accounts, those at facilities, contacts, keys, the journal of answers, notes of
//! uploads, standing answers, how far an account was told, and what was found of the store.

pub mod accounts;
pub mod answers;
pub mod blocks;
pub mod config;
pub mod contacts;
pub mod journal;
pub mod keystore;
pub(crate) mod lines;
pub mod notes;
pub mod person;
pub mod policies;
pub mod register;
pub mod replicas;
pub mod watching;
