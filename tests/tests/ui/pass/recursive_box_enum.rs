//! Enums that contain themselves in boxes, with and without parameters.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

#[derive(Trace)]
enum Expr {
    Number(f64),
    Negate(Box<Expr>),
    Add(Box<Self>, Box<Expr>),
    Call {
        callee: Gc<Expr>,
        arguments: Vec<Expr>,
    },
}

#[derive(Trace)]
enum Tree<T> {
    Leaf(T),
    Fork(Box<Tree<T>>, Box<Tree<T>>),
    Many(Vec<Tree<T>>),
    Shared(Option<Gc<Tree<T>>>),
}

#[derive(Trace)]
struct List<K, V> {
    head: Option<Box<(K, List<K, V>)>>,
    swapped: Option<Box<List<V, K>>>,
}

fn depth(expr: &Expr) -> usize {
    match expr {
        Expr::Number(number) => usize::from(*number > 0.0),
        Expr::Negate(inner) => 1 + depth(inner),
        Expr::Add(left, right) => 1 + depth(left).max(depth(right)),
        Expr::Call { callee, arguments } => depth(callee) + arguments.len(),
    }
}

fn main() {
    let one = Expr::Negate(Box::new(Expr::Number(1.0)));
    let callee = Gc::new(Expr::Add(Box::new(one), Box::new(Expr::Number(0.0))));
    let call = Gc::new(Expr::Call {
        callee,
        arguments: Vec::new(),
    });
    assert_eq!(depth(&call), 3);

    let leaf = || Box::new(Tree::Leaf(1_u8));
    let shared = Tree::Shared(Some(Gc::new(Tree::Fork(leaf(), leaf()))));
    let _ = Gc::new(Tree::Many(vec![shared]));
    let _ = Gc::new(List::<u8, String> {
        head: None,
        swapped: None,
    });
}
