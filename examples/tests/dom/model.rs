//! Random changes do to the tree what they do to a plain model of it, and what lives in the end is what
//! hangs together with what is held.

use std::collections::HashSet;

use gc_core::Gc;
use gc_examples::dom::{EditError, Node};
use quickcheck::{Arbitrary, Gen, QuickCheck};

use super::support::in_manual_heap;

const NODES: usize = 10;

/// A change. Nodes go by number.
#[derive(Clone, Copy, Debug)]
enum Change {
    Append {
        parent: usize,
        child: usize,
    },
    InsertBefore {
        parent: usize,
        child: usize,
        before: usize,
    },
    Replace {
        old: usize,
        new: usize,
    },
    Detach(usize),
    Clear(usize),
}

impl Arbitrary for Change {
    fn arbitrary(g: &mut Gen) -> Self {
        let mut node = || usize::arbitrary(g) % NODES;
        let (one, two, three) = (node(), node(), node());
        match u8::arbitrary(g) % 8 {
            0..=2 => Self::Append {
                parent: one,
                child: two,
            },
            3..=4 => Self::InsertBefore {
                parent: one,
                child: two,
                before: three,
            },
            5 => Self::Replace { old: one, new: two },
            6 => Self::Detach(one),
            _ => Self::Clear(one),
        }
    }
}

/// Who is whose child, by number.
#[derive(Default)]
struct Model {
    children: [Vec<usize>; NODES],
}

impl Model {
    fn parent(&self, node: usize) -> Option<usize> {
        (0..NODES).find(|&it| self.children[it].contains(&node))
    }

    fn is_around(&self, outer: usize, inner: usize) -> bool {
        outer == inner
            || self
                .parent(inner)
                .is_some_and(|it| self.is_around(outer, it))
    }

    fn detach(&mut self, node: usize) {
        for children in &mut self.children {
            children.retain(|&it| it != node);
        }
    }

    fn insert(&mut self, parent: usize, child: usize, before: Option<usize>) {
        self.detach(child);
        let own = &mut self.children[parent];
        let place = own.iter().position(|&it| Some(it) == before);
        own.insert(place.unwrap_or(own.len()), child);
    }

    fn apply(&mut self, change: Change) -> Result<(), EditError> {
        match change {
            Change::Append { parent, child } => {
                self.check(parent, child)?;
                self.insert(parent, child, None);
            }
            Change::InsertBefore {
                parent,
                child,
                before,
            } => {
                if self.parent(before) != Some(parent) {
                    return Err(EditError::NotAChild);
                }
                self.check(parent, child)?;
                if child != before {
                    self.insert(parent, child, Some(before));
                }
            }
            Change::Replace { old, new } => {
                let parent = self.parent(old).ok_or(EditError::NotAChild)?;
                self.check(parent, new)?;
                if old != new {
                    self.insert(parent, new, Some(old));
                    self.detach(old);
                }
            }
            Change::Detach(node) => self.detach(node),
            Change::Clear(node) => self.children[node].clear(),
        }
        Ok(())
    }

    fn check(&self, parent: usize, child: usize) -> Result<(), EditError> {
        match self.is_around(child, parent) {
            true => Err(EditError::IntoItself),
            false => Ok(()),
        }
    }

    /// The tree that a node is in.
    fn tree(&self, node: usize) -> Vec<usize> {
        let root = (0..NODES).find(|&it| self.parent(it).is_none() && self.is_around(it, node));
        (0..NODES)
            .filter(|&it| root.is_some_and(|root| self.is_around(root, it)))
            .collect()
    }
}

fn apply(nodes: &[Gc<Node>], change: Change) -> Result<(), EditError> {
    match change {
        Change::Append { parent, child } => Node::append(&nodes[parent], &nodes[child]),
        Change::InsertBefore {
            parent,
            child,
            before,
        } => Node::insert_before(&nodes[parent], &nodes[child], &nodes[before]),
        Change::Replace { old, new } => Node::replace(&nodes[old], &nodes[new]),
        Change::Detach(node) => {
            Node::detach(&nodes[node]);
            Ok(())
        }
        Change::Clear(node) => {
            Node::clear(&nodes[node]);
            Ok(())
        }
    }
}

/// All pointers say what the model says.
fn compare(nodes: &[Gc<Node>], model: &Model) {
    let number = |node: Option<Gc<Node>>| {
        node.map(|node| nodes.iter().position(|it| Gc::ptr_eq(it, &node)).unwrap())
    };
    for (index, node) in nodes.iter().enumerate() {
        let expected = &model.children[index];
        assert_eq!(number(node.parent()), model.parent(index));
        let forward = Node::children(node).map(|it| number(Some(it)).unwrap());
        assert_eq!(forward.collect::<Vec<_>>(), *expected);
        let backward = std::iter::successors(node.last_child(), |it| it.previous_sibling());
        let mut backward: Vec<usize> = backward.map(|it| number(Some(it)).unwrap()).collect();
        backward.reverse();
        assert_eq!(backward, *expected);
    }
}

#[test]
fn random_changes_do_what_they_do_to_a_plain_model() {
    fn same(changes: Vec<Change>, (some, few): (u16, u16)) {
        in_manual_heap(|heap| {
            let mut nodes: Vec<Gc<Node>> = (0..NODES).map(|_| Node::element("b")).collect();
            let mut model = Model::default();
            for &change in &changes {
                assert_eq!(apply(&nodes, change), model.apply(change), "{change:?}");
                compare(&nodes, &model);
            }

            let is_held = |node: &usize| some & few & (1 << node) != 0;
            let held = (0..NODES).filter(is_held);
            let living: HashSet<usize> = held.flat_map(|it| model.tree(it)).collect();
            let mut index = 0..;
            nodes.retain(|_| index.next().is_some_and(|it| is_held(&it)));
            heap.collect();
            assert_eq!(heap.stats().objects, living.len());
        });
    }
    QuickCheck::new()
        .tests(500)
        .quickcheck(same as fn(Vec<Change>, (u16, u16)));
}
