//! Text to tokens.

use super::super::fault::{Fault, Outcome};
use super::super::number;
use super::super::position::Position;
use super::super::value::Value;
use super::{incomplete_fault, read_fault};

/// A token.
pub(super) enum Token {
    Open,
    OpenVector,
    OpenBytes,
    Close,
    Dot,
    /// Short for a list that begins with this symbol.
    Quote(&'static str),
    /// `#;`
    Comment,
    /// `#0=`
    Label(u64),
    /// `#0#`
    Reference(u64),
    Datum(Value),
    End,
}

/// Characters by name.
pub(crate) const CHARACTERS: [(&str, char); 10] = [
    ("space", ' '),
    ("newline", '\n'),
    ("tab", '\t'),
    ("return", '\r'),
    ("null", '\0'),
    ("nul", '\0'),
    ("alarm", '\u{7}'),
    ("backspace", '\u{8}'),
    ("delete", '\u{7f}'),
    ("escape", '\u{1b}'),
];

/// Walks through a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    position: Position,
}

fn is_delimiter(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | ';' | '\'' | '`' | ',')
}

/// Whether this would be a number, were there fractions.
fn is_fraction(word: &str) -> bool {
    let is_whole = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let unsigned = word.strip_prefix(['+', '-']).unwrap_or(word);
    let parts = unsigned.split_once('/');
    parts.is_some_and(|(above, below)| is_whole(above) && is_whole(below))
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, file: u32) -> Self {
        Self {
            text,
            at: 0,
            position: Position::start(file),
        }
    }

    pub(super) fn offset(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        if c == '\n' {
            self.position.line += 1;
            self.position.column = 1;
        } else {
            self.position.column += 1;
        }
        Some(c)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    /// Skips blanks and comments.
    fn skip_blanks(&mut self) -> Outcome<()> {
        loop {
            match self.peek() {
                Some(c) if c.is_whitespace() => {
                    self.bump();
                }
                Some(';') => self.skip_line(),
                Some('#') if self.rest().starts_with("#|") => self.skip_block()?,
                Some('#') if self.rest().starts_with("#!") => self.skip_line(),
                _ => return Ok(()),
            }
        }
    }

    fn skip_line(&mut self) {
        while !matches!(self.peek(), None | Some('\n')) {
            self.bump();
        }
    }

    fn skip_block(&mut self) -> Outcome<()> {
        let start = self.position;
        let mut depth = 0_usize;
        loop {
            if self.rest().starts_with("#|") {
                depth += 1;
                self.skip(2);
            } else if self.rest().starts_with("|#") {
                depth -= 1;
                self.skip(2);
                if depth == 0 {
                    return Ok(());
                }
            } else if self.bump().is_none() {
                return Err(incomplete_fault("this comment lacks its `|#`", start));
            }
        }
    }

    /// The next token and where it begins.
    pub(super) fn next(&mut self) -> Outcome<(Token, Position)> {
        self.skip_blanks()?;
        let start = self.position;
        let Some(c) = self.peek() else {
            return Ok((Token::End, start));
        };
        let token = match c {
            '(' => self.short(1, Token::Open),
            ')' => self.short(1, Token::Close),
            '\'' => self.short(1, Token::Quote("quote")),
            '`' => self.short(1, Token::Quote("quasiquote")),
            ',' if self.rest().starts_with(",@") => self.short(2, Token::Quote("unquote-splicing")),
            ',' => self.short(1, Token::Quote("unquote")),
            '"' => Token::Datum(Value::text(&self.quoted('"')?)),
            '#' => self.hash(start)?,
            _ => self.word(start)?,
        };
        Ok((token, start))
    }

    fn short(&mut self, length: usize, token: Token) -> Token {
        self.skip(length);
        token
    }

    /// What begins with `#`.
    fn hash(&mut self, start: Position) -> Outcome<Token> {
        let rest = self.rest();
        if rest.starts_with("#(") {
            return Ok(self.short(2, Token::OpenVector));
        }
        if rest.starts_with("#u8(") {
            return Ok(self.short(4, Token::OpenBytes));
        }
        if rest.starts_with("#;") {
            return Ok(self.short(2, Token::Comment));
        }
        if rest.starts_with("#\\") {
            return self.character(start);
        }
        if let Some(token) = self.label() {
            return Ok(token);
        }
        let word = self.take_word();
        match word {
            "#t" | "#true" => return Ok(Token::Datum(Value::Bool(true))),
            "#f" | "#false" => return Ok(Token::Datum(Value::Bool(false))),
            _ => {}
        }
        match number::parse(word, 10) {
            Some(number) => Ok(Token::Datum(number)),
            None => Err(read_fault(format!("`{word}` means nothing"), start)),
        }
    }

    /// `#`, digits, and `=` or `#`.
    fn label(&mut self) -> Option<Token> {
        let digits = self.rest().strip_prefix('#')?;
        let end = digits.find(|c: char| !c.is_ascii_digit())?;
        let number = digits[..end].parse().ok()?;
        let token = match digits[end..].chars().next()? {
            '=' => Token::Label(number),
            '#' => Token::Reference(number),
            _ => return None,
        };
        Some(self.short(end + 2, token))
    }

    fn take_word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(is_delimiter).unwrap_or(rest.len());
        let word = &rest[..end];
        self.skip(word.chars().count());
        word
    }

    fn character(&mut self, start: Position) -> Outcome<Token> {
        self.skip(2);
        let Some(first) = self.bump() else {
            return Err(incomplete_fault("expected a character after `#\\`", start));
        };
        let more = if is_delimiter(first) {
            ""
        } else {
            self.take_word()
        };
        if more.is_empty() {
            return Ok(Token::Datum(Value::Char(first)));
        }
        let name = format!("{first}{more}");
        let named = CHARACTERS.iter().find(|(known, _)| *known == name);
        let coded = || char::from_u32(u32::from_str_radix(name.strip_prefix('x')?, 16).ok()?);
        match named.map(|&(_, c)| c).or_else(coded) {
            Some(c) => Ok(Token::Datum(Value::Char(c))),
            None => Err(read_fault(
                format!("`#\\{name}` is no character; write `#\\x41` for one by its number"),
                start,
            )),
        }
    }

    /// A number or a symbol.
    fn word(&mut self, start: Position) -> Outcome<Token> {
        let mut name = String::new();
        let mut is_plain = true;
        while let Some(c) = self.peek() {
            if c == '|' {
                is_plain = false;
                name.push_str(&self.quoted('|')?);
            } else if is_delimiter(c) {
                break;
            } else {
                name.push(c);
                self.bump();
            }
        }
        if is_plain {
            if name == "." {
                return Ok(Token::Dot);
            }
            if let Some(number) = number::parse(&name, 10) {
                return Ok(Token::Datum(number));
            }
        }
        if is_plain && is_fraction(&name) {
            return Err(read_fault(
                format!("`{name}`: there are no exact fractions; `(/ 1 2)` makes 0.5"),
                start,
            ));
        }
        if name.contains(['[', ']', '{', '}']) && is_plain {
            return Err(read_fault(
                format!("`{name}`: only round brackets make lists"),
                start,
            ));
        }
        Ok(Token::Datum(Value::symbol(&name)))
    }

    /// A string, or a symbol between bars.
    fn quoted(&mut self, mark: char) -> Outcome<String> {
        let start = self.position;
        self.bump();
        let mut text = String::new();
        loop {
            let at = self.position;
            match self.bump() {
                None => {
                    let message = format!("this text lacks its closing `{mark}`");
                    return Err(incomplete_fault(message, start));
                }
                Some(c) if c == mark => return Ok(text),
                Some('\\') => self.escape(&mut text, at)?,
                Some(c) => text.push(c),
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self, text: &mut String, at: Position) -> Outcome<()> {
        let c = self.bump();
        let plain = match c {
            Some('n') => '\n',
            Some('t') => '\t',
            Some('r') => '\r',
            Some('a') => '\u{7}',
            Some('b') => '\u{8}',
            Some('0') => '\0',
            Some(c @ ('"' | '\\' | '|')) => c,
            Some('x' | 'X') => self.coded(at)?,
            Some(c) if c.is_whitespace() => {
                return self.line_break(c, at);
            }
            Some(c) => {
                let message =
                    format!("`\\{c}` means nothing in a text; write `\\\\` for a backslash");
                return Err(read_fault(message, at));
            }
            None => return Err(incomplete_fault("a text ends after a backslash", at)),
        };
        text.push(plain);
        Ok(())
    }

    /// `\x41;`
    fn coded(&mut self, at: Position) -> Outcome<char> {
        let rest = self.rest();
        let digits = &rest[..rest.find(';').unwrap_or(0)];
        let coded = u32::from_str_radix(digits, 16).ok();
        let Some(c) = coded.and_then(char::from_u32) else {
            return Err(read_fault(
                "expected `\\x`, a character's number, and `;`",
                at,
            ));
        };
        self.skip(digits.len() + 1);
        Ok(c)
    }

    /// A backslash at the end of a line, with the blanks around it, is nothing.
    fn line_break(&mut self, first: char, at: Position) -> Result<(), Box<Fault>> {
        let mut c = Some(first);
        while matches!(c, Some(' ' | '\t')) {
            c = self.bump();
        }
        if c != Some('\n') {
            return Err(read_fault(
                "expected the end of the line after a backslash",
                at,
            ));
        }
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.bump();
        }
        Ok(())
    }
}
