//! Memory: pages of slots, carved from chunks. Knows layouts, not what objects mean.
//!
//! ```text
//! Space ── Pool (one a type) ── Page, Page, …     allocation, freeing
//!    └──── Chunks ── Chunk (a bumpalo arena of some pages), …
//! ```
//!
//! The way down from an object to all of this is a mask of its address ([`PagePtr::of`]), never
//! a thread-local.

mod chunk;
mod geometry;
mod huge;
pub(crate) mod key_log;
mod large;
mod page;
mod pool;
mod space;
mod verify;

pub(crate) use geometry::SlotLayout;
pub(crate) use page::PagePtr;
pub(crate) use pool::Pool;
pub(crate) use space::{Space, Usage};
