use super::super::value::Value;
use super::{Style, brief, print};

fn written(value: &Value) -> String {
    print(value, Style::Write)
}

#[test]
fn lists_have_dots_only_where_they_end_in_something() {
    let proper = Value::list([Value::Int(1), Value::Int(2)]);
    let dotted = Value::list_onto([Value::Int(1), Value::Int(2)], Value::Int(3));
    assert_eq!(written(&proper), "(1 2)");
    assert_eq!(written(&dotted), "(1 2 . 3)");
    assert_eq!(
        written(&Value::vector(vec![proper, Value::Nil])),
        "#((1 2) ())"
    );
}

#[test]
fn quotations_are_abbreviated() {
    let quoted = Value::list([Value::symbol("quote"), Value::symbol("x")]);
    assert_eq!(written(&quoted), "'x");
    let longer = Value::list([Value::symbol("quote"), Value::Nil, Value::Nil]);
    assert_eq!(written(&longer), "(quote () ())");
}

#[test]
fn text_is_escaped_when_written_and_not_when_displayed() {
    let text = Value::text("a\"b\\\n\u{1}λ");
    assert_eq!(written(&text), "\"a\\\"b\\\\\\n\\x1;λ\"");
    assert_eq!(print(&text, Style::Display), "a\"b\\\n\u{1}λ");
    assert_eq!(written(&Value::Char(' ')), "#\\space");
    assert_eq!(written(&Value::Char('\u{1}')), "#\\x1");
    assert_eq!(written(&Value::symbol("two words")), "|two words|");
    assert_eq!(written(&Value::symbol("12")), "|12|");
}

#[test]
fn circles_are_labelled() {
    let list = Value::list([Value::Int(1), Value::Int(2)]);
    let Value::Pair(first) = &list else {
        panic!("a list is a pair")
    };
    let Value::Pair(second) = first.cdr.get() else {
        panic!("it has two")
    };
    second.cdr.set(list.clone());
    assert_eq!(written(&list), "#0=(1 2 . #0#)");
    assert!(brief(&list).len() < 200);
    second.cdr.set(Value::Nil);
}

#[test]
fn a_value_nested_a_hundred_thousand_deep_is_written() {
    let deep = (0..100_000).fold(Value::Nil, |inner, _| Value::list([inner]));
    assert_eq!(written(&deep).len(), 200_002);
    assert_eq!(brief(&deep).chars().count(), 120);
    // Over `Rc` such a value is dropped recursively; taken apart here, it is not.
    let mut at = deep;
    while let Value::Pair(pair) = &at {
        let inner = pair.car.take();
        at = inner;
    }
}
