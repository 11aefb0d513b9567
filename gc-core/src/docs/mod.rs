//! Longer texts.

#[doc = include_str!("parity.md")]
pub mod parity {}
