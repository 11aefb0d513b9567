//! Names that would like to be more than names.

use serde_json::Value;

use crate::browser::Browser;
use crate::heaps;

const MISCHIEF: [&str; 6] = [
    "</script><script>window.injected = true</script>",
    "<img src=x onerror='window.injected = true'>",
    "</title></style>--> <!-- ]]> &lt;b&gt; &amp;",
    "\u{2028}\u{2029}\u{0}\u{7f}\u{feff}\u{202e}\\u003c \\\" ' ` ${window.injected = true}",
    "e\u{301} 𝄞 👩‍👩‍👧 \u{10ffff} עברית 日本語",
    "{{script}}{{data}}",
];

#[tokio::test]
async fn names_are_text_whatever_they_hold() {
    let snapshot = heaps::chain(MISCHIEF.into_iter());
    let browser = Browser::open(&snapshot, MISCHIEF[0]).await;
    assert_eq!(
        browser.client().title().await.expect("a title"),
        MISCHIEF[0]
    );
    for object in snapshot.objects() {
        browser
            .show(&format!("object={}", object.id().index()))
            .await;
        let label = browser.texts("#object-label").await;
        let expected = format!("“{}”", object.label().expect("it has a label"));
        assert_eq!(label, [expected]);
    }
    let injected = browser.run("return window.injected", vec![]).await;
    assert_eq!(injected, Value::Null);
    assert_eq!(
        browser.run("return document.images.length", vec![]).await,
        0
    );
    browser.screenshot("mischief").await;
    browser.close().await;
}
