//! What a search has to know of a tree.

use std::fmt::Debug;

use gc_core::Gc;
use html5ever::{Attribute, QualName};
use selectors::OpaqueElement;

use crate::dom::Node;

/// A node of some tree.
pub trait View: Clone + Debug {
    /// Who it is.
    fn identity(&self) -> OpaqueElement;
    /// The node that it is a child of.
    fn parent(&self) -> Option<Self>;
    /// The child before it.
    fn previous_sibling(&self) -> Option<Self>;
    /// The child after it.
    fn next_sibling(&self) -> Option<Self>;
    /// Its first child.
    fn first_child(&self) -> Option<Self>;
    /// Its name, if it is an element.
    fn name(&self) -> Option<&QualName>;
    /// Whether an attribute is as asked for.
    fn has_attribute(&self, test: impl FnMut(&Attribute) -> bool) -> bool;
    /// Whether it is text, and not empty.
    fn is_some_text(&self) -> bool;
    /// Whether it is a document, so that its child is a root.
    fn is_document(&self) -> bool;
}

/// The nodes after one, of the same parent.
pub(super) fn following<V: View>(node: &V) -> impl Iterator<Item = V> + use<V> {
    std::iter::successors(node.next_sibling(), V::next_sibling)
}

/// All below a node, in the order of the source.
pub(super) fn below<V: View>(root: &V) -> impl Iterator<Item = V> + use<V> {
    let end = root.identity();
    std::iter::successors(root.first_child(), move |node| {
        node.first_child().or_else(|| after(node.clone(), end))
    })
}

fn after<V: View>(mut node: V, end: OpaqueElement) -> Option<V> {
    while node.identity() != end {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
    }
    None
}

impl View for Gc<Node> {
    fn identity(&self) -> OpaqueElement {
        OpaqueElement::new::<Node>(self)
    }
    fn parent(&self) -> Option<Self> {
        Node::parent(self)
    }
    fn previous_sibling(&self) -> Option<Self> {
        Node::previous_sibling(self)
    }
    fn next_sibling(&self) -> Option<Self> {
        Node::next_sibling(self)
    }
    fn first_child(&self) -> Option<Self> {
        Node::first_child(self)
    }
    fn name(&self) -> Option<&QualName> {
        self.as_element().map(|it| it.name())
    }
    fn has_attribute(&self, test: impl FnMut(&Attribute) -> bool) -> bool {
        self.as_element()
            .is_some_and(|it| it.attributes().iter().any(test))
    }
    fn is_some_text(&self) -> bool {
        self.as_text().is_some_and(|it| !it.is_empty())
    }
    fn is_document(&self) -> bool {
        matches!(self.data(), crate::dom::NodeData::Document(_))
    }
}
