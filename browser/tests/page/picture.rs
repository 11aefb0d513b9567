//! The picture of what lies around an object.

use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use std::time::Duration;

use crate::browser::Browser;
use crate::heaps;

const BOX: &str = ".picture svg";

async fn open() -> Browser {
    let snapshot = heaps::desktop();
    let dialog = heaps::window(&snapshot, "Preferences 5");
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show(&format!("object={dialog}")).await;
    let into_view = "document.querySelector('.picture').scrollIntoView({block: 'center'})";
    browser.run(into_view, vec![]).await;
    browser
}

async fn view_box(browser: &Browser) -> Vec<f64> {
    let view = browser.find(BOX).await.attr("viewBox").await;
    let view = view.expect("an attribute").expect("it is there");
    view.split(' ')
        .map(|part| part.parse().expect("a number"))
        .collect()
}

#[tokio::test]
async fn an_object_in_the_picture_can_be_chosen() {
    let browser = open().await;
    browser.screenshot("picture").await;
    browser.click(".node.is-held").await;
    browser.find_text("h2", "Desktop").await;
    browser.close().await;
}

#[tokio::test]
async fn buttons_zoom() {
    let browser = open().await;
    let before = view_box(&browser).await;
    browser.click("button[aria-label='Zoom in']").await;
    let after = view_box(&browser).await;
    assert!(
        after[2] < before[2] && after[3] < before[3],
        "{before:?} {after:?}"
    );
    browser.click("button[aria-label='Show all']").await;
    assert_eq!(view_box(&browser).await, before);
    browser.close().await;
}

#[tokio::test]
async fn dragging_moves_the_picture() {
    let browser = open().await;
    let before = view_box(&browser).await;
    let (x, y, _, _) = browser.find(BOX).await.rectangle().await.expect("a place");
    let scrolled = browser.run("return [scrollX, scrollY]", vec![]).await;
    let at = |dx: f64, dy: f64| PointerAction::MoveTo {
        duration: Some(Duration::from_millis(50)),
        x: x + dx - scrolled[0].as_f64().expect("a number"),
        y: y + dy - scrolled[1].as_f64().expect("a number"),
    };
    let button = 0;
    let drag = MouseActions::new("mouse".into())
        .then(at(12.0, 12.0))
        .then(PointerAction::Down { button })
        .then(at(60.0, 40.0))
        .then(at(90.0, 60.0))
        .then(PointerAction::Up { button });
    browser
        .client()
        .perform_actions(drag)
        .await
        .expect("a drag");
    let after = view_box(&browser).await;
    assert!(
        after[0] < before[0] && after[1] < before[1],
        "{before:?} {after:?}"
    );
    assert_eq!(after[2], before[2]);
    browser.close().await;
}
