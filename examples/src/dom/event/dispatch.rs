//! The way of an event.

use gc_core::Gc;

use super::happening::Stop;
use super::{Event, Phase, When};
use crate::dom::Node;

impl Node {
    /// Lets an event happen at a node: it goes from the root down to the node and, if it bubbles, up
    /// again, and calls the listeners on its way. The way is that of the moment at which it starts,
    /// whatever the handlers do to the tree. Gives false if one has canceled it.
    ///
    /// # Panics
    ///
    /// If a handler does; the event has ended then, and the tree is as that handler left it.
    pub fn dispatch(target: &Gc<Self>, event: &Event) -> bool {
        let above: Vec<Gc<Self>> = Self::ancestors(target).collect();
        *event.target.borrow_mut() = Some(target.clone());
        let _end = End(event);
        travel(target, &above, event);
        !event.is_canceled()
    }
}

fn travel(target: &Gc<Node>, above: &[Gc<Node>], event: &Event) {
    for node in above.iter().rev() {
        visit(node, event, Phase::Capture, When::GoingDown);
    }
    visit(target, event, Phase::Target, When::GoingDown);
    visit(target, event, Phase::Target, When::GoingUp);
    if event.bubbles() {
        for node in above {
            visit(node, event, Phase::Bubble, When::GoingUp);
        }
    }
}

/// Calls a node's listeners, unless the event has been stopped.
fn visit(node: &Gc<Node>, event: &Event, phase: Phase, when: When) {
    if event.stop.get() != Stop::No {
        return;
    }
    let Some(listeners) = node.listeners.get() else {
        return;
    };
    event.phase.set(phase);
    event.current.replace(Some(node.clone()));
    for listener in listeners.waiting(event.kind(), when) {
        if listener.is_removed.get() {
            continue;
        }
        if listener.is_once() {
            Node::unlisten(node, &listener);
        }
        listener.handler.handle(event);
        if event.stop.get() == Stop::Now {
            return;
        }
    }
}

/// Ends an event's way, also when a handler panics.
struct End<'a>(&'a Event);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.phase.set(Phase::None);
        self.0.current.replace(None);
        self.0.stop.set(Stop::No);
    }
}
