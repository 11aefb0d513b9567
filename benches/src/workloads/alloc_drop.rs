//! Making an object and letting go of it at once.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::shapes::Table;
use crate::size::Size;

pub(crate) fn alloc_drop<T: Table>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let mut table = T::with_capacity(0);
    clock.time(Measure::AllocDrop, n, Frees::Exactly(n), || {
        table.alloc_drop(n);
    });
}
