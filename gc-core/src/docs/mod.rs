//! Longer texts.

#[doc = include_str!("parity.md")]
pub mod parity {}

#[doc = include_str!("speed.md")]
pub mod speed {}
