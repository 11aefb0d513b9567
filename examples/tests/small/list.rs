//! The doubly linked list against a deque.

use std::collections::VecDeque;

use gc_examples::family::{Collected, Counted, CountedWeakly, Family};
use gc_examples::list::List;
use quickcheck::{Arbitrary, Gen, quickcheck};

/// What can be done to a list with a cursor in it.
#[derive(Clone, Copy, Debug)]
enum Step {
    PushFront(u8),
    PushBack(u8),
    PopFront,
    PopBack,
    Next,
    Previous,
    InsertAfter(u8),
    InsertBefore(u8),
    Remove,
}

impl Arbitrary for Step {
    fn arbitrary(g: &mut Gen) -> Self {
        let value = u8::arbitrary(g);
        let steps = [
            Self::PushFront(value),
            Self::PushBack(value),
            Self::PopFront,
            Self::PopBack,
            Self::Next,
            Self::Previous,
            Self::InsertAfter(value),
            Self::InsertBefore(value),
            Self::Remove,
        ];
        *g.choose(&steps).expect("a step")
    }
}

/// A deque, and where the cursor stands; at its length it stands in the gap.
#[derive(Default)]
struct Model {
    values: VecDeque<u8>,
    at: usize,
}

impl Model {
    fn gap(&self) -> bool {
        self.at == self.values.len()
    }

    fn insert(&mut self, index: usize, value: u8) {
        let gap = self.gap();
        self.values.insert(index, value);
        if gap || index <= self.at {
            self.at += 1;
        }
    }

    /// Takes a value out that the cursor does not stand at.
    fn take(&mut self, index: usize) -> Option<u8> {
        let value = self.values.remove(index)?;
        if index < self.at {
            self.at -= 1;
        }
        Some(value)
    }

    fn next(&mut self) {
        self.at = if self.gap() { 0 } else { self.at + 1 };
    }

    fn previous(&mut self) {
        self.at = self.at.checked_sub(1).unwrap_or(self.values.len());
    }
}

/// Does the steps to a list and to a deque; whether they stay the same.
fn agree<F: Family>(steps: &[Step]) -> bool {
    let list = List::<F, u8>::new();
    let mut model = Model::default();
    // In the gap of an empty list.
    let mut cursor = list.cursor_front();
    steps.iter().all(|&step| {
        match step {
            Step::PushFront(value) => {
                list.push_front(value);
                model.insert(0, value);
            }
            Step::PushBack(value) => {
                list.push_back(value);
                let last = model.values.len();
                model.insert(last, value);
            }
            Step::PopFront if model.at > 0 => {
                let popped = list.pop_front().map(|element| *element.value());
                assert_eq!(popped, model.take(0));
            }
            Step::PopBack if !model.values.is_empty() && model.at + 1 != model.values.len() => {
                let popped = list.pop_back().map(|element| *element.value());
                assert_eq!(popped, model.take(model.values.len() - 1));
            }
            Step::PopFront | Step::PopBack => {}
            Step::Next => {
                cursor.move_next();
                model.next();
            }
            Step::Previous => {
                cursor.move_previous();
                model.previous();
            }
            Step::InsertAfter(value) => {
                cursor.insert_after(value);
                let index = if model.gap() { 0 } else { model.at + 1 };
                model.insert(index, value);
            }
            Step::InsertBefore(value) => {
                cursor.insert_before(value);
                model.insert(model.at, value);
            }
            Step::Remove => {
                let removed = cursor.remove().map(|element| *element.value());
                assert_eq!(removed, model.values.remove(model.at));
            }
        }
        let forward = list.elements().map(|element| *element.value());
        forward.eq(model.values.iter().copied())
            && backward(&list)
                .into_iter()
                .eq(model.values.iter().rev().copied())
            && cursor.current() == model.values.get(model.at)
            && list.len() == model.values.len()
    })
}

fn backward<F: Family>(list: &List<F, u8>) -> Vec<u8> {
    let mut cursor = list.cursor_back();
    let mut values = Vec::new();
    while let Some(&value) = cursor.current() {
        values.push(value);
        cursor.move_previous();
    }
    values
}

quickcheck! {
    fn the_list_does_what_a_deque_does(steps: Vec<Step>) -> bool {
        agree::<Collected>(&steps)
    }

    fn it_does_so_over_rc_too(steps: Vec<Step>) -> bool {
        agree::<Counted>(&steps) && agree::<CountedWeakly>(&steps)
    }
}

#[test]
fn a_cursor_whose_element_was_removed_reads_on_and_moves_into_the_gap() {
    let list = List::<Collected, _>::new();
    list.push_back("gone");
    list.push_back("here");
    let mut reader = list.cursor_front();
    reader.clone().remove();
    assert_eq!(reader.current(), Some(&"gone"));
    reader.move_next();
    assert_eq!(reader.current(), None);
    reader.move_next();
    assert_eq!(reader.current(), Some(&"here"));
}

#[test]
fn an_element_is_removed_once() {
    let list = List::<Collected, _>::new();
    list.push_back(1);
    let mut one = list.cursor_front();
    let mut other = one.clone();
    assert!(one.remove().is_some());
    assert!(other.remove().is_none());
    assert!(list.is_empty());
}

#[test]
#[should_panic(expected = "move the cursor first")]
fn nothing_is_inserted_beside_an_element_that_was_removed() {
    let list = List::<Collected, _>::new();
    list.push_back(1);
    let mut reader = list.cursor_front();
    list.pop_front();
    reader.insert_after(2);
}

#[test]
fn a_cursor_keeps_the_list() {
    let list = List::<Collected, _>::new();
    for number in 0..100 {
        list.push_back(number);
    }
    let cursor = list.cursor_back();
    drop(list);
    gc_core::collect();
    assert_eq!(cursor.list().len(), 100);
    drop(cursor);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
}

#[test]
fn a_million_elements_go_at_once_on_a_usual_stack() {
    let list = List::<Collected, _>::new();
    for number in 0..1_000_000 {
        list.push_back(number);
    }
    drop(list);
    assert_eq!(gc_core::collect().freed, 1_000_000);
    assert_eq!(gc_core::stats().objects, 0);
}

#[test]
fn a_list_in_itself_is_collected() {
    #[derive(gc_core::Trace)]
    struct Shelf(std::cell::RefCell<Option<List<Collected, gc_core::Gc<Shelf>>>>);
    let shelf = gc_core::Gc::new(Shelf(std::cell::RefCell::new(None)));
    let list = List::new();
    list.push_back(shelf.clone());
    shelf.0.replace(Some(list));
    drop(shelf);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
}
