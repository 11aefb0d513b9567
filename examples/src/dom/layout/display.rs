//! What kind of box an element makes.

use html5ever::ns;

use crate::dom::{Node, NodeData};

/// How a node takes part in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    /// Not at all.
    Hidden,
    /// Its text flows through lines.
    Text,
    /// What it holds flows through the lines around it.
    Inline,
    /// It ends the line.
    Break,
    /// It takes a line of its own.
    Rule,
    /// It takes lines of its own, and so many columns less than what is around it.
    Block {
        /// Columns left free at its left.
        indent: usize,
    },
}

impl Display {
    /// Of a node, as browsers have it without a style sheet. Cells of a table stand below each other.
    pub(super) fn of(node: &Node) -> Self {
        match node.data() {
            NodeData::Text(_) => Self::Text,
            NodeData::Document(_) | NodeData::Fragment => Self::Block { indent: 0 },
            NodeData::Element(element) if element.name().ns == ns!(html) => {
                Self::of_html(&element.name().local)
            }
            NodeData::Element(_) => Self::Inline,
            _ => Self::Hidden,
        }
    }

    fn of_html(name: &str) -> Self {
        match name {
            "area" | "base" | "datalist" | "head" | "link" | "meta" | "noembed" | "noframes"
            | "noscript" | "param" | "rp" | "script" | "style" | "template" | "title" => {
                Self::Hidden
            }
            "br" => Self::Break,
            "hr" => Self::Rule,
            "blockquote" | "dd" | "figure" => Self::Block { indent: 4 },
            "dir" | "menu" | "ol" | "ul" => Self::Block { indent: 2 },
            "address" | "article" | "aside" | "body" | "caption" | "center" | "dialog"
            | "details" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "footer" | "form"
            | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "html" | "legend"
            | "li" | "listing" | "main" | "nav" | "optgroup" | "option" | "p" | "plaintext"
            | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot"
            | "th" | "thead" | "tr" | "xmp" => Self::Block { indent: 0 },
            _ => Self::Inline,
        }
    }
}
