//! Sizes that an interpreter can bear.

/// `full` in a normal run, `under_miri` under Miri, which is a few hundred times slower.
#[must_use]
pub const fn scale(full: usize, under_miri: usize) -> usize {
    if cfg!(miri) { under_miri } else { full }
}
