//! `markup5ever_rcdom`, html5ever's own tree over `Rc`, is the reference: it has to be the same tree, and
//! the same HTML.

use std::fs;
use std::rc::Rc;

use gc_core::Gc;
use gc_examples::dom::compare::{Collected, Reference, Tree};
use gc_examples::dom::{Node, NodeData, parse};
use html5ever::{Attribute, QualName};
use markup5ever_rcdom as rcdom;
use quickcheck::{QuickCheck, TestResult};

use super::soup::Soup;
use super::support::pages;

/// A line for each node, with its depth.
type Dump = Vec<(usize, String)>;

fn element(name: &QualName, attributes: &[Attribute], is_integration_point: bool) -> String {
    let attributes: Vec<String> = attributes
        .iter()
        .map(|it| format!("{:?}={:?}", it.name, it.value))
        .collect();
    format!("{name:?} {attributes:?} {is_integration_point}")
}

fn dump_ours(document: &Gc<Node>) -> Dump {
    let mut lines = Dump::new();
    let mut waiting = vec![(0, document.clone())];
    while let Some((depth, node)) = waiting.pop() {
        let line = match node.data() {
            NodeData::Element(it) => {
                let held = it.template().cloned();
                waiting.extend(held.map(|fragment| (depth + 1, fragment)));
                element(it.name(), &it.attributes(), it.is_integration_point())
            }
            NodeData::Document(_) | NodeData::Fragment => "root".to_owned(),
            NodeData::Doctype(it) => format!("{} {} {}", it.name, it.public_id, it.system_id),
            NodeData::Text(text) => format!("{:?}", &**text.borrow()),
            NodeData::Comment(text) => format!("<!-- {text:?}"),
            other => format!("{other:?}"),
        };
        lines.push((depth, line));
        let children: Vec<_> = Node::children(&node).collect();
        waiting.extend(children.into_iter().rev().map(|it| (depth + 1, it)));
    }
    lines
}

fn dump_theirs(document: &rcdom::Handle) -> Dump {
    let mut lines = Dump::new();
    let mut waiting = vec![(0, Rc::clone(document))];
    while let Some((depth, node)) = waiting.pop() {
        let line = match &node.data {
            rcdom::NodeData::Element {
                name,
                attrs,
                template_contents,
                mathml_annotation_xml_integration_point,
            } => {
                let held = template_contents.borrow().clone();
                waiting.extend(held.map(|fragment| (depth + 1, fragment)));
                element(
                    name,
                    &attrs.borrow(),
                    *mathml_annotation_xml_integration_point,
                )
            }
            rcdom::NodeData::Document => "root".to_owned(),
            rcdom::NodeData::Doctype {
                name,
                public_id,
                system_id,
            } => format!("{name} {public_id} {system_id}"),
            rcdom::NodeData::Text { contents } => format!("{:?}", &**contents.borrow()),
            rcdom::NodeData::Comment { contents } => format!("<!-- {contents:?}"),
            other => format!("{other:?}"),
        };
        lines.push((depth, line));
        let children: Vec<_> = node.children.borrow().iter().cloned().collect();
        waiting.extend(children.into_iter().rev().map(|it| (depth + 1, it)));
    }
    lines
}

/// The same tree, errors, mode and HTML.
fn check(html: &str) {
    let (ours, theirs) = (parse(html), Reference::parse(html));
    assert_eq!(dump_ours(&ours.document), dump_theirs(&theirs.document));
    assert_eq!(ours.errors, *theirs.errors.borrow());
    assert_eq!(ours.document.quirks_mode(), theirs.quirks_mode.get());
    Reference::reveal_templates(&theirs);
    assert_eq!(
        Collected::serialize(&ours.document),
        Reference::serialize(&theirs)
    );
}

#[test]
fn real_pages_give_the_same_tree_and_the_same_html() {
    for path in pages() {
        let bytes = fs::read(&path).expect("a page");
        check(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn random_soups_give_the_same_tree_and_the_same_html() {
    fn same(soup: Soup) -> TestResult {
        check(&soup.html());
        TestResult::passed()
    }
    QuickCheck::new()
        .tests(2_000)
        .quickcheck(same as fn(Soup) -> TestResult);
}

#[test]
fn what_was_written_of_a_soup_is_searched_alike() {
    fn same(soup: Soup) -> TestResult {
        let selector = super::support::select(
            "b, p + p, td:nth-child(2), [class~=a], :not(div) > i, svg *, li:last-of-type, :has(> a), :empty",
        );
        let html = soup.html();
        let ours = Collected::count(&parse(&html).document, &selector);
        let theirs = Reference::count(&Reference::parse(&html), &selector);
        TestResult::from_bool(ours == theirs)
    }
    QuickCheck::new()
        .tests(500)
        .quickcheck(same as fn(Soup) -> TestResult);
}
