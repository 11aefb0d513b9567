//! Fields of associated types ask for those, and for nothing else.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

trait Language {
    type Term;
    type Many<T>;
}

/// Not traced itself.
struct Lambda;

impl Language for Lambda {
    type Term = Gc<String>;
    type Many<T> = Vec<T>;
}

#[derive(Trace)]
struct Rule<L: Language> {
    left: L::Term,
    right: <L as Language>::Term,
    more: Vec<(L::Term, Box<L::Term>)>,
    many: L::Many<u8>,
    next: Option<Box<Rule<L>>>,
    shared: Option<Gc<Rule<L>>>,
}

#[derive(Trace)]
struct Peeked<I: Iterator>(Option<I::Item>, #[trace(skip)] I);

#[derive(Trace)]
struct Concrete(
    <Lambda as Language>::Term,
    Vec<<Lambda as Language>::Many<u8>>,
);

trait Owner {
    type Owned;
}

impl<T> Owner for Owning<T> {
    type Owned = Vec<T>;
}

#[derive(Trace)]
struct Owning<T>(T, Option<Box<<Self as Owner>::Owned>>);

fn main() {
    assert!(Gc::new(Owning(1, None)).1.is_none());

    let term = || Gc::new("x".to_owned());
    let rule = Rule::<Lambda> {
        left: term(),
        right: term(),
        more: vec![(term(), Box::new(term()))],
        many: vec![1],
        next: None,
        shared: None,
    };
    let rule = Gc::new(rule);
    assert_eq!(rule.left, rule.right);
    assert_eq!((rule.more.len(), rule.many.len()), (1, 1));
    assert!(rule.next.is_none() && rule.shared.is_none());
    let peeked = Gc::new(Peeked(None, std::iter::repeat(1_u8)));
    assert_eq!((peeked.0, peeked.1.clone().next()), (None, Some(1)));
    let concrete = Gc::new(Concrete(term(), Vec::new()));
    assert_eq!(concrete.0.len() + concrete.1.len(), 1);
}
