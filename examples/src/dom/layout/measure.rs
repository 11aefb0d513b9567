//! A tree into boxes.

use gc_core::Gc;

use super::Layout;
use super::cache::{Cache, Known};
use super::display::Display;
use super::flow::Flow;
use crate::dom::{Node, clock, walk};

/// Layouts for a screen of some width. Blocks that have not changed since they were last asked for are not
/// computed again.
///
/// ```
/// use gc_examples::dom::{layout::Layouts, parse, query::Selector};
///
/// let document = parse("<p>Three short words<ul><li>and<li>a list</ul>").document;
/// let list = Selector::parse("ul").unwrap().first(&document).unwrap();
/// let mut layouts = Layouts::new(12);
/// assert_eq!(layouts.of(&document).lines, 4);
/// assert_eq!(layouts.of(&list).columns, 10);
/// ```
#[derive(Debug)]
pub struct Layouts {
    columns: usize,
    cache: Cache,
    computed: usize,
}

impl Layouts {
    /// None yet, for a screen of so many columns; one at least.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            cache: Cache::default(),
            computed: 0,
        }
    }

    /// The layout of a node as a block. Takes time for what has changed below it, and for its ancestors.
    pub fn of(&mut self, node: &Gc<Node>) -> Layout {
        let indents = Node::ancestors(node).map(|it| indent(&it));
        let outer = self.columns.saturating_sub(indents.sum());
        let columns = inner(outer, indent(node));
        let keeps_lines = is_preformatted(node);
        let known = self.known(node, columns, keeps_lines);
        known.unwrap_or_else(|| self.measure(node, columns, keeps_lines))
    }

    /// How many blocks were computed so far.
    #[must_use]
    pub fn computed(&self) -> usize {
        self.computed
    }

    /// Living nodes that have a layout, be it out of date.
    #[must_use]
    pub fn living(&self) -> usize {
        self.cache.living()
    }

    fn known(&self, node: &Gc<Node>, columns: usize, keeps_lines: bool) -> Option<Layout> {
        let known = self.cache.get(node)?;
        let is_same = known.layout.columns == columns && known.keeps_lines == keeps_lines;
        is_same.then_some(known.layout)
    }

    /// Lays out a node with all blocks inside that have changed.
    fn measure(&mut self, root: &Gc<Node>, columns: usize, keeps_lines: bool) -> Layout {
        let time = clock::tick();
        let mut outer = Vec::new();
        let mut frame = Frame::new(root.clone(), columns, keeps_lines);
        loop {
            match self.fill(&mut frame) {
                Some(inside) => outer.push(std::mem::replace(&mut frame, inside)),
                None => {
                    let layout = self.keep(&frame, time);
                    match outer.pop() {
                        Some(around) => frame = around,
                        None => return layout,
                    }
                    frame.flow.block(layout.lines);
                }
            }
        }
    }

    /// Remembers the layout of a block that is full.
    fn keep(&mut self, frame: &Frame, time: u64) -> Layout {
        let layout = frame.layout();
        let known = Known {
            layout,
            keeps_lines: frame.keeps_lines,
            time,
        };
        self.cache.insert(&frame.node, known);
        self.computed += 1;
        layout
    }

    /// Fills a block, up to its end or to a block inside that has to be laid out first.
    fn fill(&self, frame: &mut Frame) -> Option<Frame> {
        while let Some(node) = frame.next.take() {
            let display = Display::of(&node);
            frame.next = match display {
                Display::Inline if node.has_children() => node.first_child(),
                _ => walk::after(node.clone(), 0, &frame.node).map(|(next, _)| next),
            };
            match display {
                Display::Hidden | Display::Inline => {}
                Display::Text => frame.text(&node),
                Display::Break => frame.flow.end_line(),
                Display::Rule => frame.flow.block(1),
                Display::Block { indent } => {
                    let columns = inner(frame.columns, indent);
                    let keeps_lines = frame.keeps_lines || node.is_html("pre");
                    match self.known(&node, columns, keeps_lines) {
                        Some(layout) => frame.flow.block(layout.lines),
                        None => return Some(Frame::new(node, columns, keeps_lines)),
                    }
                }
            }
        }
        None
    }
}

/// A block that is being filled.
struct Frame {
    node: Gc<Node>,
    /// Where filling goes on: a node inside.
    next: Option<Gc<Node>>,
    columns: usize,
    /// Whether line breaks in the source are line breaks on the screen.
    keeps_lines: bool,
    flow: Flow,
}

impl Frame {
    fn new(node: Gc<Node>, columns: usize, keeps_lines: bool) -> Self {
        let mut frame = Self {
            next: node.first_child(),
            node,
            columns,
            keeps_lines,
            flow: Flow::new(columns),
        };
        let node = frame.node.clone();
        frame.text(&node);
        frame
    }

    fn text(&mut self, node: &Node) {
        match node.as_text() {
            Some(text) if self.keeps_lines => self.flow.preformatted(&text),
            Some(text) => self.flow.words(&text),
            None => {}
        }
    }

    fn layout(&self) -> Layout {
        Layout {
            columns: self.columns,
            lines: self.flow.lines(),
        }
    }
}

fn indent(node: &Node) -> usize {
    match Display::of(node) {
        Display::Block { indent } => indent,
        _ => 0,
    }
}

fn inner(columns: usize, indent: usize) -> usize {
    columns.saturating_sub(indent).max(1)
}

fn is_preformatted(node: &Gc<Node>) -> bool {
    node.is_html("pre") || Node::ancestors(node).any(|it| it.is_html("pre"))
}
