//! The program, without its output.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use gc_core::Gc;

use super::layout::Layouts;
use super::outline::{outline, size};
use super::query::Selector;
use super::text::collapse;
use super::{Args, Error, Format, Node, parse_bytes, serialize_outer};

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How many elements match.
    pub found: usize,
    /// For standard output.
    pub text: String,
}

/// Reads, parses and searches.
///
/// # Errors
///
/// If the selector is malformed or the file cannot be read.
pub fn run(args: &Args) -> Result<Answer, Error> {
    let selector = Selector::parse(&args.selector)?;
    let document = parse_bytes(&read(&args.file)?).document;
    let mut found = selector.all_nested(&document);
    let count = found.len();
    found.truncate(args.limit.unwrap_or(count));
    let mut text = print(&found, args);
    drop(found);
    if args.heap {
        text += &last_words(document);
    }
    Ok(Answer { found: count, text })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    if path.is_dir() {
        return Err(Error::Directory(path.to_owned()));
    }
    let mut bytes = Vec::new();
    let outcome = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        fs::read(path).map(|content| bytes = content)
    };
    outcome.map(|()| bytes).map_err(|error| Error::Unreadable {
        path: path.to_owned(),
        error,
    })
}

fn print(found: &[(Gc<Node>, usize)], args: &Args) -> String {
    let mut layouts = args.columns.map(|columns| Layouts::new(columns.into()));
    if args.format == Format::Outline {
        return outline(found, &mut layouts);
    }
    let mut text = String::new();
    for (node, _) in found {
        text += &match args.format {
            Format::Text => collapse(&Node::text_content(node)),
            _ => serialize_outer(node),
        };
        if let Some(layouts) = &mut layouts {
            text += &size(node, layouts);
        }
        text.push('\n');
    }
    text
}

/// What the heap says before and after a document is let go.
fn last_words(document: Gc<Node>) -> String {
    let before = gc_core::stats();
    drop(document);
    let collection = gc_core::collect();
    format!("heap: {before}\nafter the document: {collection}\n")
}
