//! A browser that shows a page.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use gc_core::snapshot::Snapshot;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::Driver;

const PATIENCE: Duration = Duration::from_secs(60);

/// A page of a snapshot, open in a browser of its own.
pub(crate) struct Browser {
    client: Client,
    address: String,
    _directory: TempDir,
    _driver: Driver,
}

impl Browser {
    /// Writes the page to a file and opens it; waits until it is drawn.
    pub(crate) async fn open(snapshot: &Snapshot, title: &str) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let file = directory.path().join("heap.html");
        let mut page = Vec::new();
        snapshot.write_html(&mut page, title).expect("a page");
        fs::write(&file, page).expect("a file");
        let driver = Driver::start();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities())
            .connect(&driver.address())
            .await
            .expect("chromium starts: `browser/install` puts it on the PATH");
        let address = format!("file://{}", file.display());
        client.goto(&address).await.expect("the page opens");
        let browser = Self {
            client,
            address,
            _directory: directory,
            _driver: driver,
        };
        browser.find("html[data-ready=true]").await;
        browser
    }

    /// Shows what the address bar can ask for: `object=12`.
    pub(crate) async fn show(&self, fragment: &str) {
        let address = format!("{}#{fragment}", self.address);
        self.client.goto(&address).await.expect("the page opens");
        if fragment.starts_with("object=") {
            self.find("#object-title").await;
        }
    }

    /// Waits for an element that is named by a CSS selector.
    pub(crate) async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        let found = wait.for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("`{css}` is on the page: {error}"))
    }

    /// Waits for an element with a text.
    pub(crate) async fn find_text(&self, tag: &str, text: &str) -> Element {
        let xpath = format!("//{tag}[contains(., \"{text}\")]");
        let wait = self.client.wait().at_most(PATIENCE);
        let found = wait.for_element(Locator::XPath(&xpath)).await;
        found.unwrap_or_else(|error| panic!("a {tag} says `{text}`: {error}"))
    }

    /// Waits until the list of objects says how many it shows.
    pub(crate) async fn find_note(&self, text: &str) -> Element {
        self.find_text(&format!("p[@id='objects-note' and .='{text}']"), text)
            .await
    }

    pub(crate) async fn click(&self, css: &str) {
        let element = self.find(css).await;
        element.click().await.expect("it can be clicked");
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.expect("it has a text")
    }

    /// The text of each element of a kind.
    pub(crate) async fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return Array.from(document.querySelectorAll(arguments[0]), e => e.textContent)";
        let texts = self.run(script, vec![json!(css)]).await;
        serde_json::from_value(texts).expect("an array of texts")
    }

    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let result = self.client.execute(script, arguments).await;
        result.expect("the script runs")
    }

    pub(crate) async fn back(&self) {
        self.client.back().await.expect("there is a page before");
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Keeps a picture of the window.
    pub(crate) async fn screenshot(&self, name: &str) {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        fs::create_dir_all(&directory).expect("a directory for screenshots");
        let picture = self.client.screenshot().await.expect("a screenshot");
        fs::write(directory.join(name).with_extension("png"), picture).expect("a file");
    }

    /// Ends the browser; a test that fails leaves that to the driver.
    pub(crate) async fn close(self) {
        self.client.close().await.expect("the browser closes");
    }
}

fn capabilities() -> Capabilities {
    // The sandbox needs rights that containers lack; the page is our own.
    let options = json!({
        "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1440,1080",
                 "--force-device-scale-factor=1"],
    });
    Capabilities::from_iter([
        ("browserName".to_owned(), json!("chrome")),
        ("goog:chromeOptions".to_owned(), options),
    ])
}
