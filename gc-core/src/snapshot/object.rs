//! One object of a snapshot.

use core::fmt;
use core::panic::Location;

use super::Snapshot;
use super::graph::NONE;

/// The number of an object within one snapshot: from 0, in the order of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(super) u32);

impl ObjectId {
    /// The number.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// As `#12`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// An object as it was when the snapshot was taken.
///
/// ```
/// use gc_core::{Gc, Heap};
///
/// let heap = Heap::new();
/// let pair = Gc::new_in((Gc::new_in(1_u8, &heap), 2_u8), &heap);
/// let snapshot = heap.snapshot();
/// let object = snapshot.find(&pair).expect("it is alive");
/// assert_eq!(object.type_name(), "(gc_core::gc::Gc<u8>, u8)");
/// assert_eq!((object.strong_count(), object.external_count()), (1, 1));
/// assert_eq!(object.edges().count(), 1);
/// assert!(object.retained_bytes() > object.bytes());
/// ```
#[derive(Clone, Copy)]
pub struct Object<'s> {
    snapshot: &'s Snapshot,
    id: u32,
}

impl<'s> Object<'s> {
    pub(super) const fn new(snapshot: &'s Snapshot, id: u32) -> Self {
        Self { snapshot, id }
    }

    /// Its number.
    #[must_use]
    pub const fn id(&self) -> ObjectId {
        ObjectId(self.id)
    }

    /// Where its value lies, or lay.
    #[must_use]
    pub fn address(&self) -> usize {
        self.snapshot.graph.address(self.id)
    }

    /// The type of its value.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.snapshot.type_name_of(self.id)
    }

    /// What was asked of its type by [`SnapshotOptions::label`](super::SnapshotOptions::label).
    #[must_use]
    pub fn label(&self) -> Option<&'s str> {
        self.snapshot.labels.get(self.id)
    }

    /// Where it was made, if that was [recorded](super::SiteRecorder).
    #[must_use]
    pub fn site(&self) -> Option<&'static Location<'static>> {
        self.snapshot.sites.get(self.id)
    }

    /// Bytes of its slot, header and padding included. What the value owns elsewhere (a `Vec`'s
    /// buffer, say) is not counted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.snapshot.graph.bytes(self.id)
    }

    /// Bytes that would be freed if all references to it went: its own and those of all that it
    /// [dominates](Self::dominator). Its own for garbage.
    ///
    /// The first question of this kind takes O(e log n) for the whole snapshot.
    #[must_use]
    pub fn retained_bytes(&self) -> u64 {
        self.snapshot.dominators().retained(self.id)
    }

    /// The closest other object that every path from outside leads through, if there is one.
    #[must_use]
    pub fn dominator(&self) -> Option<Object<'s>> {
        let id = self.snapshot.dominators().immediate(self.id);
        (id != NONE).then(|| Self::new(self.snapshot, id))
    }

    /// `Gc`s to it.
    #[must_use]
    pub fn strong_count(&self) -> usize {
        self.snapshot.graph.strong(self.id) as usize
    }

    /// `Weak`s to it.
    #[must_use]
    pub fn weak_count(&self) -> usize {
        self.snapshot.graph.weak(self.id) as usize
    }

    /// `Gc`s to it that no object of this heap is known to own: local variables, statics, other
    /// heaps, and whatever hides a pointer from `trace`.
    #[must_use]
    pub fn external_count(&self) -> usize {
        self.snapshot.graph.external(self.id) as usize
    }

    /// Whether it is held from outside: then it is alive, and all that it leads to.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.snapshot.graph.is_held(self.id)
    }

    /// Whether nothing leads to it from outside: the next collection frees it.
    #[must_use]
    pub fn is_garbage(&self) -> bool {
        !self.snapshot.paths().is_reached(self.id)
    }

    /// False if its edges could not be read, or not all of them: a cell in it was mutably borrowed,
    /// a lock was held, a [`GcMut`](crate::GcMut) of it existed, or its `trace` panicked. What it
    /// leads to then looks held from outside.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.snapshot.graph.is_readable(self.id)
    }

    /// The objects that it owns `Gc`s to, once for each `Gc`.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = Object<'s>> + use<'s> {
        let snapshot = self.snapshot;
        let targets = snapshot.graph.edges().of(self.id);
        targets.iter().map(|id| Object::new(snapshot, *id))
    }

    /// The objects that own `Gc`s to it, once for each `Gc`.
    ///
    /// The first question of this kind takes time in proportion to the snapshot's edges.
    pub fn referrers(&self) -> impl ExactSizeIterator<Item = Object<'s>> + use<'s> {
        let snapshot = self.snapshot;
        let sources = snapshot.graph.referrers().of(self.id);
        sources.iter().map(|id| Object::new(snapshot, *id))
    }

    /// `Gc`s to objects of other heaps that it owns.
    #[must_use]
    pub fn foreign_edges(&self) -> usize {
        self.snapshot.graph.leaving(self.id)
    }
}

/// Whether both are the same object of the same snapshot.
impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.snapshot, other.snapshot) && self.id == other.id
    }
}

impl Eq for Object<'_> {}

/// Number, type and label: `#3 app::Window "main"`.
impl fmt::Display for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id(), self.type_name())?;
        match self.label() {
            Some(label) => write!(f, " {label:?}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("id", &self.id)
            .field("type_name", &self.type_name())
            .field("label", &self.label())
            .field("strong_count", &self.strong_count())
            .field("external_count", &self.external_count())
            .finish_non_exhaustive()
    }
}
