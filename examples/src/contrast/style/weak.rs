//! `Rc` downwards, `Weak` upwards.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::{Announcement, Style};

/// A node that owns its children and knows its parent.
#[derive(Debug)]
pub struct Node {
    announcement: Announcement,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

/// `Rc`, and `Weak` for parents: no cycle, and no child that keeps its tree.
#[derive(Debug)]
pub struct WeakParents;

impl Style for WeakParents {
    const NAME: &'static str = "Rc + Weak";
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
        *child.parent.borrow_mut() = Rc::downgrade(parent);
    }

    fn leave(child: &Rc<Node>) {
        if let Some(parent) = child.parent.take().upgrade() {
            let is_other = |it: &Rc<Node>| !Rc::ptr_eq(it, child);
            parent.children.borrow_mut().retain(is_other);
        }
    }

    fn parent(node: &Rc<Node>) -> Option<Rc<Node>> {
        node.parent.borrow().upgrade()
    }

    fn name(node: &Rc<Node>) -> &'static str {
        node.announcement.name()
    }
}
