//! Pages to work on.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::dom::Error;

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is called in tables.
    pub name: String,
    /// Its source.
    pub html: String,
}

impl Page {
    /// From a file; what is not UTF-8 becomes U+FFFD.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let bytes = fs::read(path).map_err(|error| Error::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self {
            name: name.to_string_lossy().into_owned(),
            html: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// A page of that many bytes or a few more: articles with sections, paragraphs, links, nested lists and
    /// tables.
    #[must_use]
    pub fn generated(bytes: usize) -> Self {
        Self {
            name: format!("generated, {:.1} MiB", bytes as f64 / f64::from(1 << 20)),
            html: generate(bytes),
        }
    }
}

/// The source of a page of that many bytes or a few more. Always the same.
#[must_use]
pub fn generate(bytes: usize) -> String {
    let mut html = String::with_capacity(bytes + 8192);
    html += "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Generated</title></head><body>\n";
    let mut number = 0;
    while html.len() < bytes {
        article(&mut html, number).expect("writing to memory cannot fail");
        number += 1;
    }
    html + "</body></html>\n"
}

fn article(html: &mut String, number: usize) -> std::fmt::Result {
    writeln!(
        html,
        "<article id=a{number} class=\"entry kind-{}\">\n<h2>Article {number}</h2>",
        number % 7
    )?;
    for section in 0..3 {
        writeln!(html, "<section><h3>Part {section}</h3>")?;
        for paragraph in 0..4 {
            let (page, word) = (
                number * 12 + paragraph,
                WORDS[(number + paragraph) % WORDS.len()],
            );
            writeln!(
                html,
                "<p>Some <b>{word}</b> text with <a href=\"/page/{page}\" title=\"{word}\">a link</a>, an \
                 entity &amp; more <i>words <em>of {word}</em></i> to read."
            )?;
        }
        html.push_str("<ul><li>one<li>two<ul><li>three<li>four</ul><li>five</ul></section>\n");
    }
    html.push_str("<table><thead><tr><th>Name<th>Number</thead>\n");
    for row in 0..20 {
        writeln!(html, "<tr><td>row {row}<td class=number>{}", row * number)?;
    }
    html.push_str("</table></article>\n");
    Ok(())
}

const WORDS: [&str; 8] = [
    "plain",
    "größer",
    "naïve",
    "漢字",
    "quiet",
    "rather",
    "so-called",
    "последний",
];
