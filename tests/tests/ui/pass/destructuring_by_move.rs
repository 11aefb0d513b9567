//! Nothing is added to the type that would keep its fields from being moved out.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Finalize, Gc, Trace};

#[derive(Trace, Default)]
struct Point {
    name: String,
    tags: Vec<String>,
    weight: u32,
}

#[derive(Trace)]
enum Shape<T> {
    Dot(T),
    Line { from: T, to: T },
}

#[derive(Trace)]
#[trace(finalize)]
struct Last(String);

impl Finalize for Last {
    fn finalize(&self) {}
}

fn main() {
    let Point { name, tags, weight } = Point {
        weight: 1,
        ..Point::default()
    };
    assert_eq!(name.len() + tags.len() + weight as usize, 1);
    let base = Point::default();
    let moved = Point {
        name: "new".to_owned(),
        ..base
    };
    assert_eq!(moved.name, "new");
    for shape in [
        Shape::Dot(name),
        Shape::Line {
            from: String::new(),
            to: moved.name,
        },
    ] {
        let text = match shape {
            Shape::Dot(at) => at,
            Shape::Line { from, to } => from + &to,
        };
        assert!(text.len() < 4);
    }
    let Ok(Last(text)) = Gc::try_unwrap(Gc::new(Last("text".to_owned()))) else {
        unreachable!("the only pointer");
    };
    assert_eq!(text, "text");
}
