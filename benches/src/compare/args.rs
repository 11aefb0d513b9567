//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::size::Size;

/// What `compare --help` prints.
pub(super) const HELP: &str = "\
compares gc-core with its peers and writes BENCHMARKS.md

usage: compare [options]

  --quick               small sizes and few rounds; writes nothing unless --out is given
  --only WORKLOAD       this workload only (may be repeated); writes nothing unless --out is given
  --peer PEER           this peer only (may be repeated); writes nothing unless --out is given
  --allocator NAME      system or mimalloc; both are measured otherwise
  --rounds N            how often each peer runs each workload at most
  --minutes N           no further round is begun that would not end in this time
  --no-instructions     do not count instructions with valgrind
  --out DIR             where BENCHMARKS.md and its pictures are written
  --list                print the workloads and peers
";

/// What is asked for.
#[derive(Debug)]
pub(super) struct Args {
    pub(super) size: Size,
    /// Empty for all.
    pub(super) workloads: Vec<String>,
    /// Empty for all.
    pub(super) peers: Vec<String>,
    pub(super) allocators: Vec<Allocator>,
    pub(super) rounds: u32,
    pub(super) minutes: u64,
    pub(super) instructions: bool,
    pub(super) out: Option<PathBuf>,
}

/// What memory comes from in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Allocator {
    /// The system's malloc.
    System,
    /// mimalloc.
    Mimalloc,
}

impl Allocator {
    pub(super) const ALL: [Self; 2] = [Self::System, Self::Mimalloc];

    /// The name on the command line and in file names.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Mimalloc => "mimalloc",
        }
    }

    /// The name for people.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::System if cfg!(target_env = "gnu") => "glibc malloc",
            Self::System => "the system's malloc",
            Self::Mimalloc => "mimalloc",
        }
    }

    /// The program whose global allocator it is.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::System => "compare",
            Self::Mimalloc => "compare-mimalloc",
        }
    }
}

/// What the command line asks for.
#[derive(Debug)]
pub(super) enum Request {
    Help,
    List,
    Compare(Args),
    /// One workload with one peer, in this process.
    Child(ChildArgs),
    /// One operation with one peer, in this process.
    HotPath(HotPathArgs),
}

/// What a child is asked for.
#[derive(Debug)]
pub(super) struct ChildArgs {
    pub(super) workload: String,
    pub(super) peer: String,
    pub(super) size: Size,
}

/// What a child whose instructions are counted is asked for.
#[derive(Debug)]
pub(super) struct HotPathArgs {
    pub(super) path: String,
    pub(super) peer: String,
    pub(super) count: usize,
}

/// Reads the command line, without the program's name.
pub(super) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Request, lexopt::Error> {
    let mut args = args.into_iter().peekable();
    if args.next_if(|first| first == "--child").is_some() {
        return parse_child(args);
    }
    if args.next_if(|first| first == "--hot-path").is_some() {
        return parse_hot_path(args);
    }
    let mut parser = Parser::from_args(args);
    let mut parsed = Args {
        size: Size::FULL,
        workloads: Vec::new(),
        peers: Vec::new(),
        allocators: Allocator::ALL.to_vec(),
        rounds: 0,
        minutes: 12,
        instructions: true,
        out: None,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Request::Help),
            Arg::Long("list") => return Ok(Request::List),
            Arg::Long("quick") => parsed.size = Size::QUICK,
            Arg::Long("only") => parsed.workloads.push(parser.value()?.string()?),
            Arg::Long("peer") => parsed.peers.push(parser.value()?.string()?),
            Arg::Long("allocator") => parsed.allocators = vec![allocator(parser.value()?)?],
            Arg::Long("rounds") => parsed.rounds = parser.value()?.parse()?,
            Arg::Long("minutes") => parsed.minutes = parser.value()?.parse()?,
            Arg::Long("no-instructions") => parsed.instructions = false,
            Arg::Long("out") => parsed.out = Some(parser.value()?.into()),
            _ => return Err(arg.unexpected()),
        }
    }
    if parsed.rounds == 0 {
        parsed.rounds = if parsed.size.name == Size::FULL.name {
            5
        } else {
            3
        };
    }
    Ok(Request::Compare(parsed))
}

fn allocator(value: OsString) -> Result<Allocator, lexopt::Error> {
    value.parse_with(|name| {
        Allocator::ALL
            .into_iter()
            .find(|allocator| allocator.name() == name)
            .ok_or("expected system or mimalloc")
    })
}

/// Reads `WORKLOAD PEER SIZE`, as a parent gives them.
fn parse_child(args: impl Iterator<Item = OsString>) -> Result<Request, lexopt::Error> {
    let [workload, peer, size] = three(args)?;
    let size = Size::named(&size).ok_or("no such size")?;
    Ok(Request::Child(ChildArgs {
        workload,
        peer,
        size,
    }))
}

/// Reads `PATH PEER COUNT`, as a parent gives them.
fn parse_hot_path(args: impl Iterator<Item = OsString>) -> Result<Request, lexopt::Error> {
    let [path, peer, count] = three(args)?;
    let count = OsString::from(count).parse()?;
    Ok(Request::HotPath(HotPathArgs { path, peer, count }))
}

fn three(args: impl Iterator<Item = OsString>) -> Result<[String; 3], lexopt::Error> {
    let args: Vec<_> = args.map(|arg| arg.string()).collect::<Result<_, _>>()?;
    let given = args.len();
    args.try_into()
        .map_err(|_| format!("{given} arguments for a child, expected three").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &[&str]) -> Result<Request, lexopt::Error> {
        parse(args.iter().map(OsString::from))
    }

    #[test]
    fn nothing_asks_for_everything() {
        let Ok(Request::Compare(args)) = parsed(&[]) else {
            panic!("expected a comparison")
        };
        assert_eq!(args.size.name, "full");
        assert_eq!(args.allocators, Allocator::ALL);
        assert!(args.workloads.is_empty() && args.peers.is_empty());
    }

    #[test]
    fn options_narrow_it_down() {
        let line = [
            "--quick",
            "--only",
            "churn",
            "--allocator",
            "mimalloc",
            "--rounds",
            "2",
        ];
        let Ok(Request::Compare(args)) = parsed(&line) else {
            panic!("expected a comparison")
        };
        assert_eq!(args.size.name, "quick");
        assert_eq!(args.workloads, ["churn"]);
        assert_eq!(args.allocators, [Allocator::Mimalloc]);
        assert_eq!(args.rounds, 2);
    }

    #[test]
    fn an_unknown_option_is_an_error() {
        assert!(parsed(&["--fast"]).is_err());
        assert!(parsed(&["--allocator", "jemalloc"]).is_err());
    }

    #[test]
    fn a_child_takes_three_words() {
        assert!(matches!(
            parsed(&["--child", "churn", "Rc+Weak", "tiny"]),
            Ok(Request::Child(_))
        ));
        assert!(parsed(&["--child", "churn", "Rc+Weak"]).is_err());
    }
}
