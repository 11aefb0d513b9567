//! Whatever is read or written, the result is a graph or an error.

use std::cell::{Cell, RefCell};

use gc_core::serde_graph::{Graph, Linked};
use gc_core::{Gc, Trace};
use gc_tests::{caught, panic_as_planned};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::person::Person;

/// The root of a graph of persons, or why there is none. The text itself is well-formed.
fn try_read(text: &str) -> Result<Gc<Person>, String> {
    let value = serde_json::from_str(text).expect("the text is well-formed");
    match serde_json::from_value::<Graph<Gc<Person>, Person>>(value) {
        Ok(graph) => Ok(graph.into_root()),
        Err(error) => Err(error.to_string()),
    }
}

/// Asserts that reading fails with a message that has `part` in it.
#[track_caller]
fn refuses(text: &str, part: &str) {
    let Err(message) = try_read(text) else {
        panic!("`{text}` is no graph");
    };
    assert!(message.contains(part), "{message}");
}

#[test]
fn a_number_out_of_range_is_an_error() {
    let ada = r#"{"name":"Ada","mother":null}"#;
    refuses(
        &format!(r#"{{"data":[{ada}],"links":[[]],"root":1}}"#),
        "found 1 after 1 objects",
    );
    refuses(
        &format!(r#"{{"data":[{ada}],"links":[[7]],"root":0}}"#),
        "found 7 after 1 objects",
    );
}

#[test]
fn data_that_leads_to_what_comes_later_is_an_error() {
    refuses(
        r#"{"data":[{"name":"Ada","mother":0}],"links":[[]],"root":0}"#,
        "found 0 after 0 objects",
    );
}

#[test]
fn links_of_too_few_or_too_many_objects_are_errors() {
    let ada = r#"{"name":"Ada","mother":null}"#;
    refuses(
        &format!(r#"{{"data":[{ada}],"links":[],"root":0}}"#),
        "invalid length 0, expected the links of each of 1 objects",
    );
    refuses(
        &format!(r#"{{"data":[{ada}],"links":[[],[]],"root":0}}"#),
        "invalid length 2, expected the links of each of 1 objects",
    );
}

#[test]
fn parts_in_another_order_or_missing_are_errors() {
    refuses(
        r#"{"root":0}"#,
        "`data`, `links` and `root` come in this order",
    );
    refuses(r#"{"data":[]}"#, "missing field `links`");
    refuses(r#"{"data":[],"links":[]}"#, "missing field `root`");
    refuses("[[],[]]", "invalid length 2");
    refuses("7", "the data of a graph's objects");
}

#[test]
fn data_that_leads_back_to_its_object_is_an_error_when_written() {
    #[derive(Trace, Serialize, Deserialize)]
    struct Knot(RefCell<Option<Gc<Knot>>>);

    impl Linked for Knot {
        type Links = ();

        fn links(&self) {}

        fn link(&self, (): ()) {}
    }

    let knot = Gc::new(Knot(RefCell::new(None)));
    knot.0.replace(Some(knot.clone()));
    let error = serde_json::to_string(&Graph::<_, Knot>::new(&knot)).expect_err("a circle");
    assert!(error.to_string().contains("leads back to it"), "{error}");
    knot.0.take();
}

#[test]
fn links_that_are_borrowed_when_written_are_an_error_and_not_a_panic() {
    #[derive(Trace, Serialize, Deserialize)]
    struct Slot(RefCell<u8>);

    impl Linked for Slot {
        type Links = ();

        fn links(&self) {}

        fn link(&self, (): ()) {}
    }

    let slot = Gc::new(Slot(RefCell::new(1)));
    let borrow = slot.0.borrow_mut();
    let graph = Graph::<_, Slot>::new(&slot);
    assert!(serde_json::to_string(&graph).is_err());
    drop(borrow);
    assert!(serde_json::to_string(&graph).is_ok());
}

thread_local!(static WRITES: Cell<u32> = const { Cell::new(0) });

/// A value that is something else each time it is written, or panics.
#[derive(Trace)]
struct Moody;

impl Serialize for Moody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITES.set(WRITES.get() + 1);
        if WRITES.get() == 2 {
            panic_as_planned(2);
        }
        Some(Gc::new(Self))
            .filter(|_| WRITES.get() == 4)
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Moody {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        panic_as_planned(3)
    }
}

impl Linked for Moody {
    type Links = ();

    fn links(&self) {}

    fn link(&self, (): ()) {}
}

#[test]
fn panics_and_changing_answers_leave_the_pointers_as_they_were() {
    let moody = Gc::new(Moody);
    let write = || serde_json::to_string(&Graph::<_, Moody>::new(&moody));
    let panicked = caught(|| assert!(write().is_err()));
    assert_eq!(panicked, Some(2), "the second time is the one with output");
    assert_eq!(serde_json::to_string(&Gc::new(1)).expect("a number"), "1");

    WRITES.set(2);
    let error = write().expect_err("there was no such object before");
    assert!(error.to_string().contains("was not there"), "{error}");

    let text = r#"{"data":[null],"links":[null],"root":0}"#;
    let read = || serde_json::from_str::<Graph<Gc<Moody>, Moody>>(text);
    assert_eq!(caught(|| assert!(read().is_err())), Some(3));
    assert_eq!(*serde_json::from_str::<Gc<u8>>("1").expect("a number"), 1);
}

#[test]
fn an_error_halfway_leaves_no_object_behind() {
    let heap = gc_core::Heap::new();
    heap.enter(|| {
        let ada = r#"{"name":"Ada","mother":null}"#;
        let text = format!(r#"{{"data":[{ada},{ada}],"links":[[1],[0]],"root":9}}"#);
        assert!(try_read(&text).is_err());
    });
    let _ = heap.collect();
    assert_eq!(heap.stats().objects, 0);
    assert_eq!(Person::new("Eve", None).name, "Eve");
}
