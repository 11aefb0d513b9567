//! Depth is no matter: neither writing nor reading recurses.

use gc_core::Gc;
use gc_core::serde_graph::Graph;
use gc_tests::{on_small_stack, scale};

use crate::person::{Person, read, written};

/// Persons in a list or a tree.
const LEN: usize = scale(100_000, 40);

#[test]
fn a_long_list_through_data_is_written_and_read_on_a_small_stack() {
    on_small_stack(|| {
        let mut last = Person::new("0", None);
        for _ in 1..LEN {
            last = Person::new("", Some(&last));
        }
        let mut at = Some(read(&written(&last)));
        let mut len = 0;
        while let Some(person) = at {
            at = person.mother.clone();
            len += 1;
        }
        assert_eq!(len, LEN);
    });
}

#[test]
fn a_long_ring_through_links_is_written_and_read_on_a_small_stack() {
    on_small_stack(|| {
        let first = Person::new("0", None);
        let mut last = first.clone();
        for _ in 1..LEN {
            let next = Person::new("", None);
            last.befriend(&next);
            last = next;
        }
        last.befriend(&first);
        let read = read(&written(&first));
        let mut at = read.friend(0);
        let mut len = 1;
        while !Gc::ptr_eq(&at, &read) {
            at = at.friend(0);
            len += 1;
        }
        assert_eq!(len, LEN);
    });
}

#[test]
fn a_long_list_survives_a_format_that_describes_nothing() {
    on_small_stack(|| {
        let mut last = Person::new("0", None);
        for _ in 1..LEN {
            last = Person::new("", Some(&last));
        }
        let bytes = postcard::to_allocvec(&Graph::<_, Person>::new(&last)).expect("a list");
        drop(last);
        let heap = gc_core::Heap::new();
        let read: Graph<Gc<Person>, Person> =
            heap.enter(|| postcard::from_bytes(&bytes)).expect("a list");
        assert_eq!(heap.stats().objects, LEN);
        drop(read);
        assert_eq!(heap.stats().objects, 0);
    });
}
