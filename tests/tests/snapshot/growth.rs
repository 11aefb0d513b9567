//! What there is by type, and what has grown.

use crate::nodes::{graph, heap};

#[test]
fn types_are_summed_over_all_sizes_of_slots() {
    let heap = heap();
    let texts = [
        "short",
        "a text that is quite a bit longer than the other one is",
    ];
    let texts = heap.enter(|| texts.map(gc_core::Gc::<str>::from));
    let rows = heap.snapshot().by_type();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].type_name, rows[0].objects), ("str", 2));
    drop(texts);
}

#[test]
fn a_difference_names_what_has_grown_and_what_has_shrunk() {
    let heap = heap();
    let numbers = [heap.alloc(1_u64), heap.alloc(2)];
    let before = heap.snapshot();
    drop(numbers);
    let nodes = graph(&heap, 3, &[]);
    let diff = heap.snapshot().diff(&before);
    let [grown, shrunk] = diff.types[..] else {
        panic!("two types have changed: {diff}")
    };
    assert!(grown.of.ends_with("Node") && grown.objects == 3 && grown.bytes > 0);
    assert_eq!((shrunk.of, shrunk.objects, shrunk.bytes), ("u64", -2, -32));
    drop(nodes);
}

#[test]
fn a_difference_reads_as_text() {
    let heap = heap();
    let before = heap.snapshot();
    assert_eq!(
        heap.snapshot().diff(&before).to_string(),
        "nothing has changed"
    );
    let numbers: Vec<_> = (0..1200_u64).map(|number| heap.alloc(number)).collect();
    let after = heap.snapshot();
    let line = after.diff(&before).types[0].to_string();
    assert_eq!(line, "+1 200 objects, +18.8 KiB: u64");
    assert_eq!(
        before.diff(&after).types[0].to_string(),
        "-1 200 objects, -18.8 KiB: u64"
    );
    drop(numbers);
}
