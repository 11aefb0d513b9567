//! Events, as the DOM standard has them: they go down from the root to a node and up again, and call
//! the listeners that they meet.
//!
//! ```text
//! happening  what happens, and how far it has come
//! handler    what is called: closures that the collector can look into
//! listener   a handler with what it waits for; a node's list of them
//! dispatch   the way of an event
//! ```

mod dispatch;
mod handler;
mod happening;
mod listener;

pub use handler::{Closure, Handler};
pub use happening::{Event, Phase};
pub use listener::{Listener, Listeners, When};
