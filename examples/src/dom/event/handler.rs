//! What is called: closures that the collector can look into.
//!
//! A Rust closure hides what it has captured, so a collector would have to count it as held from
//! outside: a listener that captures its own node would never die. Here the captured values are a field
//! of their own, which is traced, and the code is a function pointer that gets them as an argument.

use std::fmt;

use gc_core::Trace;

use super::Event;

/// What a listener does.
pub trait Handler: Trace {
    /// Is called with an event that the listener waits for.
    fn handle(&self, event: &Event);
}

/// Captured values and code: a closure with its two halves apart.
///
/// ```
/// use gc_examples::dom::Node;
/// use gc_examples::dom::event::{Closure, Event, When};
///
/// let (button, output) = (Node::element("button"), Node::element("output"));
/// let show = Closure::new(output.clone(), |output, event| {
///     Node::set_text(output, event.kind()).expect("an element has text");
/// });
/// Node::listen(&button, "click", When::GoingUp, show);
/// Node::dispatch(&button, &Event::new("click"));
/// assert_eq!(Node::text_content(&output), "click");
/// ```
#[derive(Trace)]
pub struct Closure<C> {
    captured: C,
    call: fn(&C, &Event),
}

impl<C: Trace> Closure<C> {
    /// A handler that calls `call` with what it captures: a node, a tuple of nodes, a value of a type
    /// that derives [`Trace`]. A closure without captures of its own becomes a function pointer by itself.
    #[must_use]
    pub fn new(captured: C, call: fn(&C, &Event)) -> Self {
        Self { captured, call }
    }
}

impl<C: Trace> Handler for Closure<C> {
    fn handle(&self, event: &Event) {
        (self.call)(&self.captured, event);
    }
}

impl<C> fmt::Debug for Closure<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Closure").finish_non_exhaustive()
    }
}
