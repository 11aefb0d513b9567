//! Faults put in on purpose: a panic in the n-th call of each piece of user code that the library runs, for every
//! n until none is left; threads that come and go with handles in every place.
//!
//! What happens where memory runs out is in `out_of_memory`, as it takes an allocator of its own.

#[path = "faults/act.rs"]
mod act;
#[path = "faults/clones.rs"]
mod clones;
#[path = "faults/every_call.rs"]
mod every_call;
#[path = "faults/fuse.rs"]
mod fuse;
#[path = "faults/member.rs"]
mod member;
#[path = "faults/scene.rs"]
mod scene;
#[path = "faults/threads.rs"]
mod threads;
