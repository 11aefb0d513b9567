//! Attributes that belong to something else are left alone.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Trace)]
#[must_use]
#[non_exhaustive]
#[repr(C)]
pub struct Node<T> {
    #[doc = "Documented."]
    pub value: T,
    #[cfg(any())]
    pub absent: Absent,
    #[cfg_attr(all(), trace(skip))]
    pub skipped: Option<NotTraced>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NotTraced;

#[derive(Clone, Copy, Debug, Default, Trace)]
#[repr(u8)]
pub enum Kind {
    #[default]
    #[doc(hidden)]
    A = 1,
    #[cfg(any())]
    Absent(Absent),
    B,
}

fn main() {
    let node = Gc::new(Node {
        value: Kind::A as u8,
        skipped: None,
    });
    assert_eq!(node.value, Kind::B as u8 - 1);
    assert_eq!(node.skipped, None);
    assert_eq!(
        *node,
        Node {
            value: 1,
            ..Node::default()
        }
    );
}
