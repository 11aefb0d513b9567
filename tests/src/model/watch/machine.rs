//! Runs a program.

use std::cell::RefCell;
use std::rc::Rc;

use gc_core::{Collection, Heap, Policy, Scope};

use super::super::kind::Kind;
use super::super::machine::guarded;
use super::super::pointer::{Loose, Strong};
use super::super::scene::Scene;
use super::super::{Mismatch, ensure};
use super::op::Op;

/// What the programs of a run may do.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Have edges from the first heap to the second one.
    pub crossing: bool,
    /// Change the policy now and then, so that allocations collect, at one go or in slices.
    pub automatic: bool,
    /// Give some values destructors that panic.
    pub explosive: bool,
    /// Forget handles, guards and borrows. What they keep is never freed.
    pub forgetting: bool,
    /// Let the heaps go with whatever they are in the middle of, instead of collecting at the end.
    pub abandoning: bool,
    /// Which kinds of values to use: any number stands for some.
    pub palette: u8,
}

impl Setup {
    /// Explicit collections of two separate heaps, and every value ends.
    pub const PLAIN: Self = Self {
        crossing: false,
        automatic: false,
        explosive: false,
        forgetting: false,
        abandoning: false,
        palette: 3,
    };
}

/// The heaps, and which of their stops belong to collections that have ended.
pub(super) struct Homes {
    heaps: RefCell<[Option<Heap>; 2]>,
    closed: RefCell<[u64; 2]>,
}

pub(super) struct Machine {
    pub(super) setup: Setup,
    pub(super) scene: Rc<Scene>,
    pub(super) homes: Rc<Homes>,
    /// The program's handles, each with the number of its object.
    pub(super) handles: Vec<(u32, Strong)>,
    /// The program's weak pointers.
    pub(super) weaks: Vec<(u32, Loose)>,
    /// Even ones are the machine's, each odd one belongs to a finalizer of the object before it.
    next_number: u32,
    /// Deaths by the slices of the collection of each heap that is under way.
    pub(super) deaths_in_slices: [usize; 2],
}

/// Runs `program` and ends it: every handle is dropped, and every heap collected or left.
///
/// # Errors
///
/// If the heap did anything that the ledger objects to.
pub fn run(program: &[Op], setup: Setup) -> Result<(), Mismatch> {
    let mut machine = Machine::new(setup);
    for (index, op) in program.iter().enumerate() {
        let done = machine.step(*op).and_then(|()| machine.settle());
        done.map_err(|what| format!("operation {index}, {op:?}: {what}"))?;
        if index % 8 == 0 {
            let same = machine.check_graph();
            same.map_err(|what| format!("after operation {index}: {what}"))?;
        }
    }
    let ended = machine.end();
    ended.map_err(|what| format!("after the last operation: {what}"))
}

impl Homes {
    pub(super) fn get(&self, heap: usize) -> Heap {
        let heaps = self.heaps.borrow();
        heaps[heap].clone().expect("only the end lets a heap go")
    }

    pub(super) fn put(&self, heap: usize, home: Option<Heap>) -> Option<Heap> {
        std::mem::replace(&mut self.heaps.borrow_mut()[heap], home)
    }

    fn pauses(&self, heap: usize) -> u64 {
        let heaps = self.heaps.borrow();
        heaps[heap]
            .as_ref()
            .map_or(0, |home| home.stats().pauses.count())
    }

    pub(super) fn is_slicing(&self, heap: usize) -> bool {
        self.pauses(heap) > self.closed.borrow()[heap]
    }

    /// Nothing is under way in a heap.
    pub(super) fn close(&self, heap: usize) {
        self.closed.borrow_mut()[heap] = self.pauses(heap);
    }

    fn note(&self, heap: usize, scope: Scope) {
        match scope {
            Scope::Young => self.closed.borrow_mut()[heap] += 1,
            _ => self.close(heap),
        }
    }
}

impl Machine {
    fn new(setup: Setup) -> Self {
        let scene = Rc::new(Scene::watched());
        let homes = Rc::new(Homes {
            heaps: RefCell::default(),
            closed: RefCell::default(),
        });
        for index in 0..2 {
            let heap = Heap::with_policy(Policy::MANUAL);
            let (watch, stops) = (Rc::clone(&scene), Rc::clone(&homes));
            heap.set_collection_hook(move |collection| {
                stops.note(index, collection.scope);
                watch.tell(|ledger| match collection.scope {
                    Scope::Young => ledger.completed_young(index),
                    _ => ledger.completed(index),
                });
            });
            homes.put(index, Some(heap));
        }
        Self {
            setup,
            scene,
            homes,
            handles: Vec::new(),
            weaks: Vec::new(),
            next_number: 0,
            deaths_in_slices: [0; 2],
        }
    }

    pub(super) fn new_number(&mut self) -> u32 {
        let number = self.next_number;
        self.next_number += 2;
        number
    }

    /// Whether some deaths go unheard.
    pub(super) fn has_silent(&self) -> bool {
        let ledger = self.scene.ledger();
        let mut all = ledger.all();
        all.any(|(_, entry)| !Kind::has_probe(entry.kind))
    }

    /// Drops a handle.
    pub(super) fn let_go(&mut self, number: u32, strong: Strong) {
        self.scene.ledger().release(number);
        guarded(|| drop(strong));
    }

    /// After each operation: takes what finalizers left, and compares what is cheap to compare.
    pub(super) fn settle(&mut self) -> Result<(), Mismatch> {
        let rescued = self.scene.take_rescued();
        let rescued = rescued.into_iter().map(|it| (it.number(), it));
        self.handles.extend(rescued);
        self.scene.ledger().settle();
        self.check_weaks()?;
        for heap in 0..2 {
            if !self.homes.is_slicing(heap) {
                self.check_living(heap)?;
                self.scene.ledger().expect_all(heap);
            }
        }
        self.scene.first_complaint().map_or(Ok(()), Err)
    }

    pub(super) fn collect(&mut self, heap: usize) -> Result<(), Mismatch> {
        let home = self.homes.get(heap);
        let said = guarded(|| home.collect());
        let skipped = said.is_some_and(|said: Collection| said.skipped);
        ensure!(!skipped, "a collection of heap {heap} was skipped");
        self.deaths_in_slices[heap] = 0;
        // A complete collection leaves nothing that a trial would find.
        let mut ledger = self.scene.ledger();
        let left = ledger.unheld(heap, |_| true);
        ledger.all_dead(left)
    }

    fn end(mut self) -> Result<(), Mismatch> {
        self.check_graph()?;
        for heap in 0..2 {
            self.homes.get(heap).set_policy(Policy::MANUAL);
        }
        loop {
            while let Some((number, strong)) = self.handles.pop() {
                self.let_go(number, strong);
                self.settle()?;
            }
            for heap in 0..2 {
                if self.setup.abandoning {
                    // What was owed for a collection in slices is owed for the last one.
                    self.homes.put(heap, None);
                } else {
                    self.collect(heap)?;
                }
            }
            if self.setup.abandoning {
                break;
            }
            self.settle()?;
            if self.handles.is_empty() {
                break;
            }
        }
        let waiting = self.scene.ledger().led_over();
        self.end_abandoned();
        let ledger = self.scene.ledger();
        let left = ledger.all().filter(|(_, it)| it.is_in_heap());
        // A cycle that the first heap lets go after the last collection of the second one stays until the thread ends.
        let mut left = left.filter(|(number, _)| !waiting.contains(number));
        let left = left.next();
        ensure!(
            self.setup.forgetting || left.is_none(),
            "an object is left: {left:?}"
        );
        self.scene.first_complaint().map_or(Ok(()), Err)
    }

    /// Heaps whose last handle has gone live as long as their objects.
    fn end_abandoned(&mut self) {
        self.homes.put(0, None);
        self.homes.put(1, None);
        loop {
            let rescued = self.scene.take_rescued();
            if rescued.is_empty() {
                break;
            }
            for strong in rescued {
                let heap = strong.heap();
                self.let_go(strong.number(), strong);
                guarded(|| drop(heap));
            }
        }
        let mut ledger = self.scene.ledger();
        for heap in 0..2 {
            let left = ledger.unheld(heap, |entry| !entry.kind.has_probe());
            let silent = ledger.all_dead(left);
            debug_assert!(silent.is_ok(), "what is silent never complains");
        }
        ledger.infer_deaths();
    }
}
