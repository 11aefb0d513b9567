//! The derive beneath lints that a crate may set. Clippy is what gives this file a meaning; run
//! as a test it only shows that the types work.
#![forbid(unsafe_code)]
#![forbid(
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::let_underscore_untyped,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_inherent_impl,
    clippy::multiple_unsafe_ops_per_block,
    clippy::pattern_type_mismatch,
    clippy::ref_patterns,
    clippy::renamed_function_params,
    clippy::rest_pat_in_fully_bound_structs,
    clippy::semicolon_outside_block,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_char_lifetime_names,
    clippy::std_instead_of_core,
    clippy::undocumented_unsafe_blocks,
    clippy::unseparated_literal_suffix,
    clippy::wildcard_enum_match_arm,
    reason = "whatever a crate asks of its own code is not asked of the derive's"
)]

use core::cell::RefCell;
use core::fmt::Debug;
use core::marker::PhantomData;

use gc_core::{Finalize, Gc, Heap, Trace, Weak};

/// Fields of many kinds, and a finalizer.
#[derive(Debug, Default, Trace)]
#[trace(finalize)]
struct Node<T: Debug, const N: usize = 1> {
    value: Box<T>,
    next: RefCell<Option<Gc<Self>>>,
    parents: Vec<Weak<Self>>,
    #[trace(skip)]
    skipped: [Option<Gc<T>>; 1],
    marker: PhantomData<[T; N]>,
}

impl<T: Debug + 'static, const N: usize> Finalize for Node<T, N> {
    fn finalize(&self) {}
}

/// Variants of every form.
#[derive(Debug, Default, Trace)]
enum Shape {
    #[default]
    Empty,
    Numbered(u8, Box<Self>),
    Named {
        width: u8,
        inner: Gc<Self>,
    },
}

/// A leaf with a destructor.
#[derive(Debug, Default, Trace)]
#[trace(leaf)]
struct File(String);

impl Drop for File {
    fn drop(&mut self) {
        self.0.clear();
    }
}

/// A last field that need not be sized.
#[derive(Debug, Default, Trace)]
struct Tail<T: ?Sized>(File, T);

#[test]
fn the_types_work() {
    let heap = Heap::new();
    let shape = heap.alloc(Shape::Named {
        width: 1,
        inner: heap.alloc(Shape::Numbered(1, Box::default())),
    });
    assert!(matches!(&*shape, Shape::Named { width: 1, inner } if Gc::is_unique(inner)));
    let node = heap.alloc(Node::<u8>::default());
    *node.next.borrow_mut() = Some(node.clone());
    assert_eq!(Gc::strong_count(&node), 2);
    let tail = heap.alloc(Tail(File::default(), *node.value));
    assert_eq!(usize::from(tail.1), node.parents.len());
    assert!(matches!(
        (node.skipped.as_slice(), node.marker),
        ([None], PhantomData)
    ));
    drop((node, shape));
    assert_eq!(heap.collect().freed, 1);
}
