//! The order of `gc-core`'s modules: each may name only those before it.
//!
//! What counts is code: comments, texts and `#[cfg(test)]` modules may name anything.
#![forbid(unsafe_code)]

#[path = "architecture/layers.rs"]
mod layers;
#[path = "architecture/source.rs"]
mod source;

use layers::{Layers, ORDER};
use source::Source;

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn no_module_names_one_that_comes_after_it() {
    let layers = Layers::read();
    let upward: Vec<String> = source::all()
        .iter()
        .flat_map(|it| layers.upward(it))
        .collect();
    assert!(upward.is_empty(), "upward imports:\n{}", upward.join("\n"));
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_module_has_its_place_in_the_order() {
    let layers = Layers::read();
    let strangers: Vec<_> = source::all()
        .iter()
        .map(Source::module)
        .filter(|module| !layers.knows(module))
        .collect();
    assert!(strangers.is_empty(), "not in the order: {strangers:?}");
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn one_file_alone_names_the_arena_that_pages_come_from() {
    let sources = source::all();
    let named: Vec<_> = sources
        .iter()
        .filter(|it| it.names("bumpalo"))
        .map(Source::path)
        .collect();
    assert_eq!(named.len(), 1, "{named:?}");
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn no_file_is_longer_than_600_lines() {
    let sources = source::all();
    let long: Vec<_> = sources
        .iter()
        .filter(|it| it.lines() > 600)
        .map(|it| format!("{}: {}", it.path(), it.lines()))
        .collect();
    assert!(long.is_empty(), "{long:?}");
    assert!(sources.len() > 20, "the sources were found");
}

/// What the checks above would say of a file.
fn upward(path: &str, text: &str) -> Vec<String> {
    let root = Source::new("lib.rs", "pub use gc::{Gc, GcMut}; pub use policy::Policy;");
    Layers::new(&root).upward(&Source::new(path, text))
}

#[test]
fn an_upward_import_is_found_in_every_form() {
    for text in [
        "use crate::gc::Gc;",
        "use crate::{object::Header, gc::Gc};",
        "use crate::{object::{Header, ObjectPtr}, runtime};",
        "fn f() { crate::runtime::collect(); }",
        "use crate::Gc;",
        "use crate::{object::Header, Policy};",
        "use super::super::collector::Phase;",
        "pub(crate) use crate :: weak :: Weak;",
    ] {
        assert_eq!(upward("heap/page.rs", text).len(), 1, "{text}");
    }
    assert_eq!(upward("heap/mod.rs", "use super::runtime::Heap;").len(), 1);
    assert_eq!(upward("stats.rs", "use super::policy::Policy;").len(), 1);
}

#[test]
fn what_is_no_upward_import_is_let_pass() {
    for text in [
        "use crate::object::{Header, ObjectPtr};",
        "use crate::heap::page::PagePtr;",
        "use super::pool::Pool;",
        "use self::gc;",
        "// use crate::gc::Gc;",
        "/// [`Gc`](crate::gc::Gc) and /* crate::weak */ more",
        "/* outer /* crate::gc */ crate::weak */",
        "const TEXT: &str = \"crate::gc \\\" crate::weak\";",
        "const RAW: &str = r#\"crate::gc \" crate::weak\"#;",
        "fn f<'a>(x: &'a u8) -> char { let c = '\"'; c } // crate::gc",
        "#[cfg(test)] mod tests { use crate::gc::Gc; fn f() { crate::weak::g(); } }",
        "macro_rules! m { () => { $crate::gc::Gc } }",
        "use super::super::object::Header;",
    ] {
        assert_eq!(upward("heap/page.rs", text), Vec::<String>::new(), "{text}");
    }
    assert!(upward("gc/mod.rs", "use crate::policy::Policy;").is_empty());
}

#[test]
fn the_order_names_each_module_once() {
    let mut names = ORDER.to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ORDER.len());
}
