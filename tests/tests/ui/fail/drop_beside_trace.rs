use gc_core::{Gc, Trace};

#[derive(Trace)]
struct Connection {
    peer: Option<Gc<Connection>>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        assert!(self.peer.is_some());
    }
}

fn main() {}
