//! The span that tells `tracing` of each collection.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use gc_core::{Budget, Gc, Heap, Policy, Trace};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of each span.
#[derive(Clone, Default)]
struct Log {
    spans: Arc<Mutex<Vec<Fields>>>,
    /// Makes a cycle whenever it is told something.
    allocates: bool,
    /// Collects it.
    collects: bool,
}

impl Log {
    fn spans(&self) -> Vec<Fields> {
        self.spans.lock().unwrap().clone()
    }

    fn interfere(&self) {
        if self.allocates {
            knot();
        }
        if self.collects {
            gc_core::collect();
        }
    }
}

struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.interfere();
        let mut spans = self.spans.lock().unwrap();
        let mut fields = Fields::new();
        fields.insert("name".into(), span.metadata().name().into());
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        values.record(&mut Reader(&mut spans[span.into_u64() as usize - 1]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {
        self.interfere();
    }
}

#[derive(Trace)]
struct Knot(RefCell<Option<Gc<Knot>>>);

fn knot() {
    let knot = Gc::new(Knot(RefCell::default()));
    *knot.0.borrow_mut() = Some(knot.clone());
}

#[test]
fn a_collection_has_a_span_with_its_figures() {
    let log = Log::default();
    // Before the log is asked for, as in a build with `--cfg gc_zeal` this collects, too.
    knot();
    tracing::subscriber::with_default(log.clone(), || _ = gc_core::collect());
    let spans = log.spans();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0]["name"], "collection");
    assert_eq!(spans[0]["scope"], "full");
    assert_eq!((&*spans[0]["examined"], &*spans[0]["freed"]), ("1", "1"));
    assert!(spans[0].contains_key("pause_ns"));
}

#[test]
fn a_collection_in_slices_has_one_span() {
    let log = Log::default();
    let heap = Heap::with_policy(Policy::MANUAL);
    tracing::subscriber::with_default(log.clone(), || {
        heap.enter(|| (0..50).for_each(|_| knot()));
        while !heap.step(Budget::objects(5)).is_done() {}
    });
    let spans = log.spans();
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0]["scope"], "sliced");
    assert_eq!(spans[0]["freed"], "50");
}

#[test]
fn a_subscriber_that_collects_comes_to_an_end() {
    let log = Log {
        allocates: true,
        collects: true,
        ..Log::default()
    };
    tracing::subscriber::with_default(log.clone(), || {
        knot();
        gc_core::collect();
    });
    assert!((1..=4).contains(&log.spans().len()), "{:?}", log.spans());
    assert_eq!(gc_core::stats().objects, 0);
}

#[test]
fn what_is_made_after_a_subscriber_was_told_of_slices_is_young() {
    let log = Log {
        allocates: true,
        ..Log::default()
    };
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        tracing::subscriber::with_default(log, || {
            knot();
            while !heap.step(Budget::objects(5)).is_done() {}
        });
        (0..10).for_each(|_| knot());
        // Those of the subscriber lie on the same page.
        assert_eq!(heap.collect_young().freed, 12);
    });
}
