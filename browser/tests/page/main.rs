//! The page in Chromium: what it shows, and what it does when it is used.
//!
//! Screenshots are kept in `target/tmp/screenshots`.
#![forbid(unsafe_code)]

mod browser;
mod colours;
mod driver;
mod guide;
mod heaps;
mod keyboard;
mod leak;
mod many;
mod mischief;
mod picture;
mod shown;
