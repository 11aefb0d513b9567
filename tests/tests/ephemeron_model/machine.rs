//! Runs a program on both sides.

use std::collections::{BTreeMap, BTreeSet};

use gc_core::collections::{Ephemeron, WeakMap};
use gc_core::{Budget, Gc, Heap, Policy};
use gc_tests::Log;

use crate::graph::{Graph, Node};
use crate::thing::{Rescued, Thing};

#[derive(Clone, Copy, Debug)]
enum Verb {
    New,
    Link,
    Unlink,
    Drop,
    Insert,
    InsertOwn,
    Pair,
    Remove,
    Clear,
    Retain,
    Iterate,
    Collect,
    CollectYoung,
    Step,
    CollectUnderGuard,
}

const VERBS: [Verb; 24] = [
    Verb::New,
    Verb::New,
    Verb::New,
    Verb::New,
    Verb::Link,
    Verb::Link,
    Verb::Link,
    Verb::Unlink,
    Verb::Drop,
    Verb::Drop,
    Verb::Drop,
    Verb::Drop,
    Verb::Insert,
    Verb::Insert,
    Verb::Insert,
    Verb::InsertOwn,
    Verb::InsertOwn,
    Verb::Pair,
    Verb::Remove,
    Verb::Iterate,
    Verb::Collect,
    Verb::CollectYoung,
    Verb::Step,
    Verb::CollectUnderGuard,
];

/// An operation, its operands taken modulo what there is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Op(Verb, usize, usize, usize);

impl Op {
    pub(crate) fn from_bytes([verb, a, b, c]: [u8; 4]) -> Self {
        let verb = match (usize::from(verb) % VERBS.len(), a) {
            (17, 0..16) => Verb::Clear,
            (17, 16..32) => Verb::Retain,
            (verb, _) => VERBS[verb],
        };
        Self(verb, a.into(), b.into(), c.into())
    }
}

struct Machine {
    heap: Heap,
    graph: Graph,
    handles: Vec<Gc<Thing>>,
    maps: [WeakMap<Thing, Gc<Thing>>; 2],
    next_id: u32,
    log: Log,
    rescued: Rescued,
    dead: BTreeSet<u32>,
}

pub(crate) fn run(program: &[Op], policy: Policy, crowd: usize) -> Result<(), String> {
    let heap = Heap::with_policy(policy);
    heap.enter(|| {
        let mut machine = Machine::new(&heap);
        let crowd: Vec<_> = (0..crowd).map(|_| machine.bystander()).collect();
        heap.collect();
        for (index, op) in program.iter().enumerate() {
            let done = machine.step(*op).and_then(|()| machine.settle().map(drop));
            done.map_err(|what| format!("operation {index}, {op:?}: {what}"))?;
        }
        // What finalizers save they leave where each of the saved has a share, so that it would keep itself alive.
        loop {
            machine.handles.clear();
            let ended = machine.collect();
            ended.map_err(|what| format!("at the end: {what}"))?;
            if machine.handles.is_empty() {
                break;
            }
        }
        drop(crowd);
        Ok(())
    })
}

impl Machine {
    fn new(heap: &Heap) -> Self {
        Self {
            heap: heap.clone(),
            graph: Graph::default(),
            handles: Vec::new(),
            maps: Default::default(),
            next_id: 0,
            log: Log::new(),
            rescued: Rescued::default(),
            dead: BTreeSet::new(),
        }
    }

    fn step(&mut self, Op(verb, a, b, c): Op) -> Result<(), String> {
        let len = self.handles.len();
        match verb {
            Verb::New if len < 30 => self.new_thing(a % 5 == 0),
            Verb::Collect => return self.collect(),
            Verb::CollectYoung => _ = self.heap.collect_young(),
            Verb::Step => _ = self.heap.step(Budget::objects(a * 4 + 1)),
            Verb::Clear => {
                self.graph.maps[b % 2].clear();
                self.maps[b % 2].clear();
            }
            Verb::Retain => {
                self.graph.maps[b % 2].retain(|key, _| key % 2 == 0);
                self.maps[b % 2].retain(|key, _| key.id % 2 == 0);
            }
            _ if len == 0 => {}
            _ => self.step_on(verb, [a, b, c]),
        }
        Ok(())
    }

    /// The verbs that work on handles.
    fn step_on(&mut self, verb: Verb, [a, b, c]: [usize; 3]) {
        let len = self.handles.len();
        let [a, b] = [a, b].map(|at| self.handles[at % len].clone());
        let (map, value) = (c / 64 % 2, self.handles[c % len].clone());
        match verb {
            Verb::Link => {
                a.links.borrow_mut().push(b.clone());
                self.node(&a).links.push(b.id);
            }
            Verb::Unlink => {
                drop(a.links.borrow_mut().pop());
                self.node(&a).links.pop();
            }
            Verb::Drop => drop(self.handles.swap_remove(c % len)),
            Verb::Insert => {
                self.graph.maps[map].insert(a.id, b.id);
                self.maps[map].insert(&a, b);
            }
            Verb::InsertOwn => {
                self.node(&a).map.insert(b.id, value.id);
                a.map.borrow_mut().insert(&b, value);
            }
            Verb::Pair => {
                self.node(&a).pair = Some((b.id, value.id));
                let pair = Ephemeron::new(&b, value);
                a.pair.replace(Some(pair));
            }
            Verb::Remove => {
                let found = self.maps[map].remove(&a).map(|value| value.id);
                assert_eq!(found, self.graph.maps[map].remove(&a.id));
            }
            Verb::Iterate => self.handles.extend(self.maps[map].keys().take(2)),
            Verb::CollectUnderGuard => {
                let guard = self.maps[map].get_mut(&a);
                self.heap.collect();
                drop(guard);
            }
            _ => {}
        }
    }

    fn node(&mut self, thing: &Gc<Thing>) -> &mut Node {
        let node = self.graph.nodes.get_mut(&thing.id);
        node.expect("the program holds it")
    }

    /// An object that the program does not know.
    fn bystander(&self) -> Gc<Thing> {
        Gc::new(Thing::new(0, false, &self.rescued, &Log::new()))
    }

    fn new_thing(&mut self, rescues: bool) {
        let id = self.next_id;
        self.next_id += 1;
        let thing = Thing::new(id, rescues, &self.rescued, &self.log);
        self.handles.push(Gc::new(thing));
        self.graph.nodes.insert(id, Node::default());
    }

    /// Takes over what finalizers saved, and checks that nothing died which can be reached.
    fn settle(&mut self) -> Result<BTreeSet<u32>, String> {
        self.handles.extend(self.rescued.take());
        self.dead.extend(self.log.take());
        let lost = self
            .handles
            .iter()
            .find(|thing| self.dead.contains(&thing.id));
        if let Some(lost) = lost {
            return Err(format!(
                "{} was dropped, and there is a handle to it",
                lost.id
            ));
        }
        self.graph.bury(&self.dead);
        let reached = self
            .graph
            .reached(self.handles.iter().map(|thing| thing.id));
        if let Some(lost) = reached.intersection(&self.dead).next() {
            return Err(format!("{lost} was dropped, and can be reached"));
        }
        self.compare_maps(&reached)?;
        Ok(reached)
    }

    /// What can be reached through the maps on the stack is what should be there.
    fn compare_maps(&self, reached: &BTreeSet<u32>) -> Result<(), String> {
        for (real, due) in self.maps.iter().zip(&self.graph.maps) {
            let pairs = real.iter().map(|pair| (pair.key().id, pair.value().id));
            let found: BTreeMap<u32, u32> = pairs.collect();
            if real.len() != found.len() {
                return Err(format!("a map of {found:?} says it has {}", real.len()));
            }
            for (key, value) in due.iter().filter(|(key, _)| reached.contains(key)) {
                if found.get(key) != Some(value) {
                    return Err(format!(
                        "the value of {key} is {:?}, not {value}",
                        found.get(key)
                    ));
                }
            }
            if let Some(stray) = found
                .iter()
                .find(|(key, value)| due.get(key) != Some(value))
            {
                return Err(format!("there is a pair {stray:?} that should not be"));
            }
        }
        Ok(())
    }

    /// After a complete collection nothing lives but what can be reached.
    fn collect(&mut self) -> Result<(), String> {
        self.heap.collect();
        let reached = self.settle()?;
        let left = self.graph.nodes.keys().find(|id| !reached.contains(id));
        match left {
            Some(left) => Err(format!(
                "{left} cannot be reached, and lives after a collection"
            )),
            None => Ok(()),
        }
    }
}
