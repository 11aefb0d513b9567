//! A syntax tree without an arena: parents and children hold each other, names know what binds them, and every
//! node its type.
//!
//! The language has whole numbers, truth values and functions:
//!
//! ```text
//! expression = "let" name "=" expression "in" expression
//!            | "if" expression "then" expression "else" expression
//!            | "fn" name ":" type "=>" expression
//!            | expression operator expression            or  and  == <  + -  *
//!            | ("-" | "not") operand | operand
//! operand    = (number | "true" | "false" | name | "(" expression ")") { "(" expression ")" }
//! type       = ("int" | "bool" | "(" type ")") [ "->" type ]
//! ```
//!
//! ```text
//! span, types, error     positions, types, what can be wrong
//! node                   the tree
//! parse                  text -> tree, with winnow
//! resolve                names -> what binds them, by climbing
//! check                  tree -> types
//! rename                 one name -> another, at its binder and all its uses
//! program                what it is shown and measured with
//! ```
//!
//! A tool over such a tree hands single nodes around: the name under the cursor, the subtree of an error. With `Gc`
//! such a node keeps its tree. With `Rc` and a weak parent it does not: once the root is let go, the node has
//! forgotten where it stands.

mod check;
mod error;
mod node;
mod parse;
mod program;
mod rename;
mod resolve;
mod span;
mod types;

pub use check::check;
pub use error::{Mistake, report};
pub use node::{Kind, Node, Operator};
pub use parse::parse;
pub use program::{analyse, demonstrate, generate, work};
pub use rename::rename;
pub use span::Span;
pub use types::Type;
