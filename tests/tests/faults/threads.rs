//! Threads that start and end with handles in every place where one can be left.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use gc_core::{Gc, Heap, Trace};
use gc_tests::scale;

/// Counts births and deaths across threads.
#[derive(Clone, Default)]
struct Population(Arc<[AtomicUsize; 2]>);

impl Population {
    fn births(&self) -> usize {
        self.0[0].load(Ordering::Relaxed)
    }

    fn deaths(&self) -> usize {
        self.0[1].load(Ordering::Relaxed)
    }
}

#[derive(Trace)]
#[trace(leaf)]
struct Soul(Population);

impl Drop for Soul {
    fn drop(&mut self) {
        self.0.0[1].fetch_add(1, Ordering::Relaxed);
    }
}

#[derive(Trace)]
struct Body {
    links: RefCell<Vec<Gc<Body>>>,
    _soul: Soul,
}

fn body(population: &Population) -> Gc<Body> {
    population.0[0].fetch_add(1, Ordering::Relaxed);
    Gc::new(Body {
        links: RefCell::default(),
        _soul: Soul(population.clone()),
    })
}

fn pair(population: &Population) -> Gc<Body> {
    let (left, right) = (body(population), body(population));
    left.links.borrow_mut().push(right.clone());
    right.links.borrow_mut().push(left.clone());
    left
}

thread_local! {
    static EARLY: RefCell<Vec<Gc<Body>>> = const { RefCell::new(Vec::new()) };
    static LATE: RefCell<Vec<Gc<Body>>> = const { RefCell::new(Vec::new()) };
    static HEAP: RefCell<Option<Heap>> = const { RefCell::new(None) };
}

/// What a thread leaves behind. Returns how many objects it has leaked.
fn live(number: usize, population: &Population) -> usize {
    EARLY.with_borrow_mut(Vec::clear);
    let acyclic = body(population);
    let cyclic = pair(population);
    match number % 5 {
        // Garbage that nothing has collected, and handles on the stack.
        0 => drop(cyclic),
        // In a thread-local that is older than the heap, or younger.
        1 => EARLY.with_borrow_mut(|early| early.push(acyclic)),
        2 => LATE.with_borrow_mut(|late| late.push(acyclic)),
        // A further heap outlives its thread's own.
        3 => {
            let heap = Heap::new();
            let other = heap.enter(|| body(population));
            other.links.borrow_mut().push(acyclic);
            LATE.with_borrow_mut(|late| late.push(other));
            HEAP.set(Some(heap));
        }
        // One in a hundred leaks a handle for good: its page stays.
        _ if number == 4 && !cfg!(miri) => {
            std::mem::forget(cyclic);
            return 2;
        }
        _ => drop((acyclic, cyclic)),
    }
    0
}

#[test]
fn a_hundred_threads_at_a_time_come_and_go_with_handles_in_every_place() {
    let rounds = if cfg!(debug_assertions) {
        scale(20, 1)
    } else {
        scale(1_000, 1)
    };
    let population = Population::default();
    let mut leaked = 0;
    for _ in 0..rounds {
        let threads: Vec<_> = (0..scale(100, 10))
            .map(|number| {
                let population = population.clone();
                thread::spawn(move || live(number, &population))
            })
            .collect();
        for thread in threads {
            leaked += thread.join().expect("no thread fails");
        }
    }
    assert_eq!(population.births() - population.deaths(), leaked);
}
