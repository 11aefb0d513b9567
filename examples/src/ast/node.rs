//! The tree.

use std::cell::RefCell;
use std::fmt;
use std::ptr;

use gc_core::Trace;

use super::span::Span;
use super::types::Type;
use crate::family::Family;

/// What stands between two operands or before one.
#[derive(Trace, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `<`
    Less,
    /// `+`
    Plus,
    /// `-`, before one operand or between two
    Minus,
    /// `*`
    Times,
    /// `not`
    Not,
}

/// What a node is; the order of its children.
#[derive(Trace, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Number(i64),
    /// `true` or `false`.
    Truth(bool),
    /// A name that is used.
    Name,
    /// `let`: the value, what it is bound in.
    Let,
    /// `if`: the condition, and both branches.
    If,
    /// `fn`, with the type of its parameter: the body.
    Function(Type),
    /// A function, its argument.
    Call,
    /// One operand or two.
    Operation(Operator),
}

/// A node of the tree. It holds its children and, through whatever leads back, its parent.
///
/// # Invariants
///
/// 1. The `parent` of each child is this node.
#[derive(Trace)]
pub struct Node<F: Family> {
    kind: Kind,
    span: Span,
    /// The name that is used, or bound here.
    name: RefCell<Option<Box<str>>>,
    children: Vec<F::Strong<Node<F>>>,
    parent: RefCell<Option<F::Back<Node<F>>>>,
    /// Of a name: the `let` or `fn` that binds it.
    binder: RefCell<Option<F::Back<Node<F>>>>,
    /// Of a binder: the names that it binds.
    uses: RefCell<Vec<F::Back<Node<F>>>>,
    /// None before it has been checked, and where it is wrong.
    ty: RefCell<Option<Type>>,
}

impl<F: Family> Node<F> {
    /// A node with its children, which get it for their parent.
    pub(super) fn make(
        kind: Kind,
        span: Span,
        name: Option<&str>,
        children: Vec<F::Strong<Self>>,
    ) -> F::Strong<Self> {
        let node = F::alloc(Self {
            kind,
            span,
            name: RefCell::new(name.map(Into::into)),
            children,
            parent: RefCell::new(None),
            binder: RefCell::new(None),
            uses: RefCell::default(),
            ty: RefCell::new(None),
        });
        for child in &node.children {
            *child.parent.borrow_mut() = Some(F::back(&node));
        }
        node
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Where it stands in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The name that is used or bound here.
    #[must_use]
    pub fn name(&self) -> Option<Box<str>> {
        self.name.borrow().clone()
    }

    /// Its children, in the order of the text.
    #[must_use]
    pub fn children(&self) -> &[F::Strong<Self>] {
        &self.children
    }

    /// The node that it is a child of; `None` for the root, and where it has been forgotten.
    #[must_use]
    pub fn parent(&self) -> Option<F::Strong<Self>> {
        self.parent.borrow().as_ref().and_then(F::follow)
    }

    /// What binds the name that is used here; `None` elsewhere, and where it has been forgotten.
    #[must_use]
    pub fn binder(&self) -> Option<F::Strong<Self>> {
        self.binder.borrow().as_ref().and_then(F::follow)
    }

    /// The places where the name that is bound here is used.
    #[must_use]
    pub fn uses(&self) -> Vec<F::Strong<Self>> {
        self.uses.borrow().iter().filter_map(F::follow).collect()
    }

    /// Its type, where it has been checked and is right.
    #[must_use]
    pub fn ty(&self) -> Option<Type> {
        self.ty.borrow().clone()
    }

    /// Whether this is the node of a handle.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        ptr::eq(self, other)
    }

    pub(super) fn set_type(&self, ty: Option<Type>) {
        *self.ty.borrow_mut() = ty;
    }

    pub(super) fn set_name(&self, name: &str) {
        *self.name.borrow_mut() = Some(name.into());
    }

    /// Says that `binder` binds the name that is used in `this`.
    pub(super) fn bind(this: &F::Strong<Self>, binder: &F::Strong<Self>) {
        *this.binder.borrow_mut() = Some(F::back(binder));
        binder.uses.borrow_mut().push(F::back(this));
    }

    /// Forgets what is known of names, as a check begins anew.
    pub(super) fn unbind(&self) {
        drop(self.binder.take());
        drop(self.uses.take());
    }

    /// The innermost node around a place in the text.
    #[must_use]
    pub fn at(this: &F::Strong<Self>, place: usize) -> F::Strong<Self> {
        let mut node = this.clone();
        loop {
            let around = |child: &&F::Strong<Self>| child.span.range().contains(&place);
            let inner = node.children.iter().find(around).cloned();
            match inner {
                Some(inner) => node = inner,
                None => return node,
            }
        }
    }

    /// All nodes below one and itself, each after its children, in the order of the text.
    #[must_use]
    pub fn postorder(this: &F::Strong<Self>) -> Vec<F::Strong<Self>> {
        let mut order = Vec::new();
        let mut pending = vec![this.clone()];
        // Backwards: each before its children, and the last child first.
        while let Some(node) = pending.pop() {
            pending.extend(node.children.iter().cloned());
            order.push(node);
        }
        order.reverse();
        order
    }
}

impl<F: Family> fmt::Debug for Node<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Node")
            .field("kind", &self.kind)
            .field("name", &self.name.borrow())
            .field("type", &self.ty.borrow())
            .finish_non_exhaustive()
    }
}
