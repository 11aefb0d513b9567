//! The program `graph`, and the parts that its answers rest on.

#![forbid(unsafe_code)]

mod answers;
mod dominion;
mod errors;
mod real_data;
mod sandbox;
