//! The tree over `Rc`: `markup5ever_rcdom`.

use std::mem;
use std::rc::Rc;

use html5ever::serialize::{SerializeOpts, serialize};
use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use markup5ever_rcdom::{Handle, Node, NodeData, RcDom, SerializableHandle};
use selectors::OpaqueElement;

use super::Tree;
use crate::dom::query::{Search, Selector, View};

/// The tree of `markup5ever_rcdom`.
#[derive(Debug)]
pub enum Reference {}

impl Tree for Reference {
    const NAME: &'static str = "rcdom";
    type Document = RcDom;

    fn parse(html: &str) -> RcDom {
        parse_document(RcDom::default(), ParseOpts::default()).one(html)
    }

    fn count(dom: &RcDom, selector: &Selector) -> usize {
        let mut search = Search::new(selector, dom.quirks_mode.get());
        let mut waiting = vec![dom.document.clone()];
        let mut count = 0;
        while let Some(node) = waiting.pop() {
            count += usize::from(search.matches(&node));
            waiting.extend(node.children.borrow().iter().rev().cloned());
        }
        count
    }

    /// Its serializer leaves out what templates hold, against the standard.
    fn reveal_templates(dom: &RcDom) {
        let mut waiting = vec![dom.document.clone()];
        while let Some(node) = waiting.pop() {
            if let NodeData::Element {
                template_contents, ..
            } = &node.data
                && let Some(held) = template_contents.borrow().as_ref()
            {
                *node.children.borrow_mut() = mem::take(&mut held.children.borrow_mut());
            }
            waiting.extend(node.children.borrow().iter().cloned());
        }
    }

    fn serialize(dom: &RcDom) -> String {
        let document = SerializableHandle::from(dom.document.clone());
        let mut bytes = Vec::new();
        serialize(&mut bytes, &document, SerializeOpts::default())
            .expect("writing to memory cannot fail");
        String::from_utf8(bytes).expect("the serializer writes UTF-8")
    }

    fn free(dom: RcDom) {
        drop(dom);
    }
}

impl View for Handle {
    fn identity(&self) -> OpaqueElement {
        OpaqueElement::new::<Node>(self)
    }

    fn parent(&self) -> Option<Self> {
        let parent = self.parent.take();
        let strong = parent.as_ref().and_then(|it| it.upgrade());
        self.parent.set(parent);
        strong
    }

    fn previous_sibling(&self) -> Option<Self> {
        let parent = View::parent(self)?;
        let children = parent.children.borrow();
        let before = position(&children, self)?.checked_sub(1)?;
        children.get(before).cloned()
    }

    fn next_sibling(&self) -> Option<Self> {
        let parent = View::parent(self)?;
        let children = parent.children.borrow();
        children.get(position(&children, self)? + 1).cloned()
    }

    fn first_child(&self) -> Option<Self> {
        self.children.borrow().first().cloned()
    }

    fn name(&self) -> Option<&QualName> {
        match &self.data {
            NodeData::Element { name, .. } => Some(name),
            _ => None,
        }
    }

    fn has_attribute(&self, test: impl FnMut(&Attribute) -> bool) -> bool {
        match &self.data {
            NodeData::Element { attrs, .. } => attrs.borrow().iter().any(test),
            _ => false,
        }
    }

    fn is_some_text(&self) -> bool {
        matches!(&self.data, NodeData::Text { contents } if !contents.borrow().is_empty())
    }

    fn is_document(&self) -> bool {
        matches!(self.data, NodeData::Document)
    }
}

/// Where a child stands: this tree has no other way to its neighbours.
fn position(children: &[Handle], child: &Handle) -> Option<usize> {
    children.iter().position(|it| Rc::ptr_eq(it, child))
}
