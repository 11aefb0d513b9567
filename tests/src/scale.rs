//! Sizes that an interpreter can bear.

/// `full` in a normal run, `under_miri` under Miri, which is a few hundred times slower, and where the
/// whole heap is checked at every allocation.
#[must_use]
pub const fn scale(full: usize, under_miri: usize) -> usize {
    if cfg!(miri) || cfg!(gc_zeal) {
        under_miri
    } else {
        full
    }
}

/// As [`scale`], for what a heap that is checked at every allocation can bear: programs that keep few objects.
#[must_use]
pub const fn scale_small(full: usize, under_miri: usize) -> usize {
    if cfg!(miri) { under_miri } else { full }
}
