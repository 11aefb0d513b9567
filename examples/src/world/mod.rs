//! A game world of entities that come, go, and refer to each other.
//!
//! ```text
//! Id        a slot's index and generation: a name for the outside (saves, network, scripts)
//! World     slots of entities; an id of a former generation names nobody
//! Entity    refers to others by pointers: leader and followers, target and victim
//! battle    the rules
//! program   what the world is shown and measured with
//! ```
//!
//! Whoever is taken out of the world is no longer found by its id, and whoever refers to it sees that it is out and lets
//! go. With `Gc` nothing else is needed: leader and followers, hunter and prey hold each other, and who is out and
//! referred to by nobody that counts is collected. With `Rc`, what leads back (to a leader, to a target) is weak; then
//! nobody can be asked who slew it once its slayer is gone, and feuds still leak: a victim that is remembered by its
//! slayer remembers its own victims.

mod battle;
mod entity;
mod id;
mod program;
#[expect(
    clippy::module_inception,
    reason = "the file is named after its type, `World`"
)]
mod world;

pub use entity::{Entity, Side};
pub use id::Id;
pub use program::{demonstrate, work};
pub use world::World;
