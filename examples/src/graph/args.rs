//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// What disappears if X goes? Cuts the edges into a node of a real graph and lets a garbage
/// collection decide.
///
/// Without --drop it ranks the nodes by how much would disappear with each.
#[derive(Clone, Debug, Default, Parser)]
#[command(name = "graph", version)]
pub struct Args {
    /// A Cargo.lock, or an edge list (`from to` a line, `#` comments) [default: the nearest
    /// Cargo.lock, from the current directory upward]
    pub file: Option<PathBuf>,

    /// The node to cut off; `name@version` where a package has several versions
    #[arg(long, value_name = "NAME")]
    pub drop: Option<String>,

    /// A node that is held whatever happens; may be repeated [default: the workspace's members,
    /// or an edge list's first node]
    #[arg(long, value_name = "NAME")]
    pub root: Vec<String>,

    /// Does the same over `Rc`, and over `Rc` with a weak pointer to an edge's source; with --analyse,
    /// also over petgraph's arena, with times and memory
    #[arg(long)]
    pub compare: bool,

    /// Tells of the whole graph instead: breadth first, strongly connected components, shortest
    /// paths, PageRank and dominators, seen from the first root
    #[arg(long, conflicts_with = "drop")]
    pub analyse: bool,

    /// In place of a file: a graph of so many edges whose degrees follow a power law
    #[arg(long, value_name = "EDGES", conflicts_with_all = ["file", "weighted"],
          value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    pub generate: Option<u32>,

    /// Which of the graphs that can be generated [default: 1]
    #[arg(long, requires = "generate", conflicts_with = "file")]
    pub seed: Option<u64>,

    /// The edge list has a third column, the lengths of edges, as whole numbers
    #[arg(long)]
    pub weighted: bool,
}

#[cfg(test)]
mod tests {
    use super::Args;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn roots_may_be_repeated() {
        let args = Args::parse_from(["graph", "list.txt", "--root", "a", "--root", "b"]);
        assert_eq!(args.root, ["a", "b"]);
        assert!(!args.compare && args.drop.is_none());
    }
}
