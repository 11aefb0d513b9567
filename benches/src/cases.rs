//! Which peer runs which workload.

use crate::clock::Clock;
use crate::measure::Measure;
use crate::nodes::{Chains, Graphs, Links, Members, ParentTrees, Trees};
use crate::peers::{BaconRajanCc, BoaGc, Dumpster, Gc, GcCore, JrsonnetGcmodule, RustCc};
use crate::peers::{StdBox, StdRc, StdRcWeak};
use crate::peers::{gc_arena as arena, vec_index as vec};
use crate::shapes::{
    Churn, Clones, Doubly, DoublyOf, Down, Forest, Graph, GraphOf, Groups, List, ListOf, Rings,
    RingsOf, Table, TableOf, UpAndDown,
};
use crate::size::Size;
use crate::value::Counted;
use crate::workloads::hot_paths;
use crate::workloads::{
    alloc_drop, churn, clone_drop, doubly_linked, hold, list_drop, object_bytes, parent_trees,
    random_graph, random_graph_release, rings_automatic, rings_explicit, trees, walk,
};

/// A workload as one peer runs it.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The workload's name.
    pub workload: &'static str,
    /// The peer's name.
    pub peer: &'static str,
    /// What it measures.
    pub measures: &'static [Measure],
    /// Runs it.
    pub run: fn(&mut Clock, &Size),
}

impl Case {
    /// Whether it measures this.
    #[must_use]
    pub fn takes(&self, measure: Measure) -> bool {
        self.measures.contains(&measure)
    }
}

/// The peers, in the order in which they are shown.
pub const PEERS: &[&str] = &[
    "gc-core",
    "Rc",
    "Rc+Weak",
    "Box",
    "rust-cc",
    "dumpster",
    "jrsonnet-gcmodule",
    "bacon_rajan_cc",
    "gc",
    "gc-arena",
    "boa_gc",
    LIMIT,
];

/// The peer that is no competitor but what the machine can do.
pub const LIMIT: &str = "Vec+index";

/// The cases of one peer, as they are listed.
struct Cases {
    peer: &'static str,
    cases: Vec<Case>,
    /// Operations whose instructions are counted.
    hot_paths: Vec<Case>,
}

impl Cases {
    fn of(peer: &'static str) -> Self {
        Self {
            peer,
            cases: Vec::new(),
            hot_paths: Vec::new(),
        }
    }

    fn add(
        mut self,
        workload: &'static str,
        measures: &'static [Measure],
        run: fn(&mut Clock, &Size),
    ) -> Self {
        let peer = self.peer;
        self.cases.push(Case {
            workload,
            peer,
            measures,
            run,
        });
        self
    }

    fn add_hot(mut self, workload: &'static str, run: fn(&mut Clock, &Size)) -> Self {
        let peer = self.peer;
        self.hot_paths.push(Case {
            workload,
            peer,
            measures: &[],
            run,
        });
        self
    }

    /// What needs neither sharing nor cycles.
    fn acyclic<T: Table, L: List, F: Forest>(self) -> Self {
        self.add("alloc_drop", &[Measure::AllocDrop], alloc_drop::<T>)
            .add(
                "hold",
                &[Measure::Hold, Measure::DropInOrder, Measure::DropShuffled],
                hold::<T>,
            )
            .add(
                "walk",
                &[Measure::WalkInOrder, Measure::WalkShuffled],
                walk::<L>,
            )
            .add("list_drop", &[Measure::ListDrop], list_drop::<L>)
            .add("trees", &[Measure::Trees], trees::<F>)
            .add(
                "object_bytes",
                &[Measure::BytesResident, Measure::BytesRequested],
                object_bytes::<T>,
            )
            .add_hot("alloc", hot_paths::alloc::<T>)
            .add_hot("alloc_drop", hot_paths::alloc_drop::<T>)
            .add_hot("drop_last", hot_paths::drop_last::<T>)
            .add_hot("walk", hot_paths::walk::<L>)
    }

    fn acyclic_of<P: Links + Trees>(self) -> Self {
        self.acyclic::<TableOf<P>, ListOf<P>, Down<P>>()
    }

    /// What needs sharing.
    fn shared<T: Clones>(self) -> Self {
        self.add(
            "clone_drop",
            &[
                Measure::CloneDropHot,
                Measure::CloneDropFirst,
                Measure::CloneDropRandom,
            ],
            clone_drop::<T>,
        )
        .add_hot("clone_drop", hot_paths::clone_drop::<T>)
    }

    /// What has pointers back.
    fn cyclic<F: Forest, D: Doubly, C: Churn>(self) -> Self {
        self.add("parent_trees", &[Measure::ParentTrees], parent_trees::<F>)
            .add(
                "doubly_linked",
                &[Measure::DoublyLinked],
                doubly_linked::<D>,
            )
            .add(
                "churn",
                &[Measure::ChurnStep, Measure::ChurnPause, Measure::ChurnPeak],
                churn::<C>,
            )
    }

    fn cyclic_of<P: ParentTrees + Chains + Members>(self) -> Self {
        self.cyclic::<UpAndDown<P>, DoublyOf<P>, Groups<P>>().add(
            "rings_explicit",
            &[Measure::Rings2, Measure::Rings10],
            rings_explicit::<RingsOf<P>>,
        )
    }

    /// What shows a collector's own timing.
    fn automatic<R: Rings>(self) -> Self {
        self.add(
            "rings_automatic",
            &[Measure::Rings2Auto, Measure::Rings10Auto],
            rings_automatic::<R>,
        )
    }

    /// What shows a collector at work on what lives.
    fn collected<G: Graph>(self) -> Self {
        self.add(
            "random_graph",
            &[
                Measure::GraphLive,
                Measure::GraphIdle,
                Measure::GraphGarbage,
                Measure::GraphTouch10,
                Measure::GraphTouch10k,
                Measure::GraphDead,
            ],
            random_graph::<G>,
        )
    }

    /// The same data without a collector.
    fn released<G: Graph>(self) -> Self {
        self.add(
            "random_graph",
            &[Measure::GraphDead],
            random_graph_release::<G>,
        )
    }

    /// All that a cycle collector does.
    fn collector<P>(self) -> Self
    where
        P: Links<Link: Clone> + Trees + ParentTrees + Chains + Members + Graphs,
    {
        self.acyclic_of::<P>()
            .shared::<TableOf<P>>()
            .cyclic_of::<P>()
            .collected::<GraphOf<P>>()
    }
}

macro_rules! cases {
    ($value:ty) => {
        [
            Cases::of("gc-core")
                .collector::<GcCore<$value>>()
                .automatic::<RingsOf<GcCore<$value>>>(),
            Cases::of("Rc")
                .acyclic_of::<StdRc<$value>>()
                .shared::<TableOf<StdRc<$value>>>(),
            Cases::of("Rc+Weak")
                .cyclic_of::<StdRcWeak<$value>>()
                .automatic::<RingsOf<StdRcWeak<$value>>>()
                .released::<GraphOf<StdRcWeak<$value>>>(),
            Cases::of("Box").acyclic_of::<StdBox<$value>>(),
            Cases::of("rust-cc")
                .collector::<RustCc<$value>>()
                .automatic::<RingsOf<RustCc<$value>>>(),
            Cases::of("dumpster")
                .collector::<Dumpster<$value>>()
                .automatic::<RingsOf<Dumpster<$value>>>(),
            Cases::of("jrsonnet-gcmodule").collector::<JrsonnetGcmodule<$value>>(),
            Cases::of("bacon_rajan_cc").collector::<BaconRajanCc<$value>>(),
            Cases::of("gc")
                .collector::<Gc<$value>>()
                .automatic::<RingsOf<Gc<$value>>>(),
            Cases::of("gc-arena")
                .acyclic::<
                    arena::ArenaTable<$value>,
                    arena::ArenaList<$value>,
                    arena::ArenaForest<$value>,
                >()
                .cyclic::<
                    arena::ArenaParents<$value>,
                    arena::ArenaDoubly<$value>,
                    arena::ArenaChurn<$value>,
                >()
                .add("rings_explicit", &[Measure::Rings2, Measure::Rings10], rings_explicit::<arena::ArenaRings<$value>>)
                .automatic::<arena::ArenaRings<$value>>()
                .collected::<arena::ArenaGraph<$value>>(),
            Cases::of("boa_gc")
                .collector::<BoaGc<$value>>()
                .automatic::<RingsOf<BoaGc<$value>>>(),
            Cases::of(LIMIT)
                .acyclic::<vec::VecTable<$value>, vec::VecList<$value>, vec::VecForest<$value>>()
                .cyclic::<vec::VecParents<$value>, vec::VecDoubly<$value>, vec::VecChurn<$value>>()
                .released::<vec::VecGraph<$value>>(),
        ]
    };
}

/// Every case, to be timed.
#[must_use]
pub fn timed() -> Vec<Case> {
    cases!(u64)
        .into_iter()
        .flat_map(|peer| peer.cases)
        .collect()
}

/// Every case, with payloads whose drops are counted.
#[must_use]
pub fn counted() -> Vec<Case> {
    cases!(Counted)
        .into_iter()
        .flat_map(|peer| peer.cases)
        .collect()
}

/// The operations whose instructions are counted; a size's objects say how often each is done.
#[must_use]
pub fn hot_paths() -> Vec<Case> {
    cases!(u64)
        .into_iter()
        .flat_map(|peer| peer.hot_paths)
        .collect()
}
