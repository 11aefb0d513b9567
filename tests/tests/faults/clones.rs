//! A panic in the n-th `clone` that the library calls.

use gc_core::Gc;
use gc_tests::{Log, caught, in_manual_heap};

use crate::fuse::{Fuse, Site, for_each_call};
use crate::member::{Member, ring};
use crate::scene::assert_is_usable;

/// Runs `clone` with members of a ring that lives, and lets each of its clones panic in turn. Returns how many
/// there were.
fn panics_of(clone: impl Fn(Vec<Gc<Member>>, &[Member], &Fuse)) -> u32 {
    for_each_call(Site::Clone, |fuse, n| {
        in_manual_heap(|heap| {
            let log = Log::new();
            let ring = ring(1, 3, fuse, &log);
            let values: Vec<_> = (10..14).map(|id| Member::value(id, fuse, &log)).collect();
            values
                .iter()
                .zip(&ring)
                .for_each(|(from, to)| from.link(to));
            let handles = ring.clone();
            fuse.light(n);
            let _ = caught(|| clone(handles, &values, fuse));
            let has_panicked = fuse.put_out();
            assert_eq!(ring.iter().map(|it| it.id).collect::<Vec<_>>(), [1, 2, 3]);
            assert_is_usable(heap);
            drop((ring, values));
            let _ = heap.collect();
            assert_eq!(heap.stats().objects, 0);
            has_panicked
        })
    })
}

#[test]
fn a_panic_in_any_clone_of_a_slices_elements_drops_what_was_built() {
    let panics = panics_of(|_, values, _| drop(<Gc<[Member]>>::from(values)));
    assert_eq!(panics, 4);
}

#[test]
fn a_panic_while_make_mut_clones_leaves_the_shared_value_alone() {
    let panics = panics_of(|mut handles, _, _| {
        for handle in &mut handles {
            let _ = Gc::make_mut(handle);
        }
    });
    assert_eq!(panics, 3);
}

#[test]
fn a_panic_while_unwrap_or_clone_clones_keeps_no_handle() {
    let panics = panics_of(|handles, _, _| {
        for handle in handles {
            drop(Gc::unwrap_or_clone(handle));
        }
    });
    assert_eq!(panics, 3);
}

#[test]
fn a_panic_while_a_shared_slice_is_made_unique_leaves_it_alone() {
    let panics = panics_of(|_, values, _| {
        let slice = <Gc<[Member]>>::from(values);
        let mut other = slice.clone();
        let _ = Gc::make_mut(&mut other);
        drop(slice);
    });
    assert_eq!(panics, 8);
}
