//! Following the links of a list that lies in memory in order, or shuffled.

use std::hint::black_box;

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::random::{in_order, shuffled};
use crate::shapes::List;
use crate::size::Size;

pub(crate) fn walk<L: List>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let parts = [
        (Measure::WalkInOrder, in_order(n)),
        (Measure::WalkShuffled, shuffled(n, 3)),
    ];
    for (measure, order) in parts {
        if !clock.wants(measure) {
            continue;
        }
        let list = L::build(&order);
        let sum = clock.time(measure, n, Frees::Exactly(0), || black_box(list.walk()));
        let n = n as u64;
        assert_eq!(sum, n * (n - 1) / 2, "{measure}: each node is passed once");
        list.release();
    }
}
