//! What the command line asks for.

use std::time::Duration;

use lexopt::prelude::*;

/// What `soak --help` prints.
pub(super) const HELP: &str = "\
churns a live graph for minutes, and fails where the process grows meanwhile

usage: soak [--minutes N] [--scale [--nodes N]] [--write]

  --minutes N  how long (10)
  --scale      instead: build and collect a graph of a million nodes and one of N
  --nodes N    how many nodes --scale compares with a million (50000000: needs 6 GB)
  --write      put the result into benches/SOAK.md
  --help       print this
";

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Help,
    Soak(Duration),
    Scale(usize),
}

#[derive(Debug)]
pub(super) struct Args {
    pub(super) what: What,
    pub(super) write: bool,
}

impl Args {
    pub(super) fn parse() -> Result<Self, String> {
        let (mut minutes, mut nodes) = (10.0_f64, 50_000_000);
        let (mut scale, mut help, mut write) = (false, false, false);
        let mut parser = lexopt::Parser::from_env();
        while let Some(arg) = parser.next().map_err(|error| error.to_string())? {
            match arg {
                Long("minutes") => minutes = number(&mut parser, "minutes")?,
                Long("nodes") => nodes = number(&mut parser, "nodes")?,
                Long("scale") => scale = true,
                Long("write") => write = true,
                Long("help") | Short('h') => help = true,
                other => {
                    return Err(format!(
                        "{} (--help says what there is)",
                        other.unexpected()
                    ));
                }
            }
        }
        if !(minutes > 0.0 && minutes < 1e6) {
            return Err(format!("--minutes is more than 0: found {minutes}"));
        }
        if nodes == 0 || u32::try_from(nodes).is_err() {
            return Err(format!("--nodes is from 1 to 2^32 - 1: found {nodes}"));
        }
        let what = match (help, scale) {
            (true, _) => What::Help,
            (false, true) => What::Scale(nodes),
            (false, false) => What::Soak(Duration::from_secs_f64(minutes * 60.0)),
        };
        Ok(Self { what, write })
    }
}

fn number<N: std::str::FromStr>(parser: &mut lexopt::Parser, name: &str) -> Result<N, String> {
    let value = parser.value().map_err(|error| error.to_string())?;
    let text = value.to_string_lossy();
    let number = text.parse();
    number.map_err(|_| format!("--{name} is a number: found '{text}' (--help says more)"))
}
