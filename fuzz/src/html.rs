//! The HTML parser and the selectors of the example `dom`.

use gc_core::{Gc, Heap, Policy};
use gc_examples::dom::query::Selector;
use gc_examples::dom::{Node, parse, parse_bytes, parse_inside, serialize};

/// Parses a page, bytes that should be one, and a fragment; looks for what matches a selector; writes the page.
///
/// # Panics
///
/// If any of this does, if two ways to find what matches differ, if the links of the tree do not fit together, or
/// if any of it outlives its last pointer and a collection.
pub fn html(selector: &str, source: &[u8]) {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        let page = parse_bytes(source).document;
        check_links(&page);
        if let Ok(text) = str::from_utf8(source) {
            assert_eq!(
                serialize(&page),
                serialize(&parse(text).document),
                "the text and its bytes give two pages"
            );
            check_links(&parse_inside("body", text));
        }
        if let Ok(selector) = Selector::parse(selector) {
            let below = Node::descendants(&page).map(|(node, _)| node);
            let matching = below.filter(|it| selector.matches(it)).count();
            assert_eq!(
                selector.all(&page).len(),
                matching,
                "a search finds what matches"
            );
        }
    });
    let _ = heap.collect();
    assert_eq!(heap.stats().objects, 0, "all of the page is garbage");
}

fn check_links(root: &Gc<Node>) {
    for (node, _) in Node::descendants(root) {
        let parent = node.parent().expect("what is below a node has a parent");
        let next = node.next_sibling();
        if let Some(next) = &next {
            let back = next.previous_sibling();
            assert!(
                back.is_some_and(|it| Gc::ptr_eq(&it, &node)),
                "siblings know each other"
            );
        } else {
            let last = parent.last_child();
            assert!(
                last.is_some_and(|it| Gc::ptr_eq(&it, &node)),
                "the last sibling is the last child"
            );
        }
    }
}
