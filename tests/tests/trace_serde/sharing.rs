//! A graph keeps its sharing and its cycles.

use gc_core::Gc;
use gc_core::serde_graph::Graph;
use serde::{Deserialize, Serialize};

use crate::person::{Person, read, written};

#[test]
fn a_cycle_is_kept_and_collected_when_it_is_dropped() {
    let (ada, bob) = (Person::new("Ada", None), Person::new("Bob", None));
    ada.befriend(&bob);
    bob.befriend(&ada);
    ada.befriend(&ada);
    let text = written(&ada);
    ada.friends.take();
    bob.friends.take();

    let heap = gc_core::Heap::new();
    let ada = heap.enter(|| read(&text));
    assert_eq!(heap.stats().objects, 2);
    assert_eq!(ada.friend(0).name, "Bob");
    assert!(Gc::ptr_eq(&ada.friend(0).friend(0), &ada));
    assert!(Gc::ptr_eq(&ada.friend(1), &ada));
    drop(ada);
    assert_eq!(heap.collect().freed, 2);
}

#[test]
fn a_shared_object_is_written_once() {
    let eve = Person::new("Eve", None);
    let ada = Person::new("Ada", Some(&eve));
    ada.befriend(&Person::new("Bob", Some(&eve)));
    let text = written(&ada);
    assert_eq!(text.matches("Eve").count(), 1);
    let ada = read(&text);
    let bob = ada.friend(0);
    let mothers = [&ada, &bob].map(|person| person.mother.clone().expect("a mother"));
    assert!(Gc::ptr_eq(&mothers[0], &mothers[1]));
}

#[test]
fn a_graph_that_was_read_is_written_the_same() {
    let eve = Person::new("Eve", None);
    let people: Vec<_> = (0..20)
        .map(|number| Person::new(&number.to_string(), Some(&eve)))
        .collect();
    for (index, person) in people.iter().enumerate() {
        person.befriend(&people[(index * 7 + 3) % 20]);
        person.befriend(&people[(index * 5 + 1) % 20]);
    }
    let text = written(&people[0]);
    assert_eq!(written(&read(&text)), text);
}

#[test]
fn a_root_may_be_any_structure() {
    #[derive(Serialize, Deserialize)]
    struct Club {
        name: String,
        members: Vec<Gc<Person>>,
        head: Gc<Person>,
    }

    let ada = Person::new("Ada", None);
    let club = Club {
        name: "Engines".to_owned(),
        members: vec![Person::new("Bob", Some(&ada)), ada.clone()],
        head: ada,
    };
    let text = serde_json::to_string(&Graph::<_, Person>::new(&club)).expect("a club");
    let club = serde_json::from_str::<Graph<Club, Person>>(&text).expect("a club");
    let club = club.into_root();
    assert_eq!((club.name.as_str(), club.members.len()), ("Engines", 2));
    assert!(Gc::ptr_eq(&club.members[1], &club.head));
    let mother = club.members[0].mother.as_ref().expect("a mother");
    assert!(Gc::ptr_eq(mother, &club.head));
}

#[test]
fn a_graph_survives_a_format_that_describes_nothing() {
    let (ada, bob) = (Person::new("Ada", None), Person::new("Bob", None));
    ada.befriend(&bob);
    bob.befriend(&ada);
    let graph = Graph::<_, Person>::new(&ada);
    let bytes = postcard::to_allocvec(&graph).expect("the graph can be written");
    let read: Graph<Gc<Person>, Person> = postcard::from_bytes(&bytes).expect("a graph");
    let ada = read.into_root();
    assert_eq!(ada.friend(0).name, "Bob");
    assert!(Gc::ptr_eq(&ada.friend(0).friend(0), &ada));
}

#[test]
fn a_graph_survives_a_format_that_sorts_its_keys() {
    let ada = Person::new("Ada", None);
    ada.befriend(&ada);
    let value = serde_json::to_value(Graph::<_, Person>::new(&ada)).expect("a graph");
    let read = serde_json::from_value::<Graph<Gc<Person>, Person>>(value).expect("a graph");
    let ada = read.into_root();
    assert!(Gc::ptr_eq(&ada.friend(0), &ada));
}

#[test]
fn a_graph_inside_a_value_that_is_written_does_not_disturb_what_follows() {
    let ada = Person::new("Ada", None);
    let inner = Graph::<_, Person>::new(&ada);
    let outer = Graph::<_, Person>::new((&ada, &inner, &ada));
    let text = serde_json::to_string(&outer).expect("a graph in a graph");
    type Inner = Graph<Gc<Person>, Person>;
    let read: Graph<(Gc<Person>, Inner, Gc<Person>), Person> =
        serde_json::from_str(&text).expect("a graph in a graph");
    let (first, inner, last) = read.into_root();
    assert!(Gc::ptr_eq(&first, &last));
    assert!(!Gc::ptr_eq(inner.root(), &first));
    assert_eq!(inner.root().name, "Ada");
}

#[test]
fn pointers_mean_their_values_again_after_a_graph() {
    let ada = Person::new("Ada", None);
    let before = serde_json::to_string(&ada).expect("a person");
    let _ = written(&ada);
    assert_eq!(serde_json::to_string(&ada).expect("a person"), before);
    let _ = read(&written(&ada));
    assert!(serde_json::from_str::<Gc<Person>>(&before).is_ok());
}
