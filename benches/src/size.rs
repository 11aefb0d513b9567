//! How large the workloads are.

/// The numbers that a workload asks for.
#[derive(Clone, Debug)]
pub struct Size {
    /// How the size is called on the command line.
    pub name: &'static str,
    /// Objects held in a table, and links of a list.
    pub objects: usize,
    /// Depth of the largest binary tree that is kept.
    pub tree_depth: u32,
    /// The same for trees with parent pointers.
    pub parent_depth: u32,
    /// Nodes made in rings, in all.
    pub ring_nodes: usize,
    /// Nodes of the random graph; each has four edges.
    pub graph_nodes: usize,
    /// Groups of four nodes in the graph that churns.
    pub churn_groups: usize,
    /// How often one of those groups is replaced.
    pub churn_steps: usize,
}

impl Size {
    /// What the table of results is made from.
    pub const FULL: Self = Self {
        name: "full",
        objects: 1_000_000,
        tree_depth: 16,
        parent_depth: 14,
        ring_nodes: 1_000_000,
        graph_nodes: 1_000_000,
        churn_groups: 50_000,
        churn_steps: 200_000,
    };

    /// For a first look, and for the criterion report.
    pub const QUICK: Self = Self {
        name: "quick",
        objects: 100_000,
        tree_depth: 12,
        parent_depth: 11,
        ring_nodes: 100_000,
        graph_nodes: 100_000,
        churn_groups: 5_000,
        churn_steps: 20_000,
    };

    /// For tests.
    pub const TINY: Self = Self {
        name: "tiny",
        objects: 1_000,
        tree_depth: 6,
        parent_depth: 6,
        ring_nodes: 1_000,
        graph_nodes: 1_000,
        churn_groups: 100,
        churn_steps: 500,
    };

    /// The size with the given name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::FULL, Self::QUICK, Self::TINY]
            .into_iter()
            .find(|size| size.name == name)
    }
}
