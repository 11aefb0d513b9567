//! What must be true, worked out the slow way.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) links: Vec<u32>,
    pub(crate) map: BTreeMap<u32, u32>,
    pub(crate) pair: Option<(u32, u32)>,
}

/// All objects that may live.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: BTreeMap<u32, Node>,
    /// Maps on the stack.
    pub(crate) maps: [BTreeMap<u32, u32>; 2],
}

impl Graph {
    /// What can be reached from some objects and the maps on the stack.
    pub(crate) fn reached(&self, roots: impl Iterator<Item = u32>) -> BTreeSet<u32> {
        let mut reached: BTreeSet<u32> = roots.collect();
        loop {
            let owners = reached.iter().map(|id| &self.nodes[id]);
            let links = owners.clone().flat_map(|node| node.links.iter().copied());
            let own = owners.flat_map(|node| {
                let pair = node.pair.as_ref().map(|(key, value)| (key, value));
                node.map.iter().chain(pair)
            });
            let all = own.chain(self.maps.iter().flatten());
            let values = all
                .filter(|(key, _)| reached.contains(key))
                .map(|(_, value)| *value);
            let next: BTreeSet<u32> = links.chain(values).collect();
            let before = reached.len();
            reached.extend(next);
            if reached.len() == before {
                return reached;
            }
        }
    }

    /// Forgets what died, and the entries that died with it.
    pub(crate) fn bury(&mut self, dead: &BTreeSet<u32>) {
        self.nodes.retain(|id, _| !dead.contains(id));
        let nodes = self.nodes.values_mut();
        for node in nodes {
            node.map.retain(|key, _| !dead.contains(key));
            node.pair = node.pair.filter(|(key, _)| !dead.contains(key));
        }
        for map in &mut self.maps {
            map.retain(|key, _| !dead.contains(key));
        }
    }
}
