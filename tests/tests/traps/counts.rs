//! The counts, and what is decided by them.

use std::env;
#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

use gc_core::{Gc, Heap, Policy};
use gc_tests::{Log, Node, chain, in_manual_heap, ring, scale};

/// Set in the child process of a test: what overflows a count ends the process.
const CHILD: &str = "GC_TESTS_OVERFLOW";

/// Runs the named test again in a process of its own, where it is to abort.
fn assert_the_child_aborts(test: &str) {
    let this = env::current_exe().expect("a test knows its program");
    let mut child = Command::new(this);
    child.args(["--exact", test, "--nocapture"]).env(CHILD, "1");
    let output = child.output().expect("the child can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("running 1 test"), "{test}: {text}");
    assert!(!text.contains("survived"), "the count wrapped: {text}");
    assert!(!output.status.success(), "the count wrapped: {text}");
    // Not by a fault: what reads a wrapped count may fault, too.
    #[cfg(unix)]
    assert_eq!(output.status.signal(), Some(6), "expected SIGABRT: {text}");
}

#[test]
#[cfg_attr(debug_assertions, ignore = "2^31 clones take too long unoptimized")]
#[cfg_attr(miri, ignore = "starts a process")]
fn trap_17_a_strong_count_that_overflows_aborts() {
    if env::var_os(CHILD).is_none() {
        assert_the_child_aborts("counts::trap_17_a_strong_count_that_overflows_aborts");
        return;
    }
    let gc = Gc::new(1_u8);
    // Whatever 31 bits hold, this is more.
    for _ in 0..=1_u32 << 31 {
        std::mem::forget(gc.clone());
    }
    println!("survived with {}", Gc::strong_count(&gc));
}

#[test]
#[cfg_attr(debug_assertions, ignore = "2^28 clones take too long unoptimized")]
#[cfg_attr(miri, ignore = "starts a process")]
fn trap_17_a_weak_count_that_overflows_aborts() {
    if env::var_os(CHILD).is_none() {
        assert_the_child_aborts("counts::trap_17_a_weak_count_that_overflows_aborts");
        return;
    }
    let gc = Gc::new(1_u8);
    let weak = Gc::downgrade(&gc);
    for _ in 0..(1_u32 << 28) {
        std::mem::forget(weak.clone());
    }
    println!("survived with {}", Gc::weak_count(&gc));
}

/// Of 64 bits nobody can count so far.
#[test]
#[cfg(target_pointer_width = "32")]
#[cfg_attr(debug_assertions, ignore = "2^32 clones take too long unoptimized")]
#[cfg_attr(miri, ignore = "starts a process")]
fn trap_17_a_count_of_a_heaps_handles_that_overflows_aborts() {
    if env::var_os(CHILD).is_none() {
        assert_the_child_aborts("counts::trap_17_a_count_of_a_heaps_handles_that_overflows_aborts");
        return;
    }
    let heap = Heap::new();
    for _ in 0..1_u64 << 32 {
        std::mem::forget(heap.clone());
    }
    println!("survived");
}

/// More owners than the collector's side counters can tell apart.
#[test]
#[cfg_attr(miri, ignore = "too many edges")]
fn trap_17_counts_beyond_sixteen_bits_are_compared_exactly() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let edges = 3 * 65_536;
        let (hub, other) = (Node::new(1, &log), Node::new(2, &log));
        hub.link(&other);
        let many = vec![hub.clone(); edges];
        *other.links.borrow_mut() = many;
        assert_eq!(Gc::strong_count(&hub), edges + 1);
        // The stack's handle is the one that the edges do not explain.
        assert_eq!(heap.collect().freed, 0);
        drop(other);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(hub.links.borrow()[0].links.borrow().len(), edges);
        drop(hub);
        assert_eq!(heap.collect().freed, 2);
    });
}

/// 65 536 handles from outside more than the edges inside: a counter of 16 bits reads the same.
#[test]
#[cfg_attr(miri, ignore = "too many handles")]
fn trap_17_a_multiple_of_65_536_outside_handles_is_not_taken_for_none() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 2, &log);
        let held: Vec<_> = (0..65_536).map(|_| nodes[0].clone()).collect();
        drop(nodes);
        assert_eq!(Gc::strong_count(&held[0]), 65_537);
        assert_eq!(heap.collect().freed, 0);
        assert_eq!(held[0].links.borrow()[0].id, 2);
        drop(held);
        assert_eq!(heap.collect().freed, 2);
    });
}

/// The same, where neither the hub nor what points to it is among the first objects of a page.
#[test]
#[cfg_attr(miri, ignore = "too many edges")]
fn trap_17_counts_are_compared_exactly_wherever_on_a_page_the_objects_are() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let before = chain(1, 70, &log);
        let nodes = ring(71, 2, &log);
        let edges = vec![nodes[0].clone(); 65_536];
        nodes[1].links.borrow_mut().extend(edges);
        let held: Vec<_> = (0..65_536).map(|_| nodes[0].clone()).collect();
        drop(nodes);
        assert_eq!(heap.collect().freed, 0);
        drop(held);
        assert_eq!(heap.collect().freed, 2);
        drop(before);
    });
}

#[test]
#[cfg_attr(miri, ignore = "what is forgotten is never freed")]
fn trap_18_a_forgotten_handle_makes_its_object_a_root() {
    in_manual_heap(|heap| {
        let log = Log::new();
        let nodes = ring(1, 3, &log);
        let weak = Gc::downgrade(&nodes[0]);
        std::mem::forget(nodes[1].clone());
        drop(nodes);
        assert_eq!(heap.collect().freed, 0);
        let node = weak.upgrade().expect("it is held for ever");
        assert_eq!(node.links.borrow()[0].id, 2);
    });
}

#[test]
#[cfg_attr(gc_zeal, ignore = "allocations collect whatever the policy says")]
fn trap_33_survivors_set_the_next_threshold() {
    let policy = Policy {
        floor_bytes: scale(1 << 20, 32 << 10),
        ..Policy::default()
    };
    let heap = Heap::with_policy(policy);
    heap.enter(|| {
        let log = Log::new();
        let kept: Vec<_> = (0..u32::try_from(scale(60_000, 400)).expect("it is small"))
            .map(|id| Node::new(id, &log))
            .collect();
        let grown = heap.stats().collections;
        assert!(
            grown <= 8,
            "one collection for each time it doubled, not {grown}"
        );
        // A steady number of short-lived values does not count against the heap.
        for id in 0..u32::try_from(scale(10_000, 60)).expect("it is small") {
            drop(Node::new(id, &log));
        }
        assert!(heap.stats().collections <= grown + 1);
        drop(kept);
    });
}

#[test]
fn trap_33_the_accounts_of_a_heap_never_run_below_zero() {
    in_manual_heap(|heap| {
        let log = Log::new();
        for round in (1..20).step_by(scale(1, 6)) {
            let kept = ring(0, round, &log);
            drop(ring(0, 2 * round, &log));
            let weak = Gc::downgrade(&kept[0]);
            let _ = heap.collect();
            assert_eq!(heap.stats().objects, round as usize);
            drop(kept);
            let _ = heap.collect();
            let stats = heap.stats();
            assert_eq!((stats.objects, stats.bytes, stats.scanned), (0, 0, 0));
            drop(weak);
        }
    });
}
