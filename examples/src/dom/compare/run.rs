//! The program, without its output.

use super::args::{Args, Which};
use super::child::{answer, ask};
use super::measure::{Cost, Meter};
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
/// If a file cannot be read, the selector is malformed, this program cannot be started for each measurement, or
/// the trees differ in what they find or write.
pub fn run(args: &Args, meter: &Meter) -> Result<String, Error> {
    let selector = Selector::parse(&args.selector)?;
    let pages = pages(args)?;
    if let Some(which) = args.only {
        let lines = pages
            .iter()
            .map(|(page, _)| answer(which, page, &selector, args.warm, meter));
        return Ok(lines.collect());
    }
    let mut rows = Vec::new();
    for (page, again) in &pages {
        rows.push(measure(page, again, args)?);
    }
    Ok(report(&rows, args))
}

/// The pages, each with the arguments that name it alone.
fn pages(args: &Args) -> Result<Vec<(Page, Vec<String>)>, Error> {
    let mut pages = Vec::new();
    if args.mebibytes > 0 {
        let again = vec!["--mebibytes".to_owned(), args.mebibytes.to_string()];
        pages.push((Page::generated(usize::from(args.mebibytes) << 20), again));
    }
    for file in &args.files {
        let name = file.to_string_lossy().into_owned();
        let again = ["--mebibytes", "0", "--"].map(str::to_owned).into_iter();
        pages.push((Page::read(file)?, again.chain([name]).collect()));
    }
    match pages.is_empty() {
        true => Err(Error::NothingToMeasure),
        false => Ok(pages),
    }
}

/// Interleaves the rounds, so that a slow moment of the machine meets both.
fn measure(page: &Page, again: &[String], args: &Args) -> Result<Row, Error> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let mut found = 0;
    for _ in 0..args.rounds {
        let (cost, outcome) = ask(Which::Gc, again, args)?;
        ours.push(cost);
        let (cost, expected) = ask(Which::Rcdom, again, args)?;
        theirs.push(cost);
        found = outcome.found;
        let what = match () {
            () if outcome.found != expected.found => "what a search finds",
            () if outcome.hash != expected.hash => "the HTML that they write",
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
