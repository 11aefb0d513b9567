use std::fmt::Debug;

use gc_core::{Gc, Trace};

#[derive(Trace)]
enum Tree<T: Debug, const N: usize>
where
    T: Clone,
{
    Leaf([T; N]),
    Shared(Gc<Tree<T, N>>),
}

impl<T: Debug + Clone, const N: usize> Drop for Tree<T, N> {
    fn drop(&mut self) {}
}

fn main() {}
