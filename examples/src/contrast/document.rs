//! The program: a document is built, edited and let go.
//!
//! ```text
//! book -+- intro                      book -+- intro --- graphs --- figure
//!       +- body --- graphs --- figure       +- body
//!       +- draft --- page                   (draft --- page: cut off)
//! ```

use std::sync::Arc;

use super::ledger::{Announcement, Entry, Ledger};
use super::style::Style;

/// What happens, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The document is built.
    Build,
    /// A node on its own is made and let go.
    Aside,
    /// A subtree gets another parent.
    Move,
    /// A subtree is cut off.
    Cut,
    /// A collection is asked for.
    Collect,
    /// All handles are let go but one to a leaf.
    KeepLeaf,
    /// That one too.
    LetGo,
    /// Another collection.
    CollectAgain,
    /// The thread (or task) ends.
    End,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::Build,
        Self::Aside,
        Self::Move,
        Self::Cut,
        Self::Collect,
        Self::KeepLeaf,
        Self::LetGo,
        Self::CollectAgain,
        Self::End,
    ];

    /// A few words, for a cell.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Build => "1 built",
            Self::Aside => "2 let go",
            Self::Move => "3 moved",
            Self::Cut => "4 cut off",
            Self::Collect => "5 collected",
            Self::KeepLeaf => "6 let go",
            Self::LetGo => "7 let go",
            Self::CollectAgain => "8 collected",
            Self::End => "9 thread ends",
        }
    }

    /// A sentence.
    #[must_use]
    pub const fn story(self) -> &'static str {
        match self {
            Self::Build => {
                "a document is built: book (intro, body (graphs (figure)), draft (page))"
            }
            Self::Aside => "a `note` that belongs to nothing is made and let go",
            Self::Move => "`graphs`, with `figure` in it, moves from `body` to `intro`",
            Self::Cut => "`draft`, with `page` in it, is cut off and let go",
            Self::Collect => "collect(), where there is one to call",
            Self::KeepLeaf => "everything is let go but `figure`",
            Self::LetGo => "`figure` is let go",
            Self::CollectAgain => "collect(), where there is one to call",
            Self::End => "the thread (the task, for @mut) ends",
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// All nodes and their deaths.
    pub entries: Vec<Entry>,
    /// From the leaf that was kept up to the root, as far as the way was known.
    pub path: Vec<&'static str>,
}

impl Outcome {
    /// Nodes that have not died.
    #[must_use]
    pub fn left(&self) -> usize {
        self.entries.iter().filter(|it| it.died.is_none()).count()
    }
}

/// Runs the program in one style.
#[must_use]
pub fn run<S: Style>() -> Outcome {
    let ledger = Ledger::new();
    let path = S::run(|| edit::<S>(&ledger));
    Outcome {
        entries: ledger.entries(),
        path,
    }
}

fn edit<S: Style>(ledger: &Arc<Ledger>) -> Vec<&'static str> {
    let node = |name| S::node(Announcement::of(name, ledger));
    ledger.begin(Step::Build);
    let [book, intro, body, graphs, figure, draft] =
        ["book", "intro", "body", "graphs", "figure", "draft"].map(node);
    for (parent, child) in [
        (&book, &intro),
        (&book, &body),
        (&body, &graphs),
        (&graphs, &figure),
        (&book, &draft),
    ] {
        S::adopt(parent, child);
    }
    S::adopt(&draft, &node("page"));

    ledger.begin(Step::Aside);
    drop(node("note"));

    ledger.begin(Step::Move);
    S::leave(&graphs);
    S::adopt(&intro, &graphs);

    ledger.begin(Step::Cut);
    S::leave(&draft);
    drop(draft);

    ledger.begin(Step::Collect);
    S::collect();

    ledger.begin(Step::KeepLeaf);
    drop((book, intro, body, graphs));
    let path = path_of::<S>(&figure);

    ledger.begin(Step::LetGo);
    drop(figure);

    ledger.begin(Step::CollectAgain);
    S::collect();

    ledger.begin(Step::End);
    path
}

/// The names from a node up to its root.
fn path_of<S: Style>(node: &S::Handle) -> Vec<&'static str> {
    let up = |node: &S::Handle| S::parent(node);
    std::iter::successors(Some(node.clone()), up)
        .map(|node| S::name(&node))
        .collect()
}
