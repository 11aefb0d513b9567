//! Why is this still alive?

use core::fmt;

use super::{Object, ObjectId, Snapshot};
use crate::gc::Gc;
use crate::snapshot::figures::Many;
use crate::snapshot::paths::Holders;

/// How many paths are worked out where nobody says otherwise.
const PATHS: usize = 8;

/// How many steps of a path are printed before the middle is left out.
const STEPS: usize = 12;

/// The answer of [`Snapshot::why_alive`].
#[derive(Clone, Debug)]
pub struct WhyAlive<'s> {
    target: Object<'s>,
    holders: usize,
    paths: Vec<Path<'s>>,
}

/// A way from an object that is held from outside to the one that was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path<'s> {
    objects: Vec<Object<'s>>,
}

impl Snapshot {
    /// What keeps an object alive: the shortest paths that lead to it from objects held from outside,
    /// from the nearest eight of these; shortest first. `None` if the snapshot does not know the
    /// object.
    ///
    /// The handle passed is such a reference itself, if it existed when the snapshot was taken.
    /// Objects are found by address: ask about one that was alive then.
    ///
    /// Takes time in proportion to the edges of all that leads to the object.
    ///
    /// ```
    /// use gc_core::{Gc, Heap, Trace, Weak};
    ///
    /// #[derive(Trace)]
    /// struct Room { furniture: Vec<Gc<&'static str>> }
    ///
    /// let heap = Heap::new();
    /// let chair = Gc::new_in("chair", &heap);
    /// let room = Gc::new_in(Room { furniture: vec![chair.clone()] }, &heap);
    /// let weak = Gc::downgrade(&chair);
    /// drop(chair);
    ///
    /// let snapshot = heap.snapshot();
    /// let chair = weak.upgrade().expect("the room holds it");
    /// let why = snapshot.why_alive(&chair).expect("the snapshot knows it");
    /// let path: Vec<_> = why.paths()[0].objects().iter().map(|it| it.id()).collect();
    /// assert_eq!(path, [snapshot.find(&room).unwrap().id(), snapshot.find(&chair).unwrap().id()]);
    /// println!("{why}");
    /// # assert_eq!(room.furniture.len(), 1);
    /// ```
    #[must_use]
    pub fn why_alive<T: ?Sized>(&self, gc: &Gc<T>) -> Option<WhyAlive<'_>> {
        let object = self.find(gc)?;
        Some(self.why_alive_with(object.id(), PATHS))
    }

    /// As [`why_alive`](Self::why_alive), of any object, with at most `limit` paths.
    ///
    /// # Panics
    ///
    /// If the number is not one of this snapshot.
    #[must_use]
    pub fn why_alive_with(&self, id: ObjectId, limit: usize) -> WhyAlive<'_> {
        let target = self.object(id);
        let holders = Holders::of(&self.graph, id.0, limit);
        let object = |id: &u32| Object::new(self, *id);
        let paths = holders.paths.iter().map(|path| Path {
            objects: path.iter().map(object).collect(),
        });
        WhyAlive {
            target,
            holders: holders.count,
            paths: paths.collect(),
        }
    }
}

impl<'s> WhyAlive<'s> {
    /// The object that was asked about.
    #[must_use]
    pub fn target(&self) -> Object<'s> {
        self.target
    }

    /// How many objects held from outside lead to it; itself counts, if it is held.
    #[must_use]
    pub fn holders(&self) -> usize {
        self.holders
    }

    /// Shortest paths from the nearest of them. None at all for garbage.
    #[must_use]
    pub fn paths(&self) -> &[Path<'s>] {
        &self.paths
    }
}

impl<'s> Path<'s> {
    /// From the one that is held from outside to the one that was asked about. Never empty.
    #[must_use]
    pub fn objects(&self) -> &[Object<'s>] {
        &self.objects
    }

    /// The one that is held from outside.
    #[must_use]
    pub fn holder(&self) -> Object<'s> {
        self.objects[0]
    }
}

/// One step a line.
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holder = self.holder();
        let count = holder.external_count();
        let references = Many(count, "reference");
        write!(f, "{holder}, {references} from outside")?;
        let steps = &self.objects[1..];
        let left_out = steps.len().saturating_sub(STEPS);
        for (index, object) in steps.iter().enumerate() {
            let from_end = steps.len() - index;
            if left_out > 0 && index == STEPS / 2 {
                write!(f, "\n  … {left_out} more")?;
            }
            if left_out == 0 || index < STEPS / 2 || from_end <= STEPS - STEPS / 2 {
                write!(f, "\n  -> {object}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for WhyAlive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.target;
        if self.paths.is_empty() {
            return write!(f, "{target} is garbage: nothing from outside leads to it");
        }
        write!(f, "{target} is alive, as ")?;
        match self.holders {
            1 => write!(f, "one object that is held from outside leads to it:")?,
            count => write!(f, "{count} objects that are held from outside lead to it:")?,
        }
        self.paths.iter().try_for_each(|path| write!(f, "\n{path}"))
    }
}
