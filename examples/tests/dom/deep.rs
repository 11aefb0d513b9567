//! Documents as deep as can be, on a small stack.

use std::thread::Builder;

use gc_core::Gc;
use gc_examples::dom::event::{Closure, Event, When};
use gc_examples::dom::layout::Layouts;
use gc_examples::dom::{EditError, Node, parse, serialize_outer};

use super::support::select;

const DEPTH: usize = 100_000;

/// Runs `f` on a stack that any recursion over the tree overflows.
fn on_small_stack(f: impl FnOnce() + Send + 'static) {
    let thread = Builder::new().stack_size(256 * 1024).spawn(f);
    let outcome = thread.expect("a thread can be started").join();
    assert!(outcome.is_ok(), "the work on the small stack failed");
}

/// Elements inside each other: the outermost and the innermost.
fn nested(name: &str) -> (Gc<Node>, Gc<Node>) {
    let outermost = Node::element(name);
    let mut innermost = outermost.clone();
    for _ in 1..DEPTH {
        let child = Node::element(name);
        Node::append(&innermost, &child).expect("elements have children");
        innermost = child;
    }
    (outermost, innermost)
}

#[test]
fn a_deep_source_is_parsed_and_written() {
    on_small_stack(|| {
        // Not `<div>`, for which the parser looks through all that is open, for a `<p>`.
        let document = parse(&"<span>".repeat(DEPTH)).document;
        let html = serialize_outer(&document);
        assert!(html.contains(&"<span>".repeat(DEPTH)));
        assert!(html.contains(&"</span>".repeat(DEPTH)));
    });
}

#[test]
fn a_deep_tree_is_searched() {
    on_small_stack(|| {
        let (outermost, innermost) = nested("div");
        innermost.set_attribute("id", "last");
        assert_eq!(select("div > div").all(&outermost).len(), DEPTH - 1);
        assert!(select("#last:empty").first(&outermost).is_some());
        assert!(select(":has(#last), p:has(+ p)").matches(&outermost));
        let first = select("div:not(div div)").closest(&innermost);
        assert!(first.is_some_and(|it| Gc::ptr_eq(&it, &outermost)));
    });
}

#[test]
fn a_deep_tree_is_laid_out_and_again_where_it_has_changed() {
    on_small_stack(|| {
        let (outermost, innermost) = nested("div");
        Node::set_text(&innermost, "two words").unwrap();
        let mut layouts = Layouts::new(5);
        assert_eq!(layouts.of(&outermost).lines, 2);
        Node::set_text(&innermost, "now three words").unwrap();
        assert_eq!(layouts.of(&outermost).lines, 3);
    });
}

#[test]
fn an_event_travels_through_a_deep_tree() {
    on_small_stack(|| {
        let (outermost, innermost) = nested("div");
        let name = Closure::new(outermost.clone(), |outermost, event: &Event| {
            outermost.set_attribute("class", event.kind());
        });
        Node::listen(&outermost, "click", When::GoingUp, name);
        Node::dispatch(&innermost, &Event::new("click").bubbling());
        assert_eq!(outermost.attribute("class").as_deref(), Some("click"));
    });
}

#[test]
fn a_deep_tree_is_not_put_into_itself() {
    on_small_stack(|| {
        let (outermost, innermost) = nested("div");
        assert_eq!(
            Node::append(&innermost, &outermost),
            Err(EditError::IntoItself)
        );
    });
}

#[test]
fn a_deep_tree_is_freed() {
    on_small_stack(|| {
        let before = gc_core::stats().objects;
        drop(nested("div"));
        gc_core::collect();
        assert_eq!(gc_core::stats().objects, before);
    });
}

#[test]
fn a_wide_tree_is_freed() {
    on_small_stack(|| {
        let before = gc_core::stats().objects;
        let list = Node::element("ul");
        for _ in 0..DEPTH {
            Node::append(&list, &Node::element("li")).expect("a list has items");
        }
        assert_eq!(Node::children(&list).count(), DEPTH);
        drop(list);
        gc_core::collect();
        assert_eq!(gc_core::stats().objects, before);
    });
}
