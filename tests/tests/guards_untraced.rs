//! No collection of any kind calls `trace` on a value while a `GcMut` of it lives.

use std::cell::Cell;
use std::rc::Rc;

use gc_core::{Budget, Gc, Heap, Trace, Tracer, TypeGraph};
use gc_tests::in_manual_heap;

/// Counts how often it is traced.
struct Counted {
    next: Option<Gc<Counted>>,
    calls: Rc<Cell<usize>>,
}

// SAFETY:
// 1. each edge is reported once, by the field's own `trace`;
// 2. the same ones each time;
// 3. nothing else of the user's runs, and no handle is made;
// 4. there is no `Drop`;
// 5. 6. the defaults stand.
unsafe impl Trace for Counted {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.calls.set(self.calls.get() + 1);
        self.next.trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<Self>();
    }
}

/// Collects with and without a guard of a value that the stack holds, and that nothing or much else lies beside.
#[track_caller]
fn assert_only_the_free_are_traced(beside: usize, collect: impl Fn(&Heap)) {
    in_manual_heap(|heap| {
        let (calls, others) = (Rc::<Cell<usize>>::default(), Rc::default());
        let counted = |next, calls: &Rc<_>| {
            let calls = Rc::clone(calls);
            Gc::new(Counted { next, calls })
        };
        let beside: Vec<_> = (0..beside).map(|_| counted(None, &others)).collect();
        let _ = heap.collect();
        let mut gc = counted(Some(counted(None, &others)), &calls);
        // Touched, and so a candidate for the next collection.
        drop(gc.clone());
        let guard = Gc::get_mut(&mut gc).expect("it is unique");
        collect(heap);
        assert_eq!(calls.get(), 0);
        drop(guard);
        drop(gc.clone());
        collect(heap);
        assert_ne!(calls.get(), 0);
        assert_eq!(heap.stats().objects, beside.len() + 2);
    });
}

#[test]
fn a_collection_traces_no_value_with_a_guard() {
    assert_only_the_free_are_traced(0, |heap| {
        let _ = heap.collect();
    });
}

#[test]
fn a_collection_of_what_was_touched_traces_no_value_with_a_guard() {
    assert_only_the_free_are_traced(500, |heap| {
        let _ = heap.collect();
    });
}

#[test]
fn a_young_collection_traces_no_value_with_a_guard() {
    assert_only_the_free_are_traced(0, |heap| {
        // The page counts as young once more.
        drop(Gc::new(Counted {
            next: None,
            calls: Rc::default(),
        }));
        let _ = heap.collect_young();
    });
}

#[test]
fn a_collection_in_slices_traces_no_value_with_a_guard() {
    assert_only_the_free_are_traced(0, |heap| {
        while heap.step(Budget::objects(1)).collection.is_none() {}
    });
}
