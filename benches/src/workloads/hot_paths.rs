//! One operation many times over, for counting instructions.
//!
//! Only what runs inside [`gc_benches_hot_region`] is counted: not how the process starts, nor what
//! a peer does when it ends.

use std::hint::black_box;

use crate::clock::Clock;
use crate::random::in_order;
use crate::shapes::{Clones, List, Table};
use crate::size::Size;

/// The name under which valgrind finds the function whose instructions are counted.
pub(crate) const REGION: &str = "gc_benches_hot_region";

/// Links of the list that is walked again and again.
const LIST: usize = 1000;

/// Runs what is counted. Never inlined and with a plain name, so that valgrind knows it.
// SAFETY: no other function of any crate here has this name.
#[unsafe(no_mangle)]
#[inline(never)]
fn gc_benches_hot_region(work: &mut dyn FnMut()) {
    work();
}

/// Makes objects and holds them.
pub(crate) fn alloc<T: Table>(_: &mut Clock, size: &Size) {
    let n = size.objects;
    let mut table = T::with_capacity(n);
    gc_benches_hot_region(&mut || table.fill(n));
    table.drop_each(&in_order(n));
}

/// Makes objects and drops each at once.
pub(crate) fn alloc_drop<T: Table>(_: &mut Clock, size: &Size) {
    let mut table = T::with_capacity(0);
    gc_benches_hot_region(&mut || table.alloc_drop(size.objects));
}

/// Drops objects whose only handles are in a table.
pub(crate) fn drop_last<T: Table>(_: &mut Clock, size: &Size) {
    let n = size.objects;
    let order = in_order(n);
    let mut table = T::with_capacity(n);
    table.fill(n);
    gc_benches_hot_region(&mut || table.drop_each(&order));
}

/// Clones a handle and drops the clone.
pub(crate) fn clone_drop<T: Clones>(_: &mut Clock, size: &Size) {
    let mut table = T::with_capacity(1);
    table.fill(1);
    gc_benches_hot_region(&mut || table.clone_first(size.objects));
    table.drop_each(&[0]);
}

/// Follows links.
pub(crate) fn walk<L: List>(_: &mut Clock, size: &Size) {
    let list = L::build(&in_order(LIST));
    gc_benches_hot_region(&mut || {
        for _ in 0..size.objects / LIST {
            black_box(list.walk());
        }
    });
    list.release();
}
