//! What has grown.

use core::fmt;
use core::panic::Location;
use std::collections::BTreeMap;

use super::Snapshot;
use crate::snapshot::figures::Many;
use crate::stats::Bytes;

/// The answer of [`Snapshot::diff`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// By type: only what has changed, the largest growth in bytes first.
    pub types: Vec<Growth<&'static str>>,
    /// By the place in the program where objects were made, as far as that was
    /// [recorded](super::SiteRecorder); otherwise the same.
    pub sites: Vec<Growth<&'static Location<'static>>>,
}

/// How much more there is of something, or, where negative, less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Growth<K> {
    /// The type's name, or the place.
    pub of: K,
    /// Objects.
    pub objects: i64,
    /// Bytes of their slots.
    pub bytes: i64,
}

impl Snapshot {
    /// What there is more of, or less, than in an earlier snapshot: by name of type, and by allocation
    /// site. The two need not be of one heap.
    ///
    /// Takes O(n log t) for n objects of t types and sites.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let before = heap.snapshot();
    /// let numbers = [Gc::new_in(1_u32, &heap), Gc::new_in(2_u32, &heap)];
    /// let diff = heap.snapshot().diff(&before);
    /// assert_eq!((diff.types[0].of, diff.types[0].objects), ("u32", 2));
    /// println!("{diff}");
    /// # drop(numbers);
    /// ```
    #[must_use]
    pub fn diff(&self, earlier: &Self) -> Diff {
        Diff {
            types: growth(self.sizes_by_name(), earlier.sizes_by_name()),
            sites: growth(self.sizes_by_site(), earlier.sizes_by_site()),
        }
    }

    fn sizes_by_name(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let sizes = self.graph.sizes();
        sizes.map(|(_, kind, bytes)| (self.graph.kinds[kind as usize].name, bytes))
    }

    fn sizes_by_site(&self) -> impl Iterator<Item = (&'static Location<'static>, u64)> {
        let sizes = self.graph.sizes();
        sizes.filter_map(|(id, _, bytes)| Some((self.sites.get(id)?, bytes)))
    }
}

fn growth<K: Ord + Copy>(
    now: impl Iterator<Item = (K, u64)>,
    then: impl Iterator<Item = (K, u64)>,
) -> Vec<Growth<K>> {
    let mut sums: BTreeMap<K, (i64, i64)> = BTreeMap::new();
    let changes = now.map(|it| (it, 1)).chain(then.map(|it| (it, -1)));
    for ((of, bytes), sign) in changes {
        let sum = sums.entry(of).or_default();
        sum.0 += sign;
        sum.1 += sign * bytes as i64;
    }
    let changed = sums.into_iter().filter(|(_, sum)| *sum != (0, 0));
    let mut growth: Vec<_> = changed
        .map(|(of, (objects, bytes))| Growth { of, objects, bytes })
        .collect();
    // Stable: what has grown by as much stays in the order of names.
    growth.sort_by_key(|it| core::cmp::Reverse((it.bytes, it.objects)));
    growth
}

impl<K: fmt::Display> fmt::Display for Growth<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |number: i64| if number < 0 { '-' } else { '+' };
        write!(
            f,
            "{}{}, {}{}: {}",
            sign(self.objects),
            Many(self.objects.unsigned_abs() as usize, "object"),
            sign(self.bytes),
            Bytes(self.bytes.unsigned_abs() as usize),
            self.of
        )
    }
}

/// One change a line.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.types.is_empty() {
            return f.write_str("nothing has changed");
        }
        let types = self.types.iter().map(ToString::to_string);
        let sites = self.sites.iter().map(ToString::to_string);
        let lines: Vec<_> = types.chain(sites).collect();
        f.write_str(&lines.join("\n"))
    }
}
