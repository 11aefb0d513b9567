//! What a program needs of its pointers, and four ways to give it.

mod collected;
mod managed;
mod strong;
mod weak;

pub use collected::Collected;
pub use managed::TaskManaged;
pub use strong::StrongParents;
pub use weak::WeakParents;

use super::ledger::Announcement;

/// How a document's nodes point to each other.
pub trait Style {
    /// What it is called in tables.
    const NAME: &'static str;
    /// Bytes before each value in its time.
    const HEADER: usize;
    /// What these are, and where that is written.
    const SOURCE: &'static str;
    /// Bytes of a node, header included, as it runs here.
    const NODE: usize;

    /// A handle to a node, which keeps it.
    type Handle: Clone;

    /// A node on its own.
    fn node(announcement: Announcement) -> Self::Handle;
    /// Makes a node without parent the last child of another one.
    fn adopt(parent: &Self::Handle, child: &Self::Handle);
    /// Takes a node, with all below it, away from its parent.
    fn leave(child: &Self::Handle);
    /// The node's parent, if it has one and still knows it.
    fn parent(node: &Self::Handle) -> Option<Self::Handle>;
    /// What the node is called.
    fn name(node: &Self::Handle) -> &'static str;

    /// Asks for a collection, where there is one to ask for.
    fn collect() {}
    /// Bytes of all nodes that live, where someone knows.
    fn living_bytes() -> Option<usize> {
        None
    }

    /// Runs a program that uses such pointers, on a thread of its own that has ended when this returns.
    fn run<R: Send>(body: impl FnOnce() -> R + Send) -> R {
        std::thread::scope(|scope| match scope.spawn(body).join() {
            Ok(result) => result,
            Err(payload) => std::panic::resume_unwind(payload),
        })
    }
}
