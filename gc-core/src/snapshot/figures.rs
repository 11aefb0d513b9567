//! Figures of the snapshot, for people and of its own memory.

use core::fmt;

use crate::stats::Thousands;

/// So many of something, which has a plural of the usual kind.
pub(super) struct Many(pub(super) usize, pub(super) &'static str);

impl fmt::Display for Many {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, one) = *self;
        let plural = if number == 1 { "" } else { "s" };
        write!(f, "{} {one}{plural}", Thousands(number))
    }
}

/// Bytes that a vector has taken.
pub(super) fn vec_bytes<T>(vec: &Vec<T>) -> usize {
    vec.capacity() * size_of::<T>()
}

#[cfg(test)]
mod tests {
    use super::Many;

    #[test]
    fn one_is_no_plural() {
        let shown = [0, 1, 1200].map(|number| Many(number, "object").to_string());
        assert_eq!(shown, ["0 objects", "1 object", "1 200 objects"]);
    }
}
