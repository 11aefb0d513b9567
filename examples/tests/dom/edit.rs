//! Changing the tree.

use gc_core::Gc;
use gc_examples::dom::{EditError, Node, parse_inside, serialize, serialize_outer};

use super::support::{body, find};

#[test]
fn a_child_is_appended_and_inserted() {
    let list = Node::element("ul");
    let (first, last) = (Node::element("li"), Node::element("li"));
    Node::append(&list, &last).unwrap();
    Node::insert_before(&list, &first, &last).unwrap();
    Node::append(&first, &Node::text("1")).unwrap();
    assert_eq!(serialize_outer(&list), "<ul><li>1</li><li></li></ul>");
    assert!(Gc::ptr_eq(&list.first_child().unwrap(), &first));
    assert!(Gc::ptr_eq(&list.last_child().unwrap(), &last));
    assert!(Gc::ptr_eq(&last.previous_sibling().unwrap(), &first));
}

#[test]
fn who_is_appended_elsewhere_leaves_its_old_parent() {
    let body = body("<div id=a><p>1<p>2<p>3</div><div id=b></div>");
    let second = find(&body, "p:nth-child(2)");
    Node::append(&find(&body, "#b"), &second).unwrap();
    assert_eq!(
        serialize(&body),
        "<div id=\"a\"><p>1</p><p>3</p></div><div id=\"b\"><p>2</p></div>"
    );
}

#[test]
fn a_child_can_be_inserted_before_itself_and_before_its_neighbour() {
    let body = body("<i></i><b></b>");
    let (one, two) = (find(&body, "i"), find(&body, "b"));
    Node::insert_before(&body, &two, &two).unwrap();
    Node::insert_before(&body, &one, &two).unwrap();
    assert_eq!(serialize(&body), "<i></i><b></b>");
    Node::insert_before(&body, &two, &one).unwrap();
    assert_eq!(serialize(&body), "<b></b><i></i>");
}

#[test]
fn a_detached_subtree_stays_whole() {
    let body = body("<p>1</p><div>2<b>3</b></div><p>4</p>");
    let middle = find(&body, "div");
    Node::detach(&middle);
    assert_eq!(serialize(&body), "<p>1</p><p>4</p>");
    assert_eq!(serialize_outer(&middle), "<div>2<b>3</b></div>");
    assert!(!middle.has_parent() && middle.next_sibling().is_none());
}

#[test]
fn a_node_is_replaced_by_another_one_or_by_a_fragment() {
    let body = body("<p>1</p><p>2</p>");
    let first = find(&body, "p");
    Node::replace(&first, &Node::text("one")).unwrap();
    let second = find(&body, "p");
    Node::replace(&second, &parse_inside("body", "<b>a</b><i>b</i>")).unwrap();
    assert_eq!(serialize(&body), "one<b>a</b><i>b</i>");
    Node::replace(&find(&body, "b"), &find(&body, "i")).unwrap();
    assert_eq!(serialize(&body), "one<i>b</i>");
}

#[test]
fn text_takes_the_place_of_children() {
    let body = body("<p>1<b>2</b></p>");
    let paragraph = find(&body, "p");
    Node::set_text(&paragraph, "a < b").unwrap();
    assert_eq!(serialize(&body), "<p>a &lt; b</p>");
    Node::set_text(&paragraph.first_child().unwrap(), "c").unwrap();
    assert_eq!(serialize(&body), "<p>c</p>");
    Node::set_text(&paragraph, "").unwrap();
    assert!(!paragraph.has_children());
}

#[test]
fn attributes_are_set_changed_and_removed() {
    let image = Node::element("img");
    assert_eq!(image.set_attribute("alt", "a \"b\""), None);
    assert_eq!(image.set_attribute("src", "x").as_deref(), None);
    assert_eq!(image.set_attribute("src", "y").as_deref(), Some("x"));
    assert_eq!(
        serialize_outer(&image),
        "<img alt=\"a &quot;b&quot;\" src=\"y\">"
    );
    assert_eq!(image.remove_attribute("alt").as_deref(), Some("a \"b\""));
    assert_eq!(image.remove_attribute("alt"), None);
    assert_eq!(image.attribute("src").as_deref(), Some("y"));
}

#[test]
fn a_node_cannot_be_put_into_itself() {
    let body = body("<div><p><b></b></p></div>");
    let (outer, inner) = (find(&body, "div"), find(&body, "b"));
    assert_eq!(Node::append(&inner, &outer), Err(EditError::IntoItself));
    assert_eq!(Node::append(&outer, &outer), Err(EditError::IntoItself));
    assert_eq!(Node::replace(&inner, &outer), Err(EditError::IntoItself));
    assert_eq!(serialize(&body), "<div><p><b></b></p></div>");
}

#[test]
fn what_cannot_have_children_gets_none() {
    let (text, comment) = (Node::text("a"), Node::comment("b"));
    assert_eq!(
        Node::append(&text, &comment),
        Err(EditError::NoChildrenThere)
    );
    assert_eq!(
        Node::set_text(&comment, "c"),
        Err(EditError::NoChildrenThere)
    );
    assert_eq!(
        Node::append(&Node::element("p"), &Node::document()),
        Err(EditError::DocumentAsChild)
    );
}

#[test]
fn a_reference_node_has_to_be_a_child() {
    let (parent, stranger) = (Node::element("p"), Node::element("b"));
    let child = Node::text("a");
    assert_eq!(
        Node::insert_before(&parent, &child, &stranger),
        Err(EditError::NotAChild)
    );
    assert_eq!(Node::replace(&stranger, &child), Err(EditError::NotAChild));
}
