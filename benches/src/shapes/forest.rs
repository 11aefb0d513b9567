//! Binary trees, some that are kept and many that are not.

use crate::nodes::{ParentTrees, Trees};
use crate::value::Value;

/// Nodes of a full tree of the given depth; a single node has depth 0.
pub(crate) const fn nodes_in(depth: u32) -> usize {
    (2 << depth) - 1
}

/// Trees, one of which is kept.
pub(crate) trait Forest: Sized {
    /// No tree.
    fn new() -> Self;

    /// Makes a full tree, counts its nodes, and lets go of it.
    fn grow_and_let_go(&mut self, depth: u32) -> usize;

    /// Makes a full tree and keeps it.
    fn keep(&mut self, depth: u32);

    /// Counts the nodes of the tree that is kept.
    fn count_kept(&self) -> usize;

    /// Lets go of the tree that is kept; everything is freed at the end.
    fn release(self);
}

/// Trees whose nodes know their children.
pub(crate) struct Down<P: Trees>(Option<P::Tree>);

fn grow<P: Trees>(depth: u32) -> P::Tree {
    let children = (depth > 0).then(|| (grow::<P>(depth - 1), grow::<P>(depth - 1)));
    P::tree(P::Value::new(u64::from(depth)), children)
}

fn count<P: Trees>(tree: &P::Tree) -> usize {
    match P::children(tree) {
        Some((left, right)) => 1 + count::<P>(left) + count::<P>(right),
        None => 1,
    }
}

impl<P: Trees> Forest for Down<P> {
    fn new() -> Self {
        Self(None)
    }

    fn grow_and_let_go(&mut self, depth: u32) -> usize {
        let tree = grow::<P>(depth);
        let nodes = count::<P>(&tree);
        drop(tree);
        P::allocated(nodes);
        nodes
    }

    fn keep(&mut self, depth: u32) {
        self.0 = Some(grow::<P>(depth));
    }

    fn count_kept(&self) -> usize {
        self.0.as_ref().map_or(0, count::<P>)
    }

    fn release(self) {
        drop(self);
        P::reclaim();
    }
}

/// Trees whose nodes know their children and their parent.
pub(crate) struct UpAndDown<P: ParentTrees>(Option<P::Child>);

fn grow_with_parents<P: ParentTrees>(depth: u32) -> P::Child {
    let children = (depth > 0).then(|| {
        (
            grow_with_parents::<P>(depth - 1),
            grow_with_parents::<P>(depth - 1),
        )
    });
    P::parent(P::Value::new(u64::from(depth)), children)
}

fn count_with_parents<P: ParentTrees>(child: &P::Child) -> usize {
    match P::children_of(child) {
        Some((left, right)) => 1 + count_with_parents::<P>(left) + count_with_parents::<P>(right),
        None => 1,
    }
}

impl<P: ParentTrees> Forest for UpAndDown<P> {
    fn new() -> Self {
        Self(None)
    }

    fn grow_and_let_go(&mut self, depth: u32) -> usize {
        let tree = grow_with_parents::<P>(depth);
        let nodes = count_with_parents::<P>(&tree);
        drop(tree);
        P::allocated(nodes);
        nodes
    }

    fn keep(&mut self, depth: u32) {
        self.0 = Some(grow_with_parents::<P>(depth));
    }

    fn count_kept(&self) -> usize {
        self.0.as_ref().map_or(0, count_with_parents::<P>)
    }

    fn release(self) {
        drop(self);
        P::collect();
    }
}
