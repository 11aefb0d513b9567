//! Listeners, and the way of an event.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use gc_core::{Gc, Trace};
use gc_examples::dom::Node;
use gc_examples::dom::event::{Closure, Event, Phase, When};

use super::support::{body, find, select};

/// What listeners write down.
#[derive(Default, Trace)]
struct Log(RefCell<Vec<String>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0.take()
    }
}

/// A listener that writes its name down.
fn note(log: &Gc<Log>, name: &'static str) -> Closure<(Gc<Log>, &'static str)> {
    Closure::new((log.clone(), name), |(log, name), event| {
        let line = format!("{name} {:?}", event.phase());
        log.0.borrow_mut().push(line);
    })
}

fn scene() -> (Gc<Log>, Gc<Node>, Gc<Node>) {
    let body = body("<div><button>Go</button></div>");
    let button = find(&body, "button");
    (Gc::default(), body, button)
}

#[test]
fn an_event_goes_down_to_its_target_and_up_again() {
    let (log, body, button) = scene();
    Node::listen(&body, "click", When::GoingUp, note(&log, "body"));
    Node::listen(&body, "click", When::GoingDown, note(&log, "body"));
    Node::listen(&button, "click", When::GoingUp, note(&log, "button, up"));
    Node::listen(
        &button,
        "click",
        When::GoingDown,
        note(&log, "button, down"),
    );
    assert!(Node::dispatch(&button, &Event::new("click").bubbling()));
    assert_eq!(
        log.lines(),
        [
            "body Capture",
            "button, down Target",
            "button, up Target",
            "body Bubble"
        ]
    );
}

#[test]
fn an_event_that_does_not_bubble_ends_at_its_target() {
    let (log, body, button) = scene();
    Node::listen(&body, "focus", When::GoingUp, note(&log, "body"));
    Node::listen(&button, "focus", When::GoingUp, note(&log, "button"));
    Node::dispatch(&button, &Event::new("focus"));
    assert_eq!(log.lines(), ["button Target"]);
}

#[test]
fn a_listener_hears_only_what_it_waits_for() {
    let (log, _, button) = scene();
    Node::listen(&button, "click", When::GoingUp, note(&log, "button"));
    Node::dispatch(&button, &Event::new("Click"));
    assert_eq!(log.lines(), [""; 0]);
}

#[test]
fn a_stopped_event_is_still_heard_by_the_same_node() {
    let (log, body, button) = scene();
    Node::listen(
        &button,
        "click",
        When::GoingUp,
        Closure::new((), |(), event| event.stop()),
    );
    Node::listen(&button, "click", When::GoingUp, note(&log, "button"));
    Node::listen(&body, "click", When::GoingUp, note(&log, "body"));
    Node::dispatch(&button, &Event::new("click").bubbling());
    assert_eq!(log.lines(), ["button Target"]);
}

#[test]
fn an_event_stopped_now_is_heard_by_nobody_else() {
    let (log, _, button) = scene();
    let stop = Closure::new((), |(), event: &Event| event.stop_now());
    Node::listen(&button, "click", When::GoingUp, stop);
    Node::listen(&button, "click", When::GoingUp, note(&log, "button"));
    Node::dispatch(&button, &Event::new("click").bubbling());
    assert_eq!(log.lines(), [""; 0]);
}

#[test]
fn only_a_cancelable_event_is_canceled() {
    let (_, _, button) = scene();
    Node::listen(
        &button,
        "submit",
        When::GoingUp,
        Closure::new((), |(), it| it.cancel()),
    );
    assert!(!Node::dispatch(&button, &Event::new("submit").cancelable()));
    assert!(Node::dispatch(&button, &Event::new("submit")));
}

#[test]
fn a_listener_can_be_taken_away() {
    let (log, _, button) = scene();
    let listener = Node::listen(&button, "click", When::GoingUp, note(&log, "button"));
    assert!(Node::unlisten(&button, &listener));
    assert!(!Node::unlisten(&button, &listener));
    Node::dispatch(&button, &Event::new("click"));
    assert_eq!(log.lines(), [""; 0]);
}

#[test]
fn a_listener_taken_away_by_another_one_is_passed_over() {
    let (log, _, button) = scene();
    let slot: Gc<RefCell<Option<_>>> = Gc::default();
    let remove = Closure::new((button.clone(), slot.clone()), |(button, slot), _| {
        if let Some(listener) = slot.take() {
            Node::unlisten(button, &listener);
        }
    });
    Node::listen(&button, "click", When::GoingUp, remove);
    let second = Node::listen(&button, "click", When::GoingUp, note(&log, "second"));
    *slot.borrow_mut() = Some(second);
    Node::dispatch(&button, &Event::new("click"));
    assert_eq!(log.lines(), [""; 0]);
}

#[test]
fn a_listener_for_once_hears_one_event() {
    let (log, _, button) = scene();
    Node::listen_once(&button, "click", When::GoingUp, note(&log, "button"));
    Node::dispatch(&button, &Event::new("click"));
    Node::dispatch(&button, &Event::new("click"));
    assert_eq!(log.lines(), ["button Target"]);
}

#[test]
fn the_way_is_that_of_the_start_whatever_handlers_do_to_the_tree() {
    let (log, body, button) = scene();
    let remove = Closure::new((), |(), event: &Event| Node::detach(&event.current()));
    Node::listen(&find(&body, "div"), "click", When::GoingDown, remove);
    Node::listen(&body, "click", When::GoingUp, note(&log, "body"));
    Node::dispatch(&button, &Event::new("click").bubbling());
    assert_eq!(log.lines(), ["body Bubble"]);
    assert!(!body.has_children());
}

#[test]
fn one_listener_serves_all_below_it() {
    let body = body("<ul><li>one <b>x</b><li>two</ul><output></output>");
    let output = find(&body, "output");
    let show = Closure::new(output.clone(), |output, event| {
        if let Some(item) = select("li").closest(&event.target()) {
            Node::set_text(output, &Node::text_content(&item)).unwrap();
        }
    });
    Node::listen(&find(&body, "ul"), "click", When::GoingUp, show);
    Node::dispatch(&find(&body, "b"), &Event::new("click").bubbling());
    assert_eq!(Node::text_content(&output), "one x");
}

#[test]
fn an_event_ends_where_a_handler_panics() {
    let (log, body, button) = scene();
    let fail = Closure::new((), |(), _: &Event| panic!("a handler's own panic"));
    Node::listen_once(&button, "click", When::GoingUp, fail);
    Node::listen(&body, "click", When::GoingUp, note(&log, "body"));
    let event = Event::new("click").bubbling();
    let outcome = catch_unwind(AssertUnwindSafe(|| Node::dispatch(&button, &event)));
    assert!(outcome.is_err());
    assert_eq!(event.phase(), Phase::None);
    Node::dispatch(&button, &event);
    assert_eq!(log.lines(), ["body Bubble"]);
}

#[test]
fn a_handler_can_dispatch_another_event() {
    let (log, body, button) = scene();
    let again = Closure::new((), |(), event: &Event| {
        Node::dispatch(&event.target(), &Event::new("focus").bubbling());
    });
    Node::listen(&button, "click", When::GoingUp, again);
    Node::listen(&body, "focus", When::GoingUp, note(&log, "body"));
    Node::dispatch(&button, &Event::new("click"));
    assert_eq!(log.lines(), ["body Bubble"]);
}
