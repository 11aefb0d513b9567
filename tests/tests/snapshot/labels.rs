//! Labels.

use std::cell::RefCell;

use gc_core::snapshot::{Label, SnapshotOptions};
use gc_core::{Gc, Trace};

use crate::nodes::{Node, graph, heap};

#[test]
fn only_the_types_asked_for_have_labels() {
    let heap = heap();
    let nodes = graph(&heap, 2, &[]);
    let number = heap.alloc(7_u8);
    let snapshot = heap.snapshot_with(SnapshotOptions::new().label::<Node>());
    assert_eq!(snapshot.find(&nodes[1]).unwrap().label(), Some("node 1"));
    assert_eq!(snapshot.find(&number).unwrap().label(), None);
}

#[derive(Debug, Trace)]
struct Wordy(String, RefCell<Option<Gc<Wordy>>>);

impl Label for Wordy {}

#[test]
fn the_default_is_the_beginning_of_debug() {
    let heap = heap();
    let wordy = heap.alloc(Wordy("word ".repeat(1000), RefCell::default()));
    *wordy.1.borrow_mut() = Some(wordy.clone());
    let snapshot = heap.snapshot_with(SnapshotOptions::new().label::<Wordy>());
    let label = snapshot.find(&wordy).unwrap().label().unwrap();
    assert!(
        label.starts_with("Wordy(\"word word") && label.ends_with('…'),
        "{label}"
    );
    assert_eq!(label.chars().count(), 81);
    wordy.1.take();
}

#[test]
fn the_last_function_for_a_type_is_asked() {
    let heap = heap();
    let nodes = graph(&heap, 1, &[]);
    let options = SnapshotOptions::new()
        .label::<Node>()
        .label_with(|node: &Node| format!("number {}", node.name));
    let snapshot = heap.snapshot_with(options);
    assert_eq!(snapshot.find(&nodes[0]).unwrap().label(), Some("number 0"));
}

#[test]
fn an_object_under_a_guard_is_not_asked() {
    let heap = heap();
    let mut node = graph(&heap, 1, &[]).remove(0);
    let guard = Gc::get_mut(&mut node).expect("it has one owner");
    let snapshot = heap.snapshot_with(SnapshotOptions::new().label::<Node>());
    assert_eq!(snapshot.objects().next().unwrap().label(), None);
    drop(guard);
}
