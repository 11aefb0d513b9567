//! How much memory an object takes.

use crate::clock::Clock;
use crate::measure::Measure;
use crate::memory;
use crate::random::in_order;
use crate::shapes::Table;
use crate::size::Size;

pub(crate) fn object_bytes<T: Table>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let order = in_order(n);
    let mut table = T::with_capacity(n);
    let requested = memory::requested();
    let resident = memory::resident();
    table.fill(n);
    if memory::requested() > requested {
        let bytes = memory::requested() - requested;
        clock.note(Measure::BytesRequested, bytes as f64 / n as f64);
    } else if let (Some(before), Some(after)) = (resident, memory::resident()) {
        let bytes = after.saturating_sub(before);
        clock.note(Measure::BytesResident, bytes as f64 / n as f64);
    }
    table.drop_each(&order);
}
