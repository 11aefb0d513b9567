//! Tables of symbols.

use std::collections::HashMap;
use std::hint::black_box;
use std::rc::Rc;

use gc_core::collections::Interner;

use super::{Contest, Rival, shuffled, time};

pub(super) fn contests(entries: usize) -> Vec<Contest> {
    let texts: Vec<String> = (0..entries).map(|at| format!("symbol_{at}")).collect();
    let order = shuffled(entries);
    let queries: Rc<[String]> = order.iter().map(|&at| texts[at].clone()).collect();
    vec![Contest {
        what: "symbol, found (a tenth as many)",
        times: entries,
        rivals: vec![
            ("Interner", interned(&queries)),
            ("HashMap<Rc<str>, ()>", in_hash_map(&queries)),
        ],
    }]
}

fn interned(queries: &Rc<[String]>) -> Rival {
    let queries = Rc::clone(queries);
    let symbols: Interner<str> = Interner::new();
    let kept: Vec<_> = queries
        .iter()
        .map(|text| symbols.intern_str(text))
        .collect();
    Box::new(move || {
        assert_eq!(kept.len(), queries.len());
        time(|| {
            queries
                .iter()
                .for_each(|text| drop(black_box(symbols.intern_str(text))))
        })
    })
}

fn in_hash_map(queries: &Rc<[String]>) -> Rival {
    let queries = Rc::clone(queries);
    let symbols: HashMap<Rc<str>, ()> = queries
        .iter()
        .map(|text| (text.as_str().into(), ()))
        .collect();
    let intern = move |text: &str| {
        symbols
            .get_key_value(text)
            .map(|(symbol, ())| Rc::clone(symbol))
    };
    Box::new(move || {
        time(|| {
            queries
                .iter()
                .for_each(|text| drop(black_box(intern(text))))
        })
    })
}
