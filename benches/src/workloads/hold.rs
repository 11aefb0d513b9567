//! Holding many objects at once, and dropping them in the order in which they were made or in any.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::random::{in_order, shuffled};
use crate::shapes::Table;
use crate::size::Size;

pub(crate) fn hold<T: Table>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let parts = [
        (Measure::DropInOrder, in_order(n)),
        (Measure::DropShuffled, shuffled(n, 1)),
    ];
    for (measure, order) in parts {
        if !clock.wants(measure) && !clock.wants(Measure::Hold) {
            continue;
        }
        let mut table = T::with_capacity(n);
        if measure == Measure::DropInOrder {
            clock.time(Measure::Hold, n, Frees::Exactly(0), || table.fill(n));
        } else {
            table.fill(n);
        }
        clock.time(measure, n, Frees::Exactly(n), || table.drop_each(&order));
    }
}
