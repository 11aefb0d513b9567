//! What a tree says to a reader.

use gc_core::Gc;

use super::Node;

/// Nodes that an excerpt looks at before it gives up, so that many excerpts of a deep tree stay cheap.
const EXCERPT_NODES: usize = 256;

impl Node {
    /// The text of this node, or of all text below it, as it stands in the source.
    #[must_use]
    pub fn text_content(this: &Gc<Self>) -> String {
        if let Some(text) = this.as_text() {
            return text.to_owned();
        }
        let mut whole = String::new();
        for (node, _) in Self::descendants(this) {
            if let Some(text) = node.as_text() {
                whole.push_str(&text);
            }
        }
        whole
    }

    /// The beginning of the text, without line breaks and repeated blanks: at most so many
    /// characters, with `…` where there is more. Empty where the first nodes below hold no text.
    #[must_use]
    pub fn excerpt(this: &Gc<Self>, characters: usize) -> String {
        let mut text = this.as_text().map(|it| it.to_owned()).unwrap_or_default();
        for (node, _) in Self::descendants(this).take(EXCERPT_NODES) {
            if text.len() > characters * 8 {
                break;
            }
            if let Some(more) = node.as_text() {
                text.push_str(&more);
            }
        }
        shorten(&collapse(&text), characters)
    }
}

/// Each run of blanks and line breaks as one blank, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.join(" ")
}

fn shorten(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{collapse, shorten};

    #[test]
    fn blanks_and_line_breaks_become_one_blank() {
        assert_eq!(collapse("  a\n\t b \u{a0} "), "a b \u{a0}");
    }

    #[test]
    fn what_is_cut_off_is_marked() {
        assert_eq!(shorten("größer als", 6), "größer…");
        assert_eq!(shorten("klein", 6), "klein");
    }
}
