//! Edge lists, as the SNAP collection has them: `from to` a line, `#` for comments.

use std::collections::HashMap;
use std::path::Path;

use indicatif::ProgressBar;

use crate::graph::Error;
use crate::graph::name::Name;
use crate::graph::plain::{NodeId, PlainGraph};

/// What the words of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// `from to`: every edge is 1 long.
    Ends,
    /// `from to length`.
    EndsAndLength,
}

/// Reads an edge list of two columns. Nodes are numbered as they first occur; the first is the root.
///
/// Two equal lines are two edges, and a line may lead from a node to itself. A word that begins with
/// `#` ends the line.
///
/// # Errors
///
/// If a line holds anything but two names (which one is said), or if there is no edge at all.
pub fn parse_edge_list(path: &Path, text: &str) -> Result<PlainGraph, Error> {
    parse_columns(path, text, Columns::Ends, &ProgressBar::hidden())
}

/// Reads an edge list of either kind, and moves a progress bar on by the bytes read.
///
/// # Errors
///
/// As [`parse_edge_list`].
pub fn parse_columns(
    path: &Path,
    text: &str,
    columns: Columns,
    progress: &ProgressBar,
) -> Result<PlainGraph, Error> {
    let mut list = List::default();
    for (index, line) in text.lines().enumerate() {
        progress.inc(line.len() as u64 + 1);
        let line = line.split_whitespace();
        let words: Vec<&str> = line.take_while(|word| !word.starts_with('#')).collect();
        list.read_line(&words, columns)
            .map_err(|found| Error::MalformedLine {
                path: path.to_owned(),
                line: index + 1,
                expected: match columns {
                    Columns::Ends => "`from to`, two names separated by blanks",
                    Columns::EndsAndLength => {
                        "`from to length`, two names and a whole number separated by blanks"
                    }
                },
                found,
            })?;
    }
    progress.finish_and_clear();
    list.finish(path)
}

/// What was read so far.
#[derive(Default)]
struct List<'text> {
    nodes: Nodes<'text>,
    edges: Vec<(NodeId, NodeId)>,
    weights: Vec<u32>,
}

impl<'text> List<'text> {
    /// Reads the words of one line; says what they are where they are no edge.
    fn read_line(&mut self, words: &[&'text str], columns: Columns) -> Result<(), String> {
        match (columns, words) {
            (_, []) => {}
            (Columns::Ends, &[from, to]) => self.add(from, to),
            (Columns::EndsAndLength, &[from, to, length]) => {
                let length = length.parse();
                self.weights
                    .push(length.map_err(|_| found(words, columns))?);
                self.add(from, to);
            }
            _ => return Err(found(words, columns)),
        }
        Ok(())
    }

    fn add(&mut self, from: &'text str, to: &'text str) {
        let edge = (self.nodes.number(from), self.nodes.number(to));
        self.edges.push(edge);
    }

    fn finish(self, path: &Path) -> Result<PlainGraph, Error> {
        if self.edges.is_empty() {
            return Err(Error::Empty {
                path: path.to_owned(),
                unit: "edge (`from to`)",
            });
        }
        let roots = vec![NodeId::new(0)];
        let graph = PlainGraph::new(path, "node", self.nodes.names, self.edges, roots);
        Ok(if self.weights.is_empty() {
            graph
        } else {
            graph.with_weights(self.weights)
        })
    }
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

fn found(words: &[&str], columns: Columns) -> String {
    match (words, columns) {
        ([word], _) => format!("only `{}`", word.escape_debug()),
        ([_, _, _], Columns::Ends) => {
            "3 words (is the third a length? then say --weighted)".to_owned()
        }
        ([_, _, length], _) => format!("the length `{}`", length.escape_debug()),
        _ => format!("{} words", words.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Columns, parse_columns, parse_edge_list};
    use crate::graph::plain::{NodeId, PlainGraph};
    use indicatif::ProgressBar;
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
    fn lengths_are_read_where_they_are_asked_for() {
        let read = |text| {
            let path = Path::new("list.txt");
            parse_columns(path, text, Columns::EndsAndLength, &ProgressBar::hidden())
        };
        let graph = read("a b 7\nb c 0 # free\n").unwrap();
        assert_eq!((graph.weight(0), graph.weight(1)), (7, 0));
        let message = read("a b 7\nb c -1\n").unwrap_err().to_string();
        assert!(
            message.contains("line 2: expected `from to length`"),
            "{message}"
        );
        assert!(message.contains("found the length `-1`"), "{message}");
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
