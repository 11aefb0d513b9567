//! The document tree, and the program `dom`.

#![forbid(unsafe_code)]

mod deep;
mod edit;
mod events;
mod layout;
mod memory;
mod model;
mod pages;
mod parse;
mod program;
mod query;
mod reference;
mod soup;
mod support;
