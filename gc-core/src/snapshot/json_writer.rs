//! JSON as it comes: maps by calls, values by `serde_json`.
//!
//! The text may stand inside of an HTML page: no string in it holds a `<`, `>` or `&` of its own, nor
//! one of the two line ends that JavaScript once took for such.

use core::cell::Cell;
use std::io::{self, Write};

use serde_core::ser::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Writes one document.
pub(super) struct JsonWriter<'w> {
    out: &'w mut dyn Write,
}

/// Writes the entries of one map.
pub(super) struct MapWriter<'j, 'w> {
    json: &'j mut JsonWriter<'w>,
    is_empty: bool,
}

impl<'w> JsonWriter<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// Any value.
    pub(super) fn value(&mut self, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        let mut serializer = Serializer::with_formatter(&mut self.out, Harmless);
        Ok(value.serialize(&mut serializer)?)
    }

    /// A map with the entries that `write` writes.
    pub(super) fn map(
        &mut self,
        write: impl FnOnce(&mut MapWriter<'_, 'w>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.out.write_all(b"{")?;
        write(&mut MapWriter {
            json: self,
            is_empty: true,
        })?;
        self.out.write_all(b"}")
    }

    /// An array, each element of which is written by `write`.
    pub(super) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.out.write_all(b"[")?;
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            write(self, item)?;
        }
        self.out.write_all(b"]")
    }
}

impl<'w> MapWriter<'_, 'w> {
    /// An entry that `write` writes the value of.
    pub(super) fn entry_with(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut JsonWriter<'w>) -> io::Result<()>,
    ) -> io::Result<()> {
        if !core::mem::replace(&mut self.is_empty, false) {
            self.json.out.write_all(b",")?;
        }
        self.json.value(name)?;
        self.json.out.write_all(b":")?;
        write(self.json)
    }

    /// An entry with a value.
    pub(super) fn entry(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> io::Result<()> {
        self.entry_with(name, |json| json.value(value))
    }

    /// An entry with an array of values.
    pub(super) fn column<I>(&mut self, name: &str, values: I) -> io::Result<()>
    where
        I: Iterator,
        I::Item: Serialize,
    {
        self.entry(name, &Column(Cell::new(Some(values))))
    }
}

/// An iterator that is written as an array, once.
struct Column<I>(Cell<Option<I>>);

impl<I> Serialize for Column<I>
where
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

/// Compact, with the characters escaped that mean something in HTML.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment;
        while let Some(place) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            let (before, at) = rest.split_at(place);
            out.write_all(before.as_bytes())?;
            let mut characters = at.chars();
            if let Some(character) = characters.next() {
                write!(out, "\\u{:04x}", character as u32)?;
            }
            rest = characters.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::JsonWriter;

    #[test]
    fn no_string_can_end_a_script() {
        let mut text = Vec::new();
        let mischief = "</script><!-- & \u{2028} \"\\\u{1} é 𝄞";
        JsonWriter::new(&mut text).value(mischief).expect("written");
        let text = String::from_utf8(text).expect("UTF-8");
        assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
        let read: String = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read, mischief);
    }

    #[test]
    fn maps_and_arrays_nest() {
        let mut text = Vec::new();
        let mut json = JsonWriter::new(&mut text);
        json.map(|map| {
            map.entry("a", &1)?;
            map.column("b", [1, 2].iter())?;
            map.entry_with("c", |json| json.array([3, 4], |json, n| json.value(&n)))
        })
        .expect("written");
        assert_eq!(text, br#"{"a":1,"b":[1,2],"c":[3,4]}"#);
    }
}
