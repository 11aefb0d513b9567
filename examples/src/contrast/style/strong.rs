//! `Rc` for everything.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Announcement, Style};

/// A node that owns its children and its parent.
#[derive(Debug)]
pub struct Node {
    announcement: Announcement,
    parent: RefCell<Option<Rc<Node>>>,
    children: RefCell<Vec<Rc<Node>>>,
}

/// `Rc`, for parents too: each pair of parent and child is a cycle.
#[derive(Debug)]
pub struct StrongParents;

impl Style for StrongParents {
    const NAME: &'static str = "Rc";
    const HEADER: usize = size_of::<[usize; 2]>();
    const SOURCE: &'static str = "strong, weak: std's rc.rs";
    const NODE: usize = Self::HEADER + size_of::<Node>();

    type Handle = Rc<Node>;

    fn node(announcement: Announcement) -> Rc<Node> {
        Rc::new(Node {
            announcement,
            parent: RefCell::default(),
            children: RefCell::default(),
        })
    }

    fn adopt(parent: &Rc<Node>, child: &Rc<Node>) {
        parent.children.borrow_mut().push(child.clone());
        *child.parent.borrow_mut() = Some(parent.clone());
    }

    fn leave(child: &Rc<Node>) {
        if let Some(parent) = child.parent.take() {
            let is_other = |it: &Rc<Node>| !Rc::ptr_eq(it, child);
            parent.children.borrow_mut().retain(is_other);
        }
    }

    fn parent(node: &Rc<Node>) -> Option<Rc<Node>> {
        node.parent.borrow().clone()
    }

    fn name(node: &Rc<Node>) -> &'static str {
        node.announcement.name()
    }
}
