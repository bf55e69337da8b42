//! What is kept in the home folder of one person: settings, accounts, contacts, keys, the journal of answers, notes of uploads.

pub mod accounts;
pub mod blocks;
pub mod config;
pub mod contacts;
pub mod journal;
pub mod keystore;
pub mod notes;
pub mod register;
