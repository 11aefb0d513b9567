//! Snapshots of a heap, the questions on them, and what is written of them.
#![deny(unsafe_code)]

mod bomb;
mod cycles;
mod deep;
mod exports;
mod graph;
mod growth;
mod labels;
mod leaks;
mod nodes;
mod panics;
mod retained;
mod sites;
mod unexplained;
mod why;
