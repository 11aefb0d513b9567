//! From HTML to nodes.

use std::borrow::Cow;

use gc_core::{Gc, Heap};
use html5ever::tendril::TendrilSink;
use html5ever::{LocalName, ParseOpts, QualName, ns, parse_document, parse_fragment};

use super::links::move_children;
use super::sink::Sink;
use super::{Node, NodeData};

/// A document, and what was wrong with its source.
#[derive(Debug)]
pub struct Parsed {
    /// The document's node.
    pub document: Gc<Node>,
    /// What the source does against the standard; every source gives a document all the same.
    pub errors: Vec<Cow<'static, str>>,
}

/// Parses a document. There is no HTML that cannot be parsed.
///
/// ```
/// use gc_examples::dom::{parse, serialize};
///
/// let parsed = parse("<!DOCTYPE html><p>one<p>two<table>three</table>");
/// assert_eq!(
///     serialize(&parsed.document),
///     "<!DOCTYPE html><html><head></head><body><p>one</p><p>two</p>three<table></table></body></html>"
/// );
/// ```
#[must_use]
pub fn parse(html: &str) -> Parsed {
    // Nearly all that a parser makes is part of the document: a collection meanwhile would free nothing.
    let _pause = Heap::current().pause_collection();
    parse_document(Sink::new(), ParseOpts::default()).one(html)
}

/// Parses a document from bytes that should be UTF-8; what is not becomes U+FFFD.
#[must_use]
pub fn parse_bytes(html: &[u8]) -> Parsed {
    let _pause = Heap::current().pause_collection();
    parse_document(Sink::new(), ParseOpts::default())
        .from_utf8()
        .one(html)
}

/// Parses what would stand inside an HTML element of that name, into a fragment: what `innerHTML`
/// does.
///
/// ```
/// use gc_examples::dom::{Node, parse_inside, serialize};
///
/// let rows = parse_inside("tbody", "<tr><td>a cell");
/// assert_eq!(serialize(&rows), "<tr><td>a cell</td></tr>");
/// ```
#[must_use]
pub fn parse_inside(context: &str, html: &str) -> Gc<Node> {
    let name = QualName::new(None, ns!(html), LocalName::from(context));
    let parser = parse_fragment(Sink::new(), ParseOpts::default(), name, Vec::new(), false);
    let parsed = parser.one(html);
    let fragment = Node::new(NodeData::Fragment);
    if let Some(root) = parsed.document.first_child() {
        move_children(&root, &fragment, None);
    }
    fragment
}
