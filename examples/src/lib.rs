//! Complete small programs over [`gc_core`], their parts as a library so that they can be tested.
//!
//! - [`graph`]: what disappears from a real graph if one node goes? The program is
//!   `cargo run --release -p gc-examples --bin graph`.
//! - [`contrast`]: one program with `Rc`, with `Rc` and `Weak`, with Rust's own managed pointer of 2013
//!   (re-created in [`managed`]), and with `Gc`. The program is
//!   `cargo run --release -p gc-examples --bin contrast`.
//! - [`dom`]: a document tree with strong pointers everywhere, fed by real HTML. The programs are
//!   `cargo run --release -p gc-examples --bin dom -- FILE.html SELECTOR` and `--bin dom_compare`.
//! - [`scheme`]: an interpreter whose environments are cyclic, over `Gc` and over `Rc`. The programs are
//!   `cargo run --release -p gc-examples --bin scheme -- FILE.scm` and `--bin scheme_compare`.
//! - [`explore`]: a program with a leak, and how it is found. The program is
//!   `cargo run --release -p gc-examples --bin explore`.
//! - [`steps`]: from a raw pointer to `Gc`, by hand. The program is
//!   `cargo run -p gc-examples --bin steps`.
//! - [`list`], [`lru`], [`signals`], [`ast`], [`world`]: small structures that one would like to take home. The
//!   programs are `cargo run --release -p gc-examples --bin small -- NAME`.
//! - [`table`]: what each of these costs beside the same program over `Rc` and `Weak`. The program is
//!   `cargo run --release -p gc-examples --bin table`.
//!
//! All but [`contrast`], [`explore`], [`managed`] and [`steps`] are written once for three sets of pointers: see
//! [`family`].
#![deny(unsafe_code)]

#[forbid(unsafe_code)]
pub mod ast;
#[forbid(unsafe_code)]
pub mod contrast;
#[forbid(unsafe_code)]
pub mod dom;
#[forbid(unsafe_code)]
pub mod explore;
#[forbid(unsafe_code)]
pub mod family;
#[forbid(unsafe_code)]
pub mod graph;
#[forbid(unsafe_code)]
pub mod list;
#[forbid(unsafe_code)]
pub mod lru;
#[forbid(unsafe_code)]
pub mod managed;
#[expect(unsafe_code, reason = "the trait of global allocators is unsafe")]
pub mod memory;
#[forbid(unsafe_code)]
pub mod output;
#[forbid(unsafe_code)]
pub mod pointers;
#[forbid(unsafe_code)]
pub mod scheme;
#[forbid(unsafe_code)]
pub mod signals;
#[forbid(unsafe_code)]
pub mod small;
#[forbid(unsafe_code)]
pub mod stack;
#[expect(
    unsafe_code,
    reason = "the steps build pointers by hand, to show how it is done"
)]
pub mod steps;
#[forbid(unsafe_code)]
pub mod table;
#[forbid(unsafe_code)]
pub mod world;
