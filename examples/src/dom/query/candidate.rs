//! A view as an element of the crate `selectors`.

use html5ever::{Attribute, LocalName, Namespace, ns};
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext, matches_selector_list};
use selectors::{Element, OpaqueElement};

use super::View;
use super::grammar::{Grammar, Has, Name, NoPseudoElement, PseudoClass, State, Text};
use super::view::{below, following};

/// A node that is an element.
#[derive(Clone, Debug)]
pub(super) struct Candidate<V>(V);

impl<V: View> Candidate<V> {
    /// The node, if it is an element.
    pub(super) fn new(node: &V) -> Option<Self> {
        node.name().is_some().then(|| Self(node.clone()))
    }

    fn local(&self) -> &LocalName {
        &self.0.name().expect("a candidate is an element").local
    }

    fn namespace(&self) -> &Namespace {
        &self.0.name().expect("a candidate is an element").ns
    }

    /// Whether an attribute without a namespace is as asked for.
    fn has_plain(&self, name: &str, mut test: impl FnMut(&str) -> bool) -> bool {
        self.0
            .has_attribute(|it| is_plain(it, name) && test(&it.value))
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        self.namespace() == &ns!(html) && names.contains(&&**self.local())
    }

    fn is_control(&self) -> bool {
        self.is_one_of(&[
            "button", "fieldset", "input", "optgroup", "option", "select", "textarea",
        ])
    }

    fn is_checked(&self) -> bool {
        match &**self.local() {
            "input" => {
                self.has_plain("checked", |_| true)
                    && self.has_plain("type", |it| {
                        it.eq_ignore_ascii_case("checkbox") || it.eq_ignore_ascii_case("radio")
                    })
            }
            "option" => self.has_plain("selected", |_| true),
            _ => false,
        }
    }
}

impl<V: View> Candidate<V> {
    fn is(&self, state: State) -> bool {
        match state {
            State::AnyLink | State::Link => self.is_link(),
            State::Checked => self.is_checked(),
            State::Disabled => self.is_control() && self.has_plain("disabled", |_| true),
            State::Enabled => self.is_control() && !self.has_plain("disabled", |_| true),
        }
    }

    /// Whether something below the element, or after it, matches a selector that begins at the element.
    fn has(&self, has: &Has, context: &mut MatchingContext<'_, Grammar>) -> bool {
        let outer = context.scope_element.replace(self.opaque());
        let found = context.nest(|context| {
            let mut matches = |node: V| {
                Self::new(&node).is_some_and(|it| matches_selector_list(&has.list, &it, context))
            };
            below(&self.0).any(&mut matches)
                || (has.looks_sideways
                    && following(&self.0)
                        .any(|it| matches(it.clone()) || below(&it).any(&mut matches)))
        });
        context.scope_element = outer;
        found
    }
}

fn is_plain(attribute: &Attribute, name: &str) -> bool {
    attribute.name.ns == ns!() && &*attribute.name.local == name
}

/// The first of a row of siblings that is an element.
fn first_element<V: View>(
    start: Option<V>,
    next: impl FnMut(&V) -> Option<V>,
) -> Option<Candidate<V>> {
    std::iter::successors(start, next).find_map(|it| Candidate::new(&it))
}

impl<V: View> Element for Candidate<V> {
    type Impl = Grammar;

    fn opaque(&self) -> OpaqueElement {
        self.0.identity()
    }

    fn parent_element(&self) -> Option<Self> {
        Self::new(&self.0.parent()?)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        first_element(self.0.previous_sibling(), V::previous_sibling)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        first_element(self.0.next_sibling(), V::next_sibling)
    }

    fn first_element_child(&self) -> Option<Self> {
        first_element(self.0.first_child(), V::next_sibling)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.namespace() == &ns!(html)
    }

    fn has_local_name(&self, name: &LocalName) -> bool {
        self.local() == name
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.namespace() == namespace
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.local() == other.local() && self.namespace() == other.namespace()
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Text>,
    ) -> bool {
        self.0.has_attribute(|it| {
            let is_there = match namespace {
                NamespaceConstraint::Any => true,
                NamespaceConstraint::Specific(namespace) => it.name.ns == **namespace,
            };
            is_there && it.name.local == name.0 && operation.eval_str(&it.value)
        })
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.has_plain("id", |it| case.eq(it.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        self.has_plain("class", |it| {
            it.split_ascii_whitespace()
                .any(|class| case.eq(class.as_bytes(), name.0.as_bytes()))
        })
    }

    fn match_non_ts_pseudo_class(
        &self,
        class: &PseudoClass,
        context: &mut MatchingContext<'_, Grammar>,
    ) -> bool {
        match class {
            PseudoClass::State(state) => self.is(*state),
            PseudoClass::Has(has) => self.has(has, context),
        }
    }

    fn is_link(&self) -> bool {
        self.is_one_of(&["a", "area"]) && self.has_plain("href", |_| true)
    }

    fn is_html_slot_element(&self) -> bool {
        self.is_one_of(&["slot"])
    }

    fn is_empty(&self) -> bool {
        let mut children = std::iter::successors(self.0.first_child(), V::next_sibling);
        children.all(|it| it.name().is_none() && !it.is_some_text())
    }

    fn is_root(&self) -> bool {
        self.0.parent().is_some_and(|it| it.is_document())
    }

    // No shadow trees, pseudo-elements or custom states, and nothing is remembered in the nodes.

    fn match_pseudo_element(
        &self,
        element: &NoPseudoElement,
        _: &mut MatchingContext<'_, Grammar>,
    ) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
