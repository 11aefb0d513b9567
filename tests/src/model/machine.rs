//! Runs a program on both sides.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use gc_core::{Collection, Heap, Policy};

use super::op::Op;
use super::pointer::{Loose, Strong};
use super::scene::Scene;
use super::shadow::{Effort, Report, Shadow};
use super::{Mismatch, ensure};
use crate::Planned;

/// Which edges between the two heaps a program may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crossing {
    /// None.
    Never,
    /// From the first heap to the second one: all garbage can be found.
    Forward,
    /// Any: a cycle through both heaps stays until an edge is cut.
    Free,
}

/// What the programs of a run may do beyond the ordinary.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Edges between the heaps.
    pub crossing: Crossing,
    /// Change the policy now and then, so that allocations collect.
    pub automatic: bool,
    /// Give some values destructors that panic. Not together with `automatic`: a panic that
    /// comes out of `Gc::new` takes the new object with it.
    pub explosive: bool,
    /// Forget handles, guards and borrows. What they keep is never freed.
    pub forgetting: bool,
    /// Use the thread's own heap as the first one. Nothing else may have allocated there.
    pub own_heap: bool,
    /// Which kinds of values to use: any number stands for some.
    pub palette: u8,
}

impl Setup {
    /// Explicit collections of two separate heaps, and every value ends.
    pub const PLAIN: Self = Self {
        crossing: Crossing::Never,
        automatic: false,
        explosive: false,
        forgetting: false,
        own_heap: false,
        palette: 3,
    };
}

/// The two sides of a run.
pub(super) struct Machine {
    pub(super) setup: Setup,
    pub(super) scene: Rc<Scene>,
    pub(super) shadow: Shadow,
    pub(super) heaps: [Heap; 2],
    /// The program's handles, each with the number of its object.
    pub(super) handles: Vec<(u32, Strong)>,
    /// The program's weak pointers.
    pub(super) weaks: Vec<(u32, Loose)>,
    /// Owners of edges that no collection sees behind, to cut at the end.
    pub(super) to_cut: Vec<(u32, Loose)>,
    /// The next object's number: even ones are the machine's, each odd one belongs to a finalizer of the
    /// object before it.
    next_number: u32,
    /// The collections of each heap that the shadow knows of.
    collections: [u64; 2],
}

/// Runs `program` and ends it: every handle is dropped, every heap collected.
///
/// # Errors
///
/// If the heap did anything else than the shadow said.
pub fn run(program: &[Op], setup: Setup) -> Result<(), Mismatch> {
    let mut machine = Machine::new(setup);
    for (index, op) in program.iter().enumerate() {
        let done = machine.step(*op).and_then(|()| machine.settle());
        done.map_err(|what| format!("operation {index}, {op:?}: {what}"))?;
    }
    let ended = machine.end();
    ended.map_err(|what| format!("after the last operation: {what}"))
}

/// Runs `f`, which may meet a destructor that panics as planned.
pub(super) fn guarded<R>(f: impl FnOnce() -> R) -> Option<R> {
    match catch_unwind(AssertUnwindSafe(f)) {
        Ok(result) => Some(result),
        Err(payload) if payload.is::<Planned>() => None,
        Err(failure) => resume_unwind(failure),
    }
}

impl Machine {
    fn new(setup: Setup) -> Self {
        let first = if setup.own_heap {
            let heap = Heap::current();
            heap.set_policy(Policy::MANUAL);
            heap
        } else {
            Heap::with_policy(Policy::MANUAL)
        };
        let heaps = [first, Heap::with_policy(Policy::MANUAL)];
        let collections = [0, 1].map(|heap: usize| heaps[heap].stats().collections);
        Self {
            setup,
            scene: Rc::default(),
            shadow: Shadow::default(),
            heaps,
            handles: Vec::new(),
            weaks: Vec::new(),
            to_cut: Vec::new(),
            next_number: 0,
            collections,
        }
    }

    pub(super) fn new_number(&mut self) -> u32 {
        let number = self.next_number;
        self.next_number += 2;
        number
    }

    // ---- the same on both sides ------------------------------------------------------------

    /// Drops a strong pointer that the program owned.
    pub(super) fn let_go(&mut self, strong: Strong) {
        let number = strong.number();
        guarded(|| drop(strong));
        self.shadow.release(number);
    }

    /// Drops a weak pointer that the program owned.
    pub(super) fn let_go_weak(&mut self, number: u32, weak: Loose) {
        drop(weak);
        self.shadow.release_weak(number);
    }

    /// Collects a heap and compares what the collection says of itself.
    pub(super) fn collect(&mut self, heap: u8) -> Result<Report, Mismatch> {
        let said = guarded(|| self.heaps[usize::from(heap)].collect());
        self.note_collection(heap, said)
    }

    /// Does on the shadow what a collection that was asked for must have done.
    pub(super) fn note_collection(
        &mut self,
        heap: u8,
        said: Option<Collection>,
    ) -> Result<Report, Mismatch> {
        let due = self.shadow.collect(heap, Effort::Complete);
        self.collections[usize::from(heap)] += 1;
        if let Some(said) = said {
            ensure!(!said.skipped, "a collection of heap {heap} was skipped");
            if due.freed_elsewhere == 0 {
                ensure!(
                    said.freed == due.freed,
                    "a collection says it freed {} objects; expected {}",
                    said.freed,
                    due.freed
                );
            }
            ensure!(
                said.finalized == due.finalized,
                "a collection says it ran {} finalizers; expected {}",
                said.finalized,
                due.finalized
            );
        }
        Ok(due)
    }

    /// Does on the shadow what happened when the last handle of a heap went: one collection, or
    /// more where finalizers allocated in it.
    pub(super) fn note_last_collections(&mut self, heap: u8) -> Result<(), Mismatch> {
        let ran = self.heaps[usize::from(heap)].stats().collections;
        let known = self.collections[usize::from(heap)];
        ensure!(
            ran > known,
            "the last handle of heap {heap} went, and nothing was collected"
        );
        for _ in known..ran {
            self.note_collection(heap, None)?;
        }
        Ok(())
    }

    // ---- after each operation --------------------------------------------------------------

    /// Lets the shadow catch up with collections that ran by themselves, takes what finalizers
    /// left, and compares what is cheap to compare.
    pub(super) fn settle(&mut self) -> Result<(), Mismatch> {
        let mut living = [0; 2];
        for heap in [0, 1_u8] {
            let stats = self.heaps[usize::from(heap)].stats();
            living[usize::from(heap)] = stats.objects;
            let (ran, known) = (stats.collections, self.collections[usize::from(heap)]);
            ensure!(
                self.setup.automatic || ran == known,
                "heap {heap} counts {ran} collections; expected {known}"
            );
            for _ in known..ran {
                self.shadow.collect(heap, Effort::OneRound);
                self.collections[usize::from(heap)] += 1;
            }
        }
        self.take_rescued()?;
        self.check_living(living)
    }

    fn take_rescued(&mut self) -> Result<(), Mismatch> {
        let mut rescued: Vec<_> = self
            .scene
            .take_rescued()
            .into_iter()
            .map(|strong| (strong.number(), strong))
            .collect();
        rescued.sort_by_key(|(number, _)| *number);
        let found: Vec<u32> = rescued.iter().map(|(number, _)| *number).collect();
        let due = self.shadow.take_rescued();
        ensure!(
            found == due,
            "finalizers left handles to {found:?}; expected {due:?}"
        );
        self.handles.extend(rescued);
        Ok(())
    }

    // ---- the end ---------------------------------------------------------------------------

    fn end(mut self) -> Result<(), Mismatch> {
        self.check_graph()?;
        for heap in &self.heaps {
            heap.set_policy(Policy::MANUAL);
        }
        self.let_all_die()?;
        if !self.to_cut.is_empty() {
            self.cut_lasting_edges();
            self.let_all_die()?;
        }
        if !self.setup.forgetting {
            let left: Vec<u32> = self
                .shadow
                .all()
                .filter(|it| self.shadow.is_live(it.0))
                .map(|it| it.0)
                .collect();
            ensure!(left.is_empty(), "the shadow itself keeps {left:?}");
        }
        self.check_graph()?;
        let Self {
            setup,
            heaps,
            weaks,
            scene,
            ..
        } = self;
        drop(heaps);
        ensure!(
            setup.forgetting || weaks.iter().all(|(_, weak)| weak.upgrade().is_none()),
            "a weak pointer outlived its heap and can be upgraded"
        );
        scene.first_complaint().map_or(Ok(()), Err)
    }

    /// Drops all handles and collects until nothing is left or nothing changes.
    fn let_all_die(&mut self) -> Result<(), Mismatch> {
        loop {
            while let Some((_, strong)) = self.handles.pop() {
                self.let_go(strong);
                self.settle()?;
            }
            let mut deaths = 0;
            for heap in [0, 1] {
                if self.shadow.live_in(heap) > 0 {
                    let report = self.collect(heap)?;
                    deaths += report.freed + report.freed_elsewhere;
                    self.settle()?;
                }
            }
            if deaths == 0 && self.handles.is_empty() {
                return Ok(());
            }
        }
    }

    /// Empties the slots that may hold cycles together that no collection can find.
    fn cut_lasting_edges(&mut self) {
        for (number, weak) in std::mem::take(&mut self.to_cut) {
            if let Some(strong) = weak.upgrade() {
                self.shadow.retain(number);
                self.clear(number, &strong);
                self.let_go(strong);
            }
            self.let_go_weak(number, weak);
        }
    }

    /// Empties all slots of an object that can be emptied.
    fn clear(&mut self, number: u32, strong: &Strong) {
        for slot in 0..self.shadow.get(number).slots.len() {
            if !self.shadow.get(number).slots[slot].stuck {
                let old = strong.value().swap(slot, None);
                self.shadow.swap(number, slot, None);
                if let Some(old) = old {
                    self.let_go(old);
                }
            }
        }
    }
}
