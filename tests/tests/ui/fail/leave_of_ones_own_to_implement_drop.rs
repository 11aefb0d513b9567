#![forbid(unsafe_code)]

use gc_core::{Gc, Trace};

#[derive(Trace)]
struct Connection {
    peer: Option<Gc<Connection>>,
}

impl gc_core::__private::CanImplementDrop for Connection {}

impl Drop for Connection {
    fn drop(&mut self) {
        assert!(self.peer.as_ref().is_some_and(|peer| peer.peer.is_none()));
    }
}

fn main() {}
