//! Data to programs: what each name means, what each form is short for.
//!
//! ```text
//! globals   variables and macros of the outermost level
//! node      what a program is made of once all forms are understood
//! scope     names to meanings; aliases for names that macros insert
//! rules     `syntax-rules`
//! expand    data -> nodes; its forms in `binding`, `branching`, `body`, `features`, `quasi`, `records`
//! ```

mod binding;
mod body;
mod branching;
mod expand;
mod features;
mod globals;
mod node;
mod quasi;
mod records;
mod rules;
mod scope;

pub(crate) use expand::{Expander, TopLevel};
pub(crate) use features::FEATURES;
pub(crate) use globals::Globals;
pub(crate) use node::{LambdaId, Node, NodeId, Program, VariableId};
