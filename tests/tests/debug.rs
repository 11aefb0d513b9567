//! `Debug` of what has cycles ends; of what has none it is `Rc`'s.

use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use gc_core::{Gc, Trace};
use gc_tests::scale;

#[derive(Debug, Trace)]
struct Node {
    name: u32,
    links: RefCell<Vec<Gc<Node>>>,
}

fn node(name: u32) -> Gc<Node> {
    let links = RefCell::default();
    Gc::new(Node { name, links })
}

#[test]
fn a_ring_is_printed_once_around() {
    let (a, b) = (node(1), node(2));
    a.links.borrow_mut().push(b.clone());
    b.links.borrow_mut().push(a.clone());
    let text = format!("{a:?}");
    assert!(
        text.contains("name: 1") && text.contains("name: 2"),
        "{text}"
    );
    assert_eq!(text.matches("Gc(..)").count(), 1);
    assert_eq!(format!("{a:?}"), text, "each outermost call starts anew");
}

#[test]
fn a_dense_graph_takes_time_in_proportion_to_its_edges() {
    let nodes: Vec<_> = (0..scale(40, 8))
        .map(|name| node(u32::try_from(name).expect("it is small")))
        .collect();
    for node in &nodes {
        node.links.borrow_mut().extend(nodes.iter().cloned());
    }
    let text = format!("{:?}", nodes[0]);
    assert_eq!(text.matches("name:").count(), nodes.len());
    assert_eq!(
        text.matches("Gc(..)").count(),
        nodes.len() * nodes.len() - (nodes.len() - 1)
    );
}

#[test]
#[cfg_attr(miri, ignore = "indentation takes minutes there")]
fn a_long_list_is_cut_short() {
    let mut list = node(0);
    for name in 1..10_000 {
        let longer = node(name);
        longer.links.borrow_mut().push(list);
        list = longer;
    }
    let text = format!("{list:#?}");
    assert!(text.contains("name: 9999") && text.contains("Gc(..)"));
    assert!(text.matches("name:").count() < 100);
}

#[test]
fn values_without_cycles_are_printed_as_behind_an_rc() {
    let (five, rc) = (Gc::new(5), Rc::new(5));
    let many = Gc::new(vec![five.clone(), five.clone()]);
    let rcs = Rc::new(vec![rc.clone(), rc]);
    assert_eq!(format!("{many:?}"), format!("{rcs:?}"));
    assert_eq!(format!("{five:04}"), "0005");
}

/// Panics when it is printed.
#[derive(Trace)]
struct Rude(RefCell<Option<Gc<Rude>>>);

impl fmt::Debug for Rude {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("rude")
    }
}

#[test]
fn a_panic_while_printing_leaves_the_next_print_whole() {
    let rude = Gc::new(Rude(RefCell::default()));
    let printed = catch_unwind(AssertUnwindSafe(|| format!("{rude:?}")));
    assert!(printed.is_err());
    let a = node(1);
    assert!(!format!("{a:?}").contains("Gc(..)"));
}
