//! A doubly linked list with cursors.
//!
//! ```text
//!   List --> Ends --first--> Element --next-->  Element --next-->  Element <--last-- Ends
//!                                    <-previous-        <-previous-
//! ```
//!
//! With `Gc` both directions are strong, and so is each cursor: any number of them may stand in one list while it
//! changes under them, and an element that is removed lives as long as somebody looks at it. With `Rc`, `previous`
//! has to be weak: strong, every pair of neighbours leaks. And a long list of `Rc`s overflows the stack when
//! it is dropped, as each element drops the next one; with `Gc` it does not.

mod cursor;
mod element;
#[expect(
    clippy::module_inception,
    reason = "the file is named after its type, `List`"
)]
mod list;
mod program;

pub use cursor::Cursor;
pub use element::Element;
pub use list::{Elements, List};
pub use program::{demonstrate, work};
