//! What both trees can do, and the tree over `Gc`.

use gc_core::Gc;

use crate::dom::query::{Search, Selector};
use crate::dom::{Node, parse, serialize};

/// A document tree that html5ever parses into.
pub trait Tree {
    /// What it is called in tables.
    const NAME: &'static str;
    /// A document.
    type Document;

    /// Parses.
    fn parse(html: &str) -> Self::Document;
    /// How many elements match.
    fn count(document: &Self::Document, selector: &Selector) -> usize;
    /// Moves what templates hold to where this tree's serializer looks for it.
    fn reveal_templates(document: &Self::Document);
    /// Writes HTML.
    fn serialize(document: &Self::Document) -> String;
    /// Lets a document go, until its memory is free.
    fn free(document: Self::Document);
}

/// The tree over `Gc`.
#[derive(Debug)]
pub enum Collected {}

impl Tree for Collected {
    const NAME: &'static str = "Gc";
    type Document = Gc<Node>;

    fn parse(html: &str) -> Gc<Node> {
        parse(html).document
    }

    fn count(document: &Gc<Node>, selector: &Selector) -> usize {
        let mut search = Search::new(selector, document.quirks_mode());
        let all = Node::descendants(document);
        all.filter(|(node, _)| search.matches(node)).count()
    }

    fn reveal_templates(_: &Gc<Node>) {}

    fn serialize(document: &Gc<Node>) -> String {
        serialize(document)
    }

    fn free(document: Gc<Node>) {
        drop(document);
        gc_core::collect();
    }
}
