//! A handle whose static type is forgotten: what a graph keeps its objects by.

use core::any::TypeId;

use crate::Gc;

/// A `Gc` to whatever it was made from.
#[derive(Clone, Debug)]
pub struct Erased(Gc<()>);

impl Erased {
    /// One more handle to the object.
    pub(super) fn new<T: ?Sized>(gc: &Gc<T>) -> Self {
        let raw = Gc::into_raw(gc.clone()).cast::<()>();
        // SAFETY:
        // 1. the pointer came from `into_raw` just now, which gave away the new handle;
        // 2. reading a `()` reads nothing and needs no alignment.
        Self(unsafe { Gc::from_raw(raw) })
    }

    /// A handle of the type that the value has, if that is `T`.
    pub(super) fn downcast<T: 'static>(&self) -> Option<Gc<T>> {
        if self.type_id() != TypeId::of::<T>() {
            return None;
        }
        let raw = Gc::into_raw(self.0.clone()).cast::<T>();
        // SAFETY:
        // 1. the pointer came from `into_raw` just now, which gave away the new handle;
        // 2. the value that lies there is a `T`, as was asked above.
        Some(unsafe { Gc::from_raw(raw) })
    }

    /// The type of the value.
    pub(super) fn type_id(&self) -> TypeId {
        Gc::value_type_id(&self.0)
    }

    /// The name of that type, for messages.
    pub(super) fn type_name(&self) -> &'static str {
        Gc::value_type_name(&self.0)
    }

    /// What tells the object from others for as long as the handle lives.
    pub(super) fn address(&self) -> usize {
        Gc::as_ptr(&self.0).addr()
    }
}
