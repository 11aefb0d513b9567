//! The graph as read: names, and edges as pairs of numbers.

use std::path::{Path, PathBuf};

use gc_core::Trace;

use super::name::{Name, labels};

/// The number of a node.
#[derive(Trace, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The node at `index`.
    ///
    /// # Panics
    ///
    /// If there are more nodes than fit in 32 bits.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("expected a graph of fewer than 2^32 nodes"))
    }

    /// Where in [`PlainGraph::nodes`] it stands.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A directed graph. It may have several edges between two nodes, and edges from a node to itself.
///
/// # Invariants
///
/// 1. The ends of edges and the roots are below the number of nodes;
/// 2. there is a label for each node, and there is at least one node;
/// 3. there are no weights, or as many as edges.
#[derive(Clone, Debug)]
pub struct PlainGraph {
    origin: PathBuf,
    unit: &'static str,
    nodes: Vec<Name>,
    labels: Vec<String>,
    edges: Vec<(NodeId, NodeId)>,
    /// By edge; none where all edges are 1 long.
    weights: Vec<u32>,
    roots: Vec<NodeId>,
}

impl PlainGraph {
    /// A graph read from `origin`, whose nodes are called `unit` (in the singular); `roots` are those
    /// that the file itself suggests.
    ///
    /// # Panics
    ///
    /// If there is no node, or an edge or a root names one that does not exist.
    #[must_use]
    pub fn new(
        origin: &Path,
        unit: &'static str,
        nodes: Vec<Name>,
        edges: Vec<(NodeId, NodeId)>,
        roots: Vec<NodeId>,
    ) -> Self {
        assert!(!nodes.is_empty(), "expected a node, found an empty graph");
        let ends = edges.iter().flat_map(|&(from, to)| [from, to]);
        for id in ends.chain(roots.iter().copied()) {
            let count = nodes.len();
            assert!(
                id.index() < count,
                "expected one of {count} nodes, found {id:?}"
            );
        }
        Self {
            origin: origin.to_owned(),
            unit,
            labels: labels(&nodes),
            nodes,
            edges,
            weights: Vec::new(),
            roots,
        }
    }

    /// The same graph with lengths of edges, in their order.
    ///
    /// # Panics
    ///
    /// If there are not as many as edges.
    #[must_use]
    pub fn with_weights(self, weights: Vec<u32>) -> Self {
        let (edges, found) = (self.edges.len(), weights.len());
        assert_eq!(
            edges, found,
            "expected a weight for each of {edges} edges, found {found}"
        );
        Self { weights, ..self }
    }

    /// How long the edge of a number is; 1 where nothing else was said.
    #[must_use]
    pub fn weight(&self, edge: usize) -> u32 {
        self.weights.get(edge).copied().unwrap_or(1)
    }

    /// The file it was read from.
    #[must_use]
    pub fn origin(&self) -> &Path {
        &self.origin
    }

    /// What a node is: a package, a node.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.unit
    }

    /// The names, by number.
    #[must_use]
    pub fn nodes(&self) -> &[Name] {
        &self.nodes
    }

    /// All numbers, in order.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::new)
    }

    /// From where to where, in the file's order.
    #[must_use]
    pub fn edges(&self) -> &[(NodeId, NodeId)] {
        &self.edges
    }

    /// The roots that the file suggests.
    #[must_use]
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// How a node is shown, and how it can be named on the command line.
    #[must_use]
    pub fn label(&self, id: NodeId) -> &str {
        &self.labels[id.index()]
    }

    /// The labels of several nodes.
    #[must_use]
    pub fn label_all(&self, ids: &[NodeId]) -> Vec<String> {
        ids.iter().map(|&id| self.label(id).to_owned()).collect()
    }

    /// How many edges enter and leave each node.
    #[must_use]
    pub fn degrees(&self) -> Vec<Degree> {
        let mut degrees = vec![Degree::default(); self.nodes.len()];
        for &(from, to) in &self.edges {
            degrees[from.index()].out += 1;
            degrees[to.index()].into += 1;
        }
        degrees
    }
}

/// How many edges enter and leave a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degree {
    /// Edges that leave it.
    pub out: usize,
    /// Edges that enter it.
    pub into: usize,
}

#[cfg(test)]
mod tests {
    use super::{NodeId, PlainGraph};
    use crate::graph::name::Name;
    use std::path::Path;

    fn package(version: &str, source: Option<&str>) -> Name {
        Name {
            name: "a".to_owned(),
            version: Some(version.to_owned()),
            source: source.map(str::to_owned),
        }
    }

    #[test]
    fn a_label_names_the_source_only_where_two_packages_share_name_and_version() {
        let nodes = vec![
            package("1.0.0", None),
            package("1.0.0", Some("git")),
            package("2.0.0", Some("git")),
        ];
        let graph = PlainGraph::new(Path::new("x"), "package", nodes, vec![], vec![]);
        let ids: Vec<_> = graph.ids().collect();
        assert_eq!(
            graph.label_all(&ids),
            ["a@1.0.0", "a@1.0.0 (git)", "a@2.0.0"]
        );
    }

    #[test]
    fn control_characters_in_names_are_escaped() {
        let nodes = vec![Name::word("\u{1b}[2J")];
        let graph = PlainGraph::new(Path::new("x"), "node", nodes, vec![], vec![]);
        assert_eq!(graph.label(NodeId::new(0)), "\\u{1b}[2J");
    }
}
