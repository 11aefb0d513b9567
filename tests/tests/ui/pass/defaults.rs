//! Parameters with defaults.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::collections::HashMap;
use std::hash::RandomState;
use std::marker::PhantomData;

use gc_core::{Gc, Trace};

#[derive(Trace)]
struct Table<K = String, V = Gc<K>, S = RandomState> {
    entries: HashMap<K, V, S>,
}

#[derive(Trace, Default)]
enum Tagged<T = u8, Tag = (), const N: usize = 1> {
    #[default]
    Empty,
    Full([T; N], PhantomData<Tag>),
}

fn main() {
    let mut table: Table = Table {
        entries: HashMap::new(),
    };
    table
        .entries
        .insert("key".to_owned(), Gc::new("value".to_owned()));
    assert_eq!(Gc::new(table).entries.len(), 1);
    let tagged: Gc<(Tagged, Tagged)> = Gc::new((Tagged::default(), Tagged::Full([1], PhantomData)));
    assert!(matches!(tagged.0, Tagged::Empty));
}
