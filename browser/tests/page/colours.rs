//! Light and dark.

use serde_json::Value;

use crate::browser::Browser;
use crate::heaps;

/// The least contrast of any text with what it lies on: WCAG 2's formula.
const LEAST_CONTRAST: &str = r"
const style = getComputedStyle(document.documentElement);
const channel = (hex) => { const c = parseInt(hex, 16) / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = (name) => {
  const hex = style.getPropertyValue(name).trim().slice(1);
  return 0.2126 * channel(hex.slice(0, 2)) + 0.7152 * channel(hex.slice(2, 4)) + 0.0722 * channel(hex.slice(4, 6));
};
const contrast = (one, other) => {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const texts = ['--ink', '--muted', '--accent', '--held'];
return Math.min(...texts.flatMap((text) => ['--panel', '--back', '--soft'].map((back) => contrast(text, back))));
";

async fn theme(browser: &Browser) -> Value {
    browser
        .run("return document.documentElement.dataset.theme", vec![])
        .await
}

#[tokio::test]
async fn the_button_changes_between_light_and_dark() {
    let snapshot = heaps::desktop();
    let dialog = heaps::window(&snapshot, "Preferences 5");
    let browser = Browser::open(&snapshot, "A desktop").await;
    browser.show(&format!("object={dialog}")).await;
    let before = theme(&browser).await;
    browser.click("#theme").await;
    assert_ne!(theme(&browser).await, before);
    browser.screenshot("dark").await;
    browser.close().await;
}

#[tokio::test]
async fn texts_stand_out_in_both() {
    let browser = Browser::open(&heaps::desktop(), "A desktop").await;
    for _ in 0..2 {
        let contrast = browser.run(LEAST_CONTRAST, vec![]).await;
        assert!(contrast.as_f64().expect("a number") >= 4.5, "{contrast}");
        browser.click("#theme").await;
    }
    browser.close().await;
}
