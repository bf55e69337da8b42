//! What people in different houses can do to each other, and what they cannot.

mod complaints;
mod ends;
mod journeys;
mod opening;
mod sizes;
mod stages;
