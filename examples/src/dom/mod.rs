//! A document tree whose pointers are all strong: parents, siblings and children.
//!
//! The DOM asks for exactly what reference counting cannot give. Script may hold any node and walk from
//! it to any other; listeners close over nodes; and what is removed and not held by anyone should go. With `Rc`
//! one direction has to be weak, so that who holds a child only may find the tree around it gone; here
//! whoever holds one node holds its tree, and a collection frees trees that nobody holds.
//!
//! ```text
//! node, links, clock     nodes, their pointers, when they changed
//! edit, attribute        changing them
//! walk, text             reading them
//! event                  listeners, and the way of an event
//! sink, parse            HTML -> nodes, by html5ever
//! serialize              nodes -> HTML, by html5ever
//! query                  selectors
//! layout                 how large nodes are, computed once per node until it changes
//! outline, args, error, run    the program `dom`
//! compare                the program `dom_compare`: the same over `markup5ever_rcdom`
//! ```
//!
//! Nothing here recurses over a tree: 100 000 elements inside each other are parsed, searched, changed,
//! written and dropped on a small stack.

mod args;
mod attribute;
mod clock;
pub mod compare;
mod edit;
mod error;
pub mod event;
pub mod layout;
mod links;
mod node;
mod outline;
mod parse;
pub mod query;
mod run;
mod serialize;
mod sink;
mod text;
mod walk;

pub use args::{Args, Format};
pub use edit::EditError;
pub use error::Error;
pub use node::{Doctype, Element, Instruction, Node, NodeData};
pub use parse::{Parsed, parse, parse_bytes, parse_inside};
pub use run::{Answer, run};
pub use serialize::{serialize, serialize_outer};
pub use walk::Descendants;
