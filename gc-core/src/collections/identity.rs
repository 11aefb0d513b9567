//! Hashing objects by where they lie.

use core::hash::{BuildHasher, Hasher};

/// The default hasher of collections whose keys are objects: spreads addresses, in two
/// instructions.
///
/// Addresses are the allocator's choice, not that of whoever feeds the program, so nobody can choose
/// keys that collide.
///
/// ```
/// use gc_core::collections::{IdentityState, WeakMap};
///
/// let map: WeakMap<String, u32, IdentityState> = WeakMap::with_hasher(IdentityState::new());
/// assert!(map.is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct IdentityState(());

impl IdentityState {
    /// The only value.
    ///
    /// ```
    /// use core::hash::BuildHasher;
    /// use gc_core::collections::IdentityState;
    ///
    /// assert_ne!(IdentityState::new().hash_one(64_usize), IdentityState::new().hash_one(128_usize));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

impl BuildHasher for IdentityState {
    type Hasher = IdentityHasher;

    #[inline]
    fn build_hasher(&self) -> IdentityHasher {
        IdentityHasher(0)
    }
}

/// What [`IdentityState`] makes.
///
/// ```
/// use core::hash::{BuildHasher, Hasher};
/// use gc_core::collections::{IdentityHasher, IdentityState};
///
/// let mut hasher: IdentityHasher = IdentityState::new().build_hasher();
/// hasher.write_usize(64);
/// assert_ne!(hasher.finish(), 0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct IdentityHasher(u64);

/// An odd number without a pattern: the fraction of the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for IdentityHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write_usize(&mut self, address: usize) {
        // The low bits of a product know only the low bits of its factors, which are alike in all
        // addresses: the high half goes on top of them.
        let product = u128::from(self.0 ^ address as u64) * u128::from(SPREAD);
        self.0 = product as u64 ^ (product >> 64) as u64;
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each 128 slots side by side, how many share their bucket of 256 with another one, and how many
    /// tags there are.
    #[test]
    fn neighbours_are_spread() {
        for stride in [16, 24, 32, 48, 64, 4096] {
            let hashes =
                (1..=128).map(|at| IdentityState::new().hash_one(0x7f00_0000 + at * stride));
            let hashes: Vec<u64> = hashes.collect();
            let distinct = |of: &dyn Fn(u64) -> u64| {
                let mut found: Vec<_> = hashes.iter().map(|&hash| of(hash)).collect();
                found.sort_unstable();
                found.dedup();
                found.len()
            };
            assert!(distinct(&|hash| hash % 256) > 80, "{stride}");
            assert!(distinct(&|hash| hash >> 57) > 50, "{stride}");
        }
    }
}
