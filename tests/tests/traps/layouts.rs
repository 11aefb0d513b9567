//! Unsized, over-aligned and empty values.

use std::cell::RefCell;
use std::collections::BTreeSet;

use gc_core::{Gc, Trace};
use gc_tests::{Log, Probe, caught, in_manual_heap, panic_as_planned};

/// Cloning the one with number 3 panics.
#[derive(Trace)]
struct Fragile(u32, Log, Probe);

impl Clone for Fragile {
    fn clone(&self) -> Self {
        if self.0 == 3 {
            panic_as_planned(3);
        }
        Self(self.0, self.1.clone(), Probe::new(100 + self.0, &self.1))
    }
}

#[test]
fn trap_23_a_panic_while_a_slice_is_built_drops_what_was_built_once() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let values: Vec<_> = (0..6)
            .map(|id| Fragile(id, log.clone(), Probe::new(id, &log)))
            .collect();
        let panicked = caught(|| drop(Gc::<[Fragile]>::from(&values[..])));
        assert_eq!(panicked, Some(3));
        assert_eq!(log.take_sorted(), [100, 101, 102]);
        assert_eq!(heap.stats().objects, 0);
        let whole = Gc::<[Fragile]>::from(&values[..3]);
        assert_eq!(whole.len(), 3);
        drop((whole, values));
        assert_eq!(log.take_sorted(), [0, 1, 2, 3, 4, 5, 100, 101, 102]);
    });
}

#[test]
fn trap_23_slices_of_many_lengths_are_freed_by_their_own_layout() {
    in_manual_heap(|heap| {
        let log = Log::new();
        for len in [0, 1, 2, 3, 7, 8, 9, 100, 1_000] {
            let slice: Gc<[Probe]> = (0..len).map(|id| Probe::new(id, &log)).collect();
            let weak = Gc::downgrade(&slice);
            assert_eq!(slice.len(), len as usize);
            drop(slice);
            assert!(weak.upgrade().is_none());
            assert_eq!(log.take(), (0..len).collect::<Vec<_>>());
        }
        assert_eq!((heap.stats().objects, heap.stats().bytes), (0, 0));
    });
}

#[test]
fn trap_24_over_aligned_values_are_aligned_and_collected() {
    #[derive(Trace)]
    #[repr(align(64))]
    struct Aligned(RefCell<Option<Gc<Aligned>>>, Probe);

    in_manual_heap(|heap| {
        let log = Log::new();
        for id in 0..100 {
            let gc = Gc::new(Aligned(RefCell::default(), Probe::new(id, &log)));
            assert_eq!(Gc::as_ptr(&gc).addr() % 64, 0);
            *gc.0.borrow_mut() = Some(gc.clone());
        }
        assert_eq!(heap.collect().freed, 100);
        assert_eq!(log.len(), 100);
    });
}

#[test]
fn trap_25_values_without_size_have_addresses_of_their_own() {
    in_manual_heap(|heap| {
        let units: Vec<_> = (0..50).map(|_| Gc::new(())).collect();
        let arrays: Vec<_> = (0..50).map(|_| Gc::new([(); 9])).collect();
        let slices: Vec<_> = (0..50).map(|_| Gc::<[u64]>::from(Vec::new())).collect();
        let mut addresses: BTreeSet<_> = units.iter().map(|it| Gc::as_ptr(it).addr()).collect();
        addresses.extend(arrays.iter().map(|it| Gc::as_ptr(it).addr()));
        addresses.extend(slices.iter().map(|it| Gc::as_ptr(it).cast::<u8>().addr()));
        assert_eq!(addresses.len(), 150);
        assert_eq!(heap.stats().objects, 150);
    });
}

#[test]
fn trap_25_a_slice_of_nothing_may_have_any_length() {
    in_manual_heap(|heap| {
        let slice = Gc::<[()]>::from(vec![(); usize::MAX]);
        assert_eq!(slice.len(), usize::MAX);
        drop(slice);
        assert_eq!(heap.stats().objects, 0);
    });
}
