//! Who keeps what alive.

use super::graph::{Graph, NONE};

/// Shortest paths from outside to every object that lives: a breadth-first walk from all that is held.
#[derive(Debug)]
pub(super) struct Paths {
    /// How many steps away from something that is held; [`NONE`] for garbage.
    distances: Vec<u32>,
}

impl Paths {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut distances = vec![NONE; graph.len()];
        let mut reached: Vec<u32> = graph.ids().filter(|id| graph.is_held(*id)).collect();
        for id in &reached {
            distances[*id as usize] = 0;
        }
        let mut next = 0;
        while next < reached.len() {
            let from = reached[next];
            next += 1;
            for target in graph.edges().of(from) {
                let distance = &mut distances[*target as usize];
                if *distance == NONE {
                    reached.push(*target);
                    distances[*target as usize] = distances[from as usize] + 1;
                }
            }
        }
        Self { distances }
    }

    pub(super) fn is_reached(&self, id: u32) -> bool {
        self.distances[id as usize] != NONE
    }

    pub(super) fn memory(&self) -> usize {
        super::figures::vec_bytes(&self.distances)
    }
}

/// Objects held from outside that lead to one object, nearest first.
#[derive(Debug)]
pub(super) struct Holders {
    /// How many there are.
    pub(super) count: usize,
    /// The shortest path from each of the nearest, both ends included.
    pub(super) paths: Vec<Vec<u32>>,
}

impl Holders {
    /// Walks backwards from `target`, breadth first; keeps the paths of the first `limit`.
    pub(super) fn of(graph: &Graph, target: u32, limit: usize) -> Self {
        let referrers = graph.referrers();
        let mut holders = Self {
            count: 0,
            paths: Vec::new(),
        };
        // Where the path goes on towards the target; its own number for the target itself.
        let mut onward = vec![NONE; graph.len()];
        onward[target as usize] = target;
        let mut reached = vec![target];
        let mut next = 0;
        while next < reached.len() {
            let at = reached[next];
            next += 1;
            if graph.is_held(at) {
                holders.count += 1;
                if holders.paths.len() < limit {
                    holders.paths.push(path(&onward, at));
                }
            }
            for source in referrers.of(at) {
                if onward[*source as usize] == NONE {
                    onward[*source as usize] = at;
                    reached.push(*source);
                }
            }
        }
        holders
    }
}

fn path(onward: &[u32], from: u32) -> Vec<u32> {
    let mut path = vec![from];
    let mut at = from;
    while onward[at as usize] != at {
        at = onward[at as usize];
        path.push(at);
    }
    path
}
