//! Types that contain each other, by value and by pointer, with parameters.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::RefCell;

use gc_core::{Gc, Trace, Weak};

#[derive(Trace)]
enum Expr<T> {
    Block(Box<Stmt<T>>),
    Literal(T),
}

#[derive(Trace)]
struct Stmt<T> {
    exprs: Vec<Expr<T>>,
    scope: Option<Gc<Scope<T>>>,
}

#[derive(Trace)]
struct Scope<T> {
    parent: Option<Weak<Scope<T>>>,
    body: RefCell<Option<Stmt<T>>>,
}

#[derive(Trace)]
struct Even(Option<Box<Odd>>);

#[derive(Trace)]
struct Odd(Option<Box<Even>>);

fn main() {
    let scope = Gc::new(Scope {
        parent: None,
        body: RefCell::new(None),
    });
    let inner = Stmt {
        exprs: vec![Expr::Literal('a')],
        scope: Some(scope.clone()),
    };
    let outer = Stmt {
        exprs: vec![Expr::Block(Box::new(inner))],
        scope: Some(scope.clone()),
    };
    *scope.body.borrow_mut() = Some(outer);
    assert!(scope.parent.is_none());
    drop(scope);
    assert_eq!(gc_core::collect().freed, 1);
    let _ = Gc::new(Even(Some(Box::new(Odd(Some(Box::new(Even(None))))))));
}
