//! The end of a thread, and what other thread-locals do to it.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};

use gc_core::{Finalize, Gc, Heap, Policy, Trace, Weak};
use gc_tests::{Log, on_thread, ring, scale};

/// Sends its number when it is dropped: a log that leaves the thread.
#[derive(Trace)]
#[trace(leaf)]
struct Farewell(u32, Sender<u32>);

impl Drop for Farewell {
    fn drop(&mut self) {
        // The test may have stopped listening.
        let _ = self.1.send(self.0);
    }
}

#[derive(Trace)]
struct Member {
    next: RefCell<Vec<Gc<Member>>>,
    farewell: Farewell,
}

fn member(id: u32, to: &Sender<u32>) -> Gc<Member> {
    Gc::new(Member {
        next: RefCell::default(),
        farewell: Farewell(id, to.clone()),
    })
}

fn cycle(first: u32, to: &Sender<u32>) -> Gc<Member> {
    let (a, b) = (member(first, to), member(first + 1, to));
    a.next.borrow_mut().push(b.clone());
    b.next.borrow_mut().push(a.clone());
    a
}

/// Runs `f` on a thread and returns, in ascending order, who said farewell until the thread's end.
fn farewells(f: impl FnOnce(&Sender<u32>) + Send + 'static) -> Vec<u32> {
    let (sender, receiver) = channel();
    on_thread(move || f(&sender));
    let mut farewells: Vec<_> = receiver.try_iter().collect();
    farewells.sort_unstable();
    farewells
}

#[test]
fn every_cycle_is_dropped_when_its_thread_ends() {
    let farewells = farewells(|to| {
        drop(cycle(1, to));
        drop(cycle(3, to));
    });
    assert_eq!(farewells, [1, 2, 3, 4]);
}

#[test]
fn cycles_in_explicit_heaps_are_dropped_when_the_thread_ends_too() {
    thread_local!(static KEPT: RefCell<Option<Heap>> = const { RefCell::new(None) });
    let farewells = farewells(|to| {
        let heap = Heap::with_policy(Policy::MANUAL);
        drop(heap.enter(|| cycle(1, to)));
        KEPT.set(Some(heap));
    });
    assert_eq!(farewells, [1, 2]);
}

#[test]
fn a_cycle_that_is_let_go_after_its_heaps_last_handle_is_dropped_when_the_thread_ends() {
    let farewells = farewells(|to| {
        let heap = Heap::with_policy(Policy::MANUAL);
        let held = heap.enter(|| cycle(1, to));
        drop(heap);
        drop(held);
    });
    assert_eq!(farewells, [1, 2]);
}

#[test]
fn finalizers_run_when_the_thread_ends() {
    #[derive(Trace)]
    #[trace(finalize)]
    struct Last {
        me: RefCell<Option<Gc<Last>>>,
        farewell: Farewell,
    }

    impl Finalize for Last {
        fn finalize(&self) {
            let _ = self.farewell.1.send(100 + self.farewell.0);
        }
    }

    let farewells = farewells(|to| {
        let last = Gc::new(Last {
            me: RefCell::default(),
            farewell: Farewell(1, to.clone()),
        });
        *last.me.borrow_mut() = Some(last.clone());
    });
    assert_eq!(farewells, [1, 101]);
}

thread_local! {
    /// Destroyed before or after the heap's own thread-local, by which was touched first.
    static HOLDER: RefCell<Vec<Gc<Member>>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn what_a_thread_local_made_before_the_heap_holds_is_dropped_with_it() {
    let farewells = farewells(|to| {
        HOLDER.with_borrow_mut(Vec::clear);
        let member = member(1, to);
        HOLDER.with_borrow_mut(|holder| holder.push(member));
    });
    assert_eq!(farewells, [1]);
}

#[test]
fn what_a_thread_local_made_after_the_heap_holds_is_dropped_with_it() {
    let farewells = farewells(|to| {
        let member = member(1, to);
        HOLDER.with_borrow_mut(|holder| holder.push(member));
    });
    assert_eq!(farewells, [1]);
}

#[test]
fn acyclic_values_below_a_thread_locals_handle_all_go() {
    let farewells = farewells(|to| {
        HOLDER.with_borrow_mut(Vec::clear);
        let (a, b, c) = (member(1, to), member(2, to), member(3, to));
        a.next.borrow_mut().push(b.clone());
        b.next.borrow_mut().push(c);
        HOLDER.with_borrow_mut(|holder| holder.push(a));
    });
    assert_eq!(farewells, [1, 2, 3]);
}

/// Uses its handle while the thread ends.
struct LateUser(RefCell<Option<Gc<Member>>>, RefCell<Weak<Member>>);

impl Drop for LateUser {
    fn drop(&mut self) {
        let Some(gc) = self.0.take() else { return };
        let copy = gc.clone();
        let id = copy.farewell.0;
        let upgraded = self.1.borrow().upgrade().is_some();
        let _ = gc.farewell.1.send(1_000 + id + u32::from(upgraded));
        let heap = Gc::heap(&gc);
        let _ = gc
            .farewell
            .1
            .send(2_000 + u32::from(heap.stats().objects >= 1));
    }
}

thread_local! {
    static LATE_USER: LateUser = const { LateUser(RefCell::new(None), RefCell::new(Weak::new())) };
}

fn hand_to_late_user(gc: &Gc<Member>) {
    LATE_USER.with(|user| {
        *user.0.borrow_mut() = Some(gc.clone());
        *user.1.borrow_mut() = Gc::downgrade(gc);
    });
}

#[test]
fn a_handle_in_a_thread_local_stays_valid_until_it_is_dropped() {
    let before = farewells(|to| {
        LATE_USER.with(|_| ());
        hand_to_late_user(&member(1, to));
    });
    assert_eq!(before, [1, 1_002, 2_001]);
    let after = farewells(|to| hand_to_late_user(&member(1, to)));
    assert_eq!(after, [1, 1_002, 2_001]);
}

/// A cycle that is let go only after the thread's last collection may stay for ever, but nothing bad
/// comes of it.
#[test]
#[cfg_attr(miri, ignore = "may leak, as documented")]
fn a_cycle_in_a_thread_local_is_usable_until_it_is_let_go() {
    let farewells = farewells(|to| {
        LATE_USER.with(|_| ());
        hand_to_late_user(&cycle(1, to));
    });
    assert!(farewells.contains(&1_002));
    assert!(farewells.contains(&2_001));
}

/// Allocates, links and collects while the thread ends.
struct LateMaker(RefCell<Option<Sender<u32>>>);

impl Drop for LateMaker {
    fn drop(&mut self) {
        let Some(to) = self.0.take() else { return };
        drop(member(10, &to));
        let kept = member(11, &to);
        kept.next.borrow_mut().push(member(12, &to));
        drop(cycle(20, &to));
        let _ = gc_core::collect();
        let _ = to.send(30 + u32::from(gc_core::stats().objects == 2));
        drop(kept);
    }
}

thread_local! {
    static LATE_MAKER: LateMaker = const { LateMaker(RefCell::new(None)) };
}

#[test]
fn values_can_be_made_while_thread_locals_are_destroyed() {
    let due = [10, 11, 12, 20, 21, 31];
    // The maker is destroyed after the heap's own thread-local, before it, and without there having been
    // a heap at all.
    let after = farewells(|to| {
        LATE_MAKER.with(|maker| *maker.0.borrow_mut() = Some(to.clone()));
        drop(Gc::new(1_u8));
    });
    assert_eq!(after, due);
    let before = farewells(|to| {
        drop(Gc::new(1_u8));
        LATE_MAKER.with(|maker| *maker.0.borrow_mut() = Some(to.clone()));
    });
    assert_eq!(before, due);
    let alone = farewells(|to| {
        LATE_MAKER.with(|maker| *maker.0.borrow_mut() = Some(to.clone()));
    });
    assert_eq!(alone, due);
}

#[test]
fn a_finalizer_may_start_a_thread_local_at_thread_exit() {
    thread_local!(static LATE: RefCell<Option<Farewell>> = const { RefCell::new(None) });

    #[derive(Trace)]
    #[trace(finalize)]
    struct Starter {
        me: RefCell<Option<Gc<Starter>>>,
        #[trace(skip)]
        to: Sender<u32>,
    }

    impl Finalize for Starter {
        fn finalize(&self) {
            let late = Some(Farewell(2, self.to.clone()));
            // The thread-local may be gone already; then it is dropped here.
            let _ = LATE.try_with(|it| it.replace(late));
            let _ = self.to.send(1);
        }
    }

    let farewells = farewells(|to| {
        let starter = Gc::new(Starter {
            me: RefCell::default(),
            to: to.clone(),
        });
        *starter.me.borrow_mut() = Some(starter.clone());
    });
    assert_eq!(farewells, [1, 2]);
}

#[test]
fn a_weak_pointer_in_a_thread_local_outlives_the_heap() {
    thread_local! {
        static WEAK: Inquirer = const { Inquirer(RefCell::new(None)) };
    }
    struct Inquirer(RefCell<Option<(Weak<Member>, Sender<u32>)>>);
    impl Drop for Inquirer {
        fn drop(&mut self) {
            if let Some((weak, to)) = self.0.take() {
                let _ = to.send(50 + u32::from(weak.upgrade().is_some()));
            }
        }
    }

    let farewells = farewells(|to| {
        WEAK.with(|_| ());
        let cycle = cycle(1, to);
        WEAK.with(|it| *it.0.borrow_mut() = Some((Gc::downgrade(&cycle), to.clone())));
    });
    assert_eq!(farewells, [1, 2, 50]);
}

#[test]
fn threads_have_heaps_of_their_own() {
    let log = Log::new();
    let mine = ring(1, 3, &log);
    let theirs = on_thread(|| {
        assert_eq!(gc_core::stats().objects, 0);
        let _number = Gc::new(1_u8);
        gc_core::stats().objects
    });
    assert_eq!(theirs, 1);
    assert_eq!(mine[0].links.borrow()[0].id, 2);
    drop(mine);
    let _ = gc_core::collect();
    assert_eq!(log.len(), 3);
}

#[test]
fn many_threads_collect_side_by_side() {
    let threads: Vec<_> = (0..scale(8, 3))
        .map(|_| {
            std::thread::spawn(|| {
                let log = Log::new();
                for round in 0..10 {
                    let size = u32::try_from(scale(1_000, 10)).expect("a small number");
                    drop(ring(0, size, &log));
                    assert_eq!(gc_core::collect().freed, size as usize, "round {round}");
                }
                log.len()
            })
        })
        .collect();
    for thread in threads {
        let dropped = thread.join().expect("no thread fails");
        assert_eq!(dropped, 10 * scale(1_000, 10));
    }
}

#[test]
fn a_child_thread_that_panics_drops_its_cycles_all_the_same() {
    let (sender, receiver) = channel();
    let sender = Mutex::new(sender);
    let thread = std::thread::spawn(move || {
        let to = sender.into_inner().expect("nobody poisons it");
        let _held = cycle(1, &to);
        drop(cycle(3, &to));
        // Without a message on stderr.
        std::panic::resume_unwind(Box::new("planned"));
    });
    assert!(thread.join().is_err());
    let mut farewells: Vec<_> = receiver.try_iter().collect();
    farewells.sort_unstable();
    assert_eq!(farewells, [1, 2, 3, 4]);
}
