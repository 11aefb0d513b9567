//! One call after the other panics, in each thing that a heap does.

use gc_core::{Heap, Policy};
use gc_tests::{caught, in_manual_heap};

use crate::act::{ALL, Act};
use crate::fuse::{Site, counted, for_each_call};
use crate::scene::{Scene, assert_is_usable};

/// How many calls there were to panic.
fn panics_of(site: Site, act: Act) -> u32 {
    for_each_call(site, |fuse, n| {
        in_manual_heap(|heap| {
            let mut scene = Scene::new(fuse);
            fuse.light(n);
            act.perform(heap, &mut scene);
            let has_panicked = fuse.put_out();
            scene.assert_is_sound();
            assert_is_usable(heap);
            scene.end(heap);
            has_panicked
        })
    })
}

#[test]
fn a_panic_in_any_destructor_leaves_a_sound_heap_and_no_leak() {
    // Of a full collection: two rings and a tail.
    let panics = ALL.map(|act| panics_of(Site::Destructor, act));
    let calls = [4, 11, 11, 11, 11].map(|calls| counted(Site::Destructor, calls));
    assert_eq!(panics, calls);
}

#[test]
fn a_panic_in_any_finalizer_leaves_a_sound_heap_and_no_leak() {
    let panics = ALL.map(|act| panics_of(Site::Finalizer, act));
    let calls = [4, 11, 11, 11, 11].map(|calls| counted(Site::Finalizer, calls));
    assert_eq!(panics, calls);
}

#[test]
fn a_panic_in_any_trace_leaves_a_sound_heap_and_no_leak() {
    let panics = ALL.map(|act| panics_of(Site::Trace, act));
    assert_eq!(panics[0], 0, "a drop traces nothing");
    // Each of the 20 is counted, at least.
    assert!(panics[1..].iter().all(|calls| *calls >= 20), "{panics:?}");
}

/// Nobody is there to catch it: the panic ends with the collection that the last handle's end makes.
#[test]
fn a_panic_in_any_call_at_the_end_of_a_heap_ends_there() {
    for site in [Site::Destructor, Site::Finalizer, Site::Trace] {
        let panics = for_each_call(site, |fuse, n| {
            let heap = Heap::with_policy(Policy::MANUAL);
            let scene = heap.enter(|| Scene::new(fuse));
            fuse.light(n);
            assert_eq!(caught(|| drop(heap)), None);
            let has_panicked = fuse.put_out();
            scene.assert_is_sound();
            let heap = scene.heap();
            assert_is_usable(&heap);
            scene.end(&heap);
            has_panicked
        });
        assert!(panics >= 11, "{site:?}: {panics}");
    }
}
