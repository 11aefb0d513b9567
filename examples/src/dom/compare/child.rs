//! Each measurement has a process of its own, as what one tree leaves behind in the allocator's lists
//! would be tidied up in the other's time.

use std::env;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::ValueEnum;

use super::args::{Args, Which};
use super::measure::{Cost, Meter, work};
use super::page::Page;
use super::reference::Reference;
use super::tree::{Collected, Tree};
use crate::dom::Error;
use crate::dom::query::Selector;

/// What came out of the work, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) found: usize,
    /// Of the HTML that was written.
    pub(super) hash: u64,
}

/// In a child: does the work, and gives a line of numbers.
pub(super) fn answer(
    which: Which,
    page: &Page,
    selector: &Selector,
    warm: bool,
    meter: &Meter,
) -> String {
    match which {
        Which::Gc => line::<Collected>(page, selector, warm, meter),
        Which::Rcdom => line::<Reference>(page, selector, warm, meter),
    }
}

fn line<T: Tree>(page: &Page, selector: &Selector, warm: bool, meter: &Meter) -> String {
    if warm {
        work::<T>(&page.html, selector, meter);
    }
    let (cost, outcome) = work::<T>(&page.html, selector, meter);
    let times = [cost.parse, cost.query, cost.write, cost.free].map(|it| it.as_nanos() as u64);
    let bytes = [cost.held, cost.peak, cost.left].map(|it| it as u64);
    let mut hasher = DefaultHasher::new();
    outcome.html.hash(&mut hasher);
    let last = [outcome.found as u64, hasher.finish()];
    let numbers = times.iter().chain(&bytes).chain(&last);
    let words: Vec<String> = numbers.map(u64::to_string).collect();
    words.join(" ") + "\n"
}

/// Starts this program again for one tree and one page, given by what has to be added to the arguments.
pub(super) fn ask(which: Which, page: &[String], args: &Args) -> Result<(Cost, Found), Error> {
    let name = which.to_possible_value().expect("no tree is skipped");
    let mut command = Command::new(env::current_exe().map_err(Error::Child)?);
    command
        .args(["--only", name.get_name(), "--selector", &args.selector])
        .args(args.warm.then_some("--warm"))
        .args(page)
        .stderr(Stdio::inherit());
    let output = command.output().map_err(Error::Child)?;
    let text = String::from_utf8_lossy(&output.stdout);
    read(&text).ok_or_else(|| Error::ChildFailed(output.status.to_string()))
}

/// The line of a child.
fn read(line: &str) -> Option<(Cost, Found)> {
    let numbers: Option<Vec<u64>> = line.split_whitespace().map(|it| it.parse().ok()).collect();
    let [parse, query, write, free, held, peak, left, found, hash] = numbers?.try_into().ok()?;
    let [parse, query, write, free] = [parse, query, write, free].map(Duration::from_nanos);
    let [held, peak, left, found] = [held, peak, left, found].map(|it| it as usize);
    let cost = Cost {
        parse,
        query,
        write,
        free,
        held,
        peak,
        left,
    };
    Some((cost, Found { found, hash }))
}

#[cfg(test)]
mod tests {
    use super::{Found, read};

    #[test]
    fn a_line_has_nine_numbers() {
        let (cost, result) = read("1 2 3 4 5 6 7 8 9\n").unwrap();
        assert_eq!((cost.write.as_nanos(), cost.left), (3, 7));
        assert_eq!(result, Found { found: 8, hash: 9 });
        assert!(read("1 2 3\n").is_none() && read("").is_none());
    }
}
