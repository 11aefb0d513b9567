//! What nobody holds is freed, whatever refers to it from inside.

use gc_core::{Gc, Heap, Policy};
use gc_examples::dom::event::{Closure, Event, When};
use gc_examples::dom::{Node, parse, parse_inside, serialize};

use super::support::{find, in_manual_heap};

const PAGE: &str =
    "<!DOCTYPE html><title>t</title><body><main><p>1<b>2</b></main><footer>3</footer>";

/// Objects that live after a collection.
fn living(heap: &Heap) -> usize {
    heap.collect();
    heap.stats().objects
}

#[test]
fn a_document_that_is_let_go_is_freed() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let objects = living(heap);
        drop(document);
        assert_eq!(heap.stats().objects, objects, "its nodes hold each other");
        assert_eq!(living(heap), 0);
    });
}

#[test]
fn whoever_holds_a_leaf_holds_the_document() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let objects = living(heap);
        let bold = find(&document, "b");
        drop(document);
        assert_eq!(living(heap), objects);
        assert!(serialize(&Node::root(&bold)).starts_with("<!DOCTYPE html>"));
    });
}

#[test]
fn a_removed_subtree_is_freed_and_the_rest_stays() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let before = living(heap);
        Node::detach(&find(&document, "main"));
        assert_eq!(before - living(heap), 5, "main, p, b and two texts");
        drop(document);
        assert_eq!(living(heap), 0);
    });
}

#[test]
fn a_removed_subtree_whose_listeners_refer_to_the_document_is_freed() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let before = living(heap);
        let form = parse_inside("body", "<form><input><button>Go</button></form>");
        Node::append(&find(&document, "main"), &form).unwrap();
        drop(form);
        let (form, button) = (find(&document, "form"), find(&document, "button"));
        let captured = (document.clone(), form.clone(), button.clone());
        let remember = Closure::new(captured, |(document, form, button), event| {
            form.set_attribute("class", event.kind());
            button.set_attribute("disabled", "");
            Node::set_text(&find(document, "footer"), "sent").unwrap();
        });
        Node::listen(&button, "click", When::GoingUp, remember);
        Node::dispatch(&button, &Event::new("click"));
        assert_eq!(Node::text_content(&find(&document, "footer")), "sent");

        Node::detach(&form);
        drop((form, button));
        assert_eq!(living(heap), before);
    });
}

#[test]
fn a_removed_subtree_that_a_listener_of_the_document_closes_over_lives_with_the_listener() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let removed = find(&document, "main");
        let count = living(heap);
        let show = Closure::new(removed.clone(), |removed, event| {
            Node::append(&find(&event.current(), "body"), removed).unwrap();
        });
        let listener = Node::listen(&document, "undo", When::GoingUp, show);
        Node::detach(&removed);
        drop(removed);
        let with_listener = living(heap);
        assert_eq!(with_listener, count + 2, "the listener and the list of it");

        Node::dispatch(&document, &Event::new("undo"));
        assert_eq!(Node::text_content(&find(&document, "main")), "12");
        Node::unlisten(&document, &listener);
        Node::detach(&find(&document, "main"));
        drop(listener);
        assert_eq!(living(heap), with_listener - 1 - 5);
    });
}

#[test]
fn what_is_replaced_over_and_over_does_not_pile_up() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let main = find(&document, "main");
        let mut most = 0;
        for round in 0..50 {
            let content = parse_inside("main", &format!("<p>round {round}<ul><li>a<li>b</ul>"));
            let first = content.first_child().expect("the paragraph");
            let own = Closure::new(main.clone(), |main, _| Node::clear(main));
            Node::listen(&first, "click", When::GoingUp, own);
            drop(first);
            Node::clear(&main);
            Node::append(&main, &content).unwrap();
            drop(content);
            most = most.max(living(heap));
        }
        assert_eq!(living(heap), most, "the last round holds as much as any");
    });
}

#[test]
fn what_a_template_holds_goes_with_it() {
    in_manual_heap(|heap| {
        let document = parse("<body><template><p>a<template>b</template></template>").document;
        let before = living(heap);
        Node::detach(&find(&document, "template"));
        assert_eq!(
            before - living(heap),
            7,
            "two templates, fragments, texts and a paragraph"
        );
    });
}

#[test]
fn an_event_that_is_kept_holds_its_target_only_as_long() {
    in_manual_heap(|heap| {
        let event = Event::new("click");
        let button = Node::element("button");
        Node::dispatch(&button, &event);
        drop(button);
        assert_eq!(living(heap), 1);
        assert!(Gc::strong_count(&event.target()) >= 2);
        drop(event);
        assert_eq!(living(heap), 0);
    });
}

#[test]
fn a_collection_at_every_allocation_disturbs_nothing() {
    let heap = Heap::with_policy(Policy::ZEAL);
    heap.enter(|| {
        let body = Node::element("body");
        for round in 0..30 {
            let item = Node::element("p");
            Node::set_text(&item, &round.to_string()).unwrap();
            let mark = Closure::new((body.clone(), item.clone()), |(body, item), event| {
                body.set_attribute("class", event.kind());
                Node::append(item, &Node::text("!")).unwrap();
            });
            Node::listen_once(&item, "click", When::GoingDown, mark);
            Node::append(&body, &item).unwrap();
            Node::dispatch(&item, &Event::new("click").bubbling());
            if round % 3 > 0 {
                Node::detach(&body.first_child().unwrap());
            }
        }
        assert_eq!(Node::text_content(&body), "20!21!22!23!24!25!26!27!28!29!");
    });
    heap.collect();
    assert_eq!(heap.stats().objects, 0);
}
