//! What several tests need.

use std::path::{Path, PathBuf};

use gc_core::{Gc, Heap, Policy};
use gc_examples::dom::query::Selector;
use gc_examples::dom::{Node, parse, serialize};

/// The body of a document with that content.
pub(crate) fn body(html: &str) -> Gc<Node> {
    let document = parse(html).document;
    find(&document, "body")
}

/// The first element below a node that matches.
pub(crate) fn find(root: &Gc<Node>, selector: &str) -> Gc<Node> {
    let found = select(selector).first(root);
    found.unwrap_or_else(|| panic!("nothing matches `{selector}` in {}", serialize(root)))
}

/// A selector that a test has written.
pub(crate) fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs `f` in a new heap that collects only when told to.
pub(crate) fn in_manual_heap(f: impl FnOnce(&Heap)) {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| f(&heap));
}

/// The pages that come with the example.
pub(crate) fn pages() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dom");
    let entries = directory.read_dir().expect("the pages' directory");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of it").path())
        .filter(|path| path.extension().is_some_and(|it| it == "html"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "no pages in {}", directory.display());
    paths
}

/// One of them.
pub(crate) fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/dom")
        .join(name)
}
