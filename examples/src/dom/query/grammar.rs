//! Which names, pseudo-classes and functions a selector may have.

use std::borrow::Borrow;
use std::fmt;

use cssparser::{
    CowRcStr, ParseError, SourceLocation, ToCss, serialize_identifier, serialize_string,
};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::SelectorList;
use selectors::parser::{
    NonTSPseudoClass, ParseRelative, PseudoElement, Selector, SelectorImpl, SelectorParseErrorKind,
};

/// The grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grammar;

impl SelectorImpl for Grammar {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Text;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = LocalName;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = NoPseudoElement;
}

impl<'i> selectors::Parser<'i> for Grammar {
    type Impl = Self;
    type Error = SelectorParseErrorKind<'i>;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    /// An error inside `:is()` is one too: whoever types a selector wants to hear of it.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }

    fn parse_non_ts_pseudo_class(
        &self,
        location: SourceLocation,
        name: CowRcStr<'i>,
    ) -> Result<PseudoClass, ParseError<'i, SelectorParseErrorKind<'i>>> {
        let known = State::ALL.iter().find(|it| it.name() == &*name);
        known.copied().map(PseudoClass::State).ok_or_else(|| {
            location.new_custom_error(SelectorParseErrorKind::UnsupportedPseudoClassOrElement(
                name,
            ))
        })
    }

    /// `:has()`. Not the one of the crate `selectors`, which recurses over the tree.
    fn parse_non_ts_functional_pseudo_class<'t>(
        &self,
        name: CowRcStr<'i>,
        arguments: &mut cssparser::Parser<'i, 't>,
        _: bool,
    ) -> Result<PseudoClass, ParseError<'i, SelectorParseErrorKind<'i>>> {
        if name.eq_ignore_ascii_case("has") {
            return Has::parse(arguments).map(PseudoClass::Has);
        }
        let kind = SelectorParseErrorKind::UnsupportedPseudoClassOrElement(name);
        Err(arguments.new_custom_error(kind))
    }
}

/// Pseudo-classes that the crate `selectors` leaves to its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PseudoClass {
    /// By what the element is.
    State(State),
    /// By what is in it or after it.
    Has(Has),
}

/// What an element can be, wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A link.
    AnyLink,
    /// The same, as no link is ever visited here.
    Link,
    /// A box or an option that is chosen.
    Checked,
    /// A control that is out of use.
    Disabled,
    /// A control that is in use.
    Enabled,
}

impl State {
    const ALL: [Self; 5] = [
        Self::AnyLink,
        Self::Link,
        Self::Checked,
        Self::Disabled,
        Self::Enabled,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::AnyLink => "any-link",
            Self::Link => "link",
            Self::Checked => "checked",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
        }
    }
}

impl NonTSPseudoClass for PseudoClass {
    type Impl = Grammar;

    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        false
    }
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, to: &mut W) -> fmt::Result {
        match self {
            Self::State(state) => write!(to, ":{}", state.name()),
            Self::Has(has) => {
                to.write_str(":has(")?;
                has.list.to_css(to)?;
                to.write_str(")")
            }
        }
    }
}

/// The argument of `:has()`: selectors that begin where the element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Has {
    /// Each begins with `:scope` and a combinator.
    pub(super) list: SelectorList<Grammar>,
    /// Whether one begins with `+` or `~`, and so looks at what follows the element.
    pub(super) looks_sideways: bool,
}

impl Has {
    fn parse<'i>(
        arguments: &mut cssparser::Parser<'i, '_>,
    ) -> Result<Self, ParseError<'i, SelectorParseErrorKind<'i>>> {
        let list = SelectorList::parse(&Grammar, arguments, ParseRelative::ForScope)?;
        let first_combinator = |selector: &Selector<Grammar>| {
            let mut parts = selector.iter_raw_parse_order_from(0);
            parts.find_map(|part| part.as_combinator())
        };
        let mut all = list.slice().iter().filter_map(first_combinator);
        let looks_sideways = all.any(|it| it.is_sibling());
        Ok(Self {
            list,
            looks_sideways,
        })
    }
}

/// No pseudo-elements: they are boxes, not nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoPseudoElement {}

impl PseudoElement for NoPseudoElement {
    type Impl = Grammar;
}

impl ToCss for NoPseudoElement {
    fn to_css<W: fmt::Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

/// A name of an element, an attribute, a class or an `id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(pub(super) LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl Borrow<LocalName> for Name {
    fn borrow(&self) -> &LocalName {
        &self.0
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, to: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, to)
    }
}

/// A value that an attribute is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text(Box<str>);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Text {
    fn to_css<W: fmt::Write>(&self, to: &mut W) -> fmt::Result {
        serialize_string(&self.0, to)
    }
}
