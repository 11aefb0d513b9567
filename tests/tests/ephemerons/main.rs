//! Ephemerons: a value lives as long as its key, even if it leads to it.
#![forbid(unsafe_code)]

mod chains;
mod finalizers;
mod heaps;
mod lives;
mod panics;
mod partial;
mod reentrancy;
mod storage;
