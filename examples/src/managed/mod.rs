//! Rust's own managed pointer, `@T` and `@mut T` as of Rust 0.6 (April 2013), on top of [`gc_core`].
//!
//! ```text
//! Rust 0.6                        here
//! @expr                           managed(expr)
//! @mut expr                       managed_mut(expr)
//! @T, @mut T                      Managed<T>, ManagedMut<T>
//! p (a copy, by the compiler)     p.clone()
//! *p of an @T                     *p
//! a borrow of an @mut T           p.freeze(), p.write()
//! *p = value for an @mut T        p.set(value)
//! do spawn { … }                  task(|| …)
//! ```
//!
//! What is kept: contents of `@T` cannot be changed; contents are `'static`; boxes never leave their
//! task; writes and borrows of an `@mut T` are checked as they happen, and the failure is
//! `borrowed`; what is not part of a cycle is freed at once; a cycle lives until its task ends, be it well or in
//! failure, when the *annihilator* drops all that is left.
//!
//! What is not: copies are not implicit (no compiler writes them for us), contents need `Trace` (in place of
//! the type descriptors that the compiler made), the frozen and the mutable bit lie beside the value
//! instead of in the top of the box's count, and a header takes 8 bytes where it took 32:
//!
//! ```text
//! Rust 0.6:  [ ref_count | type_desc | prev | next | value ]     a list of all boxes of the task
//! here:      [ counts | borrow flag | value ]                    the page knows type and heap
//! ```
//!
//! In 2011 and 2012 `@T` had a cycle collector, which ran every 5 000 allocations, and a cycle did not have
//! to wait that long. `Gc` is that pointer with that part put back.
//!
//! ```
//! use gc_examples::managed::{managed_mut, task};
//!
//! let failure = task(|| {
//!     let p = managed_mut(1);
//!     let q = p.clone();
//!     let _writing = p.write();
//!     q.set(2);
//! });
//! # let failure = failure.unwrap_err();
//! assert_eq!(failure.to_string(), "task failed: borrowed");
//! ```

mod mutable;
mod shared;
mod task;

pub use mutable::{ManagedMut, managed_mut};
pub use shared::{Managed, managed};
pub use task::{Failure, task};
