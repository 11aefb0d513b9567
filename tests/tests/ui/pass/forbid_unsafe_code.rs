//! Crates may forbid whatever they like.
//!
//! Documented, as `missing_docs` asks.
#![forbid(unsafe_code)]
#![forbid(
    warnings,
    deprecated,
    missing_docs,
    missing_debug_implementations,
    non_snake_case,
    rust_2018_idioms,
    future_incompatible,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    let_underscore_drop,
    private_bounds,
    private_interfaces,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use gc_core::{Finalize, Gc, Trace};

/// A node.
#[derive(Debug, Trace)]
#[trace(finalize)]
pub struct Node<T> {
    /// Data.
    pub value: T,
    /// The next one.
    pub next: Option<Gc<Self>>,
    /// More of them.
    pub more: Box<[Gc<Node<T>>]>,
}

impl<T: Trace> Finalize for Node<T> {
    fn finalize(&self) {}
}

/// A shape.
#[derive(Debug, Trace)]
pub enum Shape {
    /// Nothing.
    Empty,
    /// A node of them.
    Full(Node<Box<Shape>>),
}

fn main() {
    let shape = Shape::Full(Node {
        value: Box::new(Shape::Empty),
        next: None,
        more: Box::new([]),
    });
    drop(Gc::new(shape));
}
