//! Which node a name on the command line means.

use crate::graph::Error;
use crate::graph::name::{Name, printable};
use crate::graph::plain::{NodeId, PlainGraph};

/// The one node that is called `wanted`: by its name, by `name@version`, `name version`, or either
/// with ` (source)` behind it.
///
/// # Errors
///
/// If no node is, or several are; the message lists what could be meant.
pub fn select(graph: &PlainGraph, wanted: &str) -> Result<NodeId, Error> {
    let named: Vec<NodeId> = graph
        .ids()
        .filter(|id| is_named(&graph.nodes()[id.index()], wanted))
        .collect();
    match *named {
        [id] => Ok(id),
        [] => Err(Error::UnknownName {
            name: printable(wanted),
            near: near(graph, wanted),
            names: graph.label_all(&graph.ids().collect::<Vec<_>>()),
        }),
        _ => Err(Error::AmbiguousName {
            name: printable(wanted),
            candidates: graph.label_all(&named),
        }),
    }
}

/// The nodes of several names, each once.
///
/// # Errors
///
/// As [`select`].
pub fn select_all(graph: &PlainGraph, wanted: &[String]) -> Result<Vec<NodeId>, Error> {
    let mut selected = Vec::with_capacity(wanted.len());
    for name in wanted {
        let id = select(graph, name)?;
        if !selected.contains(&id) {
            selected.push(id);
        }
    }
    Ok(selected)
}

fn is_named(node: &Name, wanted: &str) -> bool {
    let Some(rest) = wanted.strip_prefix(&node.name) else {
        return false;
    };
    let (Some(version), Some(rest)) = (&node.version, rest.strip_prefix(['@', ' '])) else {
        return rest.is_empty();
    };
    match (rest.strip_prefix(version.as_str()), &node.source) {
        (Some(""), _) => true,
        (Some(rest), Some(source)) => rest == format!(" ({source})"),
        _ => false,
    }
}

/// Nodes of the same name and another version; failing that, those whose names contain the one wanted, are
/// contained in it or differ from it by a slip or two, the most similar first.
fn near(graph: &PlainGraph, wanted: &str) -> Vec<String> {
    let wanted = wanted.split(['@', ' ']).next().unwrap_or(wanted);
    let name = |id: &NodeId| &graph.nodes()[id.index()].name;
    let same: Vec<_> = graph.ids().filter(|id| name(id) == wanted).collect();
    if !same.is_empty() || wanted.is_empty() {
        return graph.label_all(&same);
    }
    let wanted = wanted.to_lowercase();
    let alike = graph.ids().filter_map(|id| {
        let name = name(&id).to_lowercase();
        let similarity = strsim::jaro_winkler(&name, &wanted);
        (contains_or_slips(&name, &wanted)).then_some((similarity, id))
    });
    let mut alike: Vec<_> = alike.collect();
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    graph.label_all(&alike.into_iter().map(|(_, id)| id).collect::<Vec<_>>())
}

/// A slip is a letter too many, too few, another one, or two exchanged: one in a word of three letters, two from
/// six on.
fn contains_or_slips(name: &str, wanted: &str) -> bool {
    let slips = name.chars().count().min(wanted.chars().count()) / 3;
    name.contains(wanted)
        || (name.len() > 2 && wanted.contains(name))
        || strsim::osa_distance(name, wanted) <= slips.min(2)
}

#[cfg(test)]
mod tests {
    use super::{select, select_all};
    use crate::graph::name::Name;
    use crate::graph::plain::{NodeId, PlainGraph};
    use std::path::Path;

    fn graph() -> PlainGraph {
        let package = |name: &str, version: &str, source: Option<&str>| Name {
            name: name.to_owned(),
            version: Some(version.to_owned()),
            source: source.map(str::to_owned),
        };
        let nodes = vec![
            package("syn", "1.0.0", Some("registry")),
            package("syn", "2.0.0", Some("registry")),
            package("syn", "2.0.0", Some("git")),
            package("syn-mid", "1.0.0", None),
        ];
        PlainGraph::new(Path::new("Cargo.lock"), "package", nodes, vec![], vec![])
    }

    fn message(wanted: &str) -> String {
        select(&graph(), wanted).unwrap_err().to_string()
    }

    #[test]
    fn a_version_selects_one_of_several() {
        assert_eq!(select(&graph(), "syn@1.0.0").unwrap(), NodeId::new(0));
        assert_eq!(select(&graph(), "syn 1.0.0").unwrap(), NodeId::new(0));
        assert_eq!(select(&graph(), "syn-mid").unwrap(), NodeId::new(3));
    }

    #[test]
    fn a_source_selects_where_the_version_does_not() {
        assert_eq!(select(&graph(), "syn@2.0.0 (git)").unwrap(), NodeId::new(2));
        assert!(message("syn@2.0.0").contains("`syn@2.0.0 (git)`"));
    }

    #[test]
    fn an_ambiguous_name_lists_the_candidates() {
        let message = message("syn");
        assert!(message.contains("ambiguous"), "{message}");
        assert!(
            message.contains("`syn@1.0.0`, `syn@2.0.0 (registry)`"),
            "{message}"
        );
    }

    #[test]
    fn an_unknown_name_suggests_what_resembles_it() {
        assert!(message("syn@3.0.0").contains("did you mean `syn@1.0.0`"));
        assert!(message("MID").contains("`syn-mid@1.0.0`"));
        assert!(message("sny-mdi").contains("did you mean `syn-mid@1.0.0`?"));
    }

    #[test]
    fn where_nothing_resembles_an_unknown_name_all_are_told_of() {
        let message = message("zzz");
        assert!(message.contains("there are `syn@1.0.0`"), "{message}");
        assert!(message.contains("`syn-mid@1.0.0`"), "{message}");
    }

    #[test]
    fn a_root_named_twice_is_one_root() {
        let names = ["syn-mid".to_owned(), "syn-mid 1.0.0".to_owned()];
        assert_eq!(select_all(&graph(), &names).unwrap(), [NodeId::new(3)]);
    }
}
