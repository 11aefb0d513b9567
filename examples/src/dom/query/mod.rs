//! Selectors: `div.note > a[href^="http"]:not(:first-child)`.
//!
//! Parsing and matching are the crate `selectors`', which browsers use too. It asks for an element type;
//! ours is made from anything that implements [`View`], so that the same code searches this tree and
//! the reference's.
//!
//! ```text
//! view        what a search has to know of a tree
//! grammar     which names, pseudo-classes and functions a selector may have
//! selector    a parsed selector; the search
//! error       what is wrong with a selector, and where
//! candidate   a view as an element of the crate `selectors`
//! ```

mod candidate;
mod error;
mod grammar;
mod selector;
mod view;

pub use error::SelectorError;
pub(super) use selector::Search;
pub use selector::Selector;
pub use view::View;
