//! [`Interner`]: equal values once.

use core::borrow::Borrow;
use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;
use std::hash::RandomState;

use hashbrown::HashTable;

use crate::gc::Gc;
use crate::object::SlotState;
use crate::trace::{Trace, Tracer, TypeGraph};
use crate::weak::Weak;

/// Gives the same object for equal values, while any handle of it is alive: hash-consing, a table of
/// symbols.
///
/// What is equal can then be compared by [`Gc::ptr_eq`]. The interner keeps no value alive. It
/// works through a shared reference; a `Hash` or `Eq` of yours may allocate, collect, panic, or intern in the same
/// interner. Values must hash and compare alike as long as they live, or equal ones get two objects.
///
/// Interning takes constant time, amortised: what is dead is swept when the table is full, and it
/// grows only if more than half of it is alive. Values that are found allocate nothing.
///
/// ```
/// use gc_core::{Gc, collections::Interner};
///
/// let symbols: Interner<str> = Interner::new();
/// let (a, b) = (symbols.intern_str("if"), symbols.intern_str("if"));
/// assert!(Gc::ptr_eq(&a, &b));
/// assert!(!Gc::ptr_eq(&a, &symbols.intern_str("else")));
/// ```
pub struct Interner<T: ?Sized, S = RandomState> {
    /// No borrow of it lives across user code.
    known: UnsafeCell<HashTable<Known<T>>>,
    hasher: S,
    /// How often a value was added.
    added: Cell<u64>,
}

struct Known<T: ?Sized> {
    /// The hash, so that a growing table asks nobody, and few values are compared.
    hash: u64,
    value: Weak<T>,
}

impl<T: ?Sized> Known<T> {
    /// Whether the value is given out.
    fn is_alive(&self) -> bool {
        self.value.strong_count() > 0
    }

    /// Whether it is gone for good: what is condemned may live again.
    fn is_dead(&self) -> bool {
        let slot = self.value.object();
        slot.is_none_or(|slot| slot.header().state() == SlotState::Dead)
    }
}

impl<T: ?Sized> Interner<T> {
    /// An empty interner. Allocates nothing.
    ///
    /// ```
    /// use gc_core::collections::Interner;
    ///
    /// assert!(Interner::<str>::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::with_hasher(RandomState::new())
    }
}

impl<T: ?Sized, S> Interner<T, S> {
    /// An empty interner with a hasher of the caller's.
    ///
    /// ```
    /// use gc_core::collections::Interner;
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    ///
    /// let symbols: Interner<str, BuildHasherDefault<DefaultHasher>> =
    ///     Interner::with_hasher(BuildHasherDefault::new());
    /// assert_eq!(&*symbols.intern_str("if"), "if");
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self {
            known: UnsafeCell::new(HashTable::new()),
            hasher,
            added: Cell::new(0),
        }
    }

    /// The hasher.
    #[must_use]
    pub fn hasher(&self) -> &S {
        &self.hasher
    }

    /// How many values live. Looks at each.
    ///
    /// ```
    /// use gc_core::collections::Interner;
    ///
    /// let symbols: Interner<str> = Interner::new();
    /// let symbol = symbols.intern_str("if");
    /// assert_eq!(symbols.len(), 1);
    /// drop(symbol);
    /// assert_eq!(symbols.len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.known().iter().filter(|known| known.is_alive()).count()
    }

    /// Whether no value lives. Looks at values until it finds one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.known().iter().any(Known::is_alive)
    }

    /// How many values, dead ones included, fit before the table is swept.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.known().capacity()
    }

    /// The values that live, in no particular order.
    ///
    /// ```
    /// use gc_core::collections::Interner;
    ///
    /// let symbols: Interner<str> = Interner::new();
    /// let symbol = symbols.intern_str("if");
    /// assert!(symbols.iter().eq([symbol]));
    /// ```
    #[must_use]
    pub fn iter(&self) -> Iter<T> {
        let values = self.known().iter().map(|known| known.value.clone());
        Iter(values.collect::<Vec<_>>().into_iter())
    }

    /// Forgets all values: they live on, and equal ones get new objects.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Interner};
    ///
    /// let mut symbols: Interner<str> = Interner::new();
    /// let old = symbols.intern_str("if");
    /// symbols.clear();
    /// assert!(!Gc::ptr_eq(&old, &symbols.intern_str("if")));
    /// ```
    pub fn clear(&mut self) {
        drop(core::mem::take(self.known.get_mut()));
    }

    /// Gives memory back that the values do not need.
    pub fn shrink_to_fit(&mut self) {
        let dead = self.take_dead();
        self.known.get_mut().shrink_to_fit(|known| known.hash);
        drop(dead);
    }

    fn known(&self) -> &HashTable<Known<T>> {
        // SAFETY:
        // 1. no borrow of the table lives across anything that changes it: see `add` and `take_dead`.
        unsafe { &*self.known.get() }
    }

    /// Takes out what is dead.
    fn take_dead(&self) -> Vec<Known<T>> {
        // SAFETY:
        // 1. nothing but our own code runs while this borrow lives, and nothing else is borrowed.
        let known = unsafe { &mut *self.known.get() };
        known.extract_if(|known| known.is_dead()).collect()
    }

    fn add(&self, hash: u64, value: &Gc<T>) {
        self.added.set(self.added.get() + 1);
        let is_full = self.known().len() == self.known().capacity();
        // Dropping a `Weak` may free the slot, and with it another heap, whose last collection runs.
        let dead = if is_full {
            self.take_dead()
        } else {
            Vec::new()
        };
        let value = Gc::downgrade(value);
        // SAFETY:
        // 1. nothing but our own code runs while this borrow lives, and nothing else is borrowed.
        let known = unsafe { &mut *self.known.get() };
        known.insert_unique(hash, Known { hash, value }, |known| known.hash);
        drop(dead);
    }

    /// The value that lives with this hash and for which `is_equal`. Nothing is borrowed while that runs.
    #[inline]
    fn find(&self, hash: u64, is_equal: impl Fn(&T) -> bool) -> Option<Gc<T>> {
        let known = self.known();
        let first = known.find(hash, |known| known.hash == hash && known.is_alive())?;
        let first = first.value.upgrade()?;
        if is_equal(&first) {
            return Some(first);
        }
        // Equal hashes of values that are not: rare, unless the user's `Hash` is poor.
        let others: Vec<_> = self.candidates(hash).skip(1).collect();
        others.into_iter().find(|value| is_equal(value))
    }

    #[inline]
    fn candidates(&self, hash: u64) -> impl Iterator<Item = Gc<T>> {
        let same = self.known().iter_hash(hash);
        same.filter(move |known| known.hash == hash)
            .filter_map(|known| known.value.upgrade())
    }

    /// Finds an equal value, or makes one.
    #[inline]
    fn find_or_make(
        &self,
        hash: u64,
        is_equal: impl Fn(&T) -> bool,
        make: impl FnOnce() -> Gc<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Gc<T> {
        let before = self.added.get();
        match self.find(hash, is_equal) {
            Some(found) => found,
            None => self.add_new(hash, before, make(), same),
        }
    }

    /// Adds a value, unless user code that ran since `before` has added an equal one.
    fn add_new(
        &self,
        hash: u64,
        mut before: u64,
        new: Gc<T>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Gc<T> {
        while self.added.get() != before {
            before = self.added.get();
            if let Some(found) = self.find(hash, |other| same(other, &new)) {
                return found;
            }
        }
        self.add(hash, &new);
        new
    }
}

impl<T: ?Sized + Hash + Eq, S: BuildHasher> Interner<T, S> {
    /// The object for a value, if there is one.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Interner};
    ///
    /// let names: Interner<String> = Interner::new();
    /// let ada = names.intern(String::from("Ada"));
    /// assert!(Gc::ptr_eq(&names.get("Ada").unwrap(), &ada));
    /// assert!(names.get("Bob").is_none());
    /// ```
    #[must_use]
    pub fn get<Q: ?Sized + Hash + Eq>(&self, value: &Q) -> Option<Gc<T>>
    where
        T: Borrow<Q>,
    {
        let hash = self.hasher.hash_one(value);
        self.find(hash, |other| other.borrow() == value)
    }

    /// Whether there is an object for a value.
    ///
    /// ```
    /// use gc_core::collections::Interner;
    ///
    /// let symbols: Interner<str> = Interner::new();
    /// let symbol = symbols.intern_str("if");
    /// assert!(symbols.contains("if") && !symbols.contains("else"));
    /// # drop(symbol);
    /// ```
    #[must_use]
    pub fn contains<Q: ?Sized + Hash + Eq>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.get(value).is_some()
    }
}

impl<T: Trace + Hash + Eq, S: BuildHasher> Interner<T, S> {
    /// The object for a value: the one that there is, or a new one in the thread's heap.
    ///
    /// May collect, as [`Gc::new`] may.
    ///
    /// ```
    /// use gc_core::{Gc, Trace, collections::Interner};
    ///
    /// #[derive(PartialEq, Eq, Hash, Trace)]
    /// enum Type {
    ///     Int,
    ///     List(Gc<Type>),
    /// }
    ///
    /// let types: Interner<Type> = Interner::new();
    /// let list = || types.intern(Type::List(types.intern(Type::Int)));
    /// let first = list();
    /// assert!(Gc::ptr_eq(&first, &list()));
    /// ```
    pub fn intern(&self, value: T) -> Gc<T> {
        let hash = self.hasher.hash_one(&value);
        let before = self.added.get();
        match self.find(hash, |other| *other == value) {
            Some(found) => found,
            None => self.add_new(hash, before, Gc::new(value), T::eq),
        }
    }

    /// The object for a value that is given in a borrowed form, which is made an owned one if need be.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Interner};
    ///
    /// let names: Interner<String> = Interner::new();
    /// let ada = names.intern_ref("Ada"); // allocates
    /// assert!(Gc::ptr_eq(&names.intern_ref("Ada"), &ada)); // does not
    /// ```
    pub fn intern_ref<Q>(&self, value: &Q) -> Gc<T>
    where
        T: Borrow<Q>,
        Q: ?Sized + Hash + Eq + ToOwned<Owned = T>,
    {
        let hash = self.hasher.hash_one(value);
        let is_equal = |other: &T| other.borrow() == value;
        self.find_or_make(hash, is_equal, || Gc::new(value.to_owned()), T::eq)
    }
}

impl<S: BuildHasher> Interner<str, S> {
    /// The object for a text. Allocates only if there is none yet.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Interner};
    ///
    /// let symbols: Interner<str> = Interner::new();
    /// let symbol: Gc<str> = symbols.intern_str("if");
    /// assert!(Gc::ptr_eq(&symbols.intern_str("if"), &symbol));
    /// ```
    #[inline]
    pub fn intern_str(&self, text: &str) -> Gc<str> {
        let hash = self.hasher.hash_one(text);
        self.find_or_make(hash, |other| other == text, || Gc::from(text), str::eq)
    }
}

/// The values of an interner that lived when it was asked; see [`Interner::iter`].
pub struct Iter<T: ?Sized>(std::vec::IntoIter<Weak<T>>);

impl<T: ?Sized> Iterator for Iter<T> {
    type Item = Gc<T>;

    fn next(&mut self) -> Option<Gc<T>> {
        self.0.find_map(|value| value.upgrade())
    }
}

impl<T: ?Sized> FusedIterator for Iter<T> {}

impl<T: ?Sized> fmt::Debug for Iter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter")
            .field("left", &self.0.len())
            .finish_non_exhaustive()
    }
}

impl<T: ?Sized, S> IntoIterator for &Interner<T, S> {
    type Item = Gc<T>;
    type IntoIter = Iter<T>;

    fn into_iter(self) -> Iter<T> {
        self.iter()
    }
}

impl<T: ?Sized, S: Default> Default for Interner<T, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

/// Prints the values that live.
impl<T: ?Sized + fmt::Debug, S> fmt::Debug for Interner<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

/// A leaf: it owns none of its values. (What the hasher owns counts as held from outside.)
// SAFETY:
// 1. to 3. nothing is reported and nothing is run; 4. no edges are reported, so none can be
// followed; 5. `drop_is_edges` is false; 6. nothing that is reported is left out.
unsafe impl<T: ?Sized + 'static, S: 'static> Trace for Interner<T, S> {
    fn trace(&self, _: &mut Tracer<'_>) {}

    fn describe(_: &mut TypeGraph<'_>) {}
}
