//! Single objects, held in a table.

use std::hint::black_box;

use crate::nodes::Links;
use crate::value::Value;

/// A table of objects.
pub(crate) trait Table: Sized {
    /// An empty table with room for `n`.
    fn with_capacity(n: usize) -> Self;

    /// Makes `n` objects, letting go of each at once; all are freed at the end.
    fn alloc_drop(&mut self, n: usize);

    /// Makes `n` objects and holds them.
    fn fill(&mut self, n: usize);

    /// Lets go of all objects in the given order; all are freed at the end.
    fn drop_each(&mut self, order: &[u32]);
}

/// A table whose handles are counted when copied.
pub(crate) trait Clones: Table {
    /// Clones the handle of the first object and drops the clone, `n` times.
    fn clone_first(&self, n: usize);

    /// Clones the handle of each object in the given order and drops the clone.
    fn clone_each(&self, order: &[u32]);
}

/// Handles of single [`Links`].
pub(crate) struct TableOf<P: Links>(Vec<Option<P::Link>>);

#[inline]
fn object<P: Links>(i: usize) -> P::Link {
    P::link(P::Value::new(i as u64))
}

impl<P: Links> Table for TableOf<P> {
    fn with_capacity(n: usize) -> Self {
        let mut handles = Vec::new();
        handles.resize_with(n, || None);
        // Every page of the table is touched now, so that its first use is no part of a time.
        handles.clear();
        Self(handles)
    }

    fn alloc_drop(&mut self, n: usize) {
        for i in 0..n {
            drop(black_box(object::<P>(i)));
        }
        P::reclaim();
    }

    fn fill(&mut self, n: usize) {
        for i in 0..n {
            self.0.push(Some(object::<P>(i)));
        }
    }

    fn drop_each(&mut self, order: &[u32]) {
        for &i in order {
            self.0[i as usize] = None;
        }
        P::reclaim();
        self.0.clear();
    }
}

impl<P: Links<Link: Clone>> Clones for TableOf<P> {
    fn clone_first(&self, n: usize) {
        let Some(first) = &self.0[0] else {
            unreachable!("the table was filled")
        };
        for _ in 0..n {
            drop(black_box(first.clone()));
        }
    }

    fn clone_each(&self, order: &[u32]) {
        for &i in order {
            drop(black_box(self.0[i as usize].clone()));
        }
    }
}
