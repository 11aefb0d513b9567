//! What is there when the page opens, and what a search leaves.

use crate::browser::Browser;
use crate::heaps;

#[tokio::test]
async fn the_page_opens_with_its_figures_and_types() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    assert_eq!(
        browser.client().title().await.expect("a title"),
        "A desktop"
    );
    let types = browser.texts("#types tbody button").await;
    assert_eq!(types.len(), 5);
    assert!(types.contains(&"Listener".to_owned()), "{types:?}");
    let objects = browser.text("#tiles > div:first-child dd").await;
    assert_eq!(objects.replace('\u{202f}', ""), "4431");
    browser.screenshot("types").await;
    browser.close().await;
}

#[tokio::test]
async fn nothing_is_fetched_from_anywhere() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    let fetched = "return performance.getEntriesByType('resource').length";
    assert_eq!(browser.run(fetched, vec![]).await, 0);
    browser.close().await;
}

#[tokio::test]
async fn a_search_leaves_the_types_and_objects_that_answer_to_it() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    let search = browser.find("#search").await;
    search.send_keys("listen").await.expect("it takes keys");
    browser.find_text("p", "2 types").await;
    // The bus says in its label how many listeners it has.
    assert_eq!(
        browser.texts("#types tbody button").await,
        ["Bus", "Listener"]
    );
    browser.click("#tab-objects").await;
    browser
        .find_text("p[@id='objects-note']", "44 objects")
        .await;
    browser.screenshot("search").await;
    browser.close().await;
}

#[tokio::test]
async fn a_number_finds_one_object() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    browser.click("#tab-objects").await;
    let search = browser.find("#search").await;
    search.send_keys("#7").await.expect("it takes keys");
    browser.find_note("1 object").await;
    assert_eq!(browser.texts(".list .row").await.len(), 1);
    browser.close().await;
}

#[tokio::test]
async fn a_type_leads_to_its_objects() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    let window = browser.find_text("button", "Window").await;
    window.click().await.expect("it can be clicked");
    browser
        .find_text("p[@id='objects-note']", "43 objects")
        .await;
    browser.screenshot("objects").await;
    browser.click(".chip").await;
    browser
        .find_text("p[@id='objects-note']", "431 objects")
        .await;
    browser.close().await;
}

#[tokio::test]
async fn pauses_and_memory_are_drawn() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    browser.click("#tab-history").await;
    browser.find("#pauses rect").await;
    browser.find("#memory .curve").await;
    let memory = browser.text("#memory").await;
    assert!(memory.contains("4\u{202f}431 objects"), "{memory}");
    browser.screenshot("history").await;
    browser.close().await;
}

#[tokio::test]
async fn an_empty_heap_has_a_page_too() {
    let browser = Browser::open(&heaps::chain([].into_iter()), "Nothing").await;
    assert_eq!(browser.text("#tiles > div:first-child dd").await, "0");
    for tab in ["objects", "outside", "circles", "history"] {
        browser.click(&format!("#tab-{tab}")).await;
        browser.find(&format!("#panel-{tab} *")).await;
    }
    browser.close().await;
}
