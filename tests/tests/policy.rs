//! When a heap collects on its own.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gc_core::{Budget, Gc, Heap, Policy, Scope, Trace};
use gc_tests::{Log, Node, Probe, in_manual_heap, on_thread, ring, scale};

/// Large enough that a few hundred fill a few hundred KiB.
#[derive(Trace)]
struct Knot {
    weight: [u64; 32],
    me: RefCell<Option<Gc<Knot>>>,
}

fn knot() -> Gc<Knot> {
    Gc::new(Knot {
        weight: [1; 32],
        me: RefCell::default(),
    })
}

fn garbage(count: usize) {
    for _ in 0..count {
        let knot = knot();
        *knot.me.borrow_mut() = Some(knot.clone());
    }
}

/// A policy that makes heaps of a few pages collect.
fn eager() -> Policy {
    Policy {
        floor_bytes: scale(2 << 20, 128 << 10),
        ..Policy::default()
    }
}

#[test]
fn a_heap_has_the_policy_it_was_given() {
    let heap = Heap::with_policy(Policy::LOW_MEMORY);
    assert_eq!(heap.policy(), Policy::LOW_MEMORY);
    heap.set_policy(Policy::MANUAL);
    assert_eq!(heap.policy(), Policy::MANUAL);
    assert_eq!(Heap::new().policy(), Policy::default());
}

#[test]
fn cyclic_garbage_is_collected_without_asking() {
    let heap = Heap::with_policy(eager());
    heap.enter(|| {
        garbage(scale(50_000, 1_500));
        let stats = heap.stats();
        assert!(stats.collections > 0);
        assert!(stats.objects < scale(50_000, 1_500) / 2);
        assert!(stats.reserved_bytes < scale(8 << 20, 1 << 20), "{stats}");
    });
}

#[test]
#[cfg_attr(miri, ignore = "needs several MiB of garbage")]
fn the_default_policy_keeps_cyclic_garbage_bounded() {
    on_thread(|| {
        garbage(100_000);
        let stats = gc_core::stats();
        assert!(stats.collections > 0);
        assert!(stats.reserved_bytes < 16 << 20, "{stats}");
    });
}

#[test]
fn a_manual_heap_collects_only_when_told_to() {
    in_manual_heap(|heap| {
        let count = scale(50_000, 300);
        garbage(count);
        assert_eq!(heap.stats().collections, 0);
        assert_eq!(heap.stats().objects, count);
        assert_eq!(heap.collect().freed, count);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
fn acyclic_garbage_never_makes_a_heap_collect() {
    let heap = Heap::with_policy(eager());
    heap.enter(|| {
        for _ in 0..scale(50_000, 300) {
            drop(knot());
        }
        assert_eq!(heap.stats().collections, 0);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
fn types_that_cannot_form_cycles_never_make_a_heap_collect() {
    #[derive(Trace)]
    struct Holder(Gc<[u64; 32]>, [u64; 32]);

    let heap = Heap::with_policy(eager());
    heap.enter(|| {
        let kept: Vec<_> = (0..scale(20_000, 300))
            .map(|_| Gc::new(Holder(Gc::new([1; 32]), [2; 32])))
            .collect();
        assert_eq!(heap.stats().collections, 0);
        assert_eq!(heap.stats().scanned, 0);
        assert!(kept.iter().all(|it| it.0[0] + it.1[0] == 3));
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
fn a_heap_that_only_grows_is_collected_rarely() {
    let heap = Heap::with_policy(eager());
    heap.enter(|| {
        let kept: Vec<_> = (0..scale(100_000, 1_200)).map(|_| knot()).collect();
        let collections = heap.stats().collections;
        // It doubles between two collections.
        assert!(collections <= 12, "{collections} collections");
        assert!(kept.iter().all(|it| it.weight == [1; 32]));
    });
}

/// Bytes in a page.
const PAGE: usize = if cfg!(target_pointer_width = "64") {
    256 << 10
} else {
    64 << 10
};

/// Notes the bytes in use at the end of each collection.
fn note_bytes(heap: &Heap) -> Rc<RefCell<Vec<usize>>> {
    let noted = Rc::new(RefCell::new(Vec::new()));
    let (list, home) = (Rc::clone(&noted), heap.clone());
    heap.set_collection_hook(move |_| list.borrow_mut().push(home.stats().bytes));
    noted
}

/// Makes knots, as long as it `goes_on`, until the heap collects: that is when half as many bytes as there were have come, and a
/// page runs full.
fn assert_collects_when_grown_by_half(
    heap: &Heap,
    kept: &mut Vec<Gc<Knot>>,
    goes_on: impl Fn() -> bool,
) {
    let before = heap.stats().bytes;
    let noted = note_bytes(heap);
    while noted.borrow().is_empty() && goes_on() {
        kept.push(touched_knot());
    }
    heap.clear_collection_hook();
    let due = before + before / 2;
    let bytes = noted.take()[0];
    assert!(bytes >= due && bytes <= due + PAGE, "{bytes} of {due}");
}

/// One that lives and was cloned: a collection may not pass it over.
fn touched_knot() -> Gc<Knot> {
    let knot = knot();
    drop(knot.clone());
    knot
}

/// The rules of [`Policy`]: at first the floor, then so much more as the factor says, which is doubled where little
/// was freed, and once more.
#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn all_of_a_heap_is_collected_each_time_it_has_grown_by_the_factor() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: 4 * PAGE,
        growth_factor: 1.5,
        nursery_bytes: usize::MAX,
        ..Policy::default()
    });
    heap.enter(|| {
        let noted = note_bytes(&heap);
        let mut kept = Vec::new();
        while heap.stats().bytes < 60 * PAGE {
            kept.extend((0..100).map(|_| touched_knot()));
        }
        heap.clear_collection_hook();
        let noted = noted.take();
        let mut due = 4 * PAGE;
        for (bytes, growth) in noted.iter().zip([2, 3, 3]) {
            let late = bytes.saturating_sub(due);
            assert!(*bytes >= due && late <= PAGE, "{noted:?}: {due} were due");
            due = bytes * growth;
        }
        assert_eq!(noted.len(), 3, "{noted:?}");
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn with_a_pause_target_all_of_a_heap_is_collected_in_slices() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: 4 * PAGE,
        nursery_bytes: usize::MAX,
        pause_target: Some(Duration::from_secs(100)),
        ..Policy::default()
    });
    heap.enter(|| {
        let mut kept = Vec::new();
        while heap.stats().bytes < 16 * PAGE {
            kept.extend((0..100).map(|_| touched_knot()));
        }
        let scopes: Vec<_> = heap.stats().recent.iter().map(|it| it.scope).collect();
        assert_eq!(scopes, [Scope::Sliced, Scope::Sliced]);
        // So it is where the program asks what is due.
        garbage(10);
        heap.set_policy(Policy {
            floor_bytes: 0,
            growth_factor: 1.0,
            ..heap.policy()
        });
        let collection = heap.collect_if_due();
        assert!(collection.is_some_and(|it| it.scope == Scope::Sliced && it.freed == 10));
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn slots_that_are_filled_again_are_growth_as_new_pages_are() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: 0,
        growth_factor: 1.5,
        nursery_bytes: usize::MAX,
        ..Policy::default()
    });
    heap.enter(|| {
        let paused = heap.pause_collection();
        let full: Vec<_> = (0..20_000).map(|_| touched_knot()).collect();
        let mut kept: Vec<_> = full.into_iter().step_by(2).collect();
        let _ = heap.collect();
        drop(paused);
        let pages = heap.stats().pages;
        assert_collects_when_grown_by_half(&heap, &mut kept, || heap.stats().pages <= pages);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn collections_that_a_program_asks_for_do_not_make_the_policy_patient() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: 0,
        growth_factor: 1.5,
        nursery_bytes: usize::MAX,
        ..Policy::default()
    });
    heap.enter(|| {
        let paused = heap.pause_collection();
        let mut kept: Vec<_> = (0..PAGE / 32).map(|_| touched_knot()).collect();
        (0..3).for_each(|_| _ = heap.collect());
        drop(paused);
        let before = heap.stats().bytes;
        assert_collects_when_grown_by_half(&heap, &mut kept, || heap.stats().bytes < 4 * before);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn a_heap_that_grew_untouched_has_not_put_off_its_collections() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: 4 * PAGE,
        growth_factor: 1.5,
        nursery_bytes: usize::MAX,
        ..Policy::default()
    });
    heap.enter(|| {
        // Nothing can be garbage at the first two times when a collection is due: with 4 or 5 pages in use, and
        // with twice as many.
        let mut kept = Vec::new();
        while heap.stats().bytes < 16 * PAGE {
            kept.extend((0..100).map(|_| knot()));
        }
        // What would have freed nothing counts as if it had been made: the next one is due with three times as many.
        while heap.stats().bytes < 22 * PAGE {
            kept.extend((0..100).map(|_| touched_knot()));
        }
        assert_eq!(heap.stats().collections, 0);
        while heap.stats().bytes < 34 * PAGE {
            kept.extend((0..100).map(|_| touched_knot()));
        }
        assert_eq!(heap.stats().collections, 1);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn what_is_young_is_collected_each_time_it_fills_the_nursery() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: usize::MAX,
        nursery_bytes: 4 * PAGE,
        ..Policy::default()
    });
    heap.enter(|| {
        let freed = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&freed);
        heap.set_collection_hook(move |it| list.borrow_mut().push((it.scope, it.freed_bytes)));
        garbage(20_000);
        heap.clear_collection_hook();
        let freed = freed.take();
        assert!(freed.len() > 2, "{freed:?}");
        for (scope, bytes) in freed {
            assert_eq!(scope, Scope::Young);
            // One page more than the nursery, as one of each type does not count.
            assert!(bytes > 4 * PAGE && bytes <= 5 * PAGE, "{bytes} bytes");
        }
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn young_collections_that_free_nothing_are_left_out() {
    let heap = Heap::with_policy(Policy {
        floor_bytes: usize::MAX,
        nursery_bytes: PAGE,
        ..Policy::default()
    });
    heap.enter(|| {
        let mut kept = Vec::new();
        while heap.stats().pages < 41 {
            kept.push(touched_knot());
        }
        // After 1, 2, 4, 8 and 16 left out.
        assert_eq!(heap.stats().young_collections, 6);
    });
}

#[test]
fn a_zealous_heap_collects_at_every_allocation() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let before = heap.stats().collections;
        let kept: Vec<_> = (0..10).map(|id| Node::new(id, &log)).collect();
        assert!(heap.stats().collections >= before + 10);
        drop(ring(20, 3, &log));
        drop(Gc::new(1_u8));
        assert_eq!(log.take_sorted(), [20, 21, 22]);
        assert_eq!(kept.len(), 10);
    });
}

#[test]
fn a_value_on_its_way_into_a_zealous_heap_keeps_what_it_points_to() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let mut at = Node::value(0, &log);
        for id in 1..20 {
            let next = Node::value(id, &log);
            let below = Gc::new(at);
            next.link(&below);
            next.link(&ring(1_000 + 10 * id, 2, &log)[0]);
            at = next;
        }
        let head = Gc::new(at);
        let _ = heap.collect();
        assert!(log.is_empty());
        assert_eq!(heap.stats().objects, 20 + 2 * 19);
        drop(head);
        let _ = heap.collect();
        assert_eq!(log.len(), 20 + 2 * 19);
    });
}

#[test]
fn a_paused_heap_does_not_collect_on_its_own() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let outer = heap.pause_collection();
        let inner = heap.pause_collection();
        drop(ring(1, 3, &log));
        drop(outer);
        drop(Gc::new(1_u8));
        assert!(log.is_empty(), "one pause is left");
        drop(inner);
        drop(Gc::new(1_u8));
        assert_eq!(log.take_sorted(), [1, 2, 3]);
    });
}

#[test]
fn a_paused_heap_collects_when_told_to() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let paused = heap.pause_collection();
        drop(ring(1, 3, &log));
        let collection = heap.collect();
        assert_eq!((collection.freed, collection.skipped), (3, false));
        drop(paused);
    });
}

#[test]
fn a_pause_may_outlive_the_handle_it_came_from() {
    let log = Log::new();
    let heap = Heap::with_policy(Policy::ZEAL);
    let paused = heap.pause_collection();
    drop(heap.enter(|| ring(1, 3, &log)));
    drop(heap);
    assert!(log.is_empty(), "the guard is a handle");
    drop(paused);
    assert_eq!(log.take_sorted(), [1, 2, 3]);
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
fn collecting_if_due_does_nothing_before_it_is_due() {
    let heap = Heap::with_policy(eager());
    heap.enter(|| {
        garbage(10);
        assert!(heap.collect_if_due().is_none());
        assert_eq!(heap.stats().collections, 0);
    });
}

#[test]
fn collecting_if_due_collects_when_it_is_due() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let paused = heap.pause_collection();
        garbage(10);
        assert!(heap.collect_if_due().is_none(), "it is paused");
        drop(paused);
        let collection = heap.collect_if_due().expect("a zealous heap is always due");
        assert_eq!(collection.freed, 10);
    });
}

#[test]
fn a_policy_may_change_at_any_moment() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let log = Log::new();
        for (round, policy) in [Policy::ZEAL, Policy::MANUAL, Policy::LOW_MEMORY, eager()]
            .into_iter()
            .cycle()
            .take(40)
            .enumerate()
        {
            let first = u32::try_from(round).expect("a small number") * 3;
            drop(ring(first, 3, &log));
            heap.set_policy(policy);
        }
        let _ = heap.collect();
        assert_eq!(log.take_sorted(), (0..120).collect::<Vec<_>>());
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_value_that_allocates_while_it_is_cloned_into_the_heap_is_safe() {
    // The argument is evaluated, and may collect, before the slot is taken.
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let log = Log::new();
        let pair = Gc::new((Node::new(1, &log), Gc::new(Probe::new(2, &log))));
        assert_eq!(pair.0.id, 1);
        drop(pair);
        assert_eq!(log.take_sorted(), [1, 2]);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs many objects")]
fn clones_and_drops_at_a_steady_level_never_make_a_heap_collect() {
    on_thread(|| {
        let mut kept: Vec<_> = (0..5_000).map(|_| knot()).collect();
        for round in 0..200_000 {
            let place = round % kept.len();
            let copy = kept[place].clone();
            kept[(place * 7 + 1) % 5_000] = knot();
            assert_eq!(copy.weight[0], 1);
        }
        assert_eq!(gc_core::stats().collections, 0);
    });
}

#[test]
#[cfg_attr(
    gc_zeal,
    ignore = "counts what the policy lets the heap grow to; allocations collect"
)]
#[cfg_attr(miri, ignore = "needs many objects")]
fn slices_keep_up_with_steady_churn() {
    // Long enough for a slow build on a busy machine.
    let heap = Heap::with_policy(Policy {
        pause_target: Some(Duration::from_millis(100)),
        ..Policy::LOW_PAUSE
    });
    heap.enter(|| {
        let mut kept: Vec<_> = (0..20_000).map(|_| knot()).collect();
        for round in 0..200_000_usize {
            let (one, other) = (knot(), knot());
            *one.me.borrow_mut() = Some(other.clone());
            *other.me.borrow_mut() = Some(one);
            let place = round.wrapping_mul(7919) % kept.len();
            kept[place] = other;
        }
        let stats = heap.stats();
        let sliced = stats.recent.iter().any(|it| it.scope == Scope::Sliced);
        assert!(sliced, "{stats}");
        assert!(stats.reserved_bytes < 64 << 20, "{stats}");
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn a_collection_that_only_step_has_begun_waits_for_the_next_step() {
    // One slice by the policy would be all that it takes.
    let heap = Heap::with_policy(Policy {
        floor_bytes: 64 << 20,
        nursery_bytes: usize::MAX,
        pause_target: Some(Duration::from_secs(100)),
        ..Policy::LOW_PAUSE
    });
    heap.enter(|| {
        let mut kept: Vec<_> = (0..20_000).map(|_| knot()).collect();
        assert!(!heap.step(Budget::objects(1)).is_done());
        let pages = heap.stats().pages;
        kept.extend((0..20_000).map(|_| knot()));
        assert!(heap.stats().pages > pages + 1, "{}", heap.stats());
        assert_eq!(heap.stats().collections, 0);
        assert!(heap.step(Budget::objects(usize::MAX)).is_done());
    });
}

#[test]
#[cfg_attr(
    gc_zeal,
    ignore = "counts what the policy lets the heap grow to; allocations collect"
)]
#[cfg_attr(miri, ignore = "needs many objects")]
fn a_million_rings_of_two_take_little_memory() {
    #[derive(Trace)]
    struct Half(RefCell<Option<Gc<Half>>>);

    on_thread(|| {
        for _ in 0..1_000_000 {
            let one = Gc::new(Half(RefCell::default()));
            let other = Gc::new(Half(RefCell::new(Some(one.clone()))));
            *one.0.borrow_mut() = Some(other);
        }
        let stats = gc_core::stats();
        assert!(stats.reserved_bytes < 64 << 20, "{stats}");
    });
}
