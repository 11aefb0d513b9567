//! Cloning a handle and dropping the clone: always the same one, or any of many.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::random::{in_order, shuffled};
use crate::shapes::Clones;
use crate::size::Size;

pub(crate) fn clone_drop<T: Clones>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let order = shuffled(n, 2);
    let mut table = T::with_capacity(n);
    table.fill(n);
    clock.time(Measure::CloneDropHot, n, Frees::Exactly(0), || {
        table.clone_first(n);
    });
    clock.time(Measure::CloneDropFirst, n, Frees::Exactly(0), || {
        table.clone_each(&order);
    });
    clock.time(Measure::CloneDropRandom, n, Frees::Exactly(0), || {
        table.clone_each(&order);
    });
    table.drop_each(&in_order(n));
}
