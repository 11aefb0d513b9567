//! Words into lines.

use unicode_width::UnicodeWidthStr;

/// Lines that are being filled, each word going into the current one if it fits there.
#[derive(Debug)]
pub(super) struct Flow {
    columns: usize,
    /// Lines so far, with the current one.
    lines: usize,
    /// Columns of the current line that are taken; 0: no line has begun.
    used: usize,
    /// Whether a blank goes before the next word.
    blank: bool,
}

impl Flow {
    /// No lines yet, of so many columns each; one at least.
    pub(super) fn new(columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            lines: 0,
            used: 0,
            blank: false,
        }
    }

    /// Lines so far.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    /// Text whose blanks and line breaks only separate words.
    pub(super) fn words(&mut self, text: &str) {
        self.blank |= text.starts_with(|it: char| it.is_ascii_whitespace());
        for word in text.split_ascii_whitespace() {
            self.word(word.width());
            self.blank = true;
        }
        self.blank &= text.ends_with(|it: char| it.is_ascii_whitespace());
    }

    /// Text whose line breaks stay.
    pub(super) fn preformatted(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            if !line.is_empty() {
                self.blank = false;
                self.word(line.width());
            }
        }
    }

    /// Ends the line; an empty one, if none has begun.
    pub(super) fn end_line(&mut self) {
        self.lines += usize::from(self.used == 0);
        self.used = 0;
        self.blank = false;
    }

    /// A block between the lines.
    pub(super) fn block(&mut self, lines: usize) {
        self.lines += lines;
        self.used = 0;
        self.blank = false;
    }

    /// A word. One that is wider than a line takes several.
    fn word(&mut self, width: usize) {
        let width = width.max(1);
        let gap = usize::from(self.blank && self.used > 0);
        if self.used > 0 && self.used + gap + width <= self.columns {
            self.used += gap + width;
        } else {
            self.lines += width.div_ceil(self.columns);
            self.used = (width - 1) % self.columns + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flow;

    fn lines(columns: usize, fill: impl FnOnce(&mut Flow)) -> usize {
        let mut flow = Flow::new(columns);
        fill(&mut flow);
        flow.lines()
    }

    #[test]
    fn words_fill_a_line_before_the_next_begins() {
        assert_eq!(lines(7, |it| it.words("one two three")), 2);
        assert_eq!(lines(6, |it| it.words("one two three")), 3);
    }

    #[test]
    fn a_word_wider_than_a_line_takes_several() {
        assert_eq!(lines(4, |it| it.words("abcdefghi jkl")), 4);
        assert_eq!(lines(4, |it| it.words("abcdefghi jk")), 3);
    }

    #[test]
    fn blanks_alone_make_no_line() {
        assert_eq!(lines(10, |it| it.words(" \n ")), 0);
    }

    #[test]
    fn texts_without_a_blank_between_them_are_one_word() {
        let split = |it: &mut Flow| {
            it.words("ab");
            it.words("cd");
        };
        assert_eq!(lines(4, split), 1);
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(lines(8, |it| it.words("漢字 漢字")), 2);
        assert_eq!(lines(9, |it| it.words("漢字 漢字")), 1);
    }

    #[test]
    fn preformatted_text_keeps_its_line_breaks() {
        assert_eq!(lines(80, |it| it.preformatted("a\n\nb")), 3);
    }
}
