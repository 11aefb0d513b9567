//! What objects are called.

use core::any::TypeId;
use core::fmt;

use super::figures::vec_bytes;
use crate::object::ObjectPtr;
use crate::runtime::Held;
use crate::trace::Trace;

/// How long a label by [`Label::label`]'s default may become, in characters.
const LONGEST: usize = 80;

/// A value that can say in a few words which one it is.
///
/// The default is its `Debug` output, cut after 80 characters.
///
/// ```
/// use gc_core::snapshot::{Label, SnapshotOptions};
/// use gc_core::{Gc, Heap, Trace};
///
/// #[derive(Debug, Trace)]
/// struct User { name: String, age: u8 }
///
/// impl Label for User {
///     fn label(&self) -> String {
///         self.name.clone()
///     }
/// }
///
/// let heap = Heap::new();
/// let user = Gc::new_in(User { name: "Ada".into(), age: 36 }, &heap);
/// let snapshot = heap.snapshot_with(SnapshotOptions::new().label::<User>());
/// assert_eq!(snapshot.find(&user).unwrap().label(), Some("Ada"));
/// # assert_eq!(user.age, 36);
/// ```
pub trait Label: fmt::Debug {
    /// The words.
    fn label(&self) -> String {
        let mut cut = Cut {
            text: String::new(),
            left: LONGEST,
        };
        // Fails where it is full.
        if fmt::write(&mut cut, format_args!("{self:?}")).is_err() {
            cut.text.push('…');
        }
        cut.text
    }
}

/// Takes the first characters, then fails: the rest of a large structure is not even formatted.
struct Cut {
    text: String,
    left: usize,
}

impl fmt::Write for Cut {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            self.left = self.left.checked_sub(1).ok_or(fmt::Error)?;
            self.text.push(character);
        }
        Ok(())
    }
}

/// What to ask the objects of a type.
pub(super) struct Labeller {
    pub(super) of: TypeId,
    /// # Safety
    ///
    /// 1. The object is a living one of that type, no `GcMut` of which exists, and it stays alive.
    ask: Box<Ask>,
}

type Ask = dyn Fn(ObjectPtr) -> String;

impl Labeller {
    pub(super) fn new<T: Trace>(label: impl Fn(&T) -> String + 'static) -> Self {
        Self {
            of: TypeId::of::<T>(),
            ask: Box::new(move |object| {
                // SAFETY:
                // 1. `Labels::ask` passes living objects of this type, which it holds meanwhile; so
                //    nobody can make a `GcMut` of one, and none existed when it was read.
                label(unsafe { object.payload().cast::<T>().as_ref() })
            }),
        }
    }
}

/// The labels of some objects, one text for all.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Ascending, along with where the label ends.
    ends: Vec<(u32, usize)>,
    text: String,
}

impl Labels {
    /// Asks the objects held; runs code of the user's.
    pub(super) fn ask(held: &Held, labeller: impl Fn(u32) -> TypeId, known: &[Labeller]) -> Self {
        let mut labels = Self::default();
        for (id, object) in held.objects() {
            let of = labeller(*id);
            if let Some(labeller) = known.iter().find(|labeller| labeller.of == of) {
                labels.text += &(labeller.ask)(*object);
                labels.ends.push((*id, labels.text.len()));
            }
        }
        labels
    }

    pub(super) fn get(&self, id: u32) -> Option<&str> {
        let index = self.ends.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.at(index))
    }

    fn at(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before].1);
        &self.text[start..self.ends[index].1]
    }

    /// All labels, with the numbers of their objects.
    #[cfg(feature = "export")]
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..self.ends.len()).map(|index| (self.ends[index].0, self.at(index)))
    }

    pub(super) fn memory(&self) -> usize {
        vec_bytes(&self.ends) + self.text.capacity()
    }
}
