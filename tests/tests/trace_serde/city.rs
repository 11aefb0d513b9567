//! Graphs of several types, some of whose edges can never change.

use std::cell::RefCell;

use gc_core::serde_graph::{Graph, Linked};
use gc_core::{Gc, Trace};
use serde::{Deserialize, Serialize};

#[derive(Trace, Serialize, Deserialize)]
struct City {
    name: Gc<str>,
    #[serde(skip)]
    roads: RefCell<Vec<Gc<Road>>>,
}

#[derive(Trace, Serialize, Deserialize)]
struct Road {
    from: Gc<City>,
    to: Gc<City>,
    length: u32,
}

impl Linked for City {
    type Links = Vec<Gc<Road>>;

    fn links(&self) -> Self::Links {
        self.roads.borrow().clone()
    }

    fn link(&self, links: Self::Links) {
        self.roads.replace(links);
    }
}

impl Linked for Road {
    type Links = ();

    fn links(&self) {}

    fn link(&self, (): ()) {}
}

type Map = Graph<Gc<City>, (City, Road)>;

fn city(name: &str) -> Gc<City> {
    Gc::new(City {
        name: Gc::from(name),
        roads: RefCell::default(),
    })
}

fn connect(from: &Gc<City>, to: &Gc<City>, length: u32) {
    let road = Gc::new(Road {
        from: from.clone(),
        to: to.clone(),
        length,
    });
    from.roads.borrow_mut().push(road);
}

fn triangle() -> Gc<City> {
    let cities = ["Ulm", "Bern", "Graz"].map(city);
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        connect(&cities[from], &cities[to], 100);
    }
    cities[0].clone()
}

#[test]
fn edges_that_are_objects_know_both_their_ends_again() {
    let text = serde_json::to_string(&Map::new(triangle())).expect("a map");
    let ulm = serde_json::from_str::<Map>(&text)
        .expect("a map")
        .into_root();
    let mut at = ulm.clone();
    for expected in ["Bern", "Graz", "Ulm"] {
        let road = at.roads.borrow()[0].clone();
        assert_eq!(road.length, 100);
        assert!(
            Gc::ptr_eq(&road.from, &at),
            "a road begins where it is kept"
        );
        at = road.to.clone();
        assert_eq!(&*at.name, expected);
    }
    assert!(Gc::ptr_eq(&at, &ulm));
}

#[test]
fn objects_of_several_types_survive_a_format_that_describes_nothing() {
    let bytes = postcard::to_allocvec(&Map::new(triangle())).expect("a map");
    let ulm = postcard::from_bytes::<Map>(&bytes)
        .expect("a map")
        .into_root();
    let bern = ulm.roads.borrow()[0].to.clone();
    assert_eq!(&*bern.name, "Bern");
}

#[test]
fn a_pointer_to_a_type_outside_of_the_graph_is_written_in_place() {
    let text = serde_json::to_string(&Map::new(city("Ulm"))).expect("a map");
    assert_eq!(
        text,
        r#"{"data":[[0,{"name":"Ulm"}]],"links":[[]],"root":0}"#
    );
}

#[test]
fn an_object_of_another_type_than_expected_is_an_error() {
    let text = r#"{"data":[[0,{"name":"Ulm"}],[1,{"from":0,"to":0,"length":1}]],
                   "links":[[],null],"root":1}"#;
    let message = refusal(text);
    let part = "City`, found object 1, which is a";
    assert!(message.contains(part), "{message}");
}

#[test]
fn a_type_that_the_graph_has_not_is_an_error() {
    let text = r#"{"data":[[2,{"name":"Ulm"}]],"links":[[]],"root":0}"#;
    let message = refusal(text);
    assert!(message.contains("type 2"), "{message}");
}

/// Why a text is not a map.
fn refusal(text: &str) -> String {
    let value = serde_json::from_str(text).expect("the text is well-formed");
    match serde_json::from_value::<Map>(value) {
        Ok(_) => panic!("`{text}` is no map"),
        Err(error) => error.to_string(),
    }
}
