//! A stack deep enough for a graph of pointers that drop recursively.

use crate::graph::Error;
use crate::graph::plain::PlainGraph;
use crate::stack::on_stack_of;

/// What dropping one node and one edge of a chain takes at most, without optimisation.
const STEP: usize = 1024;
/// What everything else takes.
const BASE: usize = 1 << 21;

/// Runs `work` on a thread whose stack would do for dropping the whole graph in one chain.
///
/// # Errors
///
/// If the system refuses a stack of that size.
pub fn on_deep_stack<R: Send>(
    graph: &PlainGraph,
    work: impl FnOnce() -> R + Send,
) -> Result<R, Error> {
    let bytes = BASE + graph.nodes().len().saturating_mul(STEP);
    on_stack_of(bytes, work).map_err(|error| Error::NoStack { bytes, error })
}

#[cfg(test)]
mod tests {
    use super::on_deep_stack;
    use crate::graph::input::parse_edge_list;
    use crate::graph::model::{CountedWeakly, cut};
    use crate::graph::plain::NodeId;
    use std::path::Path;

    #[test]
    fn a_chain_of_recursive_drops_fits() {
        let list: String = (0..100_000).map(|i| format!("{i} {}\n", i + 1)).collect();
        let graph = parse_edge_list(Path::new("list.txt"), &list).unwrap();
        let (root, first) = (NodeId::new(0), NodeId::new(1));
        let cut = on_deep_stack(&graph, || cut::<CountedWeakly>(&graph, &[root], first)).unwrap();
        assert_eq!(cut.died.len(), 100_000);
    }
}
