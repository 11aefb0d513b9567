//! The cache against a vector in order of use.

use gc_examples::family::{Collected, CountedWeakly, Family};
use gc_examples::lru::Lru;
use quickcheck::quickcheck;

const CAPACITY: usize = 4;

fn cache<F: Family>() -> Lru<F, u8, u16> {
    Lru::new(CAPACITY.try_into().expect("a capacity"))
}

/// Asks for, enters or removes keys, in a cache and in a vector; whether they stay the same.
fn agree<F: Family>(steps: &[(u8, u8)]) -> bool {
    let mut cache = cache::<F>();
    let mut model: Vec<(u8, u16)> = Vec::new();
    steps.iter().enumerate().all(|(time, &(what, key))| {
        let (key, value) = (key % 8, time as u16);
        let place = model.iter().position(|entry| entry.0 == key);
        let found = place.map(|place| model.remove(place));
        match what % 3 {
            0 => {
                let got = cache.get(&key).map(|entry| *entry.value());
                assert_eq!(got, found);
                found.into_iter().for_each(|found| model.insert(0, found));
            }
            1 => {
                let full = model.len() == CAPACITY;
                let expected = if full { model.pop() } else { found };
                let gone = cache.insert(key, value).map(|entry| *entry.value());
                assert_eq!(gone, expected);
                model.insert(0, (key, value));
            }
            _ => {
                let removed = cache.remove(&key).map(|entry| *entry.value());
                assert_eq!(removed, found);
            }
        }
        let entries = cache.entries().map(|entry| *entry.value());
        entries.eq(model.iter().copied()) && cache.len() == model.len()
    })
}

quickcheck! {
    fn the_cache_does_what_a_vector_does(steps: Vec<(u8, u8)>) -> bool {
        agree::<Collected>(&steps)
    }

    fn it_does_so_over_rc_too(steps: Vec<(u8, u8)>) -> bool {
        agree::<CountedWeakly>(&steps)
    }
}

#[test]
fn who_has_an_entry_keeps_it_when_the_cache_forgets_it() {
    let mut cache = cache::<Collected>();
    cache.insert(0, 7);
    let entry = cache.get(&0).cloned().expect("the entry");
    for key in 1..=4 {
        cache.insert(key, 0);
    }
    assert!(cache.get(&0).is_none());
    assert_eq!(*entry.value(), (0, 7));
}

#[test]
fn what_is_forgotten_goes_by_counting_alone() {
    let mut cache = cache::<Collected>();
    for key in 0..100 {
        cache.insert(key, 0);
    }
    // The list's ends, and what is in the cache.
    assert_eq!(gc_core::stats().objects, 1 + CAPACITY);
    assert_eq!(gc_core::stats().freed, 0);
}
