//! What can be wrong with a text, and how it is shown.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::span::Span;

/// Something wrong at one place of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}; {remedy}")]
pub struct Mistake {
    /// Where.
    pub span: Span,
    /// What.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// Mistakes with the lines that they are in, for a terminal. `name` is what the text is called.
#[must_use]
pub fn report(name: &str, text: &str, mistakes: &[Mistake]) -> String {
    let shown = mistakes.iter().map(|mistake| {
        let place = AnnotationKind::Primary.span(mistake.span.range());
        let lines = Snippet::source(text).path(name);
        let lines = lines.annotation(place.label(mistake.remedy.as_str()));
        let title = Level::ERROR.primary_title(mistake.what.as_str());
        Renderer::plain().render(&[title.element(lines)])
    });
    shown.map(|mistake| mistake + "\n").collect()
}
