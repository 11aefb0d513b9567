//! What happens, and how far it has come.

use std::cell::{Cell, RefCell};

use gc_core::{Gc, Trace};

use crate::dom::Node;

/// Something that happens at a node.
///
/// ```
/// use gc_examples::dom::event::Event;
///
/// let event = Event::new("click").bubbling().cancelable();
/// assert_eq!(event.kind(), "click");
/// ```
#[derive(Debug, Trace)]
pub struct Event {
    kind: String,
    bubbles: bool,
    cancelable: bool,
    is_canceled: Cell<bool>,
    pub(super) stop: Cell<Stop>,
    #[trace(skip)] // Plain data of this module, without pointers.
    pub(super) phase: Cell<Phase>,
    pub(super) target: RefCell<Option<Gc<Node>>>,
    pub(super) current: RefCell<Option<Gc<Node>>>,
}

/// Where an event is on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It has not started, or has ended.
    #[default]
    None,
    /// On the way down to its target.
    Capture,
    /// There.
    Target,
    /// On the way up again.
    Bubble,
}

/// Whether an event goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Trace)]
pub(super) enum Stop {
    /// It does.
    #[default]
    No,
    /// After the listeners of the current node.
    AfterNode,
    /// After the current listener.
    Now,
}

impl Event {
    /// An event that stays at its target on the way up, and cannot be canceled.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            bubbles: false,
            cancelable: false,
            is_canceled: Cell::new(false),
            stop: Cell::default(),
            phase: Cell::default(),
            target: RefCell::default(),
            current: RefCell::default(),
        }
    }

    /// The same, going up again after its target.
    #[must_use]
    pub fn bubbling(self) -> Self {
        Self {
            bubbles: true,
            ..self
        }
    }

    /// The same, with a default action that listeners can prevent.
    #[must_use]
    pub fn cancelable(self) -> Self {
        Self {
            cancelable: true,
            ..self
        }
    }

    /// What happens: `click`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether it goes up again.
    #[must_use]
    pub fn bubbles(&self) -> bool {
        self.bubbles
    }

    /// The node that it happens at.
    ///
    /// # Panics
    ///
    /// Before the event is dispatched.
    #[must_use]
    pub fn target(&self) -> Gc<Node> {
        let target = self.target.borrow().clone();
        target.expect("an event has a target once it is dispatched: call this in a handler")
    }

    /// The node whose listener is being called.
    ///
    /// # Panics
    ///
    /// Outside of handlers.
    #[must_use]
    pub fn current(&self) -> Gc<Node> {
        let current = self.current.borrow().clone();
        current.expect("an event has a current node while it is dispatched: call this in a handler")
    }

    /// Where it is on its way.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase.get()
    }

    /// Lets it end after the current node's listeners.
    pub fn stop(&self) {
        if self.stop.get() == Stop::No {
            self.stop.set(Stop::AfterNode);
        }
    }

    /// Lets it end after the current listener.
    pub fn stop_now(&self) {
        self.stop.set(Stop::Now);
    }

    /// Asks whoever dispatched it not to do what it usually does. Nothing happens if it is not cancelable.
    pub fn cancel(&self) {
        self.is_canceled.set(self.cancelable);
    }

    /// Whether a listener has canceled it.
    #[must_use]
    pub fn is_canceled(&self) -> bool {
        self.is_canceled.get()
    }
}
