//! What happens where the system has no memory: the process ends with a message, as it does for `Rc`, and never
//! goes on with a broken heap. A file of its own, as the allocator is the whole process's.
//!
//! Each failure takes a process: the test starts itself again, with the number of the allocation from which on
//! all fail.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::env;
#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};
use std::ptr;

use gc_core::{Budget, Gc, Heap, Policy, Trace};

/// Set in a child: which job it does, what allocations count, and the number of the first one that fails.
const JOB: &str = "GC_TESTS_JOB";
const AT_LEAST: &str = "GC_TESTS_AT_LEAST";
const FAILS_FROM: &str = "GC_TESTS_FAILS_FROM";

thread_local! {
    /// The number of allocations that succeed from now on, of those of `SIZE` bytes at least; `None`: all.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    static SIZE: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, which fails when it is told to.
struct Failing;

#[global_allocator]
static ALLOCATOR: Failing = Failing;

impl Failing {
    fn fails(size: usize) -> bool {
        match LEFT.get() {
            Some(0) => size >= SIZE.get(),
            Some(left) if size >= SIZE.get() => {
                LEFT.set(Some(left - 1));
                false
            }
            _ => false,
        }
    }
}

// SAFETY:
// 1. all is handed on to the system's allocator, or fails, which every allocator may.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if Self::fails(layout.size()) {
            return ptr::null_mut();
        }
        // SAFETY:
        // 1. by the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY:
        // 1. by the caller's promise, as all that `alloc` gives out is the system's.
        unsafe { System.dealloc(pointer, layout) };
    }
}

#[derive(Trace)]
struct Node {
    links: RefCell<Vec<Gc<Node>>>,
    bytes: [u8; 2_000],
}

fn node() -> Gc<Node> {
    Gc::new(Node {
        links: RefCell::default(),
        bytes: [7; 2_000],
    })
}

/// Links nodes to a circle.
fn knot(len: usize) -> Vec<Gc<Node>> {
    let nodes: Vec<_> = (0..len).map(|_| node()).collect();
    for (from, to) in nodes.iter().zip(nodes.iter().cycle().skip(1)) {
        from.links.borrow_mut().push(to.clone());
    }
    nodes
}

/// Many pages of one type.
fn fill() {
    let nodes = knot(4_000);
    assert!(nodes.iter().all(|node| node.bytes[1_999] == 7));
}

/// Types of their own pools, a slice, a large value, and collections of all kinds.
fn everything() {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let kept = knot(3);
        drop(knot(300));
        let weak = Gc::downgrade(&kept[0]);
        let slice: Gc<[u64]> = (0..100).collect();
        let large = Gc::new([1_u8; 300_000]);
        drop(knot(3));
        let _ = heap.collect_young();
        drop(knot(30));
        while !heap.step(Budget::objects(100)).is_done() {}
        drop(knot(30));
        let _ = heap.collect();
        assert!(weak.upgrade().is_some() && slice[99] == 99 && large[299_999] == 1);
        assert_eq!(heap.stats().objects, 5);
    });
}

/// What a child does: its job, with little memory.
#[test]
fn child() {
    let number = |name| {
        env::var(name)
            .ok()
            .and_then(|text| text.parse::<u32>().ok())
    };
    let (Ok(job), Some(size), Some(from)) = (env::var(JOB), number(AT_LEAST), number(FAILS_FROM))
    else {
        // Not a child.
        return;
    };
    SIZE.set(size as usize);
    LEFT.set(Some(from - 1));
    if job == "fill" {
        fill();
    } else {
        everything();
    }
    LEFT.set(None);
    println!("finished");
}

/// The end of a child in which the allocations of `size` bytes at least fail from the `n`-th on.
fn outcome(job: &str, size: u32, n: u32) -> Output {
    let this = env::current_exe().expect("a test knows its program");
    let mut child = Command::new(this);
    child.args(["--exact", "child", "--nocapture", "--test-threads=1"]);
    child.env(JOB, job).env(AT_LEAST, size.to_string());
    child.env(FAILS_FROM, n.to_string());
    child.output().expect("the child can be started")
}

/// Goes through all allocations of a job, `step` at a time: without the memory the process says so and ends.
/// Returns how many it takes.
#[track_caller]
fn assert_each_failure_is_clear(job: &str, size: u32, step: u32) -> u32 {
    let mut n = 1;
    loop {
        let output = outcome(job, size, n);
        let (said, complaint) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        if said.contains("finished") {
            assert!(output.status.success(), "{job}, from {n} on: {complaint}");
            return n;
        }
        assert!(!output.status.success(), "{job}, from {n} on: {said}");
        #[cfg(unix)]
        assert_eq!(output.status.signal(), Some(6), "expected SIGABRT");
        assert!(
            complaint.contains("memory allocation of") && complaint.contains("failed"),
            "{job}, from {n} on: {complaint}"
        );
        n += step;
    }
}

#[test]
#[cfg_attr(miri, ignore = "starts processes")]
fn the_process_says_so_and_ends_where_no_chunk_can_be_had() {
    // A chunk has four pages of 64 KiB at least, the first one of a heap has one, those of a large heap have 2 MiB.
    let chunks = assert_each_failure_is_clear("fill", 60_000, 1);
    assert!(chunks > 6, "{chunks}");
}

#[test]
#[cfg_attr(miri, ignore = "starts processes")]
fn the_process_says_so_and_ends_at_whichever_allocation_memory_runs_out() {
    let step = if cfg!(debug_assertions) { 7 } else { 1 };
    let allocations = assert_each_failure_is_clear("everything", 0, step);
    assert!(allocations > 300, "{allocations}");
}
