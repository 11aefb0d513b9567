//! From a raw pointer to `Gc`, one step at a time: what `Box`, `Rc`, `RefCell` and `Weak` are made of.
//!
//! Each step is the step before plus one idea, short enough to be read in one go, and says at its
//! end what it cannot do. The last one has nothing left to add to a pointer: only looking at all
//! pointers helps, which is what [`gc_core`] does.
//!
//! ```text
//! step      re-creates      the idea                                   what it cannot do
//! own       Box             whoever owns it frees it                   two owners
//! shared    Rc              a number beside the value counts owners    change what is shared
//! guarded   RefCell         a number beside the value counts borrows   (nothing to do with owners)
//! watched   Weak            two numbers: the value dies before its     know which pointer of a cycle
//!                           memory does                                should be the weak one
//! knot      the idea of Gc  compare the counts with the pointers       (gc_core does it for real)
//!                           that can be seen
//! ```
//!
//! Read the files in this order, next to those of the standard library. Run them with
//! `cargo run -p gc-examples --bin steps`; they pass `cargo +nightly miri test -p gc-examples --lib steps`.
//!
//! These are models to learn from. They leave out what a library must have: unsized values,
//! overflow of the counts, allocation in other places, `Pin`, and more.

mod block;
pub mod guarded;
pub mod knot;
pub mod own;
pub mod shared;
pub mod watched;

/// A step that can be run: its name, what it re-creates, and a function that tells what happens.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What the step's module is called.
    pub name: &'static str,
    /// What it re-creates.
    pub recreates: &'static str,
    /// Runs it; gives what happened, line by line.
    pub run: fn() -> Vec<String>,
}

/// All steps, in order.
pub const STEPS: [Step; 5] = [
    Step {
        name: "own",
        recreates: "Box",
        run: own::run,
    },
    Step {
        name: "shared",
        recreates: "Rc",
        run: shared::run,
    },
    Step {
        name: "guarded",
        recreates: "RefCell",
        run: guarded::run,
    },
    Step {
        name: "watched",
        recreates: "Weak",
        run: watched::run,
    },
    Step {
        name: "knot",
        recreates: "the idea of Gc",
        run: knot::run,
    },
];

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn every_step_runs_and_tells_something() {
        for step in STEPS {
            assert!(!(step.run)().is_empty(), "{}", step.name);
        }
    }
}
