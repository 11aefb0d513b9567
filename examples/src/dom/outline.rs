//! What was found, for people to read.

use std::fmt::Write;

use gc_core::Gc;
use html5ever::QualName;

use super::Node;
use super::layout::Layouts;

/// Characters of a match's text that its line shows.
const EXCERPT: usize = 60;

/// Levels beyond which lines are not indented further, so that a deep document stays readable, and its
/// outline no larger than itself.
const DEEPEST: usize = 24;

/// A line for each match, given with how many matches are around it; indented by that.
pub(super) fn outline(found: &[(Gc<Node>, usize)], layouts: &mut Option<Layouts>) -> String {
    let mut text = String::new();
    for (node, around) in found {
        let indent = "  ".repeat((*around).min(DEEPEST));
        writeln!(text, "{indent}{}", line(node, layouts)).expect("writing to memory cannot fail");
    }
    text
}

/// `h2#install.wide (80 × 1)  "How to install"`.
fn line(node: &Gc<Node>, layouts: &mut Option<Layouts>) -> String {
    let mut line = label(node);
    if let Some(layouts) = layouts {
        line += &size(node, layouts);
    }
    let excerpt = Node::excerpt(node, EXCERPT);
    if !excerpt.is_empty() {
        line += &format!("  \"{excerpt}\"");
    }
    line
}

/// ` (80 × 3)`: columns and lines.
pub(super) fn size(node: &Gc<Node>, layouts: &mut Layouts) -> String {
    let layout = layouts.of(node);
    format!(" ({} × {})", layout.columns, layout.lines)
}

/// A name with its prefix, where it has one: `xlink:href`.
fn qualified(name: &QualName) -> String {
    match &name.prefix {
        Some(prefix) if !prefix.is_empty() => format!("{prefix}:{}", name.local),
        _ => name.local.to_string(),
    }
}

/// An element as a selector would name it, with its other attributes: `a#top.old[href="/"]`.
pub(super) fn label(node: &Node) -> String {
    let Some(element) = node.as_element() else {
        return format!("{node:?}");
    };
    let mut label = element.name().local.to_string();
    for attribute in element.attributes().iter() {
        let (name, value) = (qualified(&attribute.name), &*attribute.value);
        let is_plain = !value.trim().is_empty();
        match &*name {
            "id" if is_plain => label += &format!("#{}", value.trim()),
            "class" if is_plain => {
                for class in value.split_ascii_whitespace() {
                    label += &format!(".{class}");
                }
            }
            _ if value.is_empty() => label += &format!("[{name}]"),
            _ => label += &format!("[{name}={value:?}]"),
        }
    }
    label
}
