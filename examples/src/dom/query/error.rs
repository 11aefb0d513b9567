//! What is wrong with a selector, and where.

use cssparser::{BasicParseErrorKind, ParseError, ParseErrorKind, ToCss, Token};
use selectors::parser::SelectorParseErrorKind as Kind;

/// A selector that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("selector `{selector}`, line {line}, column {column}: {what}")]
pub struct SelectorError {
    selector: String,
    line: u32,
    column: u32,
    what: String,
}

impl SelectorError {
    pub(super) fn at(selector: &str, (line, column): (u32, u32), what: String) -> Self {
        Self {
            selector: selector.to_owned(),
            line: line + 1,
            column,
            what,
        }
    }

    pub(super) fn new(selector: &str, error: &ParseError<'_, Kind<'_>>) -> Self {
        let place = (error.location.line, error.location.column);
        let what = match &error.kind {
            ParseErrorKind::Basic(kind) => basic(kind),
            ParseErrorKind::Custom(kind) => custom(kind),
        };
        Self::at(selector, place, what)
    }

    /// Where in the selector, in characters from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }
}

fn basic(kind: &BasicParseErrorKind<'_>) -> String {
    match kind {
        BasicParseErrorKind::UnexpectedToken(token) => {
            format!(
                "`{}` cannot stand there; correct or remove it",
                token.to_css_string()
            )
        }
        BasicParseErrorKind::EndOfInput => {
            "expected more, but the selector ends; complete it or remove its last character"
                .to_owned()
        }
        other => format!("{other}; a selector has no such thing"),
    }
}

fn custom(kind: &Kind<'_>) -> String {
    match kind {
        Kind::EmptySelector => {
            "expected a selector, found none; name an element, `.class`, `#id`, `[attribute]` or `*`".into()
        }
        Kind::DanglingCombinator => {
            "expected a selector after the last combinator, found none; add one or remove the combinator"
                .into()
        }
        Kind::UnsupportedPseudoClassOrElement(name) => format!(
            "`:{name}` is not supported; use a structural one (`:first-child`, `:nth-child()`, `:not()`, \
             `:is()`, `:has()`, `:empty`, `:root`) or `:link`, `:checked`, `:disabled`, `:enabled`"
        ),
        Kind::ExpectedNamespace(prefix) => {
            format!("the prefix `{prefix}` is not declared; leave out `{prefix}|`")
        }
        Kind::UnexpectedIdent(name) => format!("expected a selector, found `{name}`; remove it"),
        Kind::ClassNeedsIdent(token) => found("a class name after `.`", token),
        Kind::NoIdentForPseudo(token) | Kind::PseudoElementExpectedIdent(token) => {
            found("a name after `:`", token)
        }
        Kind::NoQualifiedNameInAttributeSelector(token)
        | Kind::InvalidQualNameInAttr(token)
        | Kind::ExpectedBarInAttr(token) => found("an attribute's name", token),
        Kind::BadValueInAttr(token) => found("a value, a name or a text in quotes", token),
        Kind::UnexpectedTokenInAttributeSelector(token) => {
            found("`]` or one of `= ~= |= ^= $= *=`", token)
        }
        Kind::ExplicitNamespaceUnexpectedToken(token) => found("a name after `|`", token),
        other => format!("not allowed there ({other:?}); remove it"),
    }
}

fn found(expected: &str, token: &Token<'_>) -> String {
    format!(
        "expected {expected}, found `{}`; correct it",
        token.to_css_string()
    )
}
