//! The page without a mouse.

use crate::browser::Browser;
use crate::heaps;

const DOWN: &str = "\u{e015}";
const RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";

async fn press(browser: &Browser, keys: &str) {
    let focused = browser.client().active_element().await.expect("a focus");
    focused.send_keys(keys).await.expect("it takes keys");
}

#[tokio::test]
async fn an_object_is_chosen_with_arrows_and_enter() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    browser
        .run("document.getElementById('tab-types').focus()", vec![])
        .await;
    press(&browser, RIGHT).await;
    browser.find("#panel-objects .row").await;
    browser
        .run("document.querySelector('.list').focus()", vec![])
        .await;
    press(&browser, &format!("{DOWN}{DOWN}{ENTER}")).await;
    browser.find("#object-title").await;
    assert_eq!(browser.texts(".row[aria-selected=true]").await.len(), 1);
    browser.close().await;
}

#[tokio::test]
async fn all_that_can_be_used_has_a_name() {
    let snapshot = heaps::desktop();
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show("object=0").await;
    let nameless = "return Array.from(document.querySelectorAll('button, input, select, [role=button], [role=img], [role=listbox]'))
        .filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length)))
        .map(e => e.outerHTML)";
    let nameless = browser.run(nameless, vec![]).await;
    assert_eq!(nameless, serde_json::json!([]));
    browser.close().await;
}
