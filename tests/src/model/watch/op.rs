//! One operation of a program.

/// An operation with three small operands, each taken modulo what there is to choose from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Op {
    pub(super) verb: Verb,
    pub(super) a: u8,
    pub(super) b: u8,
    pub(super) c: u8,
}

/// What to do. `handle` is the one that `a` chooses, `slot` its edge that `b` chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Allocate a value: `a` the kind, `b` the heap and the will, `c` whether its destructor panics.
    New,
    /// The same, with an edge to handle `c`.
    NewLinked,
    /// Put an edge to handle `c` into the slot.
    Link,
    /// Empty the slot.
    Unlink,
    /// Move the edge in the slot to handle `c`: no count changes.
    Move,
    /// Make the edge in the slot a handle: no count changes.
    Take,
    /// Make handle `c` the edge in the slot: no count changes.
    Put,
    /// Make a handle of the edge in the slot.
    Walk,
    /// Drop the handle.
    Drop,
    /// Make a `Weak` of the handle.
    Downgrade,
    /// Make a handle of weak `a`.
    Upgrade,
    /// Drop weak `a`.
    DropWeak,
    /// Collect heap `a`.
    Collect,
    /// Collect what is young in heap `a`.
    Young,
    /// A slice for heap `a`, as long as `b` says.
    Step,
    /// Slices for heap `a` until all is done.
    Finish,
    /// A slice for heap `b` while a cell of the handle is borrowed, `c` saying how.
    StepBorrowed,
    /// A slice for heap `b` under a `GcMut` of the handle.
    StepUnderGuard,
    /// Move the value out, with a slice for heap `b` before it is dropped.
    Unwrap,
    /// Forget a mutable borrow, a guard, or the handle itself.
    Forget,
    /// Let heap `a` collect by policy `b`.
    SetPolicy,
    /// Drop the last `Heap` of the handle's heap.
    DropHeap,
}

/// How often each verb comes up, of 64.
const MIX: [(Verb, u8); 22] = [
    (Verb::New, 7),
    (Verb::NewLinked, 4),
    (Verb::Link, 11),
    (Verb::Unlink, 1),
    (Verb::Move, 4),
    (Verb::Take, 3),
    (Verb::Put, 4),
    (Verb::Walk, 2),
    (Verb::Drop, 7),
    (Verb::Downgrade, 2),
    (Verb::Upgrade, 1),
    (Verb::DropWeak, 1),
    (Verb::Collect, 1),
    (Verb::Young, 1),
    (Verb::Step, 7),
    (Verb::Finish, 1),
    (Verb::StepBorrowed, 1),
    (Verb::StepUnderGuard, 1),
    (Verb::Unwrap, 1),
    (Verb::Forget, 1),
    (Verb::SetPolicy, 2),
    (Verb::DropHeap, 1),
];

impl Op {
    /// The operation that four bytes stand for.
    #[must_use]
    pub fn from_bytes([verb, a, b, c]: [u8; 4]) -> Self {
        let mut left = verb % 64;
        let mut mix = MIX.into_iter();
        let verb = loop {
            let (verb, times) = mix.next().expect("the mix adds up to 64");
            if left < times {
                break verb;
            }
            left -= times;
        };
        Self { verb, a, b, c }
    }
}

/// Prints `Op::from_bytes([..])` followed by the verb, to be pasted into a test.
impl core::fmt::Debug for Op {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let before = MIX.iter().take_while(|(verb, _)| *verb != self.verb);
        let byte: u8 = before.map(|(_, times)| times).sum();
        let Self { verb, a, b, c } = self;
        write!(f, "Op::from_bytes([{byte}, {a}, {b}, {c}]) /* {verb:?} */")
    }
}
