//! Nodes, and what they are.

use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::fmt;

use gc_core::{Gc, Trace};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::QuirksMode;
use html5ever::{Attribute, LocalName, QualName, ns};

use super::event::Listeners;
use super::links::Links;

/// A node of a document: five strong pointers to its neighbours, and what it is.
///
/// Methods that need the pointer as well as the node take it as `&Gc<Node>`.
#[derive(Trace)]
pub struct Node {
    pub(super) links: RefCell<Links>,
    /// When something in the subtree changed last, by [`clock`](super::clock). Of two nodes that are
    /// parent and child the parent's is never the smaller one.
    pub(super) changed: Cell<u64>,
    /// Made with the first listener: few nodes have any.
    pub(super) listeners: OnceCell<Gc<Listeners>>,
    data: NodeData,
}

/// What a node is.
#[derive(Trace)]
#[non_exhaustive]
pub enum NodeData {
    /// A document: the root of all that is shown.
    Document(#[trace(skip)] Cell<QuirksMode>),
    /// The root of something that is no document: what a `<template>` holds.
    Fragment,
    /// `<!DOCTYPE …>`.
    Doctype(#[trace(skip)] Doctype),
    /// Text.
    Text(#[trace(skip)] RefCell<StrTendril>),
    /// `<!-- … -->`.
    Comment(#[trace(skip)] StrTendril),
    /// `<?target content>`; HTML itself has none.
    Instruction(#[trace(skip)] Instruction),
    /// An element.
    Element(Element),
}

/// A document type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doctype {
    /// `html`, nearly always.
    pub name: StrTendril,
    /// The public identifier, empty where there is none.
    pub public_id: StrTendril,
    /// The system identifier, empty where there is none.
    pub system_id: StrTendril,
}

/// A processing instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Whom it is for.
    pub target: StrTendril,
    /// What it says.
    pub content: StrTendril,
}

/// What only elements have.
///
/// The names and values are reference-counted text of html5ever's, which owns no [`Gc`]: skipped.
#[derive(Trace)]
pub struct Element {
    #[trace(skip)]
    name: QualName,
    #[trace(skip)]
    pub(super) attributes: RefCell<Vec<Attribute>>,
    template: Option<Gc<Node>>,
    integration_point: bool,
}

impl Element {
    /// An element. A `<template>` gets a fragment for what it holds.
    #[must_use]
    pub fn new(name: QualName, attributes: Vec<Attribute>) -> Self {
        let is_template = name.ns == ns!(html) && &*name.local == "template";
        Self {
            name,
            attributes: RefCell::new(attributes),
            template: is_template.then(|| Node::new(NodeData::Fragment)),
            integration_point: false,
        }
    }

    /// Says whether this is MathML that has HTML inside.
    #[must_use]
    pub fn with_integration_point(self, integration_point: bool) -> Self {
        Self {
            integration_point,
            ..self
        }
    }

    /// Its name, with the namespace.
    #[must_use]
    pub fn name(&self) -> &QualName {
        &self.name
    }

    /// Its attributes, in the order of the source.
    #[must_use]
    pub fn attributes(&self) -> Ref<'_, [Attribute]> {
        Ref::map(self.attributes.borrow(), Vec::as_slice)
    }

    /// What a `<template>` holds.
    #[must_use]
    pub fn template(&self) -> Option<&Gc<Node>> {
        self.template.as_ref()
    }

    /// Whether this is MathML that has HTML inside.
    #[must_use]
    pub fn is_integration_point(&self) -> bool {
        self.integration_point
    }
}

impl Node {
    /// A node without neighbours.
    #[must_use]
    pub fn new(data: NodeData) -> Gc<Self> {
        Gc::new(Self {
            links: RefCell::default(),
            changed: Cell::new(0),
            listeners: OnceCell::new(),
            data,
        })
    }

    /// A document without content.
    #[must_use]
    pub fn document() -> Gc<Self> {
        Self::new(NodeData::Document(Cell::new(QuirksMode::NoQuirks)))
    }

    /// An HTML element without attributes.
    #[must_use]
    pub fn element(name: &str) -> Gc<Self> {
        let name = QualName::new(None, ns!(html), LocalName::from(name));
        Self::new(NodeData::Element(Element::new(name, Vec::new())))
    }

    /// Text.
    #[must_use]
    pub fn text(text: &str) -> Gc<Self> {
        Self::new(NodeData::Text(RefCell::new(StrTendril::from(text))))
    }

    /// A comment.
    #[must_use]
    pub fn comment(text: &str) -> Gc<Self> {
        Self::new(NodeData::Comment(StrTendril::from(text)))
    }

    /// Of a document, how far its source asks for the mistakes of old browsers; of other nodes, not at all.
    #[must_use]
    pub fn quirks_mode(&self) -> QuirksMode {
        match &self.data {
            NodeData::Document(quirks) => quirks.get(),
            _ => QuirksMode::NoQuirks,
        }
    }

    /// What it is.
    #[must_use]
    pub fn data(&self) -> &NodeData {
        &self.data
    }

    /// The element that it is, if it is one.
    #[must_use]
    pub fn as_element(&self) -> Option<&Element> {
        match &self.data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text that it is, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<Ref<'_, str>> {
        match &self.data {
            NodeData::Text(text) => Some(Ref::map(text.borrow(), |text| &**text)),
            _ => None,
        }
    }

    /// Whether it is an HTML element with this name.
    #[must_use]
    pub fn is_html(&self, name: &str) -> bool {
        self.as_element()
            .is_some_and(|it| it.name.ns == ns!(html) && &*it.name.local == name)
    }
}

impl fmt::Debug for Node {
    /// The node itself, without its neighbours, so that this ends.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.data {
            NodeData::Document(_) => f.write_str("#document"),
            NodeData::Fragment => f.write_str("#fragment"),
            NodeData::Doctype(it) => write!(f, "<!DOCTYPE {}>", it.name),
            NodeData::Text(text) => write!(f, "{:?}", &**text.borrow()),
            NodeData::Comment(text) => write!(f, "<!--{text}-->"),
            NodeData::Instruction(it) => write!(f, "<?{} {}>", it.target, it.content),
            NodeData::Element(element) => write!(f, "<{}>", element.name.local),
        }
    }
}

impl fmt::Debug for NodeData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(element) => element.fmt(f),
            Self::Document(_) => f.write_str("Document"),
            Self::Fragment => f.write_str("Fragment"),
            Self::Doctype(it) => it.fmt(f),
            Self::Text(text) => f.debug_tuple("Text").field(&text.borrow()).finish(),
            Self::Comment(text) => f.debug_tuple("Comment").field(text).finish(),
            Self::Instruction(it) => it.fmt(f),
        }
    }
}

impl fmt::Debug for Element {
    /// Without the template's content, which may be as large as a document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element")
            .field("name", &self.name)
            .field("attributes", &self.attributes.borrow())
            .finish_non_exhaustive()
    }
}
