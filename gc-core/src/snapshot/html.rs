//! One page that shows all of it, in one file.
//!
//! The page's parts lie beside this file and are put together here: markup, style, scripts, and the
//! data as the JSON document's parts, each of which the page reads when it first needs it. Whatever
//! names and labels hold, it is data: JSON strings in which no `<` is left, and which the scripts only
//! ever put into text nodes.

use std::io::{self, Write};

use super::Snapshot;
use super::json::PARTS;
use super::json_writer::JsonWriter;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");

/// In order: each may use what those before it define.
const SCRIPTS: [&str; 10] = [
    include_str!("html/elements.js"),
    include_str!("html/heap.js"),
    include_str!("html/virtual_list.js"),
    include_str!("html/types_view.js"),
    include_str!("html/objects_view.js"),
    include_str!("html/picture.js"),
    include_str!("html/object_view.js"),
    include_str!("html/charts.js"),
    include_str!("html/lists_view.js"),
    include_str!("html/main.js"),
];

impl Snapshot {
    /// Writes a page for the browser: types, objects with their edges and paths, a picture of what lies
    /// around each, circles, pauses and memory over time. (Feature `export`.)
    ///
    /// One file, which needs no network and no other file. It holds all objects: some 60 bytes each,
    /// with four edges.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let number = Gc::new_in(1, &heap);
    /// let mut page = Vec::new();
    /// heap.snapshot().write_html(&mut page, "One number")?;
    /// assert!(page.starts_with(b"<!DOCTYPE html>"));
    /// # drop(number);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_html(&self, mut out: impl Write, title: &str) -> io::Result<()> {
        for piece in PAGE.split("{{") {
            let (name, text) = piece.split_once("}}").unwrap_or(("", piece));
            match name {
                "title" => out.write_all(escape(title).as_bytes())?,
                "style" => out.write_all(STYLE.as_bytes())?,
                "data" => self.write_data(&mut out)?,
                "script" => SCRIPTS
                    .iter()
                    .try_for_each(|script| out.write_all(script.as_bytes()))?,
                _ => {}
            }
            out.write_all(text.as_bytes())?;
        }
        out.flush()
    }

    fn write_data(&self, out: &mut impl Write) -> io::Result<()> {
        for (name, write) in PARTS {
            write!(out, "<script type=\"application/json\" id=\"data-{name}\">")?;
            write(self, &mut JsonWriter::new(out))?;
            writeln!(out, "</script>")?;
        }
        Ok(())
    }
}

/// Text as text.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SCRIPTS, STYLE, escape};

    #[test]
    fn the_page_has_a_place_for_each_part() {
        for part in ["{{title}}", "{{style}}", "{{data}}", "{{script}}"] {
            assert!(PAGE.contains(part), "{part}");
        }
    }

    #[test]
    fn neither_style_nor_script_ends_early() {
        assert!(!STYLE.contains("</"));
        assert!(SCRIPTS.iter().all(|script| !script.contains("</")));
    }

    #[test]
    fn nothing_asks_for_the_network() {
        let texts = [PAGE, STYLE].into_iter().chain(SCRIPTS);
        // The one address is the name of a namespace.
        for text in texts.map(|text| text.replace("http://www.w3.org/2000/svg", "")) {
            assert!(!text.contains("http:") && !text.contains("https:"));
        }
    }

    #[test]
    fn a_title_is_text() {
        assert_eq!(escape("<b>&\""), "&lt;b&gt;&amp;&quot;");
    }
}
