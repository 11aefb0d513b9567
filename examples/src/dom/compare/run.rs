//! The program, without its output.

use super::args::Args;
use super::measure::{Cost, Meter, work};
use super::page::Page;
use super::reference::Reference;
use super::report::{Row, report};
use super::tree::{Collected, Tree};
use crate::dom::Error;
use crate::dom::query::Selector;

/// Does the work over both trees, and says what it took.
///
/// # Errors
///
/// If a file cannot be read, the selector is malformed, or the trees differ in what they find or write.
pub fn run(args: &Args, meter: &Meter) -> Result<String, Error> {
    let selector = Selector::parse(&args.selector)?;
    let mut pages = Vec::new();
    if args.mebibytes > 0 {
        pages.push(Page::generated(args.mebibytes << 20));
    }
    for file in &args.files {
        pages.push(Page::read(file)?);
    }
    let rows: Result<Vec<Row>, Error> = pages
        .iter()
        .map(|page| measure(page, &selector, args.rounds, meter))
        .collect();
    Ok(report(&rows?, args))
}

/// Interleaves the rounds, so that a slow moment of the machine meets both.
fn measure(page: &Page, selector: &Selector, rounds: u16, meter: &Meter) -> Result<Row, Error> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut found = 0;
    for _ in 0..rounds {
        let (cost, outcome) = work::<Collected>(&page.html, selector, meter);
        ours.push(cost);
        let (cost, expected) = work::<Reference>(&page.html, selector, meter);
        theirs.push(cost);
        found = outcome.found;
        let what = match () {
            () if outcome.found != expected.found => "what a search finds",
            () if outcome.html != expected.html => "the HTML that they write",
            () => continue,
        };
        let page = page.name.clone();
        return Err(Error::Disagreement { page, what });
    }
    Ok(Row {
        page: page.name.clone(),
        bytes: page.html.len(),
        found,
        costs: [
            (Collected::NAME, Cost::median(&ours)),
            (Reference::NAME, Cost::median(&theirs)),
        ],
    })
}
