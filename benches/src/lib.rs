//! What `gc-core` costs beside `Rc`, `Box`, other collectors, and a `Vec` with indices.
//!
//! - `cargo run --release -p gc-benches` runs every workload with every peer, over two allocators,
//!   and writes BENCHMARKS.md and its pictures; `-- --quick` is for a first look, `-- --help` says
//!   what else there is.
//! - `cargo run --release -p gc-benches --bin pauses` shows what the policies do to pauses, and writes
//!   PAUSES.md.
//! - `cargo run --release -p gc-benches --bin weak-tables` sets weak maps and interners beside tables that are
//!   cleaned by hand.
//! - `cargo run --release -p gc-benches --bin soak` shows whether a process grows in ten minutes of churn; with
//!   `-- --scale`, what a node costs among fifty million. `--write` keeps it in SOAK.md.
//! - `cargo bench -p gc-benches` runs the same workloads under criterion, which writes a report.
//! - `cargo test -p gc-benches` checks for each workload and peer that what should be freed is
//!   freed.
//!
//! A workload is written once, over a *shape* of data: a table, a list, a graph, …. A shape is
//! implemented once over the *nodes* of all pointers that can be held anywhere, and once each for
//! the two peers whose pointers cannot. A peer is a file that names its pointer, its cell and its
//! derive. So there is one text of each workload, and what differs is the peer.

mod cases;
mod clock;
pub mod compare;
mod deep_stack;
mod measure;
mod memory;
mod nodes;
pub mod pauses;
mod peers;
mod random;
mod shapes;
mod size;
pub mod soak;
mod value;
pub mod weak_tables;
mod workloads;

pub use cases::{Case, LIMIT, PEERS, counted, hot_paths, timed};
pub use clock::Clock;
pub use deep_stack::run_again;
pub use measure::{Measure, Unit};
pub use memory::Counting;
pub use size::Size;
pub use value::Census;
