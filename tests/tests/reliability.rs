//! The pages that say what may be relied upon name their tests, and count the library's unsafe code: what they say
//! must be so.
#![forbid(unsafe_code)]

#[path = "reliability/code.rs"]
mod code;
#[path = "reliability/inventory.rs"]
mod inventory;
#[path = "reliability/page.rs"]
mod page;

use std::env;

use code::Tests;
use inventory::Inventory;
use page::Page;

/// How many traps there are.
const TRAPS: u32 = 34;

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_test_that_a_page_names_exists() {
    let tests = Tests::read();
    for page in [Page::reliability(), Page::traps()] {
        let dead: Vec<_> = page
            .names()
            .into_iter()
            .filter(|name| !tests.has(name))
            .collect();
        assert!(dead.is_empty(), "{} names no test: {dead:#?}", page.path());
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_trap_has_a_row_with_a_test_or_a_reason() {
    let page = Page::traps();
    let numbers: Vec<_> = page.rows().iter().filter_map(|row| row.number()).collect();
    assert_eq!(numbers, Vec::from_iter(1..=TRAPS));
    for row in page.rows().iter().filter(|row| row.number().is_some()) {
        let has_reason = row.text().contains("cannot arise");
        assert!(!row.names().is_empty() || has_reason, "{}", row.text());
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_test_of_a_trap_is_in_that_traps_row() {
    let page = Page::traps();
    let tests = Tests::read();
    let mut missing = Vec::new();
    for (number, name) in tests.of_traps() {
        let row = page
            .rows()
            .into_iter()
            .find(|row| row.number() == Some(number));
        if !row.is_some_and(|row| row.names().contains(&name)) {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "not in their rows: {missing:#?}");
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn every_guarantee_names_a_test() {
    let page = Page::reliability();
    let guarantees = page.section("Guarantees");
    assert!(guarantees.len() > 15, "the table was found");
    for row in guarantees {
        assert!(!row.names().is_empty(), "no test: {}", row.text());
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads files")]
fn the_inventory_of_unsafe_code_is_that_of_the_sources() {
    let counted = Inventory::read().rows();
    if env::var_os("GC_TESTS_BLESS").is_some() {
        Page::reliability().bless("Unsafe code", &counted);
    }
    let page = Page::reliability();
    let rows = page.section("Unsafe code");
    let told: Vec<_> = rows.iter().map(|it| it.cells()[..4].join(" | ")).collect();
    assert_eq!(
        told, counted,
        "RELIABILITY.md is out of date: set GC_TESTS_BLESS to write the counts, and look at what is new"
    );
    for row in rows {
        assert!(
            !row.cells()[4].is_empty(),
            "say what it leans on: {}",
            row.text()
        );
    }
}

#[test]
fn unsafe_code_is_counted_in_macros_and_not_in_texts_comments_and_tests() {
    let counted = Inventory::of([(
        "heap/page.rs",
        "unsafe impl Send for A {} // unsafe { }
         fn a() { unsafe { b(\"unsafe { }\") } }
         macro_rules! m { () => { unsafe { c() } } }
         unsafe fn d(e: unsafe fn(u8)) {}
         #[cfg(test)] mod tests { fn f() { unsafe { g() } } }",
    )]);
    assert_eq!(counted.rows(), ["`heap` | 2 | 1 | 1"]);
}

#[test]
fn names_are_those_in_backticks_with_their_file() {
    let page = Page::new(
        "X.md",
        "| 7 | `a::b_c` and `Gc::new`, `ui/fail/d` | a::e | `f` |\n|---|---|\nprose `g::h`",
    );
    assert_eq!(page.names(), ["a::b_c", "ui/fail/d", "g::h"]);
    assert_eq!(page.rows()[0].number(), Some(7));
    assert_eq!(page.rows().len(), 1);
}
