//! Last words of a value.

/// Runs once, before a value dies.
///
/// Ask for it with `#[trace(finalize)]` on a type that derives [`Trace`](crate::Trace). It takes
/// the place of `Drop`, which such a type cannot have: when a whole cycle dies, a destructor could
/// meet neighbours that are gone, while at the time of `finalize` everything is still whole.
///
/// `finalize` is called for the value that a `Gc` points to, not for values inside of it, whether
/// its count reached 0 or a collection condemned it. It may do anything: allocate, panic, or
/// store a pointer to the object where it can be found again. In the last case the object lives
/// on, and `finalize` is not called again when it dies for good.
///
/// ```
/// use gc_core::{Finalize, Gc, Trace};
/// use std::cell::{Cell, RefCell};
///
/// thread_local!(static CLOSED: Cell<u32> = const { Cell::new(0) });
///
/// #[derive(Trace)]
/// #[trace(finalize)]
/// struct Window {
///     parent: RefCell<Option<Gc<Window>>>,
/// }
///
/// impl Finalize for Window {
///     fn finalize(&self) {
///         CLOSED.set(CLOSED.get() + 1);
///     }
/// }
///
/// let window = Gc::new(Window { parent: RefCell::new(None) });
/// *window.parent.borrow_mut() = Some(window.clone());
/// drop(window);
/// gc_core::collect();
/// assert_eq!(CLOSED.get(), 1);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` asks for a finalizer by `#[trace(finalize)]` and has none",
    label = "implement `gc_core::Finalize` for this type, or leave out `#[trace(finalize)]`"
)]
pub trait Finalize {
    /// Called once, before the value is dropped.
    fn finalize(&self);
}
