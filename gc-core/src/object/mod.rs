//! What every object is, whatever its type: a header, a pointer to it, a descriptor of its type.
//!
//! ```text
//! slot:  [pad]  header (8 bytes)  payload
//!                                 ^ Gc<T>, Weak<T> and ObjectPtr point here
//! ```
//!
//! Nothing here knows pages, the collector or a Rust type `T`. A pointer to an object is
//! [`ObjectPtr`]; its counts and flags are the eight bytes before the payload
//! ([`Header`]); what to do with the payload is the type's [`TypeDescriptor`].

mod class;
mod descriptor;
mod header;
mod pointer;
mod storage;
mod tracer;

pub(crate) use class::TypeClass;
pub(crate) use descriptor::{Death, TypeDescriptor};
pub(crate) use header::{Header, SlotState};
pub(crate) use pointer::ObjectPtr;
pub(crate) use storage::{Ended, Evicted, StorageOps};
pub use tracer::Tracer;
pub(crate) use tracer::{BLOCK, EdgeSink};
