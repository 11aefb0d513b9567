//! Dropping a long list by its first node.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::random::in_order;
use crate::shapes::List;
use crate::size::Size;

pub(crate) fn list_drop<L: List>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let list = L::build(&in_order(n));
    clock.time(Measure::ListDrop, n, Frees::Exactly(n), || list.release());
}
