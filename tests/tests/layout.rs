//! Sizes, addresses and alignments.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::thread::Builder;

use gc_core::{Gc, Trace, Weak};
use gc_tests::{Log, Probe, in_manual_heap, scale};

const WORD: usize = size_of::<usize>();

const _: () = {
    assert!(size_of::<Gc<u64>>() == WORD);
    assert!(size_of::<Option<Gc<u64>>>() == WORD);
    assert!(size_of::<Weak<u64>>() == WORD);
    assert!(size_of::<Option<Weak<u64>>>() == WORD);
    assert!(size_of::<Gc<dyn Trace>>() == 2 * WORD);
    assert!(size_of::<Option<Gc<dyn Trace>>>() == 2 * WORD);
    assert!(size_of::<Weak<dyn Trace>>() == 2 * WORD);
    assert!(size_of::<Gc<[u8]>>() == 2 * WORD);
    assert!(size_of::<Gc<str>>() == 2 * WORD);
    assert!(align_of::<Gc<u64>>() == align_of::<usize>());
};

#[test]
fn a_pointer_is_one_word_and_has_a_niche() {
    assert_eq!(size_of::<Gc<u64>>(), WORD);
    assert_eq!(size_of::<Option<Gc<u64>>>(), WORD);
    assert_eq!(size_of::<Option<Weak<u64>>>(), WORD);
    assert_eq!(size_of::<Option<Gc<dyn Trace>>>(), 2 * WORD);
}

/// The slot that one value of a type takes.
fn slot_of<T: Trace>(value: T) -> usize {
    in_manual_heap(|heap| {
        let _gc = Gc::new(value);
        heap.stats().bytes
    })
}

#[test]
fn an_object_costs_eight_bytes_more_than_its_value() {
    assert_eq!(slot_of(0_u64), 16);
    assert_eq!(slot_of([0_u64; 3]), 32);
    assert_eq!(slot_of([0_u64; 16]), 136);
    assert_eq!(slot_of((0_u64, 0_u32)), 24);
}

/// Allocates many values of a type and checks address, alignment and content of each.
fn check_many<T: Trace>(
    count: usize,
    make: impl Fn(usize) -> T,
    is_intact: impl Fn(&T, usize) -> bool,
) {
    in_manual_heap(|heap| {
        let objects: Vec<_> = (0..count).map(|index| Gc::new(make(index))).collect();
        let mut ends = BTreeSet::new();
        for (index, object) in objects.iter().enumerate() {
            let address = Gc::as_ptr(object).addr();
            assert_eq!(address % align_of::<T>(), 0, "the value is aligned");
            assert!(is_intact(object, index), "the value is whole");
            ends.insert((address, address + size_of::<T>().max(1)));
        }
        let ends: Vec<_> = ends.into_iter().collect();
        assert_eq!(ends.len(), count, "no two objects have one address");
        assert!(
            ends.windows(2).all(|it| it[0].1 <= it[1].0),
            "no two overlap"
        );
        let _ = heap.collect();
        assert_eq!(heap.stats().objects, count);
        drop(objects);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn values_of_every_small_size_are_kept_apart() {
    fn check<const N: usize>() {
        let make = |index: usize| [u8::try_from(index % 251).expect("a small number"); N];
        check_many(scale(500, 20), make, |value, index| {
            value.iter().all(|byte| usize::from(*byte) == index % 251)
        });
    }
    check::<1>();
    check::<2>();
    check::<3>();
    check::<7>();
    check::<8>();
    check::<9>();
    check::<13>();
    check::<24>();
    check::<100>();
    check::<255>();
    check::<1_000>();
}

#[test]
fn values_around_the_size_of_a_page_are_kept_apart() {
    fn check<const N: usize>() {
        let make = |index: usize| [u8::try_from(index).expect("a small number"); N];
        check_many(5, make, |value, index| {
            usize::from(value[0]) == index && usize::from(value[N - 1]) == index
        });
    }
    check::<4_000>();
    check::<4_096>();
    check::<8_184>();
    check::<16_000>();
    check::<32_768>();
    check::<65_000>();
    check::<65_536>();
    check::<66_000>();
    check::<131_072>();
}

#[test]
fn objects_larger_than_any_page_work() {
    #[derive(Trace)]
    struct Big {
        bytes: [u8; scale(300_000, 150_000)],
        next: RefCell<Option<Gc<Big>>>,
        _probe: Probe,
    }

    in_manual_heap(|heap| {
        let log = Log::new();
        let new = |id: u32| {
            Gc::new(Big {
                bytes: [u8::try_from(id).expect("a small number"); _],
                next: RefCell::default(),
                _probe: Probe::new(id, &log),
            })
        };
        let (a, b, c) = (new(1), new(2), new(3));
        *a.next.borrow_mut() = Some(b.clone());
        *b.next.borrow_mut() = Some(a.clone());
        let weak = Gc::downgrade(&a);
        drop((a, b));
        assert_eq!(heap.collect().freed, 2);
        assert!(weak.upgrade().is_none());
        assert_eq!(c.bytes[c.bytes.len() - 1], 3);
        drop(c);
        assert_eq!(log.take_sorted(), [1, 2, 3]);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[derive(Trace, Clone, Copy)]
#[repr(align(16))]
struct Align16(u8);

#[derive(Trace, Clone, Copy)]
#[repr(align(64))]
struct Align64(u8, [u64; 9]);

#[derive(Trace, Clone, Copy)]
#[repr(align(4096))]
struct Align4096(u8);

#[test]
fn over_aligned_values_are_aligned() {
    let byte = |index: usize| u8::try_from(index % 251).expect("a small number");
    check_many(
        scale(300, 20),
        |index| Align16(byte(index)),
        |it, index| it.0 == byte(index),
    );
    check_many(
        scale(300, 20),
        |index| Align64(byte(index), [7; 9]),
        |it, index| it.0 == byte(index) && it.1 == [7; 9],
    );
    check_many(
        scale(50, 5),
        |index| Align4096(byte(index)),
        |it, index| it.0 == byte(index),
    );
}

#[test]
fn a_value_aligned_to_a_mebibyte_is_aligned() {
    #[derive(Trace)]
    #[repr(align(1_048_576))]
    struct Huge(u8);

    // The value passes through frames that are as aligned as it is.
    let thread = Builder::new().stack_size(64 << 20).spawn(|| {
        check_many(
            3,
            |index| Huge(u8::try_from(index).expect("small")),
            |it, index| usize::from(it.0) == index,
        );
    });
    let done = thread.expect("a test thread can be started").join();
    assert!(done.is_ok());
}

#[test]
fn an_over_aligned_cycle_is_collected() {
    #[derive(Trace)]
    #[repr(align(256))]
    struct Aligned(RefCell<Option<Gc<Aligned>>>, Probe);

    in_manual_heap(|heap| {
        let log = Log::new();
        for id in 0..10 {
            let object = Gc::new(Aligned(RefCell::default(), Probe::new(id, &log)));
            *object.0.borrow_mut() = Some(object.clone());
        }
        assert_eq!(heap.collect().freed, 10);
        assert_eq!(log.len(), 10);
    });
}

#[test]
fn values_without_size_are_objects_of_their_own() {
    check_many(scale(1_000, 30), |_| (), |(), _| true);
    check_many(100, |_| [(); 1_000], |_, _| true);
    check_many(100, |_| [[0_u64; 4]; 0], |_, _| true);
}

#[test]
fn values_without_size_are_dropped_and_counted() {
    thread_local!(static DROPS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) });

    #[derive(Trace)]
    #[trace(leaf)]
    struct Nothing;

    impl Drop for Nothing {
        fn drop(&mut self) {
            DROPS.set(DROPS.get() + 1);
        }
    }

    in_manual_heap(|heap| {
        let (a, b) = (Gc::new(Nothing), Gc::new(Nothing));
        assert!(!Gc::ptr_eq(&a, &b));
        assert_ne!(Gc::as_ptr(&a), Gc::as_ptr(&b));
        let again = a.clone();
        assert!(Gc::ptr_eq(&a, &again));
        let weak = Gc::downgrade(&a);
        drop((a, again));
        assert_eq!(DROPS.get(), 1);
        assert!(weak.upgrade().is_none());
        drop(b);
        assert_eq!(DROPS.get(), 2);
        assert_eq!(heap.stats().objects, 0);
    });
}

#[test]
fn a_huge_array_of_nothing_is_a_small_object() {
    in_manual_heap(|heap| {
        let gc = Gc::new([(); usize::MAX]);
        assert_eq!(gc.len(), usize::MAX);
        assert_eq!(heap.stats().objects, 1);
        assert!(heap.stats().bytes <= 16);
    });
}

#[test]
fn an_object_keeps_its_address() {
    in_manual_heap(|heap| {
        let objects: Vec<_> = (0..1_000_u32).map(Gc::new).collect();
        let addresses: Vec<_> = objects.iter().map(|it| Gc::as_ptr(it).addr()).collect();
        let kept: Vec<_> = objects.into_iter().step_by(3).collect();
        let _ = heap.collect();
        for (gc, address) in kept.iter().zip(addresses.iter().step_by(3)) {
            assert_eq!(Gc::as_ptr(gc).addr(), *address);
        }
        assert!(
            kept.iter()
                .zip((0..1_000).step_by(3))
                .all(|(gc, it)| **gc == it)
        );
    });
}
