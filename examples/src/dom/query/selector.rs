//! A parsed selector, and the search.

use std::fmt;

use cssparser::{ParserInput, ToCss};
use gc_core::Gc;
use html5ever::tree_builder;
use selectors::SelectorList;
use selectors::context::{
    MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::{MatchingContext, matches_selector_list};
use selectors::parser::ParseRelative;

use super::candidate::Candidate;
use super::grammar::Grammar;
use super::{SelectorError, View};
use crate::dom::Node;

/// Parentheses and brackets that may stand inside each other: the parser recurses over them.
const DEEPEST: usize = 32;

/// A list of CSS selectors.
///
/// ```
/// use gc_examples::dom::{Node, parse, query::Selector};
///
/// let document = parse("<ul><li>a<li class=new>b").document;
/// let new = Selector::parse("ul > .new")?;
/// let found = new.first(&document).expect("there is one");
/// assert_eq!(Node::text_content(&found), "b");
/// # Ok::<(), gc_examples::dom::query::SelectorError>(())
/// ```
#[derive(Clone)]
pub struct Selector(SelectorList<Grammar>);

impl Selector {
    /// Parses a list of selectors, separated by commas: level 3 of CSS with `:is`, `:where`, `:not`, `:has`
    /// and `:nth-child(… of …)` of level 4. To match `:has` takes a walk through all below an element.
    ///
    /// # Errors
    ///
    /// If it is malformed, or uses what there is not without a screen (`:hover`, `::before`).
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        check_depth(text)?;
        let mut input = ParserInput::new(text);
        let mut parser = cssparser::Parser::new(&mut input);
        SelectorList::parse(&Grammar, &mut parser, ParseRelative::No)
            .map(Self)
            .map_err(|error| SelectorError::new(text, &error))
    }

    /// Whether an element matches. No node but an element ever does.
    ///
    /// In a document without a modern doctype (quirks mode) the case of classes and `id`s does not matter; that
    /// takes a walk to the root.
    #[must_use]
    pub fn matches(&self, node: &Gc<Node>) -> bool {
        Search::new(self, Node::root(node).quirks_mode()).matches(node)
    }

    /// The elements below a node that match now, in the order of the source. What templates hold is not
    /// searched, as the standard says.
    #[must_use]
    pub fn all(&self, root: &Gc<Node>) -> Vec<Gc<Node>> {
        self.search(root).collect()
    }

    /// The same, each with how many of the others are around it.
    #[must_use]
    pub fn all_nested(&self, root: &Gc<Node>) -> Vec<(Gc<Node>, usize)> {
        let mut search = Search::new(self, Node::root(root).quirks_mode());
        let mut found = Vec::new();
        let mut around: Vec<usize> = Vec::new();
        for (node, depth) in Node::descendants(root) {
            while around.last().is_some_and(|last| *last >= depth) {
                around.pop();
            }
            if search.matches(&node) {
                found.push((node, around.len()));
                around.push(depth);
            }
        }
        found
    }

    /// The first of them.
    #[must_use]
    pub fn first(&self, root: &Gc<Node>) -> Option<Gc<Node>> {
        self.search(root).next()
    }

    /// The node itself or the nearest around it that matches.
    #[must_use]
    pub fn closest(&self, node: &Gc<Node>) -> Option<Gc<Node>> {
        let mut search = Search::new(self, Node::root(node).quirks_mode());
        let mut around = std::iter::once(node.clone()).chain(Node::ancestors(node));
        around.find(|it| search.matches(it))
    }

    fn search(&self, root: &Gc<Node>) -> impl Iterator<Item = Gc<Node>> {
        let mut search = Search::new(self, Node::root(root).quirks_mode());
        let all = Node::descendants(root).map(|(node, _)| node);
        all.filter(move |node| search.matches(node))
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.to_css(f)
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Selector({self})")
    }
}

/// A search under way, with what it remembers of the nodes that it has seen (positions, for `:nth-child`):
/// the tree must not change meanwhile, so it is made anew for each.
pub(in crate::dom) struct Search<'a> {
    selector: &'a Selector,
    quirks: QuirksMode,
    caches: SelectorCaches,
}

impl<'a> Search<'a> {
    pub(in crate::dom) fn new(selector: &'a Selector, quirks: tree_builder::QuirksMode) -> Self {
        Self {
            selector,
            quirks: match quirks {
                tree_builder::QuirksMode::Quirks => QuirksMode::Quirks,
                tree_builder::QuirksMode::LimitedQuirks => QuirksMode::LimitedQuirks,
                tree_builder::QuirksMode::NoQuirks => QuirksMode::NoQuirks,
            },
            caches: SelectorCaches::default(),
        }
    }

    pub(in crate::dom) fn matches<V: View>(&mut self, node: &V) -> bool {
        let Some(candidate) = Candidate::new(node) else {
            return false;
        };
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut self.caches,
            self.quirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector_list(&self.selector.0, &candidate, &mut context)
    }
}

/// Refuses what would take a deep stack to parse and to match.
fn check_depth(text: &str) -> Result<(), SelectorError> {
    let mut depth = 0_usize;
    for (column, character) in (1..).zip(text.chars()) {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let what = format!("more than {DEEPEST} parentheses inside each other; use fewer");
            return Err(SelectorError::at(text, (0, column), what));
        }
    }
    Ok(())
}
