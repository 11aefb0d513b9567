//! What the tree builder asks for most strangely.

use gc_core::Gc;
use gc_examples::dom::{
    Node, NodeData, parse, parse_bytes, parse_inside, serialize, serialize_outer,
};

use super::support::{body, find, page, select};

fn inside(html: &str) -> String {
    serialize(&body(html))
}

#[test]
fn misplaced_content_of_a_table_goes_before_it() {
    let html = inside("<table>text<b>bold</b><tr><td>cell</table>");
    assert_eq!(
        html,
        "text<b>bold</b><table><tbody><tr><td>cell</td></tr></tbody></table>"
    );
}

#[test]
fn crossing_tags_are_sorted_out() {
    assert_eq!(inside("<b>1<i>2</b>3</i>"), "<b>1<i>2</i></b><i>3</i>");
    assert_eq!(inside("<b>1<p>2</b>3</p>"), "<b>1</b><p><b>2</b>3</p>");
}

#[test]
fn what_is_reparented_knows_its_new_parent() {
    let body = body("<a>1<p>2<b>3</b></a>4</p>");
    for (node, _) in Node::descendants(&body) {
        let parent = node.parent().expect("a parent");
        let is_listed = Node::children(&parent).any(|it| Gc::ptr_eq(&it, &node));
        assert!(is_listed, "{node:?} is no child of its parent {parent:?}");
    }
}

#[test]
fn adjacent_texts_are_one_node() {
    let body = body("one&amp;two<table>three</table>");
    let children: Vec<String> = Node::children(&body).map(|it| format!("{it:?}")).collect();
    assert_eq!(children, ["\"one&twothree\"", "<table>"]);
}

#[test]
fn a_template_holds_a_fragment_of_its_own() {
    let body = body("<body><template><tr><td>cell</template>");
    let template = find(&body, "template");
    assert!(!template.has_children());
    let held = template.as_element().unwrap().template().unwrap();
    assert!(matches!(held.data(), NodeData::Fragment) && !held.has_parent());
    assert_eq!(serialize(held), "<tr><td>cell</td></tr>");
    assert_eq!(
        serialize(&body),
        "<template><tr><td>cell</td></tr></template>"
    );
}

#[test]
fn attributes_of_a_second_body_are_added_where_missing() {
    let body = body("<body class=a><p><body class=b lang=c>");
    assert_eq!(
        serialize_outer(&body),
        "<body class=\"a\" lang=\"c\"><p></p></body>"
    );
}

#[test]
fn a_fragment_is_parsed_by_where_it_will_stand() {
    assert_eq!(
        serialize(&parse_inside("tr", "<td>a<td>b")),
        "<td>a</td><td>b</td>"
    );
    assert_eq!(serialize(&parse_inside("div", "<td>a<td>b")), "ab");
}

#[test]
fn bytes_that_are_no_text_are_replaced() {
    let document = parse_bytes(b"<p>a\xff<p>b").document;
    assert_eq!(Node::text_content(&document), "a\u{fffd}b");
}

#[test]
fn a_page_without_a_doctype_is_in_quirks_mode() {
    let page = std::fs::read(page("railway.html")).expect("the page");
    let old = parse_bytes(&page).document;
    assert!(select(".top").first(&old).is_some(), "its case is ignored");
    let new = parse("<!DOCTYPE html><p class=Top>").document;
    assert!(select(".top").first(&new).is_none());
}

#[test]
fn errors_of_the_source_are_reported() {
    assert!(!parse("<p></div>").errors.is_empty());
    assert_eq!(parse("<!DOCTYPE html><title>x</title><p>y").errors, [""; 0]);
}
