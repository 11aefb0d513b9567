//! The syntax tree: parents, names, types.

use gc_examples::ast::{Kind, Node, Type, check, parse, rename};
use gc_examples::family::{Collected, CountedWeakly, Family};

const TWICE: &str =
    "let twice = fn f: int -> int => fn x: int => f(f(x)) in twice(fn n: int => n * n)(3)";

fn checked<F: Family>(text: &str) -> F::Strong<Node<F>> {
    let root = parse::<F>(text).expect("an expression");
    check::<F>(&root).expect("types");
    root
}

fn type_of(text: &str) -> Type {
    checked::<Collected>(text).ty().expect("a type")
}

#[test]
fn expressions_have_the_types_that_their_parts_give_them() {
    for (text, expected) in [
        ("1 + 2 * 3", "int"),
        ("1 + 2 == 3 and not false or 2 < -1", "bool"),
        ("fn x: int => x < 3", "int -> bool"),
        (
            "fn f: int -> int => fn b: bool => if b then f(1) else 0",
            "(int -> int) -> bool -> int",
        ),
        ("let x = 1 in let x = x == 1 in x", "bool"),
        (
            "(fn f: (int -> int) -> int => f)(fn g: int -> int => g(1))",
            "(int -> int) -> int",
        ),
        (TWICE, "int"),
    ] {
        assert_eq!(type_of(text).to_string(), expected, "{text}");
    }
}

#[test]
fn operators_bind_as_they_do_on_paper() {
    let root = checked::<Collected>("1 + 2 * 3 < 4 - 5 - 6");
    let [left, right] = root.children() else {
        panic!("expected two sides, found {root:?}");
    };
    assert_eq!(left.children()[1].span().range(), 4..9);
    assert_eq!(right.children()[0].span().range(), 12..17);
}

#[test]
fn comments_and_line_ends_are_blanks() {
    assert_eq!(type_of("# one\n1 # and\n  + # two\n2\n"), Type::Int);
}

#[test]
fn every_child_knows_its_parent() {
    let root = checked::<Collected>(TWICE);
    let nodes = Node::<Collected>::postorder(&root);
    for node in &nodes {
        for child in node.children() {
            assert!(child.parent().is_some_and(|parent| parent.is(node)));
        }
    }
    assert!(root.parent().is_none());
    assert!(nodes.last().is_some_and(|last| last.is(&root)));
}

#[test]
fn names_lead_to_what_binds_them_and_back() {
    let text = "let x = 1 in x + (let x = x in x) + (fn x: int => x)(x)";
    let root = checked::<Collected>(text);
    let at = |place: usize| Node::<Collected>::at(&root, place);
    let shadowed = text.find("= x in").expect("a use") + 2;
    let own = text.find("in x)").expect("a use") + 3;
    assert!(at(shadowed).binder().is_some_and(|binder| binder.is(&root)));
    assert!(at(own).binder().is_some_and(|binder| !binder.is(&root)));
    assert_eq!(root.uses().len(), 3);
}

#[test]
fn one_node_keeps_the_whole_tree_unless_it_points_back_weakly() {
    let root = checked::<Collected>(TWICE);
    let count = Node::<Collected>::postorder(&root).len();
    let name = Node::<Collected>::at(&root, TWICE.find("n * n").expect("a use"));
    drop(root);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, count);
    assert_eq!(
        name.binder().map(|binder| binder.kind().clone()),
        Some(Kind::Function(Type::Int))
    );
    drop(name);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);

    let root = checked::<CountedWeakly>(TWICE);
    let name = Node::<CountedWeakly>::at(&root, TWICE.find("n * n").expect("a use"));
    drop(root);
    assert!(name.parent().is_none() && name.binder().is_none());
}

#[test]
fn a_name_is_changed_where_it_is_bound_and_used_and_nowhere_else() {
    let text = "let x = 1 in x + (fn x: int => x)(x)";
    let root = checked::<Collected>(text);
    assert_eq!(rename::<Collected>(&root, "y"), Ok(2));
    let names = Node::<Collected>::postorder(&root);
    let names: Vec<_> = names.iter().filter_map(|node| node.name()).collect();
    assert_eq!(names.join(" "), "y x x y y");
    assert!(check::<Collected>(&root).is_ok());
}

#[test]
fn a_new_name_that_something_else_binds_is_refused() {
    let root = checked::<Collected>("let x = 1 in fn y: int => x + y");
    let refused = rename::<Collected>(&root, "y").unwrap_err();
    assert!(
        refused.what.contains("`x` cannot be renamed to `y`"),
        "{refused}"
    );
    assert_eq!(root.name().as_deref(), Some("x"));
    let number = &root.children()[0];
    assert!(rename::<Collected>(number, "z").is_err());
}

#[test]
fn a_second_check_finds_the_same() {
    let root = checked::<Collected>(TWICE);
    let uses = root.uses().len();
    assert!(check::<Collected>(&root).is_ok());
    assert_eq!(root.uses().len(), uses);
}

#[test]
fn a_sum_of_a_hundred_thousand_is_checked_without_recursion() {
    let text = vec!["1"; 100_000].join(" + ");
    assert_eq!(type_of(&text), Type::Int);
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
}
