//! Which pointers a program is to run over, chosen when it runs.

use std::fmt;

use crate::family::{Collected, Counted, CountedWeakly, Family};

/// The families of pointers, for the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Pointers {
    /// `Gc` for everything
    #[default]
    Gc,
    /// `Rc`, and `Weak` for what leads back
    RcWeak,
    /// `Rc` for everything
    Rc,
}

impl Pointers {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Gc, Self::RcWeak, Self::Rc];

    /// What they are called in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gc => Collected::NAME,
            Self::RcWeak => CountedWeakly::NAME,
            Self::Rc => Counted::NAME,
        }
    }

    /// Lets a collection decide what is dead, where there is a collector.
    pub fn collect(self) {
        match self {
            Self::Gc => Collected::collect(),
            Self::RcWeak => CountedWeakly::collect(),
            Self::Rc => Counted::collect(),
        };
    }
}

/// As on the command line.
impl fmt::Display for Pointers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gc => "gc",
            Self::RcWeak => "rc-weak",
            Self::Rc => "rc",
        })
    }
}

/// The same thing for each of the families; see [`over_all_pointers!`](crate::over_all_pointers).
#[derive(Clone, Copy, Debug)]
pub struct PerPointers<T> {
    gc: T,
    rc_weak: T,
    rc: T,
}

impl<T: Copy> PerPointers<T> {
    /// One for each.
    pub const fn new(gc: T, rc_weak: T, rc: T) -> Self {
        Self { gc, rc_weak, rc }
    }

    /// The one for some pointers.
    pub fn of(&self, pointers: Pointers) -> T {
        match pointers {
            Pointers::Gc => self.gc,
            Pointers::RcWeak => self.rc_weak,
            Pointers::Rc => self.rc,
        }
    }
}

/// A function that is generic over a [`Family`], for each of the families.
///
/// ```
/// use gc_examples::{list, over_all_pointers};
/// use gc_examples::pointers::{PerPointers, Pointers};
///
/// let demonstrations: PerPointers<fn() -> Vec<String>> = over_all_pointers!(list::demonstrate);
/// assert!(!demonstrations.of(Pointers::Rc)().is_empty());
/// ```
#[macro_export]
macro_rules! over_all_pointers {
    ($($function:ident)::+) => {
        $crate::pointers::PerPointers::new(
            $($function)::+::<$crate::family::Collected>,
            $($function)::+::<$crate::family::CountedWeakly>,
            $($function)::+::<$crate::family::Counted>,
        )
    };
}
