//! `gc_core::serde_graph` on untrusted bytes: whatever is read, the result is a graph or an error, and what was
//! read once is written and read again as the same.

use std::cell::RefCell;

use gc_core::serde_graph::{Graph, Linked};
use gc_core::{Gc, Heap, Policy, Trace, Weak};
use serde::{Deserialize, Serialize};

#[derive(Trace, Serialize, Deserialize)]
struct City {
    name: Gc<str>,
    #[serde(skip)]
    roads: RefCell<Vec<Gc<Road>>>,
    #[serde(skip)]
    rival: RefCell<Weak<City>>,
}

#[derive(Trace, Serialize, Deserialize)]
struct Road {
    from: Gc<City>,
    to: Option<Gc<City>>,
    length: u32,
}

impl Linked for City {
    type Links = (Vec<Gc<Road>>, Weak<City>);

    fn links(&self) -> Self::Links {
        (self.roads.borrow().clone(), self.rival.borrow().clone())
    }

    fn link(&self, (roads, rival): Self::Links) {
        self.roads.replace(roads);
        self.rival.replace(rival);
    }
}

impl Linked for Road {
    type Links = ();

    fn links(&self) {}

    fn link(&self, (): ()) {}
}

type Map = Graph<Vec<Gc<City>>, (City, Road)>;

/// Reads a map, as text (`as_text`) or in a binary format.
///
/// # Panics
///
/// If reading does, if the map cannot be written, if it is read again as another, or if any of it outlives its last
/// pointer and a collection.
pub fn serde_graph(bytes: &[u8], as_text: bool) {
    let heap = Heap::with_policy(Policy::MANUAL);
    heap.enter(|| {
        if as_text {
            let write = |map: &Map| serde_json::to_vec(map).expect("what was read can be written");
            let read = |bytes: &[u8]| serde_json::from_slice::<Map>(bytes).ok();
            check(bytes, read, write);
        } else {
            let write =
                |map: &Map| postcard::to_allocvec(map).expect("what was read can be written");
            let read = |bytes: &[u8]| postcard::from_bytes::<Map>(bytes).ok();
            check(bytes, read, write);
        }
    });
    let _ = heap.collect();
    assert_eq!(heap.stats().objects, 0, "all of the map is garbage");
}

fn check(bytes: &[u8], read: impl Fn(&[u8]) -> Option<Map>, write: impl Fn(&Map) -> Vec<u8>) {
    let Some(map) = read(bytes) else {
        return;
    };
    let once = write(&map);
    let again = read(&once).expect("what was written can be read");
    assert_eq!(once, write(&again), "read again, it is another map");
}
