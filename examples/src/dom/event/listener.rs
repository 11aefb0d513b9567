//! A handler with what it waits for, and a node's list of them.

use std::cell::{Cell, RefCell};
use std::fmt;

use gc_core::{Gc, Trace};

use super::Handler;
use crate::dom::Node;

/// On which way of an event a listener is called. At the target itself both are, those for the way down
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// On the way down to the target: what the standard calls capturing.
    GoingDown,
    /// On the way up from it, for events that bubble.
    GoingUp,
}

/// A handler that waits at a node.
#[derive(Trace)]
pub struct Listener {
    kind: String,
    #[trace(skip)] // Plain data of this module, without pointers.
    when: When,
    is_once: bool,
    /// Set when the listener is taken away, so that an event which has its list already passes over it.
    pub(super) is_removed: Cell<bool>,
    pub(super) handler: Box<dyn Handler>,
}

impl Listener {
    /// Whether it waits for that.
    pub(super) fn waits_for(&self, kind: &str, when: When) -> bool {
        self.when == when && self.kind == kind
    }

    pub(super) fn is_once(&self) -> bool {
        self.is_once
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener")
            .field("kind", &self.kind)
            .field("when", &self.when)
            .finish_non_exhaustive()
    }
}

/// A node's listeners, in the order in which they came.
#[derive(Debug, Default, Trace)]
pub struct Listeners(RefCell<Vec<Gc<Listener>>>);

impl Listeners {
    /// Those that wait for an event on that way. A copy: what they do may change the list.
    pub(super) fn waiting(&self, kind: &str, when: When) -> Vec<Gc<Listener>> {
        let all = self.0.borrow();
        let waiting = all.iter().filter(|it| it.waits_for(kind, when));
        waiting.cloned().collect()
    }

    fn take(&self, listener: &Gc<Listener>) -> Option<Gc<Listener>> {
        let mut all = self.0.borrow_mut();
        let index = all.iter().position(|it| Gc::ptr_eq(it, listener))?;
        Some(all.remove(index))
    }
}

impl Node {
    /// Calls a handler for all events of that kind which come by this node, until
    /// [`unlisten`](Self::unlisten) is called with what is returned.
    pub fn listen(this: &Gc<Self>, kind: &str, when: When, handler: impl Handler) -> Gc<Listener> {
        this.add_listener(kind, when, false, Box::new(handler))
    }

    /// The same for the first event only.
    pub fn listen_once(
        this: &Gc<Self>,
        kind: &str,
        when: When,
        handler: impl Handler,
    ) -> Gc<Listener> {
        this.add_listener(kind, when, true, Box::new(handler))
    }

    /// Takes a listener away; at once, even from an event that is on its way. Gives whether it was there.
    pub fn unlisten(this: &Gc<Self>, listener: &Gc<Listener>) -> bool {
        let taken = this.listeners.get().and_then(|all| all.take(listener));
        if let Some(listener) = &taken {
            listener.is_removed.set(true);
        }
        taken.is_some()
    }

    fn add_listener(
        &self,
        kind: &str,
        when: When,
        is_once: bool,
        handler: Box<dyn Handler>,
    ) -> Gc<Listener> {
        let listener = Gc::new(Listener {
            kind: kind.to_owned(),
            when,
            is_once,
            is_removed: Cell::new(false),
            handler,
        });
        let all = self.listeners.get_or_init(Gc::default);
        all.0.borrow_mut().push(listener.clone());
        listener
    }
}
