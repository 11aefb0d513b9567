//! Which pointers a value holds: [`Trace`], what it reports to ([`Tracer`], [`TypeGraph`]), and
//! its implementations for types of other crates.

mod ask;
mod finalize;
mod impls;
mod type_graph;

pub use ask::Ask;
pub use finalize::Finalize;
pub use type_graph::TypeGraph;
pub(crate) use type_graph::{Description, HiddenPart};

pub use crate::object::Tracer;

/// A type whose values the collector can look into.
///
/// Derive it:
///
/// ```
/// use gc_core::{Gc, Trace};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Node {
///     name: String,
///     links: RefCell<Vec<Gc<Node>>>,
/// }
/// ```
///
/// # Safety
///
/// What a hand-written implementation promises, so that nothing is freed while it is in use:
///
/// 1. `trace` reports no edge twice. (One that it never reports only leaks.)
/// 2. While nothing is mutated, `trace` reports the same edges each time.
/// 3. `trace` runs no other user code, and neither keeps nor makes handles beyond the call
///    (cloning and dropping a `Gc` that it reports is allowed).
/// 4. The type has no `Drop` that follows the edges it reports: what they lead to may be dropped
///    already.
/// 5. `drop_is_edges` is true only if dropping a value does nothing but drop exactly the `Gc`s
///    that `trace` reports.
/// 6. `describe` names all that a value may point to (or says `anything`); leaving something out
///    only leaks.
#[diagnostic::on_unimplemented(
    message = "the collector cannot look into `{Self}`: `Trace` is not implemented for it",
    label = "`Trace` is not implemented for `{Self}`",
    note = "for a type of your own, add `#[derive(gc_core::Trace)]`; for a trait object, make `Trace` a supertrait: `trait Shape: Trace`",
    note = "for a field of a foreign type, mark it `#[trace(skip)]` (a `Gc` inside then counts as held from outside, and cycles through it are not collected), or enable the `gc-core` feature named after its crate, if there is one"
)]
pub unsafe trait Trace: 'static {
    /// Reports each `Gc` that the value owns, once.
    fn trace(&self, tracer: &mut Tracer<'_>);

    /// Says what a value of this type may point to, once per type and heap.
    ///
    /// The default says "anything", which is always right; an exact answer lets the heap leave
    /// types alone that can be part of no cycle.
    fn describe(types: &mut TypeGraph<'_>)
    where
        Self: Sized,
    {
        types.anything();
    }

    /// Whether dropping a value does nothing but drop the `Gc`s that `trace` reports: the
    /// collector then need not run its drop glue. `false` is always right.
    fn drop_is_edges() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// What to run before a value is dropped; see [`Finalize`].
    fn finalizer() -> Option<fn(&Self)>
    where
        Self: Sized,
    {
        None
    }

    /// For the derive: accepts the questions of this library and no others, whatever path
    /// `#[trace(crate = …)]` finds them by.
    #[doc(hidden)]
    fn __gc_core_accept<T: ?Sized>(_: Ask<T>)
    where
        Self: Sized,
    {
    }
}
