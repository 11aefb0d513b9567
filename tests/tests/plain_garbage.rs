//! Garbage that is nothing but edges, some of which leave it: slots are freed without a look at what they hold, and
//! nothing beside them changes.
#![forbid(unsafe_code)]

use std::cell::RefCell;

use gc_core::{Budget, Gc, Heap, Policy, Trace, Weak};
use gc_tests::{Log, in_manual_heap, ring, scale};

#[derive(Trace)]
struct A {
    id: usize,
    a: [RefCell<Option<Gc<A>>>; 2],
    b: RefCell<Option<Gc<B>>>,
    leaf: RefCell<Option<Gc<usize>>>,
}

#[derive(Trace)]
struct B {
    id: usize,
    a: RefCell<Option<Gc<A>>>,
    leaf: RefCell<Option<Gc<usize>>>,
    own: RefCell<Option<Gc<B>>>,
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}

#[derive(Clone)]
enum Any {
    A(Gc<A>),
    B(Gc<B>),
}

/// What is known of an object: its edges by number, and those to leaves.
#[derive(Default, Clone)]
struct Known {
    edges: [Option<usize>; 3],
    leaf: Option<usize>,
}

struct World {
    known: Vec<Known>,
    held: Vec<(usize, Any)>,
    leaves: Vec<Gc<usize>>,
    weaks: Vec<(usize, Weak<A>)>,
}

impl World {
    fn reachable(&self) -> Vec<bool> {
        let mut seen = vec![false; self.known.len()];
        let mut todo: Vec<_> = self.held.iter().map(|held| held.0).collect();
        while let Some(id) = todo.pop() {
            if !std::mem::replace(&mut seen[id], true) {
                todo.extend(self.known[id].edges.iter().flatten());
            }
        }
        seen
    }

    fn check(&self, heap: &Heap, exact: bool, what: &str) {
        let seen = self.reachable();
        let count = seen.iter().filter(|&&seen| seen).count();
        let own = self
            .leaves
            .iter()
            .filter(|leaf| Gc::heap(leaf) == *heap)
            .count();
        let objects = heap.stats().objects - own;
        if exact {
            assert_eq!(objects, count, "{what}");
            for (number, leaf) in self.leaves.iter().enumerate() {
                let edges = self.known.iter().zip(&seen);
                let owners = edges
                    .filter(|(known, seen)| **seen && known.leaf == Some(number))
                    .count();
                assert_eq!(Gc::strong_count(leaf), owners + 1, "{what}: leaf {number}");
            }
            for (id, weak) in &self.weaks {
                assert_eq!(weak.upgrade().is_some(), seen[*id], "{what}: weak to {id}");
            }
        } else {
            assert!(objects >= count);
        }
        let mut walked = vec![false; self.known.len()];
        let mut todo: Vec<_> = self.held.iter().map(|held| held.1.clone()).collect();
        while let Some(any) = todo.pop() {
            let (id, edges, leaf) = match &any {
                Any::A(a) => (
                    a.id,
                    [
                        a.a[0].borrow().clone().map(Any::A),
                        a.a[1].borrow().clone().map(Any::A),
                        a.b.borrow().clone().map(Any::B),
                    ],
                    a.leaf.borrow().clone(),
                ),
                Any::B(b) => (
                    b.id,
                    [
                        b.a.borrow().clone().map(Any::A),
                        b.own.borrow().clone().map(Any::B),
                        None,
                    ],
                    b.leaf.borrow().clone(),
                ),
            };
            if std::mem::replace(&mut walked[id], true) {
                continue;
            }
            let ids = edges.each_ref().map(|edge| {
                edge.as_ref().map(|edge| match edge {
                    Any::A(a) => a.id,
                    Any::B(b) => b.id,
                })
            });
            assert_eq!(ids, self.known[id].edges);
            assert_eq!(leaf.map(|leaf| *leaf), self.known[id].leaf);
            todo.extend(edges.into_iter().flatten());
        }
        assert_eq!(walked, seen);
    }

    fn set(&mut self, dice: &mut Dice) {
        if self.held.is_empty() {
            return;
        }
        let (from, any) = self.held[dice.roll(self.held.len())].clone();
        let (to, target) = self.held[dice.roll(self.held.len())].clone();
        let clear = dice.roll(6) == 0;
        match (any, target) {
            (Any::A(from_a), Any::A(to_a)) => {
                let which = dice.roll(2);
                *from_a.a[which].borrow_mut() = (!clear).then_some(to_a);
                self.known[from].edges[which] = (!clear).then_some(to);
            }
            (Any::A(from_a), Any::B(to_b)) => {
                *from_a.b.borrow_mut() = (!clear).then_some(to_b);
                self.known[from].edges[2] = (!clear).then_some(to);
            }
            (Any::B(from_b), Any::A(to_a)) => {
                *from_b.a.borrow_mut() = (!clear).then_some(to_a);
                self.known[from].edges[0] = (!clear).then_some(to);
            }
            (Any::B(from_b), Any::B(to_b)) => {
                *from_b.own.borrow_mut() = (!clear).then_some(to_b);
                self.known[from].edges[1] = (!clear).then_some(to);
            }
        }
    }

    fn make(&mut self, dice: &mut Dice, heap: &Heap) {
        let id = self.known.len();
        let leaf =
            (dice.roll(4) == 0 && !self.leaves.is_empty()).then(|| dice.roll(self.leaves.len()));
        let leaf_gc = RefCell::new(leaf.map(|leaf| self.leaves[leaf].clone()));
        self.known.push(Known {
            edges: [None; 3],
            leaf,
        });
        let any = if dice.roll(3) > 0 {
            let a = Gc::new_in(
                A {
                    id,
                    a: Default::default(),
                    b: RefCell::default(),
                    leaf: leaf_gc,
                },
                heap,
            );
            if dice.roll(40) == 0 {
                self.weaks.push((id, Gc::downgrade(&a)));
            }
            Any::A(a)
        } else {
            Any::B(Gc::new_in(
                B {
                    id,
                    a: RefCell::default(),
                    leaf: leaf_gc,
                    own: RefCell::default(),
                },
                heap,
            ))
        };
        self.held.push((id, any));
    }
}

fn run(seed: u64, steps: usize) {
    in_manual_heap(|heap| {
        let other = Heap::with_policy(Policy::MANUAL);
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut leaves: Vec<_> = (0..3).map(|n| Gc::new(n)).collect();
        leaves.extend((3..5).map(|n| Gc::new_in(n, &other)));
        if seed.is_multiple_of(3) {
            leaves.clear();
        }
        let mut world = World {
            known: Vec::new(),
            held: Vec::new(),
            leaves,
            weaks: Vec::new(),
        };
        for step in 0..steps {
            let what = format!("seed {seed}, step {step}");
            match dice.roll(100) {
                0..30 => world.make(&mut dice, heap),
                30..60 => world.set(&mut dice),
                60..85 if !world.held.is_empty() => {
                    let at = dice.roll(world.held.len());
                    drop(world.held.swap_remove(at));
                }
                85 => world.held.clear(),
                86..88 => {
                    let _ = heap.collect();
                    world.check(heap, true, &what);
                }
                88..91 => {
                    let _ = heap.collect_young();
                    world.check(heap, false, &what);
                }
                91 => {
                    let rounds = dice.roll(2);
                    for _ in 0..rounds {
                        while !heap.step(Budget::objects(5)).is_done() {}
                    }
                    world.check(heap, false, &what);
                }
                _ => {
                    let _ = heap.step(Budget::objects(dice.roll(20)));
                }
            }
        }
        world.held.clear();
        let _ = heap.collect();
        world.check(heap, true, "end");
        assert!(world.leaves.iter().all(|leaf| Gc::strong_count(leaf) == 1));
    });
}

#[test]
fn random_graphs_leave_what_is_reached_and_nothing_else() {
    for seed in 1..scale(100, 3) as u64 {
        run(seed, scale(1500, 150));
    }
}

fn plain(id: usize) -> A {
    A {
        id,
        a: Default::default(),
        b: RefCell::default(),
        leaf: RefCell::default(),
    }
}

/// An object that owns itself.
fn knot(id: usize) -> Gc<A> {
    let knot = Gc::new(plain(id));
    *knot.a[0].borrow_mut() = Some(knot.clone());
    knot
}

#[test]
fn what_slices_have_condemned_lies_on_while_a_young_collection_frees_its_neighbours() {
    for count in (0..200).step_by(scale(1, 40)) {
        in_manual_heap(|heap| {
            let log = Log::new();
            drop(ring(1, 10, &log));
            let keep: Vec<_> = (0..20).map(knot).collect();
            drop((0..20).map(knot).collect::<Vec<_>>());
            for _ in 0..count {
                let _ = heap.step(Budget::objects(1));
            }
            let bridge = knot(50);
            *bridge.a[1].borrow_mut() = Some(keep[3].clone());
            drop(bridge);
            drop((0..30).map(knot).collect::<Vec<_>>());
            let _ = heap.collect_young();
            let more: Vec<_> = (0..20).map(knot).collect();
            for _ in 0..5 {
                let _ = heap.step(Budget::objects(1));
            }
            assert!(
                more.iter()
                    .zip(0..)
                    .all(|(it, n)| it.id == n && Gc::strong_count(it) == 2)
            );
            while !heap.step(Budget::objects(3)).is_done() {}
            let _ = heap.collect();
            assert_eq!(heap.stats().objects, 40);
            assert_eq!(Gc::strong_count(&keep[3]), 2);
            assert_eq!(log.len(), 10);
            assert!(keep.iter().zip(0..).all(|(it, n)| it.id == n));
        });
    }
}

#[test]
fn what_is_being_built_lies_on_while_its_neighbours_are_freed() {
    in_manual_heap(|heap| {
        let made = Gc::new_cyclic(|_: &Weak<A>| {
            drop(knot(1));
            assert_eq!(heap.collect().freed, 1);
            drop(knot(2));
            assert_eq!(heap.collect_young().freed, 1);
            plain(3)
        });
        assert_eq!(made.id, 3);
        assert_eq!(Gc::strong_count(&made), 1);
        *made.a[0].borrow_mut() = Some(made.clone());
        drop(made);
        assert_eq!(heap.collect().freed, 1);
        assert_eq!(heap.stats().objects, 0);
    });
}
