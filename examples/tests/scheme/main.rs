//! The Scheme interpreter: what expressions are, what programs print, what it complains about, over both
//! pointers.

#![forbid(unsafe_code)]

mod depth;
mod errors;
mod expressions;
mod memory;
mod program;
mod programs;
mod sessions;
