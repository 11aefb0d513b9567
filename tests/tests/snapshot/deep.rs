//! Graphs as deep as they are large: nothing recurses.

use crate::nodes::{Node, heap};

const LENGTH: usize = if cfg!(miri) { 300 } else { 1_000_000 };

#[test]
fn a_long_list_has_all_answers_on_a_small_stack() {
    let asked = std::thread::Builder::new().stack_size(256 << 10).spawn(|| {
        let heap = heap();
        heap.enter(|| {
            let mut list = Node::new(0);
            for number in 1..LENGTH {
                let next = Node::new(number);
                next.link(&list);
                list.link(&next);
                list = next;
            }
            let snapshot = heap.snapshot();
            assert_eq!(snapshot.cycles()[0].len(), LENGTH);
            let first = snapshot.find(&list).unwrap();
            assert_eq!(first.retained_bytes(), snapshot.bytes());
            let last = snapshot
                .objects()
                .find(|object| object.edges().len() == 1 && *object != first);
            let why = snapshot.why_alive_with(last.unwrap().id(), 1);
            assert_eq!(why.paths()[0].objects().len(), LENGTH);
            assert_eq!(snapshot.by_type()[0].objects, LENGTH);
        });
    });
    asked.expect("a thread").join().expect("no overflow");
}
