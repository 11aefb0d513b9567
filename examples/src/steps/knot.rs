//! Step 5, where pointers end: a cycle of owners, and how it can be found.
//!
//! ```text
//!   one <----> two <----> three         each count is 1 or 2, nobody outside holds any of them
//! ```
//!
//! Each node of the cycle is owned, so by the rule of the steps before none may die. The rule is not wrong:
//! seen from one node, there is no telling an owner that matters from one that is itself
//! kept by that node. Two numbers beside a value cannot hold the answer, and neither could ten. It lies in
//! the *other* nodes.
//!
//! So look at them. Take any set of nodes and count, for each, the pointers to it that come
//! **from within the set**. A count of owners that is greater means somebody outside holds that node. What
//! such a node leads to is held as well. Whatever remains is held by nothing but itself.
//!
//! [`trial`] does this in a dozen lines, and needs two things: to see all pointers that a value holds, and
//! to be called. [`gc_core`] is these lines with both supplied: `#[derive(Trace)]` shows the pointers, the
//! heap knows all nodes and decides when.

use std::cell::RefCell;

use gc_core::{Gc, Trace};

use super::guarded::Guarded;
use super::watched::{Strong, Watch};

/// A node of a graph whose edges own.
#[derive(Debug)]
pub struct Node {
    name: &'static str,
    edges: Guarded<Vec<Strong<Node>>>,
}

impl Node {
    /// A node without edges.
    #[must_use]
    pub fn new(name: &'static str) -> Strong<Self> {
        let edges = Guarded::new(Vec::new());
        Strong::new(Self { name, edges })
    }
}

/// Makes two nodes own each other.
pub fn tie(one: &Strong<Node>, two: &Strong<Node>) {
    one.edges.write().push(two.clone());
    two.edges.write().push(one.clone());
}

/// The nodes of a set that nothing holds but the set itself.
///
/// The set holds each of its nodes once, to look at them; that is counted as inside.
pub fn trial(set: &[Strong<Node>]) -> Vec<Strong<Node>> {
    // Count the pointers that come from within.
    let place = |node: &Strong<Node>| set.iter().position(|it| Strong::is_same(it, node));
    let mut inside = vec![1; set.len()];
    for target in set.iter().flat_map(|it| targets(it, place)) {
        inside[target] += 1;
    }
    // Mark what is held from outside, and what it leads to.
    let is_held = |&at: &usize| Strong::count(&set[at]) > inside[at];
    let mut todo: Vec<usize> = (0..set.len()).filter(is_held).collect();
    let mut held = vec![false; set.len()];
    while let Some(at) = todo.pop() {
        if !std::mem::replace(&mut held[at], true) {
            todo.extend(targets(&set[at], place));
        }
    }
    let free = set.iter().zip(held).filter(|(_, held)| !held);
    free.map(|(node, _)| node.clone()).collect()
}

/// Where the edges of a node lead to within the set.
fn targets(node: &Node, place: impl Fn(&Strong<Node>) -> Option<usize>) -> Vec<usize> {
    node.edges.read().iter().filter_map(place).collect()
}

/// Takes the nodes of a set apart that nothing else holds, and says how many these were.
pub fn collect(known: &[Watch<Node>]) -> usize {
    let set: Vec<_> = known.iter().filter_map(Watch::upgrade).collect();
    let garbage = trial(&set);
    for node in &garbage {
        // Out of the cell first: dropping a node must not meet a cell that is being written.
        let edges = std::mem::take(&mut *node.edges.write());
        drop(edges);
    }
    garbage.len()
}

/// The same node for the library: no list of nodes to keep, no edges to take apart.
#[derive(Trace)]
struct Collected {
    edges: RefCell<Vec<Gc<Collected>>>,
}

fn tie_collected(one: &Gc<Collected>, two: &Gc<Collected>) {
    one.edges.borrow_mut().push(two.clone());
    two.edges.borrow_mut().push(one.clone());
}

/// Tells what the step is about.
pub fn run() -> Vec<String> {
    let [one, two, three] = ["one", "two", "three"].map(Node::new);
    tie(&one, &two);
    tie(&two, &three);
    let known = [&one, &two, &three].map(Strong::watch);
    drop((two, three));
    let mut said = vec![format!(
        "`{}` is held from outside; a trial of all three frees {}",
        one.name,
        collect(&known)
    )];
    drop(one);
    let counts: Vec<_> = known.iter().map(Watch::count).collect();
    said.push(format!(
        "now nobody holds any, and yet their counts are {counts:?}"
    ));
    said.push(format!("a trial of all three frees {}", collect(&known)));
    said.push(format!("the same with Gc: {} freed", run_collected()));
    said
}

/// Frees the same cycle with the library.
fn run_collected() -> usize {
    let node = || {
        let edges = RefCell::default();
        Gc::new(Collected { edges })
    };
    let [one, two, three] = [node(), node(), node()];
    tie_collected(&one, &two);
    tie_collected(&two, &three);
    drop((one, two, three));
    gc_core::collect().freed
}

#[cfg(test)]
mod tests {
    use super::{Node, Strong, Watch, collect, run_collected, tie, trial};

    /// Takes apart what a test has shown to leak.
    fn cut(node: &Strong<Node>) {
        let edges = std::mem::take(&mut *node.edges.write());
        drop(edges);
    }

    #[test]
    fn a_cycle_of_owners_outlives_all_who_hold_it() {
        let (one, two) = (Node::new("one"), Node::new("two"));
        tie(&one, &two);
        let watch = Strong::watch(&one);
        drop((one, two));
        let still = watch.upgrade().expect("it keeps itself");
        assert_eq!(still.name, "one");
        cut(&still);
        drop(still);
        assert!(watch.upgrade().is_none());
    }

    #[test]
    fn a_trial_frees_what_only_the_set_holds() {
        let (one, two) = (Node::new("one"), Node::new("two"));
        tie(&one, &two);
        let known = [&one, &two].map(Strong::watch);
        drop(two);
        assert_eq!(collect(&known), 0);
        drop(one);
        assert_eq!(collect(&known), 2);
        assert!(known.iter().all(|it| it.count() == 0));
    }

    #[test]
    fn what_a_held_node_leads_to_is_held() {
        let nodes = ["one", "two", "three"].map(Node::new);
        tie(&nodes[0], &nodes[1]);
        tie(&nodes[1], &nodes[2]);
        let outside = nodes[2].clone();
        assert!(trial(&nodes).is_empty());
        drop(outside);
        assert_eq!(trial(&nodes).len(), 3);
        nodes.iter().for_each(cut);
    }

    #[test]
    fn any_set_is_safe_a_small_one_just_finds_less() {
        let nodes = ["one", "two"].map(Node::new);
        tie(&nodes[0], &nodes[1]);
        let known = nodes.each_ref().map(Strong::watch);
        drop(nodes);
        // Seen alone, each is held by the other one, which is outside of the set.
        assert_eq!(collect(&known[..1]), 0);
        assert_eq!(collect(&known[1..]), 0);
        assert_eq!(collect(&known), 2);
        assert!(known.iter().all(|it| Watch::upgrade(it).is_none()));
    }

    #[test]
    fn the_library_frees_the_cycle_by_itself() {
        assert_eq!(run_collected(), 3);
    }
}
