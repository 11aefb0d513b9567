//! A heap of many objects.

use serde_json::json;

use crate::browser::Browser;
use crate::heaps;

#[tokio::test]
async fn of_100_000_objects_only_those_in_sight_are_drawn() {
    let names: Vec<_> = (0..100_000)
        .map(|number| format!("number {number}"))
        .collect();
    let snapshot = heaps::chain(names.iter().map(String::as_str));
    let browser = Browser::open(&snapshot, "Many").await;
    browser.click("#tab-objects").await;
    browser
        .find_text("p[@id='objects-note']", "000 objects")
        .await;
    let drawn = browser.texts(".list .row").await.len();
    assert!((10..60).contains(&drawn), "{drawn} rows");
    let bottom = "const list = document.querySelector('.list'); list.scrollTop = list.scrollHeight";
    browser.run(bottom, vec![]).await;
    // The first of the chain was made last, and retains all; the last one retains itself alone.
    browser
        .find_text("div[@role='option']", "\u{2068}number 0\u{2069}")
        .await;
    browser.screenshot("many").await;
    browser.close().await;
}

#[tokio::test]
async fn a_path_of_100_000_steps_is_found() {
    let names: Vec<_> = (0..100_000)
        .map(|number| format!("number {number}"))
        .collect();
    let snapshot = heaps::chain(names.iter().map(String::as_str));
    let mut objects = snapshot.objects();
    let last = objects.find(|object| object.label() == Some("number 0"));
    let last = last.expect("it is alive").id().index();
    let browser = Browser::open(&snapshot, "Many").await;
    browser.show(&format!("object={last}")).await;
    let steps = "return document.querySelectorAll(arguments[0]).length";
    let steps = browser.run(steps, vec![json!("#why ol.path li")]).await;
    assert!(
        steps.as_u64().expect("a number") <= 50,
        "the middle is left out"
    );
    browser.find_text("li", "more steps").await;
    browser.close().await;
}
