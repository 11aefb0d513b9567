//! The last collections, in a ring.

use super::Collection;

/// The last collections of a heap, up to [`Recent::LEN`] of them.
///
/// ```
/// let heap = gc_core::Heap::new();
/// heap.collect();
/// let stats = heap.stats();
/// assert_eq!(stats.recent.iter().count(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recent {
    ring: Vec<Collection>,
    /// Index of the oldest one, once the ring is full.
    oldest: usize,
}

impl Recent {
    /// How many are kept.
    pub const LEN: usize = 32;

    /// The collections, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Collection> {
        let (newer, older) = self.ring.split_at(self.oldest);
        older.iter().chain(newer)
    }

    /// The newest one, if there was any.
    #[must_use]
    pub fn last(&self) -> Option<&Collection> {
        self.iter().last()
    }

    pub(super) fn note(&mut self, collection: &Collection) {
        if self.ring.len() < Self::LEN {
            self.ring.push(*collection);
        } else {
            self.ring[self.oldest] = *collection;
            self.oldest = (self.oldest + 1) % Self::LEN;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collection, Recent};

    #[test]
    fn the_ring_keeps_the_last_ones_in_order() {
        let mut recent = Recent::default();
        for freed in 0..Recent::LEN + 5 {
            recent.note(&Collection {
                freed,
                ..Collection::default()
            });
        }
        let freed: Vec<_> = recent.iter().map(|one| one.freed).collect();
        assert!(freed.is_sorted() && freed.len() == Recent::LEN);
        assert_eq!(recent.last().map(|one| one.freed), Some(Recent::LEN + 4));
    }
}
