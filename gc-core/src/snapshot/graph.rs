//! The graph itself: numbers in arrays.
//!
//! ```text
//! object n:  address  strong  external   starts[n] .. starts[n + 1]
//!                                         |            |
//! targets:   … | t | t | t | t | …  <-----+------------+
//! ```
//!
//! 20 bytes an object and 4 an edge. The edges the other way round are worked out when they are first
//! asked for, at 4 bytes an object and 4 an edge more.

use core::any::TypeId;
use core::cell::OnceCell;

use super::figures::vec_bytes;
use crate::runtime::Survey;

/// No object.
pub(super) const NONE: u32 = u32::MAX;

/// Neighbours of each object, side by side.
#[derive(Debug, Default)]
pub(super) struct Edges {
    starts: Vec<u32>,
    targets: Vec<u32>,
}

/// One type of which there are objects.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) id: TypeId,
    pub(super) name: &'static str,
}

/// Objects with consecutive numbers that have type and size in common.
#[derive(Debug)]
struct Row {
    first: u32,
    kind: u32,
    bytes: u64,
}

/// See the [module](self).
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) kinds: Vec<Kind>,
    /// Ascending by `first`.
    rows: Vec<Row>,
    /// Ascending.
    addresses: Vec<usize>,
    strong: Vec<u32>,
    /// `strong`, without the edges that were found.
    external: Vec<u32>,
    weak: Vec<(u32, u32)>,
    unreadable: Vec<u32>,
    leaving: Vec<u32>,
    edges: Edges,
    referrers: OnceCell<Edges>,
}

impl Graph {
    pub(super) fn new(survey: Survey) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        for page in &survey.pages {
            let id = (page.descriptor.type_id)();
            let known = kinds.iter().position(|kind| kind.id == id);
            let kind = known.unwrap_or_else(|| {
                let name = (page.descriptor.type_name)();
                kinds.push(Kind { id, name });
                kinds.len() - 1
            });
            let (kind, bytes) = (kind as u32, page.bytes as u64);
            // Neighbouring pages of one pool make one row.
            if rows
                .last()
                .is_none_or(|row| (row.kind, row.bytes) != (kind, bytes))
            {
                rows.push(Row {
                    first: page.first,
                    kind,
                    bytes,
                });
            }
        }
        let mut external = survey.strong.clone();
        for target in &survey.targets {
            // A `trace` that reports an edge twice breaks its contract; here it only looks odd.
            let count = &mut external[*target as usize];
            *count = count.saturating_sub(1);
        }
        Self {
            kinds,
            rows,
            addresses: survey.addresses,
            strong: survey.strong,
            external,
            weak: survey.weak,
            unreadable: survey.unreadable,
            leaving: survey.leaving,
            edges: Edges {
                starts: survey.starts,
                targets: survey.targets,
            },
            referrers: OnceCell::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.addresses.len()
    }

    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = u32> + use<> {
        0..self.addresses.len() as u32
    }

    /// The object at an address.
    pub(super) fn find(&self, address: usize) -> Option<u32> {
        let found = self.addresses.binary_search(&address);
        found.ok().map(|index| index as u32)
    }

    pub(super) fn address(&self, id: u32) -> usize {
        self.addresses[id as usize]
    }

    fn row(&self, id: u32) -> &Row {
        let next = self.rows.partition_point(|row| row.first <= id);
        &self.rows[next - 1]
    }

    /// The number of the type in `kinds`.
    pub(super) fn kind(&self, id: u32) -> u32 {
        self.row(id).kind
    }

    pub(super) fn bytes(&self, id: u32) -> u64 {
        self.row(id).bytes
    }

    /// Objects with their types and sizes, in order: without the search for each.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (u32, u32, u64)> {
        let ends = self.rows.iter().skip(1).map(|row| row.first);
        let ends = ends.chain([self.len() as u32]);
        self.rows
            .iter()
            .zip(ends)
            .flat_map(|(row, end)| (row.first..end).map(|id| (id, row.kind, row.bytes)))
    }

    pub(super) fn strong(&self, id: u32) -> u32 {
        self.strong[id as usize]
    }

    pub(super) fn weak(&self, id: u32) -> u32 {
        let found = self.weak.binary_search_by_key(&id, |(id, _)| *id);
        found.map_or(0, |index| self.weak[index].1)
    }

    /// References that no edge of the graph accounts for.
    pub(super) fn external(&self, id: u32) -> u32 {
        self.external[id as usize]
    }

    pub(super) fn is_held(&self, id: u32) -> bool {
        self.external(id) > 0
    }

    pub(super) fn is_readable(&self, id: u32) -> bool {
        self.unreadable.binary_search(&id).is_err()
    }

    pub(super) fn unreadable(&self) -> &[u32] {
        &self.unreadable
    }

    /// Objects that `Weak`s point to, and how many.
    #[cfg(feature = "export")]
    pub(super) fn all_weak(&self) -> &[(u32, u32)] {
        &self.weak
    }

    /// Objects with edges into other heaps, once for each.
    #[cfg(feature = "export")]
    pub(super) fn all_leaving(&self) -> &[u32] {
        &self.leaving
    }

    /// How many of its edges lead into other heaps.
    pub(super) fn leaving(&self, id: u32) -> usize {
        let first = self.leaving.partition_point(|other| *other < id);
        let own = self.leaving[first..]
            .iter()
            .take_while(|other| **other == id);
        own.count()
    }

    pub(super) fn edges(&self) -> &Edges {
        &self.edges
    }

    /// The edges the other way round.
    pub(super) fn referrers(&self) -> &Edges {
        self.referrers.get_or_init(|| self.edges.reversed())
    }

    /// Bytes of memory that all this takes now.
    pub(super) fn memory(&self) -> usize {
        vec_bytes(&self.kinds)
            + vec_bytes(&self.rows)
            + vec_bytes(&self.addresses)
            + vec_bytes(&self.strong)
            + vec_bytes(&self.external)
            + vec_bytes(&self.weak)
            + vec_bytes(&self.unreadable)
            + vec_bytes(&self.leaving)
            + self.edges.memory()
            + self.referrers.get().map_or(0, Edges::memory)
    }
}

impl Edges {
    /// The neighbours of an object.
    pub(super) fn of(&self, id: u32) -> &[u32] {
        let start = self.starts[id as usize] as usize;
        &self.targets[start..self.starts[id as usize + 1] as usize]
    }

    /// How many there are in all.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    #[cfg(feature = "export")]
    /// Where the neighbours of each begin, and of the last one end.
    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }

    #[cfg(feature = "export")]
    /// The neighbours of all, one after the other.
    pub(super) fn targets(&self) -> &[u32] {
        &self.targets
    }

    fn reversed(&self) -> Self {
        let count = self.starts.len() - 1;
        let mut starts = vec![0_u32; count + 1];
        for target in &self.targets {
            starts[*target as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut targets = vec![0; self.targets.len()];
        for source in 0..count as u32 {
            for target in self.of(source) {
                let place = &mut next[*target as usize];
                targets[*place as usize] = source;
                *place += 1;
            }
        }
        Self { starts, targets }
    }

    /// From the owner of each, where there is one: see [`Dominators`](super::dominators::Dominators).
    pub(super) fn from_parents(parents: &[u32]) -> Self {
        let mut starts = vec![0_u32; parents.len() + 1];
        for parent in parents.iter().filter(|parent| **parent != NONE) {
            starts[*parent as usize + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut targets = vec![0; starts[parents.len()] as usize];
        for (child, parent) in parents.iter().enumerate() {
            if *parent != NONE {
                let place = &mut next[*parent as usize];
                targets[*place as usize] = child as u32;
                *place += 1;
            }
        }
        Self { starts, targets }
    }

    fn memory(&self) -> usize {
        vec_bytes(&self.starts) + vec_bytes(&self.targets)
    }
}
