//! Figures of the snapshot's own memory.

/// Bytes that a vector has taken.
pub(super) fn vec_bytes<T>(vec: &Vec<T>) -> usize {
    vec.capacity() * size_of::<T>()
}
