//! What a heap has taken from the system's allocator goes back when the heap does. A file of its own, as the
//! allocator is the whole process's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicIsize, Ordering};
use std::time::Duration;

use gc_core::{Budget, Gc, Heap, Policy, Trace};
use gc_tests::{in_manual_heap, on_thread, scale};

/// Bytes that are allocated and not given back, by the number of the test whose thread it was.
static BALANCES: [AtomicIsize; 9] = [const { AtomicIsize::new(0) }; 9];

thread_local! {
    /// The number of the test that runs on this thread.
    static TEST: Cell<usize> = const { Cell::new(0) };
    /// How often memory was given back on this thread, and the most bytes at once.
    static GIVEN_BACK: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// The system's allocator, with a balance.
struct Balanced;

#[global_allocator]
static ALLOCATOR: Balanced = Balanced;

impl Balanced {
    fn note(bytes: isize) {
        BALANCES[TEST.get()].fetch_add(bytes, Ordering::Relaxed);
    }
}

// SAFETY:
// 1. all is handed on to the system's allocator.
unsafe impl GlobalAlloc for Balanced {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::note(layout.size().cast_signed());
        // SAFETY:
        // 1. by the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        Self::note(-layout.size().cast_signed());
        let (times, most) = GIVEN_BACK.get();
        GIVEN_BACK.set((times + 1, most.max(layout.size())));
        // SAFETY:
        // 1. by the caller's promise, as all that `alloc` gives out is the system's.
        unsafe { System.dealloc(pointer, layout) };
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::note(size.cast_signed() - layout.size().cast_signed());
        // SAFETY:
        // 1. by the caller's promise, as all that `alloc` gives out is the system's.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// Less than what a heap knows of one type, and more than what threads leave to each other.
const LITTLE: isize = 256;

/// What is left of what the test with this number allocates on a thread of its own.
fn left_by(test: usize, act: fn()) -> isize {
    on_thread(move || {
        TEST.set(test);
        act();
    });
    BALANCES[test].load(Ordering::Relaxed)
}

#[derive(Trace, Default)]
struct Item<const WORDS: usize> {
    me: RefCell<Option<Gc<Item<WORDS>>>>,
    words: Option<Box<[u64; WORDS]>>,
}

fn rings<const WORDS: usize>(count: usize) {
    for _ in 0..count {
        let item = Gc::new(Item::<WORDS>::default());
        assert!(item.words.is_none());
        *item.me.borrow_mut() = Some(item.clone());
    }
}

#[test]
fn a_heap_that_ends_gives_its_pages_back() {
    let left = left_by(1, || {
        in_manual_heap(|heap| {
            rings::<1>(10_000);
            rings::<2>(10);
            assert_eq!(heap.collect().freed, 10_010);
            let large: Gc<[u8]> = vec![1; 1 << 20].into();
            assert!(heap.stats().reserved_bytes > large.len());
        });
        // The thread's own heap, too.
        rings::<3>(10);
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

#[test]
fn a_heap_that_outlives_its_handle_gives_its_pages_back() {
    let left = left_by(2, || {
        let heap = Heap::new();
        let item = heap.enter(|| Gc::new(Item::<1>::default()));
        drop(heap);
        assert!(item.words.is_none());
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

/// Bytes that the thread's test has allocated and not given back, besides what a heap reserves for pages.
fn besides_pages(heap: &Heap) -> isize {
    BALANCES[TEST.get()].load(Ordering::Relaxed) - heap.stats().reserved_bytes.cast_signed()
}

#[test]
fn what_a_wide_structure_makes_the_queue_of_the_dying_take_goes_back() {
    let left = left_by(4, || {
        in_manual_heap(|heap| {
            let items = |count| -> Vec<_> {
                let items = (0..count).map(|_| Gc::new(Item::<1>::default()));
                items.collect()
            };
            drop(Gc::new(items(1)));
            let before = besides_pages(heap);
            drop(Gc::new(items(scale(100_000, 4_000))));
            let after = besides_pages(heap);
            // The queue may keep some places, tables of pages grow a little, and the chunks that stay are some KiB larger than
            // their pages; all the items' places would take 800 KB.
            let little = scale(64 << 10, 16 << 10) as isize;
            assert!(after < before + little, "{before}, then {after}");
        });
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

#[test]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn a_heap_that_goes_up_and_down_keeps_the_chunk_that_it_needs_again() {
    let left = left_by(7, || {
        in_manual_heap(|heap| {
            let pages = || heap.stats().pages;
            let kept = Gc::new(Item::<1>::default());
            let mut more = Vec::with_capacity(50_000);
            for round in 0..20 {
                while pages() < 3 {
                    more.extend((0..100).map(|_| Gc::new(Item::<1>::default())));
                }
                GIVEN_BACK.set((0, 0));
                more.clear();
                // Gives the page back that is allocated from.
                let _ = heap.collect();
                let (_, bytes) = GIVEN_BACK.get();
                assert_eq!(pages(), 1);
                assert!(bytes < 64 << 10, "{bytes} in round {round}");
            }
            assert!(kept.words.is_none());
        });
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

/// To give much back takes long, and so would the slice.
#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn slices_give_much_memory_back_in_parts() {
    let left = left_by(6, || {
        in_manual_heap(|heap| {
            rings::<1>(300_000);
            let mut goes_on = true;
            while goes_on {
                GIVEN_BACK.set((0, 0));
                goes_on = !heap.step(Budget::objects(1_000)).is_done();
                let (times, bytes) = GIVEN_BACK.get();
                // What the list of all garbage takes is more.
                assert!(bytes <= 3 << 20, "{bytes} bytes at once");
                assert!(times <= 1_000, "{times} times in one slice");
            }
            assert_eq!(heap.stats().objects, 0);
        });
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

#[test]
#[cfg_attr(miri, ignore = "what is leaked is never freed")]
fn a_heap_that_is_let_be_gives_no_page_back() {
    let left = left_by(5, || {
        in_manual_heap(|heap| {
            let item = Gc::new(Item::<1>::default());
            assert!(item.words.is_none());
            heap.leak();
        });
    });
    assert!(left > LITTLE, "{left} bytes are left");
}

/// Makes an object when it goes.
struct Late;

impl Drop for Late {
    fn drop(&mut self) {
        assert!(Gc::new(Item::<4>::default()).words.is_none());
        // Runs no code when it dies: its page has to say that it is empty.
        assert_eq!(*Gc::new(5), 5);
    }
}

thread_local!(static LATE: Late = const { Late });

#[test]
fn what_is_made_while_a_thread_ends_keeps_no_page() {
    let left = left_by(3, || {
        // Its destructor runs after that of the thread's heap, or before it, with the same result.
        LATE.with(|_| rings::<1>(10));
        drop(Gc::new(7));
    });
    assert!(left < LITTLE, "{left} bytes are left");
}

/// Fills pages when it goes, in a heap that would begin slices.
struct LateAndMuch;

impl Drop for LateAndMuch {
    fn drop(&mut self) {
        let first = Gc::new(Item::<4>::default());
        let slot = Heap::current().stats().bytes;
        Heap::current().set_policy(Policy {
            // Most of what is made here.
            floor_bytes: 19_900 * slot,
            pause_target: Some(Duration::ZERO),
            ..Policy::default()
        });
        let mut more = Vec::new();
        for _ in 0..20_000 {
            let item = Gc::new(Item::<4>::default());
            more.extend([item.clone(), item]);
        }
        assert!(first.words.is_none());
        drop(more);
    }
}

thread_local!(static LATE_AND_MUCH: LateAndMuch = const { LateAndMuch });

/// Nobody would end them.
#[test]
#[cfg_attr(miri, ignore = "needs some pages of objects")]
fn no_slices_begin_while_a_thread_ends() {
    let left = left_by(8, || {
        LATE_AND_MUCH.with(|_| rings::<1>(10));
        drop(Gc::new(7));
    });
    assert!(left < LITTLE, "{left} bytes are left");
}
