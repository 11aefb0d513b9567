//! The program `graph`, and the parts that its answers rest on.

#![forbid(unsafe_code)]

mod algorithms;
mod analysis;
mod answers;
mod dominion;
mod errors;
mod real_data;
mod sandbox;
