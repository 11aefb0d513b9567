//! Changing the tree.

use gc_core::Gc;
use html5ever::tendril::StrTendril;

use super::links::{link, move_children, unlink};
use super::{Node, NodeData};

/// Why a tree cannot be changed like that. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The node would be its own ancestor.
    #[error(
        "a node cannot be put into itself or into what is below it; detach the inner one first"
    )]
    IntoItself,
    /// The parent is text, a comment or the like.
    #[error(
        "only documents, fragments and elements have children; choose one of these as the parent"
    )]
    NoChildrenThere,
    /// A document is the root of a tree and nothing else.
    #[error("a document cannot be a child; insert its children instead")]
    DocumentAsChild,
    /// The node to insert before, or to replace, is a child of somebody else or of nobody.
    #[error("the reference node is not a child of this parent; ask it for its parent first")]
    NotAChild,
}

impl Node {
    /// Makes `child` the last child of `parent`, wherever it was before. Of a fragment the children
    /// are moved, as everywhere here.
    ///
    /// # Errors
    ///
    /// If `parent` cannot have such a child. To find that out takes a walk from `parent` to its root, unless
    /// `child` has no children.
    pub fn append(parent: &Gc<Self>, child: &Gc<Self>) -> Result<(), EditError> {
        Self::check(parent, child)?;
        place(parent, child, None);
        Ok(())
    }

    /// Makes `child` a child of `parent`, before `before`, which is one already.
    ///
    /// # Errors
    ///
    /// As [`append`](Self::append), and if `before` is no child of `parent`.
    pub fn insert_before(
        parent: &Gc<Self>,
        child: &Gc<Self>,
        before: &Gc<Self>,
    ) -> Result<(), EditError> {
        if !before.is_child_of(parent) {
            return Err(EditError::NotAChild);
        }
        Self::check(parent, child)?;
        if Gc::ptr_eq(child, before) {
            return Ok(());
        }
        place(parent, child, Some(before));
        Ok(())
    }

    /// Puts `new` where `old` is, and takes `old` out.
    ///
    /// # Errors
    ///
    /// As [`append`](Self::append), and if `old` has no parent.
    pub fn replace(old: &Gc<Self>, new: &Gc<Self>) -> Result<(), EditError> {
        let parent = old.parent().ok_or(EditError::NotAChild)?;
        Self::check(&parent, new)?;
        if Gc::ptr_eq(old, new) {
            return Ok(());
        }
        place(&parent, new, Some(old));
        unlink(old);
        Ok(())
    }

    /// Takes a node out of its parent, with all that is below it. What nobody holds of it is garbage
    /// from here on. Nothing happens where it has no parent.
    pub fn detach(this: &Gc<Self>) {
        unlink(this);
    }

    /// Takes all children out.
    pub fn clear(this: &Gc<Self>) {
        while let Some(child) = this.first_child() {
            unlink(&child);
        }
    }

    /// Sets the text of a text node; of an element, puts text in the place of its children.
    ///
    /// # Errors
    ///
    /// If the node is neither text nor can have children.
    pub fn set_text(this: &Gc<Self>, text: &str) -> Result<(), EditError> {
        if let NodeData::Text(own) = this.data() {
            *own.borrow_mut() = StrTendril::from(text);
            this.touch();
            return Ok(());
        }
        if !this.may_have_children() {
            return Err(EditError::NoChildrenThere);
        }
        Self::clear(this);
        if !text.is_empty() {
            link(this, &Self::text(text), None);
        }
        Ok(())
    }

    fn may_have_children(&self) -> bool {
        matches!(
            self.data(),
            NodeData::Document(_) | NodeData::Fragment | NodeData::Element(_)
        )
    }

    /// Whether the parent can have the child, which may be anywhere.
    fn check(parent: &Gc<Self>, child: &Gc<Self>) -> Result<(), EditError> {
        if !parent.may_have_children() {
            return Err(EditError::NoChildrenThere);
        }
        if matches!(child.data(), NodeData::Document(_)) {
            return Err(EditError::DocumentAsChild);
        }
        let is_inside = Gc::ptr_eq(parent, child)
            || (child.has_children() && Self::ancestors(parent).any(|it| Gc::ptr_eq(&it, child)));
        match is_inside {
            true => Err(EditError::IntoItself),
            false => Ok(()),
        }
    }
}

/// Links a node, or what a fragment holds, that has been checked.
fn place(parent: &Gc<Node>, child: &Gc<Node>, before: Option<&Gc<Node>>) {
    if matches!(child.data(), NodeData::Fragment) {
        move_children(child, parent, before);
    } else {
        unlink(child);
        link(parent, child, before);
    }
}
