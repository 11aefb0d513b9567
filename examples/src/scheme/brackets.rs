//! Whether a text is whole, as far as brackets, strings and comments tell.

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brackets {
    /// Something is still to be closed.
    Open,
    /// All is closed, or closed too often.
    Closed,
}

/// Where in a text a character is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    /// Between these marks.
    Quoted(char),
    Line,
    Block(usize),
}

/// Looks whether a text is whole.
pub(super) fn brackets(text: &str) -> Brackets {
    let mut depth = 0_i64;
    let mut inside = Inside::Nothing;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        inside = match (inside, c) {
            (Inside::Nothing, '(') => {
                depth += 1;
                inside
            }
            (Inside::Nothing, ')') => {
                depth -= 1;
                inside
            }
            (Inside::Nothing, mark @ ('"' | '|')) => Inside::Quoted(mark),
            (Inside::Nothing, ';') => Inside::Line,
            (Inside::Nothing, '#') => match chars.peek() {
                Some('\\') => {
                    // A character: the next may be a bracket.
                    chars.next();
                    chars.next();
                    inside
                }
                Some('|') => {
                    chars.next();
                    Inside::Block(1)
                }
                Some(';') => {
                    chars.next();
                    inside
                }
                _ => inside,
            },
            (Inside::Quoted(_), '\\') => {
                chars.next();
                inside
            }
            (Inside::Quoted(mark), c) if c == mark => Inside::Nothing,
            (Inside::Line, '\n') => Inside::Nothing,
            (Inside::Block(level), '#') if chars.peek() == Some(&'|') => {
                chars.next();
                Inside::Block(level + 1)
            }
            (Inside::Block(level), '|') if chars.peek() == Some(&'#') => {
                chars.next();
                match level {
                    1 => Inside::Nothing,
                    level => Inside::Block(level - 1),
                }
            }
            _ => inside,
        };
    }
    match inside {
        Inside::Nothing | Inside::Line if depth <= 0 => Brackets::Closed,
        _ => Brackets::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::{Brackets, brackets};

    #[test]
    fn a_text_is_whole_when_all_is_closed() {
        let whole = [
            "",
            "x",
            "(a (b))",
            "\"(\"",
            "#\\(",
            "; (",
            "#| ( |# x",
            "())",
            "|(|",
            "#;(x)",
        ];
        for text in whole {
            assert_eq!(brackets(text), Brackets::Closed, "{text}");
        }
    }

    #[test]
    fn what_is_begun_asks_for_more() {
        for text in [
            "(", "(a", "\"x", "(a ; )", "#| x", "#| #| |#", "(#\\))(", "(\"\\\"",
        ] {
            assert_eq!(brackets(text), Brackets::Open, "{text}");
        }
    }
}
