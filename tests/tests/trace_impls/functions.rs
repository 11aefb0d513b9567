//! `Trace` for function pointers: leaves, in all the forms that the language can name.

use crate::support::is_leaf;

fn text_len(text: &str) -> usize {
    text.len()
}

fn trimmed(text: &str) -> &str {
    text.trim()
}

fn content(item: &mut Option<u8>) -> Option<&mut u8> {
    item.as_mut()
}

fn push(items: &mut Vec<u8>, item: u8) {
    items.push(item);
}

fn compare(a: &str, b: &str) -> bool {
    a == b
}

extern "C" fn twice(number: i32) -> i32 {
    number * 2
}

#[expect(clippy::too_many_arguments, reason = "twelve is the limit to test")]
fn twelve(
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    _: u8,
    text: String,
) -> String {
    text
}

#[test]
fn functions_of_values_are_leaves() {
    is_leaf((|| ()) as fn());
    is_leaf((|| 1) as fn() -> i32);
    is_leaf((|text| text) as fn(String) -> String);
    is_leaf(twelve as fn(_, _, _, _, _, _, _, _, _, _, _, _) -> _);
}

#[test]
fn functions_of_references_are_leaves() {
    is_leaf(text_len as fn(&str) -> usize);
    is_leaf(push as fn(&mut Vec<u8>, u8));
    is_leaf(compare as fn(&str, &str) -> bool);
    is_leaf((|_, _, _| 1) as fn(&mut String, u8, &str) -> u8);
    is_leaf((|_, _, _, _, _| ()) as fn(&String, u8, u8, u8, u8));
}

#[test]
fn functions_that_return_references_are_leaves() {
    is_leaf(trimmed as fn(&str) -> &str);
    is_leaf(content as fn(&mut Option<u8>) -> Option<&mut u8>);
    is_leaf((|map, _| map) as fn(&String, u8) -> &String);
}

#[test]
fn functions_of_other_kinds_are_leaves() {
    is_leaf(twice as extern "C" fn(i32) -> i32);
    is_leaf(text_len as unsafe fn(&str) -> usize);
    is_leaf(twice as unsafe extern "C" fn(i32) -> i32);
    is_leaf(Some(text_len as fn(&str) -> usize));
}

#[test]
fn a_function_stored_beside_a_pointer_can_be_called() {
    let heap = crate::support::manual_heap();
    let object = heap.alloc((trimmed as fn(&str) -> &str, 1));
    assert_eq!((object.0)(" a "), "a");
}
