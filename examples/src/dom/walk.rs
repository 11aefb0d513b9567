//! Walking the tree. All walks follow the pointers, without recursion and without a stack.

use gc_core::Gc;

use super::Node;

impl Node {
    /// The children, first to last.
    pub fn children(this: &Gc<Self>) -> impl Iterator<Item = Gc<Self>> + use<> {
        let mut next = this.first_child();
        std::iter::from_fn(move || {
            let child = next.take()?;
            next = child.next_sibling();
            Some(child)
        })
    }

    /// The parent, its parent and so on.
    pub fn ancestors(this: &Gc<Self>) -> impl Iterator<Item = Gc<Self>> + use<> {
        std::iter::successors(this.parent(), |node| node.parent())
    }

    /// The last of the ancestors, or the node itself.
    #[must_use]
    pub fn root(this: &Gc<Self>) -> Gc<Self> {
        Self::ancestors(this).last().unwrap_or_else(|| this.clone())
    }

    /// All below this node in the order of the source, without what templates hold.
    #[must_use]
    pub fn descendants(this: &Gc<Self>) -> Descendants {
        Descendants {
            root: this.clone(),
            last: Some((this.clone(), 0)),
        }
    }
}

/// What is below a node, each with how deep it lies: see [`Node::descendants`].
///
/// The next node is looked for only when it is asked for: from the last one given, wherever that is
/// by then.
#[derive(Debug)]
pub struct Descendants {
    root: Gc<Node>,
    last: Option<(Gc<Node>, usize)>,
}

impl Iterator for Descendants {
    type Item = (Gc<Node>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let (last, depth) = self.last.take()?;
        self.last = match last.first_child() {
            Some(child) => Some((child, depth + 1)),
            None => after(last, depth, &self.root),
        };
        self.last.clone()
    }
}

/// The next node in the order of the source that is below `root`, but not below `node`; with its depth, given
/// that of `node`.
pub(super) fn after(
    mut node: Gc<Node>,
    mut depth: usize,
    root: &Gc<Node>,
) -> Option<(Gc<Node>, usize)> {
    while !Gc::ptr_eq(&node, root) {
        if let Some(next) = node.next_sibling() {
            return Some((next, depth));
        }
        node = node.parent()?;
        // Zero only where the tree was changed under a walk.
        depth = depth.saturating_sub(1);
    }
    None
}
