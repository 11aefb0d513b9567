//! The small structures, over all pointers, and the program that shows them.

#![forbid(unsafe_code)]

mod ast;
mod ast_errors;
mod list;
mod lru;
mod memory;
mod program;
mod signals;
mod world;
