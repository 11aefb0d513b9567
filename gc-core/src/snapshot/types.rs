//! The heap by type.

use core::any::TypeId;
use core::fmt;

use super::Snapshot;
use super::graph::{Edges, NONE};
use crate::snapshot::figures::Many;
use crate::stats::Bytes;

/// All objects of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeRow {
    /// The type.
    pub type_id: TypeId,
    /// Its name, for people.
    pub type_name: &'static str,
    /// How many there are.
    pub objects: usize,
    /// Bytes of their slots.
    pub bytes: u64,
    /// Bytes that single objects of the type retain, counted once where one retains another.
    pub retained: u64,
}

impl Snapshot {
    /// The types, those that retain most first.
    ///
    /// The first question about retained sizes takes O(e log n), the others O(n).
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let pair = Gc::new_in((Gc::new_in(1_u64, &heap), Gc::new_in(2_u64, &heap)), &heap);
    /// let rows = heap.snapshot().by_type();
    /// assert_eq!((rows[0].objects, rows[1].objects), (1, 2));
    /// assert_eq!(rows[0].retained, rows[0].bytes + rows[1].bytes);
    /// println!("{}", rows[0]);
    /// # drop(pair);
    /// ```
    #[must_use]
    pub fn by_type(&self) -> Vec<TypeRow> {
        let mut rows = self.rows_by_kind();
        rows.sort_by_key(|row| (core::cmp::Reverse((row.retained, row.bytes)), row.type_name));
        rows
    }

    /// As [`by_type`](Self::by_type), in the order of the graph's kinds.
    pub(super) fn rows_by_kind(&self) -> Vec<TypeRow> {
        let kinds = self.graph.kinds.iter();
        let retained = self.retained_by_kind();
        let mut rows: Vec<_> = kinds
            .zip(retained)
            .map(|(kind, retained)| TypeRow {
                type_id: kind.id,
                type_name: kind.name,
                objects: 0,
                bytes: 0,
                retained,
            })
            .collect();
        for (_, kind, bytes) in self.graph.sizes() {
            rows[kind as usize].objects += 1;
            rows[kind as usize].bytes += bytes;
        }
        rows
    }

    /// Sums up retained sizes, leaving out what lies below another object of the same type.
    fn retained_by_kind(&self) -> Vec<u64> {
        let dominators = self.dominators();
        let mut sums = vec![0; self.graph.kinds.len()];
        // How many objects of each type are on the way down.
        let mut above = vec![0_u32; self.graph.kinds.len()];
        let children = Edges::from_parents(dominators.all_immediate());
        let mut path: Vec<(u32, u32)> = Vec::new();
        let mut enter = |id: u32, above: &mut [u32], path: &mut Vec<(u32, u32)>| {
            let kind = self.graph.kind(id) as usize;
            if above[kind] == 0 {
                sums[kind] += dominators.retained(id);
            }
            above[kind] += 1;
            path.push((id, 0));
        };
        let tops = self.graph.ids();
        for top in tops.filter(|id| dominators.immediate(*id) == NONE) {
            enter(top, &mut above, &mut path);
            while let Some((id, next)) = path.last_mut() {
                if let Some(child) = children.of(*id).get(*next as usize) {
                    *next += 1;
                    enter(*child, &mut above, &mut path);
                } else {
                    above[self.graph.kind(*id) as usize] -= 1;
                    path.pop();
                }
            }
        }
        sums
    }
}

impl fmt::Display for TypeRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}, {}, retaining {}",
            self.type_name,
            Many(self.objects, "object"),
            Bytes(self.bytes as usize),
            Bytes(self.retained as usize)
        )
    }
}
