//! A pointer by itself is written as its value, as `Rc` and its `Weak` are.

use std::cell::RefCell;

use gc_core::{Gc, Weak};

use crate::person::Person;

#[test]
fn a_pointer_is_written_as_its_value() {
    assert_eq!(serde_json::to_string(&Gc::new(5)).expect("a number"), "5");
    let pair = Gc::new((Gc::new(1), Gc::new("text".to_owned())));
    let text = serde_json::to_string(&pair).expect("a pair");
    assert_eq!(text, r#"[1,"text"]"#);
}

#[test]
fn a_pointer_is_read_into_a_new_object() {
    let pair: Gc<(Gc<u8>, Option<Gc<String>>)> =
        serde_json::from_str(r#"[1,"text"]"#).expect("a pair");
    assert_eq!(*pair.0, 1);
    assert_eq!(**pair.1.as_ref().expect("it was there"), "text");
}

#[test]
fn slices_and_text_are_read_into_one_object() {
    let text = serde_json::to_string(&(Gc::<[u8]>::from([1, 2]), Gc::<str>::from("text")));
    let text = text.expect("a slice and a string");
    assert_eq!(text, r#"[[1,2],"text"]"#);
    let (slice, string): (Gc<[u8]>, Gc<str>) = serde_json::from_str(&text).expect("the same");
    assert_eq!((&*slice, &*string), (&[1, 2][..], "text"));
}

#[test]
fn a_shared_value_outside_of_a_graph_becomes_two() {
    let shared = Gc::new(RefCell::new(1));
    let text = serde_json::to_string(&[&shared, &shared]).expect("two numbers");
    let read: [Gc<RefCell<u8>>; 2] = serde_json::from_str(&text).expect("two numbers");
    assert!(!Gc::ptr_eq(&read[0], &read[1]));
}

#[test]
fn a_weak_pointer_is_written_as_an_option_and_read_as_an_empty_one() {
    let five = Gc::new(5);
    let weak = Gc::downgrade(&five);
    assert_eq!(serde_json::to_string(&weak).expect("a number"), "5");
    drop(five);
    assert_eq!(serde_json::to_string(&weak).expect("nothing"), "null");
    let read: Weak<u8> = serde_json::from_str("5").expect("a number");
    assert!(read.upgrade().is_none());
}

#[test]
fn a_node_outside_of_a_graph_is_written_as_a_tree() {
    let eve = Person::new("Eve", None);
    let ada = Person::new("Ada", Some(&eve));
    let text = serde_json::to_string(&ada).expect("a tree");
    assert_eq!(
        text,
        r#"{"name":"Ada","mother":{"name":"Eve","mother":null}}"#
    );
    let ada: Gc<Person> = serde_json::from_str(&text).expect("a tree");
    assert_eq!(ada.mother.as_ref().expect("a mother").name, "Eve");
}
