//! Objects, counts, edges.

use std::cell::RefCell;

use gc_core::{Budget, Gc, Heap, Trace};

use crate::nodes::{Node, graph, heap};

#[test]
fn each_object_has_its_counts_and_edges() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[(0, 1), (0, 1), (1, 2), (2, 2)]);
    let weak = Gc::downgrade(&nodes[1]);
    let snapshot = heap.snapshot();
    let object = snapshot.find(&nodes[1]).expect("it is alive");
    assert_eq!((object.strong_count(), object.external_count()), (3, 1));
    assert_eq!(object.weak_count(), 1);
    assert_eq!(
        object.edges().collect::<Vec<_>>(),
        [snapshot.find(&nodes[2]).unwrap()]
    );
    let first = snapshot.find(&nodes[0]).unwrap();
    assert_eq!(object.referrers().collect::<Vec<_>>(), [first, first]);
    drop(weak);
}

#[test]
fn a_snapshot_changes_nothing() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[(0, 1), (1, 2), (2, 0)]);
    let before = heap.stats();
    drop(heap.snapshot());
    assert_eq!(heap.stats(), before);
    assert_eq!(Gc::strong_count(&nodes[0]), 2);
    drop(nodes);
    assert_eq!(heap.collect().freed, 3);
}

#[test]
fn a_snapshot_outlives_its_heap() {
    let snapshot = {
        let heap = heap();
        let _nodes = graph(&heap, 2, &[(0, 1)]);
        heap.snapshot()
    };
    assert_eq!((snapshot.len(), snapshot.edge_count()), (2, 1));
    assert!(
        snapshot
            .objects()
            .all(|object| object.type_name().ends_with("Node"))
    );
}

#[test]
fn what_awaits_a_collection_is_garbage() {
    let heap = heap();
    let nodes = graph(&heap, 4, &[(0, 1), (1, 0), (2, 3), (1, 3)]);
    let kept = nodes[2].clone();
    drop(nodes);
    let snapshot = heap.snapshot();
    assert_eq!(
        snapshot
            .objects()
            .filter(|object| object.is_garbage())
            .count(),
        2
    );
    assert!(!snapshot.find(&kept).unwrap().is_garbage());
    heap.collect();
    assert_eq!(heap.snapshot().len(), 2);
}

#[test]
fn values_of_every_shape_are_there_with_their_sizes() {
    let heap = heap();
    let text: Gc<str> = heap.enter(|| Gc::from("a text of some length"));
    let slice: Gc<[Gc<u64>]> = heap.enter(|| vec![Gc::new(1), Gc::new(2)].into());
    let large = heap.alloc([0_u8; 300_000]);
    let nothing = heap.alloc(());
    let snapshot = heap.snapshot();
    assert_eq!(snapshot.find(&text).unwrap().type_name(), "str");
    assert_eq!(snapshot.find(&slice).unwrap().edges().count(), 2);
    assert!(snapshot.find(&large).unwrap().bytes() >= 300_008);
    assert_eq!(snapshot.find(&nothing).unwrap().bytes(), 8);
    assert_eq!(snapshot.bytes(), heap.stats().bytes as u64);
}

#[test]
fn an_unsized_handle_finds_its_object() {
    let heap = heap();
    let node = graph(&heap, 1, &[]).remove(0);
    let erased = gc_core::unsize!(node.clone() => dyn Trace);
    let snapshot = heap.snapshot();
    assert_eq!(snapshot.find(&erased), snapshot.find(&node));
}

#[test]
fn edges_into_another_heap_are_counted_and_held_there() {
    let (here, there) = (heap(), heap());
    let target = graph(&there, 1, &[]).remove(0);
    let source = graph(&here, 1, &[]).remove(0);
    source.link(&target);
    let snapshot = here.snapshot();
    let object = snapshot.find(&source).unwrap();
    assert_eq!((object.foreign_edges(), object.edges().count()), (1, 0));
    let snapshot = there.snapshot();
    assert_eq!(snapshot.find(&target).unwrap().external_count(), 2);
}

#[test]
fn a_borrowed_cell_is_unreadable_and_its_targets_look_held() {
    let heap = heap();
    let nodes = graph(&heap, 2, &[(0, 1)]);
    let borrowed = nodes[0].links.borrow_mut();
    let snapshot = heap.snapshot();
    drop(borrowed);
    assert!(!snapshot.find(&nodes[0]).unwrap().is_readable());
    assert!(snapshot.find(&nodes[1]).unwrap().is_readable());
    assert_eq!(snapshot.find(&nodes[1]).unwrap().external_count(), 2);
}

#[test]
fn an_object_under_a_guard_is_unreadable() {
    let heap = heap();
    let mut node = graph(&heap, 1, &[]).remove(0);
    let target = graph(&heap, 1, &[]).remove(0);
    let guard = Gc::get_mut(&mut node).expect("it has one owner");
    guard.link(&target);
    let snapshot = heap.snapshot();
    drop(guard);
    assert!(!snapshot.find(&node).unwrap().is_readable());
}

#[test]
fn a_value_that_is_being_built_is_not_there_yet() {
    let heap = heap();
    let node = Gc::new_cyclic_in(
        |_| {
            assert!(heap.snapshot().is_empty());
            Node {
                name: 0,
                links: RefCell::default(),
            }
        },
        &heap,
    );
    assert_eq!(node.name, 0);
    assert_eq!(heap.snapshot().len(), 1);
}

#[test]
fn snapshots_between_the_slices_of_a_collection_are_of_what_lives() {
    let heap = heap();
    let kept = graph(&heap, 100, &[]);
    let garbage: Vec<_> = (0..99).map(|n| (n, n + 1)).chain([(99, 0)]).collect();
    drop(graph(&heap, 100, &garbage));
    while !heap.step(Budget::objects(10)).is_done() {
        let snapshot = heap.snapshot();
        assert!((100..=200).contains(&snapshot.len()));
        assert!(kept.iter().all(|node| snapshot.find(node).is_some()));
    }
    assert_eq!(heap.snapshot().len(), 100);
}

#[test]
fn an_empty_heap_has_an_empty_snapshot() {
    let snapshot = Heap::new().snapshot();
    assert!(snapshot.is_empty() && snapshot.is_complete());
    assert!(snapshot.cycles().is_empty() && snapshot.by_type().is_empty());
    assert!(snapshot.unexplained().is_empty());
}

#[test]
fn memory_grows_with_what_is_asked() {
    let heap = heap();
    let nodes = graph(&heap, 100, &[(0, 1)]);
    let snapshot = heap.snapshot();
    let before = snapshot.memory();
    assert!(before < 100 * 40 + 2000, "{before}");
    let _ = snapshot.by_type();
    assert!(snapshot.memory() > before);
    drop(nodes);
}

#[test]
#[should_panic(expected = "an object's number belongs to one snapshot")]
fn a_number_of_another_snapshot_is_refused() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[]);
    let last = heap.snapshot().objects().last().unwrap().id();
    drop(nodes);
    let _ = heap.snapshot().object(last);
}
