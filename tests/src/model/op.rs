//! One operation of a program.

/// An operation with three small operands. Operands are taken modulo what there is to choose
/// from, so that every sequence of bytes is a program.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Op {
    pub(super) verb: Verb,
    pub(super) a: u8,
    pub(super) b: u8,
    pub(super) c: u8,
}

/// What to do; `handle`, `weak` and `slot` stand for a chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Verb {
    /// Allocate a value without edges: `a` the kind, `b` the heap and, in the high bits, the
    /// finalizer's doing, `c` whether its destructor panics.
    New,
    /// Allocate a value that holds an edge to handle `c` when it is moved into the heap.
    NewLinked,
    /// `Gc::new_cyclic`: the closure allocates, keeps a `Weak`, and a bit of `c` makes it panic.
    NewCyclic,
    /// Put an edge from handle `a`, slot `b`, to handle `c`.
    Link,
    /// Empty slot `b` of handle `a`.
    Unlink,
    /// Take the edge out of the slot `b` of handle `a` and put it into handle `c`.
    Move,
    /// Make a handle of the edge in slot `b` of handle `a`.
    Walk,
    /// Clone handle `a`.
    Clone,
    /// Drop handle `a`.
    Drop,
    /// Make a `Weak` of handle `a`.
    Downgrade,
    /// Make a handle of weak `a`, if the object lives.
    Upgrade,
    /// Clone weak `a`.
    CloneWeak,
    /// Drop weak `a`.
    DropWeak,
    /// Store weak `b` in the object of handle `a`.
    LinkWeak,
    /// Collect heap `a`; compare the whole graph where `b` says so.
    Collect,
    /// Collect heap `b` while a cell of handle `a` is borrowed, `c` saying how.
    CollectBorrowed,
    /// `Gc::get_mut` of handle `a`; where it succeeds, empty a slot through the guard or collect heap
    /// `b` under it.
    GetMut,
    /// `Gc::try_unwrap` or `Gc::into_inner` of handle `a`, collecting heap `b` while the value is
    /// outside of any heap.
    TryUnwrap,
    /// Forget a mutable borrow of a cell of handle `a`.
    ForgetBorrow,
    /// Forget the guard that `Gc::get_mut` of handle `a` gave.
    ForgetGuard,
    /// Forget handle `a`.
    ForgetHandle,
    /// Let heap `a` collect by policy `b` from now on.
    SetPolicy,
    /// Drop the last `Heap` of heap `a` and get another one from a handle.
    DropHeap,
}

/// How often each verb comes up, of 64.
const MIX: [(Verb, u8); 23] = [
    (Verb::New, 9),
    (Verb::NewLinked, 3),
    (Verb::NewCyclic, 2),
    (Verb::Link, 13),
    (Verb::Unlink, 2),
    (Verb::Move, 4),
    (Verb::Walk, 3),
    (Verb::Clone, 1),
    (Verb::Drop, 9),
    (Verb::Downgrade, 2),
    (Verb::Upgrade, 2),
    (Verb::CloneWeak, 1),
    (Verb::DropWeak, 1),
    (Verb::LinkWeak, 1),
    (Verb::Collect, 2),
    (Verb::CollectBorrowed, 1),
    (Verb::GetMut, 1),
    (Verb::TryUnwrap, 2),
    (Verb::ForgetBorrow, 1),
    (Verb::ForgetGuard, 1),
    (Verb::ForgetHandle, 1),
    (Verb::SetPolicy, 1),
    (Verb::DropHeap, 1),
];

const VERBS: [Verb; 64] = {
    let mut verbs = [Verb::New; 64];
    let (mut next, mut entry) = (0, 0);
    while entry < MIX.len() {
        let (verb, mut times) = MIX[entry];
        while times > 0 {
            verbs[next] = verb;
            next += 1;
            times -= 1;
        }
        entry += 1;
    }
    assert!(next == verbs.len(), "the mix must add up to 64");
    verbs
};

impl Op {
    /// The operation that four bytes stand for.
    #[must_use]
    pub const fn from_bytes([verb, a, b, c]: [u8; 4]) -> Self {
        let verb = VERBS[verb as usize % VERBS.len()];
        Self { verb, a, b, c }
    }

    /// The program that `bytes` stand for; up to three bytes at the end stand for nothing.
    #[must_use]
    pub fn program(bytes: &[u8]) -> Vec<Self> {
        let (operations, _rest) = bytes.as_chunks::<4>();
        operations.iter().copied().map(Self::from_bytes).collect()
    }
}

/// Prints `Op::from_bytes([..])` followed by the verb, to be pasted into a test.
impl core::fmt::Debug for Op {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let verb = VERBS
            .iter()
            .position(|verb| *verb == self.verb)
            .unwrap_or(0);
        let Self { a, b, c, .. } = self;
        write!(
            f,
            "Op::from_bytes([{verb}, {a}, {b}, {c}]) /* {:?} */",
            self.verb
        )
    }
}
