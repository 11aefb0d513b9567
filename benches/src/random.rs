//! Numbers that look random and are the same in every run.

/// A xorshift generator.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// A generator for the given seed.
    pub(crate) fn new(seed: u64) -> Self {
        // The state must not be zero; small seeds are spread over all bits.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`, which is not zero.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        (wide >> 64) as usize
    }

    /// Puts the items into random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// The numbers below `n` in order.
pub(crate) fn in_order(n: usize) -> Vec<u32> {
    (0..n).map(index).collect()
}

/// The numbers below `n` in random order.
pub(crate) fn shuffled(n: usize, seed: u64) -> Vec<u32> {
    let mut order = in_order(n);
    Random::new(seed).shuffle(&mut order);
    order
}

/// A position as a 32-bit index.
///
/// # Panics
///
/// If it does not fit.
pub(crate) fn index(i: usize) -> u32 {
    u32::try_from(i).expect("a workload has fewer than 2^32 nodes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffled_order_is_a_permutation() {
        let mut order = shuffled(1000, 7);
        assert_ne!(order, in_order(1000));
        order.sort_unstable();
        assert_eq!(order, in_order(1000));
    }

    #[test]
    fn the_same_seed_gives_the_same_order() {
        assert_eq!(shuffled(100, 3), shuffled(100, 3));
        assert_ne!(shuffled(100, 3), shuffled(100, 4));
    }
}
