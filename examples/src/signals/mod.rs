//! Values that follow from each other, and observers that see them change.
//!
//! ```text
//!   Signal  <--inputs--   Signal   <--subject-- Observer
//!           --dependents->         --observers->
//! ```
//!
//! A signal reads its inputs and tells its dependents, so each of the two needs the other. Dependencies may be
//! cyclic as well: a temperature in Celsius follows from the one in Fahrenheit, and the other way round.
//!
//! With `Gc` all pointers are strong: an observer works as long as what it observes is there, held by hand or
//! not. With `Rc`, what tells has to hold what it tells weakly. Then an observer that nobody else holds is gone before it
//! has seen anything, and cyclic dependencies leak all the same, as `inputs` cannot be weak as well.

mod observer;
mod program;
mod signal;
mod update;

pub use observer::Observer;
pub use program::{demonstrate, work};
pub use signal::{Rule, Signal};
pub use update::Unsettled;
