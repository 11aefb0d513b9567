//! References that nothing accounts for, and what may own them.
//!
//! A snapshot knows the edges that `trace` reports, and how many `Gc`s there are to each object. Who
//! owns the others it cannot see: a local variable looks like a field that is skipped. But it knows
//! which types on the heap have parts that `trace` leaves out: fields with `#[trace(skip)]`, leaf
//! types, `Rc`s. Their names say whether they can own a `Gc` to the object in question.

use core::fmt;

use super::{Object, Snapshot};
use crate::snapshot::figures::Many;
use crate::trace::HiddenPart;

/// An object with more references from outside than are known.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unexplained<'s> {
    /// The object.
    pub object: Object<'s>,
    /// How many references nothing accounts for.
    pub references: usize,
    /// What may own them, the likeliest first. Empty if nothing on the heap can: then it is something
    /// outside of it, a variable or a `static`, or a handle was forgotten.
    pub suspects: Vec<Suspect>,
}

/// Something on the heap that may own `Gc`s which `trace` does not report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suspect {
    /// How likely it is.
    pub suspicion: Suspicion,
    /// The type that declares the field; of the object on the heap, where that is not known.
    pub owner: &'static str,
    /// The field, or empty where it is not known, or the whole value is meant.
    pub field: &'static str,
    /// The type of the field, or of the hidden part.
    pub type_name: &'static str,
    /// How many objects on the heap have such a part, and so may be the one.
    pub objects: usize,
}

/// How likely it is that a part of an object owns a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Suspicion {
    /// An object could not be read in full when the snapshot was taken.
    Unreadable,
    /// The name of the part's type names a `Gc` to the object's type.
    NamesIt,
    /// The part may own anything: a trait object or a closure.
    MayOwnAnything,
    /// The part needs to be dropped; what it owns does not show in its name.
    MayOwnSomething,
}

impl Snapshot {
    /// The objects with references from outside that nobody has [named](super::SnapshotOptions::known),
    /// and what may own these; those with the most likely suspects first.
    ///
    /// Where all handles that the program knows are named, or gone, what is left is held by what
    /// `trace` cannot see: a field with `#[trace(skip)]`, an `Rc`, a handle that was forgotten.
    ///
    /// Takes time in proportion to objects and, for each that is held, types.
    ///
    /// ```
    /// use gc_core::{Gc, Heap, Trace};
    /// use std::cell::RefCell;
    ///
    /// #[derive(Trace)]
    /// struct Tab {
    ///     #[trace(skip)]
    ///     opener: RefCell<Option<Gc<Tab>>>,
    /// }
    ///
    /// let heap = Heap::new();
    /// let tab = Gc::new_in(Tab { opener: RefCell::default() }, &heap);
    /// *tab.opener.borrow_mut() = Some(tab.clone());
    /// let weak = Gc::downgrade(&tab);
    /// drop(tab);
    ///
    /// let snapshot = heap.snapshot();
    /// let suspect = &snapshot.unexplained()[0].suspects[0];
    /// assert_eq!(suspect.field, "opener");
    /// assert!(suspect.type_name.contains("RefCell"));
    /// # weak.upgrade().unwrap().opener.take();
    /// ```
    #[must_use]
    pub fn unexplained(&self) -> Vec<Unexplained<'_>> {
        let held = self.held();
        let found = held.filter_map(|object| {
            let known = self.known_handles(object.id().0);
            let references = object.external_count().saturating_sub(known);
            (references > 0).then(|| Unexplained {
                object,
                references,
                suspects: Vec::new(),
            })
        });
        let mut found: Vec<_> = found.collect();
        let counts = self.counts_by_kind();
        let mut by_kind: Vec<Option<Vec<Suspect>>> = vec![None; self.graph.kinds.len()];
        for it in &mut found {
            let kind = self.graph.kind(it.object.id().0) as usize;
            let suspects = by_kind[kind]
                .get_or_insert_with(|| self.suspects(self.graph.kinds[kind].name, &counts));
            it.suspects.clone_from(suspects);
        }
        let likeliest = |it: &Unexplained<'_>| it.suspects.first().map(|suspect| suspect.suspicion);
        found.sort_by_key(|it| (likeliest(it).is_none(), likeliest(it), it.object.id()));
        found
    }

    fn known_handles(&self, id: u32) -> usize {
        let first = self.known.partition_point(|known| *known < id);
        let own = self.known[first..].iter().take_while(|known| **known == id);
        own.count()
    }

    fn counts_by_kind(&self) -> Vec<usize> {
        let mut counts = vec![0; self.graph.kinds.len()];
        for (_, kind, _) in self.graph.sizes() {
            counts[kind as usize] += 1;
        }
        counts
    }

    /// What may own a `Gc` to a value of a type.
    fn suspects(&self, target: &str, counts: &[usize]) -> Vec<Suspect> {
        let mut suspects = self.unreadable_suspects();
        for (kind, parts) in &self.hidden {
            for part in parts {
                let owner = match part.owner {
                    "" => self.graph.kinds[*kind as usize].name,
                    owner => owner,
                };
                suspects.push(Suspect {
                    suspicion: suspicion(part, target),
                    owner,
                    field: part.field,
                    type_name: part.type_name,
                    objects: counts[*kind as usize],
                });
            }
        }
        // A field that has a name is worth more than the type that it lies in.
        suspects.sort_by_key(|it| {
            let objects = core::cmp::Reverse(it.objects);
            (
                it.suspicion,
                it.field.is_empty(),
                objects,
                it.owner,
                it.field,
            )
        });
        suspects
    }

    fn unreadable_suspects(&self) -> Vec<Suspect> {
        let mut suspects: Vec<Suspect> = Vec::new();
        for id in self.graph.unreadable() {
            let name = self.type_name_of(*id);
            match suspects.iter_mut().find(|it| it.owner == name) {
                Some(known) => known.objects += 1,
                None => suspects.push(Suspect {
                    suspicion: Suspicion::Unreadable,
                    owner: name,
                    field: "",
                    type_name: name,
                    objects: 1,
                }),
            }
        }
        suspects
    }
}

fn suspicion(part: &HiddenPart, target: &str) -> Suspicion {
    if names(part.type_name, target) {
        Suspicion::NamesIt
    } else if part.type_name.contains("dyn ") || part.type_name.contains("{{closure}}") {
        Suspicion::MayOwnAnything
    } else {
        Suspicion::MayOwnSomething
    }
}

/// Whether `text` holds `name`, and not as a part of another name.
fn names(text: &str, name: &str) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || "_:".contains(character);
    text.match_indices(name).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + name.len()..]);
        !before.ends_with(is_name) && !after.starts_with(is_name)
    })
}

impl fmt::Display for Suspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            owner,
            field,
            type_name,
            objects,
            ..
        } = self;
        let what = match self.suspicion {
            Suspicion::Unreadable => {
                return write!(
                    f,
                    "{objects} × {owner}, which could not be read (is a cell borrowed?)"
                );
            }
            Suspicion::NamesIt => "names its type",
            Suspicion::MayOwnAnything => "may own anything",
            Suspicion::MayOwnSomething => "is not traced",
        };
        match *field {
            "" if owner == type_name => write!(f, "{owner}, a leaf, which {what}")?,
            "" => write!(f, "a {type_name} in {owner}, which {what}")?,
            field => write!(f, "field `{field}` of {owner}: {type_name}, which {what}")?,
        }
        write!(f, " ({objects} on the heap)")
    }
}

impl fmt::Display for Unexplained<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ELSE: &str = "by a variable, a static, or a handle that was forgotten";
        let references = Many(self.references, "reference");
        write!(f, "{}: {references}", self.object)?;
        if self.suspects.is_empty() {
            return write!(f, ", {ELSE}");
        }
        f.write_str(", maybe by")?;
        let suspects = self.suspects.iter().take(4);
        suspects.clone().try_for_each(|it| write!(f, "\n  {it}"))?;
        // Which is the likeliest of all in a test.
        write!(f, "\nor {ELSE}")
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_found_only_as_a_whole() {
        assert!(names("alloc::rc::Rc<gc::Gc<app::Tab>>", "app::Tab"));
        assert!(!names("alloc::rc::Rc<gc::Gc<app::Table>>", "app::Tab"));
        assert!(!names("alloc::rc::Rc<gc::Gc<my::app::Tab>>", "app::Tab"));
        assert!(names("core::cell::RefCell<[app::Tab]>", "app::Tab"));
    }
}
