//! What heaps and collections say of themselves.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gc_core::{Budget, Finalize, Gc, Recent, Scope, Trace};
use gc_tests::{Log, Node, chain, in_manual_heap, ring, scale};

#[test]
fn objects_are_counted_at_every_instant() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let objects = || heap.stats().objects;
        assert_eq!(objects(), 0);
        let node = Node::new(1, &log);
        assert_eq!(objects(), 1);
        let copy = node.clone();
        assert_eq!(objects(), 1);
        let weak = Gc::downgrade(&node);
        drop((node, copy));
        assert_eq!(objects(), 0, "a weak pointer keeps a slot, not a value");
        drop(weak);
        assert_eq!(objects(), 0);
        let value = Gc::try_unwrap(Node::new(2, &log)).map_err(drop);
        assert_eq!(objects(), 0);
        assert!(value.is_ok());
        drop(ring(3, 5, &log));
        assert_eq!(objects(), 5);
        let _ = heap.collect();
        assert_eq!(objects(), 0);
    });
}

#[test]
fn a_value_being_built_is_not_counted_yet() {
    in_manual_heap(|heap| {
        let gc = Gc::new_cyclic(|_| {
            assert_eq!(heap.stats().objects, 0);
            7_u32
        });
        assert_eq!(heap.stats().objects, 1);
        assert_eq!(*gc, 7);
    });
}

#[test]
fn bytes_fall_to_zero_with_the_objects() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 10, &log);
        let text = Gc::new(String::from("text"));
        assert!(heap.stats().bytes >= 10 * size_of::<Node>() + size_of::<String>() + 11 * 8);
        drop(text);
        drop(nodes);
        let _ = heap.collect();
        assert_eq!(heap.stats().bytes, 0);
    });
}

#[test]
fn only_types_that_matter_to_a_collection_are_scanned() {
    #[derive(Trace)]
    struct Inert(Gc<u64>);

    in_manual_heap(|heap| {
        let log = Log::new();
        let leaf = Gc::new(1_u64);
        let inert = Gc::new(Inert(leaf.clone()));
        assert_eq!(heap.stats().scanned, 0);
        let nodes = ring(1, 4, &log);
        let stats = heap.stats();
        assert_eq!((stats.scanned, stats.objects), (4, 6));
        assert_eq!(*inert.0, 1);
        drop(nodes);
        let collection = heap.collect();
        assert_eq!((collection.examined, collection.freed), (4, 4));
        assert_eq!((heap.stats().scanned, heap.stats().objects), (0, 2));
    });
}

/// Where that is a good part of the heap, looking at all of it in address order is faster.
#[test]
fn a_collection_looks_at_what_was_touched_or_at_everything() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let chains = [chain(0, 500, &log), chain(500, 500, &log)];
        let _ = heap.collect();
        let few = chains[0][490].clone();
        assert_eq!(heap.collect().examined, 10);
        drop(few);
        let many = chains[0][0].clone();
        assert_eq!(heap.collect().examined, 1000);
        drop(many);
    });
}

#[test]
fn a_collection_says_what_it_did() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let kept = ring(100, 3, &log);
        drop(ring(1, 5, &log));
        let before = heap.stats();
        let collection = heap.collect();
        assert_eq!(collection.scope, Scope::Full);
        assert_eq!(collection.examined, 8);
        assert_eq!(collection.freed, 5);
        assert_eq!(collection.freed_bytes, before.bytes - heap.stats().bytes);
        assert_eq!(collection.finalized, 0);
        assert!(!collection.skipped);
        assert!(kept[0].links.borrow().len() == 1);
    });
}

#[test]
fn what_dies_by_count_in_consequence_is_among_the_freed() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 2, &log);
        nodes[0].link(&chain(10, 5, &log)[0]);
        drop(nodes);
        assert_eq!(heap.collect().freed, 7);
    });
}

#[test]
fn leaves_that_die_with_a_cycle_are_among_the_freed() {
    #[derive(Trace)]
    struct Owner(RefCell<Option<Gc<Owner>>>, Gc<String>);

    in_manual_heap(|heap| {
        let owner = Gc::new(Owner(RefCell::default(), Gc::new("leaf".to_owned())));
        *owner.0.borrow_mut() = Some(owner.clone());
        assert_eq!(*owner.1, "leaf");
        drop(owner);
        assert_eq!(heap.collect().freed, 2);
    });
}

#[test]
fn finalizers_are_counted() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Final(RefCell<Option<Gc<Final>>>);

    impl Finalize for Final {
        fn finalize(&self) {}
    }

    in_manual_heap(|heap| {
        for _ in 0..3 {
            let gc = Gc::new(Final(RefCell::default()));
            *gc.0.borrow_mut() = Some(gc.clone());
        }
        assert_eq!(heap.collect().finalized, 3);
        assert_eq!(heap.stats().finalized, 3);
        drop(Gc::new(Final(RefCell::default())));
        assert_eq!(heap.stats().finalized, 4, "by its count");
    });
}

#[test]
fn what_a_finalizer_makes_is_not_taken_from_the_bytes_that_are_freed() {
    /// Makes another one when it is finalized.
    #[derive(Trace)]
    #[trace(finalize)]
    struct Maker {
        me: RefCell<Option<Gc<Maker>>>,
        made: Rc<RefCell<Vec<Gc<[u64; 9]>>>>,
    }

    impl Finalize for Maker {
        fn finalize(&self) {
            self.made.borrow_mut().push(Gc::new([1; 9]));
        }
    }

    in_manual_heap(|heap| {
        let made: Rc<RefCell<Vec<_>>> = Rc::default();
        let maker = Gc::new(Maker {
            me: RefCell::default(),
            made: Rc::clone(&made),
        });
        *maker.me.borrow_mut() = Some(maker.clone());
        drop(maker);
        let bytes = heap.stats().bytes;
        let collection = heap.collect();
        assert_eq!((collection.freed, collection.freed_bytes), (1, bytes));
        assert_eq!((made.borrow().len(), heap.stats().objects), (1, 1));
    });
}

#[test]
fn collections_and_their_pauses_add_up() {
    in_manual_heap(|heap| {
        let log = Log::new();
        assert_eq!(heap.stats().total_pause, Duration::ZERO);
        let mut total = Duration::ZERO;
        let mut longest = Duration::ZERO;
        for count in 1..=3 {
            drop(ring(1, 10, &log));
            let pause = heap.collect().pause;
            total += pause;
            longest = longest.max(pause);
            let stats = heap.stats();
            assert_eq!(stats.collections, count);
            assert_eq!((stats.total_pause, stats.max_pause), (total, longest));
        }
    });
}

#[test]
fn pages_and_reserved_bytes_go_together() {
    in_manual_heap(|heap| {
        assert_eq!(heap.stats().pages, 0);
        let gc = Gc::new(1_u8);
        let stats = heap.stats();
        assert_eq!(stats.pages, 1);
        assert!(stats.reserved_bytes >= stats.bytes);
        drop(gc);
    });
}

#[test]
fn people_can_read_both() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(ring(1, 5, &log));
        let collection = heap.collect();
        let stats = heap.stats();
        assert!(collection.to_string().contains('5'));
        assert!(!stats.to_string().is_empty());
        assert!(format!("{stats:?}").contains("reserved_bytes"));
        assert!(format!("{collection:?}").contains("freed_bytes"));
    });
}

#[test]
fn a_heap_can_be_printed() {
    in_manual_heap(|heap| assert!(format!("{heap:?}").starts_with("Heap")));
}

#[test]
fn the_last_collections_are_kept_in_order() {
    in_manual_heap(|heap| {
        let log = Log::new();
        for count in 0..u32::try_from(Recent::LEN).expect("a small number") + 3 {
            if count > 0 {
                drop(ring(1, count, &log));
            }
            let _ = heap.collect();
        }
        let recent = heap.stats().recent;
        let freed: Vec<_> = recent.iter().map(|it| it.freed).collect();
        assert_eq!(freed, (3..Recent::LEN + 3).collect::<Vec<_>>());
        assert_eq!(recent.last().map(|it| it.freed), Some(Recent::LEN + 2));
    });
}

#[test]
fn each_slice_is_a_pause_and_all_together_a_collection() {
    in_manual_heap(|heap| {
        let log = Log::new();
        drop(ring(1, 10, &log));
        let mut slices = 1;
        let collection = loop {
            if let Some(collection) = heap.step(Budget::objects(1)).collection {
                break collection;
            }
            slices += 1;
        };
        let stats = heap.stats();
        assert_eq!((collection.slices, collection.freed), (slices, 10));
        assert_eq!(stats.pauses.count(), slices as u64);
        assert_eq!((stats.collections, stats.total_pause), (1, collection.time));
        assert_eq!(stats.max_pause, collection.pause);
        assert!(collection.pause <= collection.time);
    });
}

#[test]
fn pauses_are_counted_by_length() {
    in_manual_heap(|heap| {
        assert_eq!(heap.stats().pauses.quantile(0.5), Duration::ZERO);
        for _ in 0..20 {
            let _ = heap.collect();
        }
        let pauses = heap.stats().pauses;
        let classes: Vec<_> = pauses.iter().collect();
        assert_eq!(classes.iter().map(|(_, count)| count).sum::<u64>(), 20);
        assert!(classes.is_sorted_by_key(|(length, _)| *length));
        assert!(pauses.quantile(0.5) <= pauses.longest());
    });
}

#[test]
fn young_collections_are_counted_apart() {
    in_manual_heap(|heap| {
        let _ = heap.collect_young();
        let _ = heap.collect();
        let stats = heap.stats();
        assert_eq!((stats.collections, stats.young_collections), (2, 1));
    });
}

#[test]
fn a_sliced_collection_that_is_cut_short_loses_no_death() {
    for slices in 0..scale(150, 15) {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 10, &log));
            for _ in 0..slices {
                let _ = heap.step(Budget::objects(1));
            }
            let _ = heap.collect();
            assert_eq!((log.len(), heap.stats().objects), (10, 0));
        });
    }
}
