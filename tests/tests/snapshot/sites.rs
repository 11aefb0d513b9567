//! Where objects were made.

use gc_core::snapshot::SiteRecorder;
use gc_core::{Gc, Trace, Weak};

use crate::nodes::heap;

#[derive(Trace)]
struct Own(Weak<Own>);

#[test]
fn each_way_to_make_a_value_has_its_line() {
    let heap = heap();
    let recorder = SiteRecorder::start();
    let here = line!();
    let values = heap.enter(|| (Gc::new(1_u8), Gc::new_in(2_u8, &heap), heap.alloc(3_u8)));
    let own = heap.enter(|| Gc::new_cyclic(|weak| Own(weak.clone())));
    let snapshot = heap.snapshot();
    let line =
        |object: Option<gc_core::snapshot::Object<'_>>| object.unwrap().site().unwrap().line();
    assert_eq!(line(snapshot.find(&values.0)), here + 1);
    assert_eq!(line(snapshot.find(&values.1)), here + 1);
    assert_eq!(line(snapshot.find(&values.2)), here + 1);
    assert_eq!(line(snapshot.find(&own)), here + 2);
    assert!(own.0.upgrade().is_some());
    drop(recorder);
}

#[test]
fn conversions_have_the_line_of_their_caller() {
    let heap = heap();
    let _recorder = SiteRecorder::start();
    let here = line!();
    let text: Gc<str> = heap.enter(|| Gc::from("text"));
    let slice: Gc<[u8]> = heap.enter(|| vec![1, 2, 3].into());
    let snapshot = heap.snapshot();
    let site = snapshot.find(&text).unwrap().site().unwrap();
    assert_eq!((site.file(), site.line()), (file!(), here + 1));
    let site = snapshot.find(&slice).unwrap().site().unwrap();
    assert_eq!((site.file(), site.line()), (file!(), here + 2));
}

#[test]
fn growth_is_known_by_line() {
    let heap = heap();
    let _recorder = SiteRecorder::start();
    let before = heap.snapshot();
    let make = |number: u16| heap.alloc(number);
    let line = line!() - 1;
    let values: Vec<_> = (0..10).map(make).collect();
    let diff = heap.snapshot().diff(&before);
    assert_eq!(diff.sites.len(), 1);
    let grown = &diff.sites[0];
    assert_eq!((grown.of.line(), grown.objects), (line, 10));
    drop(values);
}

#[test]
fn a_value_in_the_place_of_another_has_its_own_line() {
    let heap = heap();
    let _recorder = SiteRecorder::start();
    let kept = heap.alloc(0_u32);
    drop(heap.alloc(1_u32));
    let second = heap.alloc(2_u32);
    let line = line!() - 1;
    let snapshot = heap.snapshot();
    assert_eq!(snapshot.find(&second).unwrap().site().unwrap().line(), line);
    drop(kept);
}

#[test]
fn without_a_recorder_nothing_is_known() {
    let heap = heap();
    drop(SiteRecorder::start());
    let value = heap.alloc(1_u8);
    assert_eq!(heap.snapshot().find(&value).unwrap().site(), None);
}

#[test]
fn what_was_made_before_the_recorder_has_no_line() {
    let heap = heap();
    let value = heap.alloc(1_u8);
    let _recorder = SiteRecorder::start();
    assert_eq!(heap.snapshot().find(&value).unwrap().site(), None);
}
