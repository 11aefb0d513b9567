//! A guide for those who know `Box`, `Rc` and `RefCell`, and wonder what to use for a graph.
//!
//! Each chapter stands on its own, and each piece of code in it is compiled and run as a test.
//!
//! | chapter | answers |
//! |---|---|
//! | [`ownership`] | What does a pointer type have to do with ownership, borrowing and lifetimes? |
//! | [`choosing`] | `Box`, `Rc`, `Weak`, `Arc`, indices or `Gc`? What do they cost? When is `Gc` wrong? |
//! | [`cells`] | How is a value changed that is behind a `Gc`? |
//! | [`threads`] | What about `Arc`, `Mutex` and `RwLock`, inside a `Gc` and around it? |
//! | [`patterns`] | Parents, observers, graphs with data on their edges, walking |
//! | [`caches`] | Caches that forget, interning, data beside objects |
//! | [`from_rc`] | What has to be done to a program that uses `Rc`? |
//! | [`pauses`] | When does it collect, for how long, and who decides? |
//! | [`finalizers`] | Where does clean-up go, now that there is no `Drop`? |
//! | [`leaks`] | What is never freed, and how is it found? |
//! | [`explore`] | Why is this still alive? |
//! | [`unsafe_code`] | What does the library promise, and what must a hand-written `Trace`? |
//! | [`history`] | Why did Rust have such a pointer, and why has it none? |
//!
//! Four programs of the repository go with it:
//!
//! ```text
//! cargo run --release -p gc-examples --bin contrast   # one program with Rc, Weak, @mut and Gc
//! cargo run -p gc-examples --bin steps                # Box, Rc, RefCell and Weak, built by hand
//! cargo run --release -p gc-examples --bin graph      # what disappears from a real graph if one node goes
//! cargo run --release -p gc-examples --bin explore    # a program with a leak, and how it is found
//! ```

#[doc = include_str!("ownership.md")]
pub mod ownership {}

#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("cells.md")]
pub mod cells {}

#[doc = include_str!("threads.md")]
pub mod threads {}

#[doc = include_str!("patterns.md")]
pub mod patterns {}

#[doc = include_str!("caches.md")]
pub mod caches {}

#[doc = include_str!("from_rc.md")]
pub mod from_rc {}

#[doc = include_str!("pauses.md")]
pub mod pauses {}

#[doc = include_str!("finalizers.md")]
pub mod finalizers {}

#[doc = include_str!("leaks.md")]
pub mod leaks {}

#[doc = include_str!("explore.md")]
// The picture is the one in `explore.png`: a page of documentation cannot have files beside it.
#[doc = concat!(
    "![The page: a closed window, and the path from the desktop over bus and listener that keeps it \
     alive](data:image/png;base64,",
    include_str!("explore.png.base64"),
    ")"
)]
#[doc = include_str!("explore_end.md")]
pub mod explore {}

#[doc = include_str!("unsafe_code.md")]
pub mod unsafe_code {}

#[doc = include_str!("history.md")]
pub mod history {}
