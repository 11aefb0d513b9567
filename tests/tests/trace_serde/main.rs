//! Pointers and whole graphs, written and read with serde.
#![forbid(unsafe_code)]

mod city;
mod deep;
mod malformed;
mod person;
mod pointers;
mod sharing;
mod weak;
