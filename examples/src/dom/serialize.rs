//! From nodes to HTML.

use std::io;

use gc_core::Gc;
use html5ever::QualName;
use html5ever::serialize::{self as html, Serialize, SerializeOpts, Serializer, TraversalScope};

use super::{Node, NodeData};

/// The HTML of all below a node: `innerHTML`. With what templates hold, as the standard says.
#[must_use]
pub fn serialize(node: &Gc<Node>) -> String {
    let parent = node.as_element().map(|it| it.name().clone());
    write(node, TraversalScope::ChildrenOnly(parent))
}

/// The HTML of a node and all below it: `outerHTML`.
#[must_use]
pub fn serialize_outer(node: &Gc<Node>) -> String {
    match node.data() {
        NodeData::Document(_) | NodeData::Fragment => serialize(node),
        _ => write(node, TraversalScope::IncludeNode),
    }
}

fn write(node: &Gc<Node>, traversal_scope: TraversalScope) -> String {
    let options = SerializeOpts {
        traversal_scope,
        ..SerializeOpts::default()
    };
    let mut bytes = Vec::new();
    html::serialize(&mut bytes, &Tree(node), options).expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("the serializer writes UTF-8")
}

/// What html5ever's serializer walks.
struct Tree<'a>(&'a Gc<Node>);

/// What is still to be written.
enum Step {
    /// A node, what is below it, and then what follows it.
    Siblings(Gc<Node>),
    /// The end of an element.
    Close(QualName),
}

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, to: &mut S, scope: TraversalScope) -> io::Result<()> {
        let mut steps = Vec::new();
        match scope {
            TraversalScope::IncludeNode => open(self.0, to, &mut steps)?,
            TraversalScope::ChildrenOnly(_) => steps.extend(content(self.0).map(Step::Siblings)),
        }
        while let Some(step) = steps.pop() {
            match step {
                Step::Siblings(node) => {
                    steps.extend(node.next_sibling().map(Step::Siblings));
                    open(&node, to, &mut steps)?;
                }
                Step::Close(name) => to.end_elem(name)?,
            }
        }
        Ok(())
    }
}

/// Writes a node up to where its children begin.
fn open<S: Serializer>(node: &Gc<Node>, to: &mut S, steps: &mut Vec<Step>) -> io::Result<()> {
    match node.data() {
        NodeData::Element(element) => {
            let attributes = element.attributes();
            let pairs = attributes.iter().map(|it| (&it.name, &it.value[..]));
            to.start_elem(element.name().clone(), pairs)?;
            steps.push(Step::Close(element.name().clone()));
            steps.extend(content(node).map(Step::Siblings));
            Ok(())
        }
        NodeData::Doctype(doctype) => to.write_doctype(&doctype.name),
        NodeData::Text(text) => to.write_text(&text.borrow()),
        NodeData::Comment(text) => to.write_comment(text),
        NodeData::Instruction(it) => to.write_processing_instruction(&it.target, &it.content),
        // Roots only: no document or fragment is ever a child.
        NodeData::Document(_) | NodeData::Fragment => Ok(()),
    }
}

/// The first of the nodes that are written inside: of a template, what it holds; else the children.
fn content(node: &Gc<Node>) -> Option<Gc<Node>> {
    match node.as_element().and_then(|it| it.template()) {
        Some(fragment) => fragment.first_child(),
        None => node.first_child(),
    }
}
