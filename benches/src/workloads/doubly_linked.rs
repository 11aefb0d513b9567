//! A doubly linked list that is let go.

use crate::clock::{Clock, Frees};
use crate::measure::Measure;
use crate::shapes::Doubly;
use crate::size::Size;

pub(crate) fn doubly_linked<D: Doubly>(clock: &mut Clock, size: &Size) {
    let n = size.objects;
    let list = D::build(n);
    clock.time(Measure::DoublyLinked, n, Frees::Exactly(n), || {
        list.release();
    });
}
