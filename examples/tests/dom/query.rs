//! Selectors.

use gc_examples::dom::query::Selector;
use gc_examples::dom::{Node, parse};

use super::support::{body, find, select};

const PAGE: &str = "<!DOCTYPE html><body><h1 id=top>A</h1><p class='x y'>B<b>C</b></p>\
    <p>D</p><ul><li>E<li class=x>F<li>G</ul><svg><a href=1 /></svg><a href=2>H</a><i></i>";

/// The texts of all that match.
fn texts(selector: &str) -> Vec<String> {
    let found = select(selector).all(&parse(PAGE).document);
    found.iter().map(Node::text_content).collect()
}

#[test]
fn elements_are_found_by_name_class_id_and_attribute() {
    assert_eq!(texts("li"), ["E", "F", "G"]);
    assert_eq!(texts(".x"), ["BC", "F"]);
    assert_eq!(texts("p.x.y"), ["BC"]);
    assert_eq!(texts("#top"), ["A"]);
    assert_eq!(texts("a[href='2']"), ["H"]);
    assert_eq!(texts("LI.x"), ["F"]);
}

#[test]
fn elements_are_found_by_where_they_stand() {
    assert_eq!(texts("ul > :first-child, p + p"), ["D", "E"]);
    assert_eq!(texts("li:nth-child(2n+1)"), ["E", "G"]);
    assert_eq!(texts("h1 ~ p b"), ["C"]);
    assert_eq!(texts("li:nth-last-child(1 of .x)"), ["F"]);
    assert_eq!(texts("i:empty"), [""]);
    assert_eq!(select(":root").all(&parse(PAGE).document).len(), 1);
}

#[test]
fn elements_are_found_by_what_is_around_and_inside_them() {
    assert_eq!(texts("p:has(b)"), ["BC"]);
    assert_eq!(texts("li:not(.x):is(:first-child, .y)"), ["E"]);
    assert_eq!(texts("a:link"), ["H"]);
}

#[test]
fn what_is_inside_or_after_an_element_may_begin_with_any_combinator() {
    assert_eq!(texts("h1:has(+ p), p:has(~ p > b), p:has(+ p b)"), ["A"]);
    assert_eq!(texts("p:has(~ ul > .x)"), ["BC", "D"]);
    assert_eq!(texts("ul:has(> li.x), ul:has(> b)"), ["EFG"]);
    assert_eq!(texts("p:has(body b, ul)"), [""; 0]);
    assert_eq!(texts("li:not(:has(~ .x, + li))"), ["G"]);
    assert_eq!(texts("ul:has(li:has(+ .x))"), ["EFG"]);
}

#[test]
fn matches_come_in_the_order_of_the_source() {
    assert_eq!(texts("li, h1, b"), ["A", "C", "E", "F", "G"]);
}

#[test]
fn a_match_is_inside_another_only_where_its_ancestors_are() {
    let body = body("<b>1<i>2</i></b><i>3</i><div><p><i>4</i></div>");
    let found = select("b, i").all_nested(&body);
    let depths: Vec<usize> = found.iter().map(|(_, around)| *around).collect();
    assert_eq!(depths, [0, 1, 0, 0]);
}

#[test]
fn the_root_of_a_search_is_not_found_itself() {
    let body = body("<div><div></div></div>");
    let outer = find(&body, "div");
    assert_eq!(select("div").all(&outer).len(), 1);
    assert!(select("div").matches(&outer));
}

#[test]
fn a_change_is_seen_by_the_next_search() {
    let body = body("<p>1<p>2<p>3");
    let last = select("p:nth-child(3)");
    assert!(last.first(&body).is_some());
    Node::detach(&find(&body, "p"));
    assert!(last.first(&body).is_none());
}

#[test]
fn a_selector_is_written_as_it_was_read() {
    let text = "ul > li:not(.x) ~ a[href^=\"1\"], :any-link, p:has(> b, i)";
    assert_eq!(select(text).to_string(), text);
}

#[test]
fn malformed_selectors_are_named_with_the_column() {
    let expected = [
        ("", 1, "expected a selector, found none"),
        ("div >", 6, "after the last combinator"),
        ("a, ", 4, "expected a selector, found none"),
        ("p..x", 3, "expected a class name after `.`, found `.`"),
        ("a[", 3, "expected more"),
        ("a[x=]", 5, "expected more"),
        ("a:hover", 3, "`:hover` is not supported"),
        ("p::before", 3, "`:before` is not supported"),
        ("svg|a", 4, "the prefix `svg` is not declared"),
        ("li:nth-child(x)", 15, "`x` cannot stand there"),
        ("p)", 2, "`)` cannot stand there"),
        ("a b{}", 4, "`{` cannot stand there"),
        (":is(a, :nope)", 9, "`:nope` is not supported"),
    ];
    for (selector, column, what) in expected {
        let error = Selector::parse(selector).expect_err(selector);
        let message = error.to_string();
        assert!(message.contains(what), "{selector}: {message}");
        assert_eq!(error.column(), column, "{message}");
    }
}

#[test]
fn a_selector_nested_too_deeply_is_refused() {
    let selector = format!("{}a{}", ":not(".repeat(5000), ")".repeat(5000));
    let message = Selector::parse(&selector).unwrap_err().to_string();
    assert!(message.contains("more than 32 parentheses"), "{message}");
    let fits = format!("{}a{}", ":not(".repeat(30), ")".repeat(30));
    assert!(Selector::parse(&fits).is_ok());
}
