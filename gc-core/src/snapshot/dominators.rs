//! What dies with an object: its dominators' tree.
//!
//! An object *dominates* another one if every path that leads there from outside goes through it. So
//! what it dominates, itself included, is what would go if all references to it did: its retained
//! size. The immediate dominators form a tree below a virtual root, which has an edge to each object
//! that is held from outside.
//!
//! Source: T. Lengauer and R. E. Tarjan, "A fast algorithm for finding dominators in a flowgraph",
//! 1979, the version with path compression alone: O(e log n), whatever the graph. No recursion.

use super::figures::vec_bytes;
use super::graph::{Graph, NONE};

/// Immediate dominators and retained sizes.
#[derive(Debug)]
pub(super) struct Dominators {
    /// [`NONE`] where it is the virtual root, or nothing leads there from outside.
    immediate: Vec<u32>,
    /// Of garbage, its own size.
    retained: Vec<u64>,
}

impl Dominators {
    pub(super) fn of(graph: &Graph) -> Self {
        let walk = Walk::of(graph);
        let immediate = Finder::new(&walk).run(graph, &walk);
        walk.conclude(graph, &immediate)
    }

    /// The closest object that all paths lead through; [`NONE`] if there is none.
    pub(super) fn immediate(&self, id: u32) -> u32 {
        self.immediate[id as usize]
    }

    pub(super) fn all_immediate(&self) -> &[u32] {
        &self.immediate
    }

    pub(super) fn retained(&self, id: u32) -> u64 {
        self.retained[id as usize]
    }

    pub(super) fn memory(&self) -> usize {
        vec_bytes(&self.immediate) + vec_bytes(&self.retained)
    }
}

/// A depth-first walk from the virtual root, which is number 0.
struct Walk {
    /// The object with a number; that of the root means nothing.
    objects: Vec<u32>,
    /// From objects to numbers; 0 where the walk does not get.
    numbers: Vec<u32>,
    /// From where a number was first reached, by number.
    parents: Vec<u32>,
}

impl Walk {
    fn of(graph: &Graph) -> Self {
        let mut walk = Self {
            objects: vec![NONE],
            numbers: vec![0; graph.len()],
            parents: vec![0],
        };
        // What is being walked, and which of its edges is next.
        let mut path: Vec<(u32, u32)> = Vec::new();
        for root in graph.ids().filter(|id| graph.is_held(*id)) {
            if walk.numbers[root as usize] != 0 {
                continue;
            }
            path.push((walk.reach(root, 0), 0));
            while let Some((number, next)) = path.last_mut() {
                let edges = graph.edges().of(walk.objects[*number as usize]);
                match edges.get(*next as usize) {
                    None => {
                        path.pop();
                    }
                    Some(target) => {
                        *next += 1;
                        let from = *number;
                        if walk.numbers[*target as usize] == 0 {
                            path.push((walk.reach(*target, from), 0));
                        }
                    }
                }
            }
        }
        walk
    }

    fn reach(&mut self, object: u32, from: u32) -> u32 {
        let number = self.objects.len() as u32;
        self.objects.push(object);
        self.parents.push(from);
        self.numbers[object as usize] = number;
        number
    }

    /// From numbers back to objects, and sums up.
    fn conclude(self, graph: &Graph, immediate: &[u32]) -> Dominators {
        let mut found = Dominators {
            immediate: vec![NONE; graph.len()],
            retained: graph.sizes().map(|(_, _, bytes)| bytes).collect(),
        };
        // A dominator is reached before what it dominates.
        for number in (1..self.objects.len()).rev() {
            let (object, above) = (self.objects[number], immediate[number]);
            if above != 0 {
                let above = self.objects[above as usize];
                found.immediate[object as usize] = above;
                found.retained[above as usize] += found.retained[object as usize];
            }
        }
        found
    }
}

/// The arrays of the algorithm, by number.
struct Finder {
    links: Vec<Link>,
    /// First of those with this semidominator, and the next one after each.
    bucket: Vec<u32>,
    next: Vec<u32>,
    semi: Vec<u32>,
    immediate: Vec<u32>,
    /// What is being compressed.
    path: Vec<u32>,
}

/// One node of the forest of those that were looked at: side by side what is read together.
#[derive(Clone, Copy)]
struct Link {
    /// [`NONE`] where it is not linked yet.
    ancestor: u32,
    /// Of those on the compressed path to the ancestor, the one with the least semidominator.
    label: u32,
    /// That semidominator.
    least: u32,
}

impl Finder {
    fn new(walk: &Walk) -> Self {
        let count = walk.objects.len();
        let links = (0..count as u32).map(|number| Link {
            ancestor: NONE,
            label: number,
            least: number,
        });
        Self {
            links: links.collect(),
            bucket: vec![NONE; count],
            next: vec![NONE; count],
            semi: vec![0; count],
            immediate: vec![0; count],
            path: Vec::new(),
        }
    }

    fn run(mut self, graph: &Graph, walk: &Walk) -> Vec<u32> {
        let referrers = graph.referrers();
        for number in (1..walk.objects.len() as u32).rev() {
            let object = walk.objects[number as usize];
            let semi = if graph.is_held(object) {
                0
            } else {
                let sources = referrers.of(object).iter();
                let sources = sources.map(|source| walk.numbers[*source as usize]);
                // Garbage does not count: nothing from outside comes along there.
                let sources = sources.filter(|source| *source != 0);
                sources.fold(number, |semi, source| semi.min(self.evaluate(source).least))
            };
            self.semi[number as usize] = semi;
            self.next[number as usize] = self.bucket[semi as usize];
            self.bucket[semi as usize] = number;
            let parent = walk.parents[number as usize];
            self.links[number as usize] = Link {
                ancestor: parent,
                label: number,
                least: semi,
            };
            self.empty_bucket(parent);
        }
        for number in 1..walk.objects.len() {
            if self.immediate[number] != self.semi[number] {
                self.immediate[number] = self.immediate[self.immediate[number] as usize];
            }
        }
        self.immediate
    }

    fn empty_bucket(&mut self, parent: u32) {
        let mut waiting = core::mem::replace(&mut self.bucket[parent as usize], NONE);
        while waiting != NONE {
            let found = self.evaluate(waiting);
            let is_lower = found.least < self.semi[waiting as usize];
            self.immediate[waiting as usize] = if is_lower { found.label } else { parent };
            waiting = self.next[waiting as usize];
        }
    }

    fn evaluate(&mut self, number: u32) -> Link {
        if self.links[number as usize].ancestor != NONE {
            self.compress(number);
        }
        self.links[number as usize]
    }

    /// Makes the ancestor of all on the way up the topmost one that is linked.
    fn compress(&mut self, number: u32) {
        let mut at = number;
        loop {
            let above = self.links[at as usize].ancestor;
            if self.links[above as usize].ancestor == NONE {
                break;
            }
            self.path.push(at);
            at = above;
        }
        let mut upper = self.links[at as usize];
        while let Some(at) = self.path.pop() {
            let link = &mut self.links[at as usize];
            link.ancestor = upper.ancestor;
            if upper.least < link.least {
                (link.label, link.least) = (upper.label, upper.least);
            }
            upper = *link;
        }
    }
}
