//! Heaps to show.

use std::cell::RefCell;

use gc_core::snapshot::{Label, Snapshot, SnapshotOptions};
use gc_core::{Gc, Heap, Policy, Trace};
use gc_examples::explore::desktop::Closing;
use gc_examples::explore::report;
use gc_examples::explore::session::Session;

/// The desktop with the leak.
pub(crate) fn desktop() -> Snapshot {
    Session::run(200, Closing::Forgetful).after
}

/// The number of the window with a title.
pub(crate) fn window(snapshot: &Snapshot, title: &str) -> usize {
    let mut windows = report::windows(snapshot);
    let window = windows.find(|window| window.label() == Some(title));
    window.expect("a window of that title").id().index()
}

#[derive(Debug, Trace)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) next: RefCell<Option<Gc<Named>>>,
}

impl Label for Named {
    fn label(&self) -> String {
        self.name.clone()
    }
}

impl Named {
    pub(crate) fn new(name: &str) -> Gc<Self> {
        Gc::new(Self {
            name: name.to_owned(),
            next: RefCell::default(),
        })
    }
}

/// Values with names, each of which holds the next.
pub(crate) fn chain<'a>(names: impl Iterator<Item = &'a str>) -> Snapshot {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let mut first = None;
        for name in names {
            let named = Named::new(name);
            named.next.replace(first);
            first = Some(named);
        }
        heap.snapshot_with(SnapshotOptions::new().label::<Named>())
    })
}

/// Keeps a value where the collector does not look.
#[derive(Trace)]
struct Keeper {
    #[trace(skip)]
    secret: RefCell<Option<Gc<Named>>>,
}

/// Two values, one of which hides that it holds the other.
pub(crate) fn hidden() -> Snapshot {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let keeper = Gc::new(Keeper {
            secret: RefCell::new(Some(Named::new("the hidden one"))),
        });
        let options = SnapshotOptions::new().label::<Named>().known(&keeper);
        let snapshot = heap.snapshot_with(options);
        keeper.secret.take();
        snapshot
    })
}
