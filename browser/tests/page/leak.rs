//! The leak is found.

use crate::browser::Browser;
use crate::heaps;

#[tokio::test]
async fn the_path_that_keeps_a_closed_dialog_alive_is_shown() {
    let snapshot = heaps::desktop();
    let dialog = heaps::window(&snapshot, "Preferences 5");
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show(&format!("object={dialog}")).await;
    let path = browser.texts("#why ol.path:first-of-type li").await;
    let types = ["Desktop", "Bus", "Listener", "Window"];
    assert_eq!(path.len(), types.len(), "{path:?}");
    for (step, of) in path.iter().zip(types) {
        assert!(step.contains(of), "{path:?}");
    }
    assert!(path[0].contains("1 reference from outside"), "{path:?}");
    browser.screenshot("leak").await;
    browser.close().await;
}

#[tokio::test]
async fn an_edge_leads_to_the_object_at_its_end_and_back_leads_back() {
    let snapshot = heaps::desktop();
    let dialog = heaps::window(&snapshot, "Preferences 5");
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show(&format!("object={dialog}")).await;
    browser.click("#holds li:first-child button").await;
    browser.find_text("h2", "Desktop").await;
    browser.back().await;
    browser
        .find_text("p[@id='object-label']", "Preferences 5")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn long_lists_of_edges_are_shown_in_parts() {
    let snapshot = heaps::desktop();
    let dialog = heaps::window(&snapshot, "Preferences 5");
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show(&format!("object={dialog}")).await;
    assert_eq!(browser.texts("#held-by li").await.len(), 51);
    browser.click("#held-by li:last-child button").await;
    browser.find("#held-by li:nth-child(52)").await;
    browser.close().await;
}

#[tokio::test]
async fn what_is_held_from_outside_is_listed_with_what_may_hold_it() {
    let browser = Browser::open(&heaps::hidden(), "Hidden").await;
    browser.click("#tab-outside").await;
    let cards = browser.text("#outside").await;
    assert!(cards.contains("1 reference from outside"), "{cards}");
    assert!(cards.contains("field `secret` of"), "{cards}");
    browser.screenshot("outside").await;
    browser.close().await;
}

#[tokio::test]
async fn circles_are_listed() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    browser.click("#tab-circles").await;
    let card = browser.text("#circles .card").await;
    assert!(card.contains("4\u{202f}"), "{card}");
    browser.screenshot("circles").await;
    browser.close().await;
}
