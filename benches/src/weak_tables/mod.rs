//! Weak maps and interners against what one would write without them.
//!
//! The rivals are a `HashMap` from addresses to a `Weak` and the value, cleaned when it has doubled, with std's hasher and with
//! that of [`WeakMap`](gc_core::collections::WeakMap); and a `HashMap<Rc<str>, ()>`, which keeps what it is given. Medians of
//! five rounds, in which the rivals take turns.

mod by_hand;
mod maps;
mod symbols;

use std::fmt::Write;
use std::time::Instant;

/// Rounds, of which the median counts.
const ROUNDS: usize = 5;

/// A contest: a name, what is counted, and the rivals by name.
struct Contest {
    what: &'static str,
    times: usize,
    rivals: Vec<(&'static str, Rival)>,
}

/// Does its work once, and says how many seconds it took.
type Rival = Box<dyn FnMut() -> f64>;

/// Runs all contests; a line each.
#[must_use]
pub fn report(entries: usize) -> String {
    let contests = maps::contests(entries)
        .into_iter()
        .chain(symbols::contests(entries / 10));
    let mut text = format!("nanoseconds an operation, {entries} entries\n");
    for contest in contests {
        let _ = writeln!(text, "{}", run(contest));
    }
    text
}

fn run(mut contest: Contest) -> String {
    let mut seconds = vec![Vec::new(); contest.rivals.len()];
    for _ in 0..ROUNDS {
        for (seconds, (_, rival)) in seconds.iter_mut().zip(&mut contest.rivals) {
            seconds.push(rival());
        }
    }
    let mut line = format!("{:34}", contest.what);
    for (seconds, (name, _)) in seconds.iter_mut().zip(&contest.rivals) {
        seconds.sort_by(f64::total_cmp);
        let nanos = seconds[ROUNDS / 2] * 1e9 / contest.times as f64;
        let _ = write!(line, " {name} {nanos:6.1}");
    }
    line
}

/// How long something takes, in seconds.
fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

/// Numbers below `count` without order, each once.
fn shuffled(count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for at in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(at, (state % (at as u64 + 1)) as usize);
    }
    order
}
