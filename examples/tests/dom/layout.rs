//! How large nodes are, and when that is computed again.

use gc_core::Gc;
use gc_examples::dom::layout::{Layout, Layouts};
use gc_examples::dom::{Node, parse};

use super::support::{find, in_manual_heap};

const PAGE: &str = "<title>not shown</title><h1>Title</h1><div id=a><p>one two three</p></div>\
    <div id=b><ul><li>four<li>five</ul></div><pre>x\ny</pre>";

fn lines(layouts: &mut Layouts, root: &Gc<Node>, selector: &str) -> usize {
    layouts.of(&find(root, selector)).lines
}

#[test]
fn blocks_stand_below_each_other() {
    let document = parse(PAGE).document;
    let layout = Layouts::new(80).of(&document);
    let expected = Layout {
        columns: 80,
        lines: 1 + 1 + 2 + 2,
    };
    assert_eq!(layout, expected);
}

#[test]
fn a_narrow_screen_takes_more_lines() {
    let document = parse(PAGE).document;
    assert_eq!(lines(&mut Layouts::new(7), &document, "p"), 2);
    assert_eq!(lines(&mut Layouts::new(5), &document, "p"), 3);
}

#[test]
fn an_indented_block_has_fewer_columns() {
    let document = parse(PAGE).document;
    assert_eq!(Layouts::new(80).of(&find(&document, "li")).columns, 78);
}

#[test]
fn nothing_is_computed_twice() {
    let document = parse(PAGE).document;
    let mut layouts = Layouts::new(80);
    layouts.of(&document);
    let computed = layouts.computed();
    layouts.of(&document);
    lines(&mut layouts, &document, "ul");
    assert_eq!(layouts.computed(), computed);
}

#[test]
fn a_change_is_computed_anew_with_what_is_around_it_only() {
    let document = parse(PAGE).document;
    let mut layouts = Layouts::new(10);
    let before = layouts.of(&document).lines;
    let computed = layouts.computed();
    Node::set_text(&find(&document, "#a p"), "now this takes much more room").unwrap();
    assert_eq!(layouts.of(&document).lines, before + 1);
    assert_eq!(
        layouts.computed() - computed,
        5,
        "p, div, body, html and the document"
    );
}

#[test]
fn a_block_that_moves_under_pre_is_computed_anew() {
    let document = parse("<div id=a>x\ny</div><pre></pre>").document;
    let mut layouts = Layouts::new(80);
    assert_eq!(lines(&mut layouts, &document, "#a"), 1);
    Node::append(&find(&document, "pre"), &find(&document, "#a")).unwrap();
    assert_eq!(lines(&mut layouts, &document, "#a"), 2);
}

#[test]
fn a_removed_block_takes_no_room() {
    let document = parse(PAGE).document;
    let mut layouts = Layouts::new(80);
    let before = layouts.of(&document).lines;
    Node::detach(&find(&document, "#b"));
    assert_eq!(layouts.of(&document).lines, before - 2);
}

#[test]
fn two_screens_do_not_disturb_each_other() {
    let document = parse(PAGE).document;
    let (mut wide, mut narrow) = (Layouts::new(80), Layouts::new(5));
    assert_eq!(lines(&mut wide, &document, "p"), 1);
    assert_eq!(lines(&mut narrow, &document, "p"), 3);
    Node::set_text(&find(&document, "p"), "six").unwrap();
    assert_eq!(lines(&mut narrow, &document, "p"), 1);
    assert_eq!(lines(&mut wide, &document, "#a"), 1);
}

#[test]
fn layouts_keep_no_node_alive() {
    in_manual_heap(|heap| {
        let document = parse(PAGE).document;
        let mut layouts = Layouts::new(80);
        layouts.of(&document);
        let computed = layouts.living();
        assert!(computed > 5);
        Node::detach(&find(&document, "#b"));
        heap.collect();
        assert_eq!(computed - layouts.living(), 4, "div, ul and two items");
        drop(document);
        heap.collect();
        assert_eq!((layouts.living(), heap.stats().objects), (0, 0));
    });
}
