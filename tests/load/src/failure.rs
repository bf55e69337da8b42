//! What ends the program.

/// In one line.
pub type Failure = Box<dyn std::error::Error>;
