//! What is freed is reused, and what is empty is given back.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{Gc, Heap, Trace};
use gc_tests::{in_manual_heap, scale};

const NODES: usize = if cfg!(gc_zeal) {
    100_000
} else {
    scale(1_000_000, 600)
};

/// A chunk: four pages. A collection that was asked for leaves an empty one for what comes next, so that a program that
/// goes up and down around a boundary does not go to the system each time.
const CHUNK: usize = if cfg!(miri) { 64 << 10 } else { 1 << 20 };

/// Words in an item: more under Miri, so that few items fill many pages.
const WEIGHT: usize = if cfg!(miri) { 30 } else { 2 };

#[derive(Trace, Default)]
struct Item {
    weight: [u64; WEIGHT],
    next: RefCell<Option<Gc<Item>>>,
}

fn item() -> Gc<Item> {
    Gc::new(Item::default())
}

fn self_rings(count: usize) {
    for _ in 0..count {
        let item = item();
        *item.next.borrow_mut() = Some(item.clone());
    }
}

fn reserved(heap: &Heap) -> usize {
    heap.stats().reserved_bytes
}

/// The bytes that a heap reserves for `count` items and nothing else.
fn needed_for(count: usize) -> usize {
    in_manual_heap(|heap| {
        let _items: Vec<_> = (0..count).map(|_| item()).collect();
        reserved(heap)
    })
}

#[test]
fn a_million_dropped_nodes_leave_what_the_living_need() {
    in_manual_heap(|heap| {
        let living: Vec<_> = (0..100).map(|_| item()).collect();
        let many: Vec<_> = (0..NODES).map(|_| item()).collect();
        let full = reserved(heap);
        assert!(full >= NODES * size_of::<Item>());
        drop(many);
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, 100);
        assert!(
            reserved(heap) <= needed_for(100) + CHUNK,
            "{} bytes are reserved for 100 items; a fresh heap takes {}",
            reserved(heap),
            needed_for(100)
        );
        assert!(living.iter().all(|it| it.weight == [0; WEIGHT]));
    });
}

#[test]
fn a_million_collected_nodes_leave_what_the_living_need() {
    in_manual_heap(|heap| {
        let living: Vec<_> = (0..100).map(|_| item()).collect();
        self_rings(NODES);
        assert_eq!(heap.stats().objects, NODES + 100);
        assert_eq!(heap.collect().freed, NODES);
        assert!(
            reserved(heap) <= needed_for(100) + CHUNK,
            "{} bytes are reserved for 100 items; a fresh heap takes {}",
            reserved(heap),
            needed_for(100)
        );
        drop(living);
    });
}

#[test]
fn an_empty_heap_keeps_little() {
    in_manual_heap(|heap| {
        self_rings(NODES);
        assert_eq!(heap.collect().freed, NODES);
        assert_eq!(heap.stats().objects, 0);
        let left = reserved(heap);
        assert!(left <= needed_for(1) + CHUNK, "{left} bytes");
    });
}

#[test]
fn the_living_that_are_last_do_not_hold_what_was_before_them() {
    in_manual_heap(|heap| {
        let many: Vec<_> = (0..NODES).map(|_| item()).collect();
        let full = reserved(heap);
        let living: Vec<_> = (0..100).map(|_| item()).collect();
        drop(many);
        let _ = heap.collect();
        let left = reserved(heap);
        assert!(
            left <= needed_for(100) + 2 * CHUNK,
            "{left} bytes of {full} are still reserved"
        );
        drop(living);
    });
}

/// What a heap keeps where nobody asks it to collect.
const SPARE: usize = 4 * CHUNK;

#[test]
fn drops_alone_leave_some_memory_for_what_comes_next_and_no_more() {
    in_manual_heap(|heap| {
        drop((0..NODES).map(|_| item()).collect::<Vec<_>>());
        let kept = reserved(heap);
        assert!(kept <= SPARE + CHUNK, "{kept} bytes");
        let few: Vec<_> = (0..NODES / 100).map(|_| item()).collect();
        assert_eq!(reserved(heap), kept, "what was kept serves them");
        drop(few);
        assert_eq!(reserved(heap), kept);
        let _ = heap.collect();
        let left = reserved(heap);
        assert!(left <= needed_for(1) + CHUNK, "{left} bytes");
    });
}

#[test]
fn collections_that_come_by_themselves_leave_some_memory_and_no_more() {
    let heap = Heap::new();
    heap.enter(|| {
        self_rings(NODES);
        assert!(heap.stats().collections > 0 || NODES < 10_000);
        let needed = heap.stats().bytes;
        let kept = reserved(&heap);
        assert!(
            kept <= needed + SPARE + 2 * CHUNK,
            "{kept} bytes for {needed}"
        );
    });
}

#[test]
fn a_heap_that_is_not_large_reserves_one_chunk_more_at_most() {
    in_manual_heap(|heap| {
        let mut items = Vec::new();
        while reserved(heap) < 3 * CHUNK {
            // A chunk has four pages.
            assert!(reserved(heap) <= heap.stats().pages * (CHUNK / 4) + CHUNK);
            items.push(item());
        }
        assert!(items.iter().all(|it| it.weight == [0; WEIGHT]));
    });
}

#[test]
fn of_two_empty_chunks_one_is_kept() {
    in_manual_heap(|heap| {
        let living = item();
        let mut more = Vec::new();
        // The first chunk has one page only.
        while heap.stats().pages < 9 {
            more.push(item());
        }
        drop(more);
        let _ = heap.collect();
        let left = reserved(heap);
        assert!(left <= CHUNK / 4 + CHUNK, "{left} bytes");
        assert_eq!(living.weight, [0; WEIGHT]);
    });
}

#[test]
fn slots_are_reused() {
    in_manual_heap(|heap| {
        let first: Vec<_> = (0..NODES).map(|_| item()).collect();
        let full = reserved(heap);
        let mut kept: Vec<_> = first.into_iter().step_by(2).collect();
        kept.extend((0..NODES / 2).map(|_| item()));
        assert_eq!(heap.stats().objects, kept.len());
        assert!(reserved(heap) <= full, "half of the slots were free");
    });
}

#[test]
fn slots_are_reused_after_a_collection() {
    in_manual_heap(|heap| {
        let mut kept = Vec::new();
        for _ in 0..NODES / 2 {
            self_rings(1);
            kept.push(item());
        }
        let full = reserved(heap);
        assert_eq!(heap.collect().freed, NODES / 2);
        kept.extend((0..NODES / 2).map(|_| item()));
        assert!(reserved(heap) <= full, "half of the slots were free");
    });
}

#[test]
fn a_steady_program_does_not_grow() {
    in_manual_heap(|heap| {
        let round = |heap: &Heap| {
            self_rings(NODES / 100);
            let _ = heap.collect();
            reserved(heap)
        };
        let first = round(heap);
        for _ in 0..20 {
            assert!(round(heap) <= 2 * first);
        }
    });
}

#[test]
fn empty_pages_serve_another_type() {
    #[derive(Trace)]
    struct Other([u64; WEIGHT + 1], RefCell<Option<Gc<Other>>>);

    in_manual_heap(|heap| {
        let items: Vec<_> = (0..NODES).map(|_| item()).collect();
        let full = reserved(heap);
        drop(items);
        let others: Vec<_> = (0..NODES / 2)
            .map(|_| Gc::new(Other([1; WEIGHT + 1], RefCell::default())))
            .collect();
        assert!(reserved(heap) <= full);
        assert!(others.iter().all(|it| it.0 == [1; WEIGHT + 1]));
    });
}

#[test]
fn large_objects_give_their_memory_back_at_once() {
    // Large enough for a page of its own, and small enough to pass over the stack.
    const BIG: usize = 1 << 17;
    in_manual_heap(|heap| {
        let before = reserved(heap);
        for round in 0..50_u8 {
            let big = Gc::new([round; BIG]);
            assert!(reserved(heap) >= before + BIG);
            assert_eq!((big[0], big[BIG - 1]), (round, round));
        }
        assert_eq!(reserved(heap), before);
    });
}

#[test]
fn bytes_count_slots_of_living_values_exactly() {
    in_manual_heap(|heap| {
        let one = item();
        let slot = heap.stats().bytes;
        assert!(slot >= size_of::<Item>() + 8, "a slot has a header");
        assert!(slot <= size_of::<Item>() + 16, "and little else");
        let more: Vec<_> = (0..1_000).map(|_| item()).collect();
        assert_eq!(heap.stats().bytes, 1_001 * slot);
        drop(more);
        assert_eq!(heap.stats().bytes, slot);
        drop(one);
        assert_eq!(heap.stats().bytes, 0);
    });
}

#[test]
fn a_heap_that_is_gone_gives_everything_back_that_its_survivors_do_not_need() {
    let survivor = in_manual_heap(|heap| {
        self_rings(NODES / 10);
        let survivor = item();
        assert_eq!(heap.stats().objects, NODES / 10 + 1);
        survivor
    });
    let heap = Gc::heap(&survivor);
    assert_eq!(heap.stats().objects, 1);
    assert!(reserved(&heap) <= 2 * CHUNK, "{}", reserved(&heap));
}
