use gc_core::Gc;

mod mine {
    pub use gc_core::{Trace, Tracer, TypeGraph};

    pub mod __private {
        use std::marker::PhantomData;

        pub struct Ask<T: ?Sized>(PhantomData<T>);

        impl<T: ?Sized> Ask<T> {
            pub const NEW: Self = Self(PhantomData);

            pub fn __gc_core_describe(&self, types: &mut gc_core::TypeGraph<'_>) {
                types.anything();
            }

            pub fn __gc_core_drop_is_edges(&self) -> bool {
                false
            }

            pub fn __gc_core_refuse_drop(&self) {}
        }

        pub trait NoAnswer {}
    }
}

#[derive(gc_core::Trace)]
#[trace(crate = mine)]
struct Connection {
    peer: Option<Gc<Connection>>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        assert!(self.peer.as_ref().is_some_and(|peer| peer.peer.is_none()));
    }
}

fn main() {}
