//! References that nothing accounts for.

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::snapshot::{SnapshotOptions, Suspicion};
use gc_core::{Gc, Heap, Trace};

use crate::nodes::{Node, graph, heap};

/// Holds nodes out of the collector's sight.
#[derive(Default, Trace)]
struct Hider {
    #[trace(skip)]
    skipped: RefCell<Vec<Gc<Node>>>,
    shared: RefCell<Option<Rc<Gc<Node>>>>,
    #[trace(skip)]
    callback: Option<Box<dyn Fn()>>,
    #[trace(skip)]
    number: u32,
}

fn suspicions(heap: &Heap) -> Vec<(Suspicion, String, String)> {
    let snapshot = heap.snapshot();
    let unexplained = snapshot.unexplained();
    let node = unexplained
        .iter()
        .find(|it| it.object.type_name().ends_with("Node"));
    let suspects = node.expect("a node is held").suspects.iter();
    suspects
        .map(|it| (it.suspicion, it.field.to_owned(), it.type_name.to_owned()))
        .collect()
}

#[test]
fn a_skipped_field_that_names_the_type_is_suspected_first() {
    let heap = heap();
    let hider = heap.alloc(Hider::default());
    hider
        .skipped
        .borrow_mut()
        .push(graph(&heap, 1, &[]).remove(0));
    let suspicions = suspicions(&heap);
    let named: Vec<_> = suspicions
        .iter()
        .filter(|it| it.0 == Suspicion::NamesIt)
        .map(|it| it.1.as_str())
        .collect();
    assert_eq!(named, ["skipped", ""], "{suspicions:?}");
    assert!(suspicions[1].2.contains("Rc<"), "{suspicions:?}");
    assert_eq!(hider.number, 0);
}

#[test]
fn that_a_variable_may_be_the_owner_is_said_beside_the_suspects() {
    let heap = heap();
    let hider = heap.alloc(Hider::default());
    let held = graph(&heap, 1, &[]).remove(0);
    let snapshot = heap.snapshot();
    let told: Vec<_> = snapshot
        .unexplained()
        .iter()
        .map(ToString::to_string)
        .collect();
    let node = told
        .iter()
        .find(|it| it.contains("Node"))
        .expect("a node is held");
    assert!(node.contains("maybe by\n  field `skipped`"), "{node}");
    assert!(
        node.ends_with("\nor by a variable, a static, or a handle that was forgotten"),
        "{node}"
    );
    drop((hider, held));
}

#[test]
fn a_closure_may_hold_anything_and_a_number_nothing() {
    let heap = heap();
    let node = graph(&heap, 1, &[]).remove(0);
    let hider = heap.alloc(Hider {
        callback: Some(Box::new(move || assert_eq!(node.name, 0))),
        ..Hider::default()
    });
    let suspicions = suspicions(&heap);
    assert_eq!(
        (suspicions[2].0, suspicions[2].1.as_str()),
        (Suspicion::MayOwnAnything, "callback")
    );
    assert_eq!(suspicions.len(), 3);
    hider.callback.as_ref().unwrap()();
}

#[test]
fn handles_that_are_known_are_explained() {
    let heap = heap();
    let nodes = graph(&heap, 2, &[]);
    let forgotten = nodes[1].clone();
    let options = SnapshotOptions::new().known(&nodes[0]).known(&nodes[1]);
    let snapshot = heap.snapshot_with(options);
    let [unexplained] = &snapshot.unexplained()[..] else {
        panic!("one object is held by an unknown handle")
    };
    assert_eq!(unexplained.object, snapshot.find(&nodes[1]).unwrap());
    assert_eq!(unexplained.references, 1);
    assert!(unexplained.suspects.is_empty());
    drop(forgotten);
}

#[test]
fn what_could_not_be_read_is_suspected_before_all_else() {
    let heap = heap();
    let nodes = graph(&heap, 2, &[(0, 1)]);
    let borrowed = nodes[0].links.borrow_mut();
    let suspicions = suspicions(&heap);
    drop(borrowed);
    assert_eq!(suspicions[0].0, Suspicion::Unreadable);
}

#[derive(Trace)]
#[trace(leaf)]
struct Leaf(#[expect(dead_code, reason = "it is owned, and that is all")] Gc<Node>);

#[test]
fn a_leaf_type_is_suspected_as_a_whole() {
    let heap = heap();
    let leaf = heap.alloc(Leaf(graph(&heap, 1, &[]).remove(0)));
    let suspicions = suspicions(&heap);
    assert_eq!(suspicions[0].0, Suspicion::MayOwnSomething);
    assert!(suspicions[0].2.ends_with("Leaf"), "{suspicions:?}");
    drop(leaf);
}

#[test]
fn a_hidden_part_is_found_inside_of_other_types() {
    #[derive(Trace)]
    struct Outer(Vec<Option<Hider>>);

    let heap = heap();
    let outer = heap.alloc(Outer(vec![Some(Hider::default())]));
    outer.0[0]
        .as_ref()
        .unwrap()
        .skipped
        .borrow_mut()
        .push(graph(&heap, 1, &[]).remove(0));
    let snapshot = heap.snapshot();
    let text = snapshot.unexplained()[0].to_string();
    assert!(text.contains("field `skipped` of"), "{text}");
}
