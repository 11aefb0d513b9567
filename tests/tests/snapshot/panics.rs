//! Code of the user's that panics, or calls back, while a snapshot is taken.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

use gc_core::snapshot::SnapshotOptions;
use gc_core::{Finalize, Gc, Heap, Trace};

use crate::bomb::Bomb;
use crate::nodes::{Node, graph, heap};

fn bombs(heap: &Heap, count: usize, armed: usize) -> Vec<Gc<Bomb>> {
    let target = graph(heap, 1, &[]).remove(0);
    let bomb = |number| {
        heap.alloc(Bomb {
            armed: Cell::new(number < armed),
            target: target.clone(),
        })
    };
    (0..count).map(bomb).collect()
}

#[test]
fn an_object_whose_trace_panics_is_unreadable_and_the_rest_is_read() {
    let heap = heap();
    let bombs = bombs(&heap, 3, 1);
    let snapshot = heap.snapshot();
    assert_eq!(snapshot.len(), 4);
    assert!(!snapshot.find(&bombs[0]).unwrap().is_readable());
    assert!(snapshot.find(&bombs[1]).unwrap().is_readable());
    assert_eq!(snapshot.edge_count(), 2);
}

#[test]
fn many_panics_make_their_type_unreadable() {
    let heap = heap();
    let bombs = bombs(&heap, 30, 20);
    let snapshot = heap.snapshot();
    assert_eq!(snapshot.len(), 31);
    let unreadable = snapshot.objects().filter(|object| !object.is_readable());
    assert_eq!(unreadable.count(), 30);
    drop(bombs);
}

#[test]
fn a_few_panics_leave_the_rest_of_their_type_readable() {
    let heap = heap();
    let bombs = bombs(&heap, 10, 8);
    let snapshot = heap.snapshot();
    let unreadable = snapshot.objects().filter(|object| !object.is_readable());
    assert_eq!(unreadable.count(), 8);
    drop(bombs);
}

#[test]
fn the_heap_collects_after_a_panic() {
    let heap = heap();
    let bombs = bombs(&heap, 1, 1);
    drop(heap.snapshot());
    drop(graph(&heap, 2, &[(0, 1), (1, 0)]));
    bombs[0].armed.set(false);
    assert_eq!(heap.collect().freed, 2);
}

thread_local! {
    static HOOK: RefCell<Option<Box<dyn FnMut()>>> = const { RefCell::new(None) };
}

/// Runs `run` with a panic hook of this thread's. Only one test at a time has one.
fn with_hook(hook: impl FnMut() + 'static, run: impl FnOnce()) {
    static ONE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _one = ONE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    HOOK.set(Some(Box::new(hook)));
    let former = panic::take_hook();
    panic::set_hook(Box::new(|_| {
        if let Some(mut hook) = HOOK.take() {
            hook();
        }
    }));
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    panic::set_hook(former);
    if let Err(payload) = result {
        panic::resume_unwind(payload);
    }
}

#[test]
fn a_panic_hook_that_frees_half_of_the_heap_does_no_harm() {
    let heap = heap();
    let kept = graph(&heap, 1, &[]);
    let bombs = bombs(&heap, 1, 1);
    let doomed = Cell::new(Some(graph(&heap, 20_000, &[(0, 1), (1, 0)])));
    let snapshot = Cell::new(None);
    let snapshot = std::rc::Rc::new(snapshot);
    let slot = snapshot.clone();
    with_hook(
        move || drop(doomed.take()),
        || slot.set(Some(heap.snapshot())),
    );
    let snapshot = snapshot.take().expect("it was taken");
    assert_eq!(snapshot.len(), 5, "two of the doomed hold each other");
    assert!(snapshot.find(&kept[0]).is_some());
    assert!(!snapshot.find(&bombs[0]).unwrap().is_readable());
}

#[test]
fn a_panic_hook_cannot_take_a_snapshot_of_what_is_being_read() {
    let heap = heap();
    let bombs = bombs(&heap, 1, 1);
    let inner = std::rc::Rc::new(Cell::new(None));
    let (taken, other) = (inner.clone(), heap.clone());
    with_hook(
        move || taken.set(Some(other.snapshot())),
        || drop(heap.snapshot()),
    );
    let inner = inner.take().expect("the hook ran");
    assert!(inner.is_empty() && !inner.is_complete());
    drop(bombs);
}

#[derive(Trace)]
#[trace(finalize)]
struct Watcher {
    #[trace(skip)]
    heap: RefCell<Option<Heap>>,
    next: RefCell<Option<Gc<Watcher>>>,
}

thread_local! {
    static SEEN: Cell<usize> = const { Cell::new(usize::MAX) };
}

impl Finalize for Watcher {
    fn finalize(&self) {
        if let Some(heap) = self.heap.take() {
            SEEN.set(heap.snapshot().len());
        }
    }
}

#[test]
fn a_finalizer_sees_what_is_not_condemned() {
    let heap = heap();
    let kept = graph(&heap, 3, &[]);
    let watcher = heap.alloc(Watcher {
        heap: RefCell::new(Some(heap.clone())),
        next: RefCell::default(),
    });
    *watcher.next.borrow_mut() = Some(watcher.clone());
    drop(watcher);
    heap.collect();
    assert_eq!(SEEN.get(), 3);
    drop(kept);
}

#[derive(Trace)]
#[trace(leaf)]
struct Last(Heap);

impl Drop for Last {
    fn drop(&mut self) {
        SEEN.set(self.0.snapshot().len());
    }
}

#[test]
fn a_destructor_sees_what_is_not_being_dropped() {
    let heap = heap();
    let kept = graph(&heap, 3, &[]);
    drop(heap.alloc(Last(heap.clone())));
    assert_eq!(SEEN.get(), 3);
    drop(kept);
}

#[test]
fn a_label_may_change_the_heap() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[(0, 1), (1, 2)]);
    let root = nodes[0].clone();
    drop(nodes);
    let options = SnapshotOptions::new().label_with(|node: &Node| {
        node.links.borrow_mut().clear();
        node.name.to_string()
    });
    let snapshot = heap.snapshot_with(options);
    assert_eq!(
        snapshot
            .objects()
            .filter(|object| object.label().is_some())
            .count(),
        3
    );
    assert_eq!(
        heap.stats().objects,
        1,
        "the others went when the snapshot let them go"
    );
    assert_eq!(root.name, 0);
}

#[test]
fn a_label_that_panics_lets_all_objects_go() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[]);
    let options = SnapshotOptions::new().label_with(|_: &Node| panic!("a label in a test"));
    let result = panic::catch_unwind(AssertUnwindSafe(|| heap.snapshot_with(options)));
    assert!(result.is_err());
    assert!(nodes.iter().all(|node| Gc::strong_count(node) == 1));
}
