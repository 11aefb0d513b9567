//! Where html5ever's tree builder puts what it finds.
//!
//! The algorithm is that of the HTML standard, "tree construction"; what is here are its hands. Two of
//! its habits show: text is merged with text before it, and misplaced content of a table goes before
//! the table ("foster parenting": [`TreeSink::append_based_on_parent_node`]).

use std::borrow::Cow;
use std::cell::RefCell;

use gc_core::Gc;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName};

use super::links::{link, move_children, unlink};
use super::node::{Doctype, Element, Instruction};
use super::{Node, NodeData, Parsed};

/// A document that is being built.
pub(super) struct Sink {
    document: Gc<Node>,
    errors: RefCell<Vec<Cow<'static, str>>>,
}

impl Sink {
    pub(super) fn new() -> Self {
        Self {
            document: Node::document(),
            errors: RefCell::default(),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Gc<Node>;
    type Output = Parsed;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Parsed {
        Parsed {
            document: self.document,
            errors: self.errors.into_inner(),
        }
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        self.errors.borrow_mut().push(message);
    }

    fn get_document(&self) -> Gc<Node> {
        self.document.clone()
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        if let NodeData::Document(quirks) = self.document.data() {
            quirks.set(mode);
        }
    }

    fn same_node(&self, one: &Gc<Node>, other: &Gc<Node>) -> bool {
        Gc::ptr_eq(one, other)
    }

    fn elem_name<'a>(&self, target: &'a Gc<Node>) -> ExpandedName<'a> {
        expect_element(target).name().expanded()
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Gc<Node>) -> bool {
        expect_element(target).is_integration_point()
    }

    fn get_template_contents(&self, target: &Gc<Node>) -> Gc<Node> {
        let contents = expect_element(target).template();
        contents
            .unwrap_or_else(|| panic!("expected a template, found {target:?}"))
            .clone()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Gc<Node> {
        let element = Element::new(name, attributes)
            .with_integration_point(flags.mathml_annotation_xml_integration_point);
        Node::new(NodeData::Element(element))
    }

    fn create_comment(&self, text: StrTendril) -> Gc<Node> {
        Node::new(NodeData::Comment(text))
    }

    fn create_pi(&self, target: StrTendril, content: StrTendril) -> Gc<Node> {
        Node::new(NodeData::Instruction(Instruction { target, content }))
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        let doctype = Node::new(NodeData::Doctype(Doctype {
            name,
            public_id,
            system_id,
        }));
        link(&self.document, &doctype, None);
    }

    fn append(&self, parent: &Gc<Node>, child: NodeOrText<Gc<Node>>) {
        insert(parent, child, None);
    }

    fn append_before_sibling(&self, sibling: &Gc<Node>, child: NodeOrText<Gc<Node>>) {
        let parent = sibling.parent();
        let parent = parent.unwrap_or_else(|| panic!("expected a parent of {sibling:?}"));
        insert(&parent, child, Some(sibling));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Gc<Node>,
        previous: &Gc<Node>,
        child: NodeOrText<Gc<Node>>,
    ) {
        match element.parent() {
            Some(parent) => insert(&parent, child, Some(element)),
            None => insert(previous, child, None),
        }
    }

    fn add_attrs_if_missing(&self, target: &Gc<Node>, attributes: Vec<Attribute>) {
        let mut own = expect_element(target).attributes.borrow_mut();
        let before = own.len();
        for attribute in attributes {
            if own[..before].iter().all(|it| it.name != attribute.name) {
                own.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Gc<Node>) {
        unlink(target);
    }

    fn reparent_children(&self, from: &Gc<Node>, to: &Gc<Node>) {
        move_children(from, to, None);
    }
}

/// Puts a node, or text that is merged with the text before it, before a child or last.
fn insert(parent: &Gc<Node>, child: NodeOrText<Gc<Node>>, before: Option<&Gc<Node>>) {
    let child = match child {
        NodeOrText::AppendNode(node) => {
            unlink(&node);
            node
        }
        NodeOrText::AppendText(text) => {
            let previous = match before {
                Some(next) => next.previous_sibling(),
                None => parent.last_child(),
            };
            if previous.is_some_and(|it| merge(&it, &text)) {
                return;
            }
            Node::new(NodeData::Text(RefCell::new(text)))
        }
    };
    link(parent, &child, before);
}

/// Appends to a node, if it is text.
fn merge(node: &Gc<Node>, text: &StrTendril) -> bool {
    let NodeData::Text(own) = node.data() else {
        return false;
    };
    own.borrow_mut().push_tendril(text);
    node.touch();
    true
}

/// The element that the tree builder promises.
fn expect_element(node: &Gc<Node>) -> &Element {
    node.as_element()
        .unwrap_or_else(|| panic!("expected an element, found {node:?}"))
}
