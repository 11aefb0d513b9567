#![doc = include_str!("../README.md")]
#![cfg_attr(gc_nightly, feature(coerce_unsized, unsize))]
#![deny(unsafe_code)]

mod budget;
mod clock;
#[expect(unsafe_code, reason = "entries of dead keys go under shared borrows")]
pub mod collections;
#[expect(
    unsafe_code,
    reason = "objects are traced and dropped through erased pointers"
)]
mod collector;
#[expect(unsafe_code, reason = "values are dropped in place")]
mod drop_queue;
#[expect(unsafe_code, reason = "`Trace` is an unsafe trait")]
mod external;
#[expect(unsafe_code, reason = "the pointer itself")]
mod gc;
#[expect(unsafe_code, reason = "pages are raw memory")]
mod heap;
#[expect(unsafe_code, reason = "headers are reached by pointer arithmetic")]
mod object;
mod policy;
#[expect(
    unsafe_code,
    reason = "the runtime is found through raw pointers in pages"
)]
mod runtime;
#[cfg(feature = "serde")]
#[expect(unsafe_code, reason = "handles travel under an erased type")]
pub mod serde_graph;
#[expect(
    unsafe_code,
    reason = "labels are asked of objects through erased pointers"
)]
pub mod snapshot;
mod stats;
#[expect(unsafe_code, reason = "`Trace` is an unsafe trait")]
mod trace;
#[expect(
    unsafe_code,
    reason = "values are traced and dropped through erased pointers"
)]
mod type_info;
#[expect(unsafe_code, reason = "pointers are coerced in their raw form")]
mod unsize;
#[expect(unsafe_code, reason = "the pointer itself")]
mod weak;

pub use budget::{Budget, Progress};
pub use external::ExternalBytes;
#[doc(inline)]
pub use gc::{Gc, GcMut};
pub use policy::Policy;
pub use runtime::{Heap, PauseGuard, collect, stats};
pub use stats::{Collection, Pauses, Phases, Recent, Scope, Stats};
pub use trace::{Finalize, Trace, Tracer, TypeGraph};
pub use weak::Weak;

#[cfg(feature = "derive")]
pub use gc_derive::Trace;

#[cfg(any(doc, doctest))]
pub mod docs;
#[cfg(any(doc, doctest))]
pub mod guide;

/// Support for the code that `#[derive(Trace)]` writes. Not part of the public interface.
#[doc(hidden)]
#[expect(
    unsafe_code,
    reason = "`unsize!` has to say that its closure only coerces"
)]
pub mod __private;
