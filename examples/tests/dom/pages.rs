//! The pages that come with the example, searched.

use std::fs;

use gc_core::Gc;
use gc_examples::dom::{Node, parse_bytes, serialize};

use super::support::{page, pages, select};

fn load(name: &str) -> Gc<Node> {
    parse_bytes(&fs::read(page(name)).expect("a page")).document
}

fn count(name: &str, selector: &str) -> usize {
    select(selector).all(&load(name)).len()
}

#[test]
fn what_is_written_and_read_again_is_the_same_tree() {
    // Of the others the HTML does not say all: crossing tags, `<plaintext>`, a paragraph in a link.
    for name in [
        "lists.html",
        "rust_book_reference_cycles.html",
        "shop.html",
        "tables.html",
    ] {
        let once = serialize(&load(name));
        let twice = serialize(&parse_bytes(once.as_bytes()).document);
        assert_eq!(once, twice, "{name}");
    }
}

#[test]
fn the_chapter_on_cycles_has_its_headings_and_listings() {
    let name = "rust_book_reference_cycles.html";
    let headings: Vec<String> = select("main h2, main h3, main h4")
        .all(&load(name))
        .iter()
        .map(Node::text_content)
        .collect();
    assert_eq!(headings[0], "Reference Cycles Can Leak Memory");
    assert!(headings.contains(&"Creating a Reference Cycle".to_owned()));
    assert!(count(name, "pre > code.language-rust") >= 5);
}

#[test]
fn the_shop_is_searched_by_structure_state_and_attribute() {
    let name = "shop.html";
    assert_eq!(count(name, "article.product:not(.sold-out)"), 2);
    assert_eq!(count(name, "input:checked, option:checked"), 2);
    assert_eq!(count(name, "button:disabled"), 1);
    assert_eq!(
        count(name, "article:has(sup.badge) dl > dd:nth-of-type(2)"),
        1
    );
    assert_eq!(count(name, "a[href^=\"https:\"][rel~=external]"), 1);
    assert_eq!(count(name, "nav > ul > li"), 3);
}

#[test]
fn names_in_drawings_have_the_case_of_their_language() {
    let name = "drawing.html";
    assert_eq!(count(name, "linearGradient, clipPath, foreignObject"), 3);
    assert_eq!(count(name, "svg[viewBox]"), 1);
    assert_eq!(count(name, "foreignObject ul > li"), 2);
}

#[test]
fn what_templates_hold_is_not_found() {
    let name = "templates.html";
    assert_eq!(count(name, "article.entry"), 0);
    assert_eq!(count(name, "template#entry"), 1);
}

#[test]
fn names_in_all_writing_systems_are_found() {
    let name = "unicode.html";
    assert_eq!(count(name, "#größe.ÄÖÜ.äöü"), 1);
    assert_eq!(count(name, "#😀, x-😀"), 2);
    assert_eq!(count(name, "[lang|=ja] ruby"), 1);
}

#[test]
fn every_page_is_freed() {
    for path in pages() {
        super::support::in_manual_heap(|heap| {
            let parsed = parse_bytes(&fs::read(&path).expect("a page"));
            assert!(heap.stats().objects > 5, "{}", path.display());
            drop(parsed);
            heap.collect();
            assert_eq!(heap.stats().objects, 0, "{}", path.display());
        });
    }
}
