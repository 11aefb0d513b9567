//! What is measured.

use std::fmt;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nanoseconds for one of these.
    NanosPer(&'static str),
    /// Milliseconds for the whole.
    Millis,
    /// Bytes for one object.
    Bytes,
    /// 2^20 bytes.
    Mebibytes,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NanosPer(what) => write!(f, "ns/{what}"),
            Self::Millis => f.write_str("ms"),
            Self::Bytes => f.write_str("B/object"),
            Self::Mebibytes => f.write_str("MiB"),
        }
    }
}

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $unit:expr, $title:literal;)*) => {
        /// One line of the table of results.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $(#[doc = $title] $name,)*
        }

        impl Measure {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// A name without spaces.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// What the figure counts.
            #[must_use]
            pub fn unit(self) -> Unit {
                match self { $(Self::$name => $unit),* }
            }

            /// For people.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

measures! {
    AllocDrop = "alloc_drop", Unit::NanosPer("object"), "alloc + drop";
    Hold = "hold", Unit::NanosPer("object"), "allocate and hold";
    DropInOrder = "drop_in_order", Unit::NanosPer("object"), "drop what is held, in order";
    DropShuffled = "drop_shuffled", Unit::NanosPer("object"), "drop what is held, shuffled";
    CloneDropHot = "clone_drop_hot", Unit::NanosPer("clone"), "clone + drop, one object";
    CloneDropFirst = "clone_drop_first", Unit::NanosPer("clone"), "clone + drop, random objects, for the first time";
    CloneDropRandom = "clone_drop_random", Unit::NanosPer("clone"), "clone + drop, random objects";
    WalkInOrder = "walk_in_order", Unit::NanosPer("node"), "walk a list, in order";
    WalkShuffled = "walk_shuffled", Unit::NanosPer("node"), "walk a list, shuffled";
    ListDrop = "list_drop", Unit::NanosPer("node"), "drop a list";
    Trees = "trees", Unit::NanosPer("node"), "binary trees";
    ParentTrees = "parent_trees", Unit::NanosPer("node"), "binary trees with parents, automatic";
    Rings2Auto = "rings_2_auto", Unit::NanosPer("node"), "2-node rings, automatic";
    Rings10Auto = "rings_10_auto", Unit::NanosPer("node"), "10-node rings, automatic";
    Rings2 = "rings_2", Unit::NanosPer("node"), "2-node rings, collected every 10 000 nodes";
    Rings10 = "rings_10", Unit::NanosPer("node"), "10-node rings, collected every 10 000 nodes";
    DoublyLinked = "doubly_linked", Unit::NanosPer("node"), "doubly linked list, let go and collected";
    GraphLive = "graph_live", Unit::NanosPer("node"), "random graph, all live, first collection";
    GraphIdle = "graph_idle", Unit::Millis, "random graph, all live, collected again";
    GraphGarbage = "graph_garbage", Unit::Millis, "random graph, live, and 1 % garbage rings";
    GraphTouch10 = "graph_touch_10", Unit::Millis, "random graph, live, 10 nodes touched";
    GraphTouch10k = "graph_touch_10k", Unit::Millis, "random graph, live, 10 000 nodes touched";
    GraphDead = "graph_dead", Unit::NanosPer("edge"), "random graph, all dead, let go and collected";
    ChurnStep = "churn_step", Unit::NanosPer("step"), "churn on a live graph";
    ChurnPause = "churn_pause", Unit::Millis, "churn, longest step";
    ChurnPeak = "churn_peak", Unit::Mebibytes, "churn, peak memory of the process";
    BytesResident = "bytes_resident", Unit::Bytes, "memory of a held node, resident";
    BytesRequested = "bytes_requested", Unit::Bytes, "memory of a held node, asked of the allocator";
}

impl Measure {
    /// The measure with the given [`id`](Self::id).
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.id() == id)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
