//! Edge lists, as the SNAP collection has them: `from to` a line, `#` for comments.

use std::collections::HashMap;
use std::path::Path;

use crate::graph::Error;
use crate::graph::name::Name;
use crate::graph::plain::{NodeId, PlainGraph};

/// Reads an edge list. Nodes are numbered as they first occur; the first is the root.
///
/// Two equal lines are two edges, and a line may lead from a node to itself. A word that begins with
/// `#` ends the line.
///
/// # Errors
///
/// If a line holds anything but two names (which one is said), or if there is no edge at all.
pub fn parse_edge_list(path: &Path, text: &str) -> Result<PlainGraph, Error> {
    let mut nodes = Nodes::default();
    let mut edges = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let words: Vec<&str> = line
            .split_whitespace()
            .take_while(|word| !word.starts_with('#'))
            .collect();
        match *words {
            [] => {}
            [from, to] => edges.push((nodes.number(from), nodes.number(to))),
            _ => return Err(malformed(path, index + 1, &words)),
        }
    }
    if edges.is_empty() {
        return Err(Error::Empty {
            path: path.to_owned(),
            unit: "edge (`from to`)",
        });
    }
    let roots = vec![NodeId::new(0)];
    Ok(PlainGraph::new(path, "node", nodes.names, edges, roots))
}

/// The names seen so far.
#[derive(Default)]
struct Nodes<'text> {
    names: Vec<Name>,
    numbers: HashMap<&'text str, NodeId>,
}

impl<'text> Nodes<'text> {
    fn number(&mut self, name: &'text str) -> NodeId {
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(Name::word(name));
            NodeId::new(self.names.len() - 1)
        })
    }
}

fn malformed(path: &Path, line: usize, words: &[&str]) -> Error {
    let found = match words {
        [word] => format!("only `{}`", word.escape_debug()),
        _ => format!("{} words", words.len()),
    };
    Error::MalformedLine {
        path: path.to_owned(),
        line,
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::parse_edge_list;
    use crate::graph::plain::{NodeId, PlainGraph};
    use std::path::Path;

    fn parse(text: &str) -> Result<PlainGraph, String> {
        parse_edge_list(Path::new("list.txt"), text).map_err(|error| error.to_string())
    }

    #[test]
    fn comments_blank_lines_and_any_blanks_are_understood() {
        let graph = parse("# nodes\n\n 1\t2\n2   3 # back\r\n3 1\n").unwrap();
        let names: Vec<_> = graph.nodes().iter().map(|node| &node.name).collect();
        assert_eq!(names, ["1", "2", "3"]);
        assert_eq!(graph.edges().len(), 3);
        assert_eq!(graph.roots(), [NodeId::new(0)]);
    }

    #[test]
    fn a_line_of_one_word_is_named_by_number() {
        let message = parse("# a\na b\nlonely\n").unwrap_err();
        assert!(message.contains("`list.txt`, line 3"), "{message}");
        assert!(message.contains("only `lonely`"), "{message}");
    }

    #[test]
    fn a_line_of_three_words_is_named_by_number() {
        let message = parse("a b 7\n").unwrap_err();
        assert!(
            message.contains("line 1") && message.contains("3 words"),
            "{message}"
        );
    }

    #[test]
    fn a_file_of_comments_is_empty() {
        let message = parse("# nothing\n").unwrap_err();
        assert!(message.contains("holds no nodes"), "{message}");
    }

    #[test]
    fn equal_lines_and_loops_are_edges() {
        let graph = parse("a a\na b\na b\n").unwrap();
        assert_eq!(graph.nodes().len(), 2);
        assert_eq!(graph.edges().len(), 3);
    }
}
