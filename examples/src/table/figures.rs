//! What is measured.

use serde::{Deserialize, Serialize};

/// What one run is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Quantity {
    /// Time, and the peak of resident memory
    Time,
    /// The peak of memory asked of the allocator
    Peak,
    /// The memory that was not given back
    Leak,
}

impl Quantity {
    /// As on the command line.
    #[must_use]
    pub fn argument(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Peak => "peak",
            Self::Leak => "leak",
        }
    }
}

/// What came of one run, as its process prints it: one line of JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// The program's answer, the same over all pointers.
    pub answer: u64,
    /// What was to be measured: seconds or bytes.
    pub measured: f64,
    /// Of a run for time: bytes of memory that came into use, at most, where the system tells.
    #[serde(default)]
    pub resident: Option<f64>,
}
