//! [`WeakSet`] and its iterators.

use core::fmt;
use core::hash::BuildHasher;
use core::iter::FusedIterator;

use super::identity::IdentityState;
use super::weak_map::{self, WeakMap};
use crate::gc::Gc;
use crate::runtime::Heap;
use crate::trace::{Trace, Tracer, TypeGraph};

/// A set of objects, told apart by identity, that keeps none of them alive.
///
/// Receivers, names and meaning are those of [`std::collections::HashSet`]; iterators yield owners, and
/// pass over what does not live. Operations take constant time, and as much again for each member that died
/// since the last one.
///
/// ```
/// use gc_core::{Gc, collections::WeakSet};
///
/// let mut seen = WeakSet::new();
/// let node = Gc::new("node");
/// assert!(seen.insert(&node));
/// assert!(!seen.insert(&node));
/// drop(node);
/// assert!(seen.is_empty());
/// ```
pub struct WeakSet<T: ?Sized, S = IdentityState> {
    map: WeakMap<T, (), S>,
}

impl<T: ?Sized> WeakSet<T> {
    /// An empty set. Allocates nothing.
    ///
    /// ```
    /// use gc_core::collections::WeakSet;
    ///
    /// assert!(WeakSet::<str>::new().is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::with_hasher(IdentityState::new())
    }
}

impl<T: ?Sized + 'static> WeakSet<T> {
    /// An empty set whose table lies in a heap of the caller's choice.
    ///
    /// ```
    /// use gc_core::{Heap, collections::WeakSet};
    ///
    /// assert!(WeakSet::<str>::new_in(&Heap::new()).is_empty());
    /// ```
    #[must_use]
    pub fn new_in(heap: &Heap) -> Self {
        Self {
            map: WeakMap::new_in(heap),
        }
    }
}

impl<T: ?Sized, S> WeakSet<T, S> {
    /// An empty set that hashes addresses with a hasher of the caller's.
    ///
    /// ```
    /// use gc_core::collections::WeakSet;
    /// use std::hash::RandomState;
    ///
    /// let set: WeakSet<str, _> = WeakSet::with_hasher(RandomState::new());
    /// assert!(set.is_empty());
    /// ```
    #[must_use]
    pub const fn with_hasher(hasher: S) -> Self {
        Self {
            map: WeakMap::with_hasher(hasher),
        }
    }

    /// The hasher.
    #[must_use]
    pub fn hasher(&self) -> &S {
        self.map.hasher()
    }

    /// How many members fit before the set grows.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.map.capacity()
    }
}

impl<T: ?Sized + 'static, S: BuildHasher + 'static> WeakSet<T, S> {
    /// Adds an object. Whether it was new.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let five = Gc::new(5);
    /// assert!(WeakSet::new().insert(&five));
    /// ```
    pub fn insert(&mut self, value: &Gc<T>) -> bool {
        self.map.insert(value, ()).is_none()
    }

    /// Whether this object is a member.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let five = Gc::new(5);
    /// let set = WeakSet::<_>::from_iter([five.clone()]);
    /// assert!(set.contains(&five) && !set.contains(&Gc::new(5)));
    /// ```
    #[must_use]
    pub fn contains(&self, value: &Gc<T>) -> bool {
        self.map.contains_key(value)
    }

    /// Takes an object out. Whether it was a member.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let five = Gc::new(5);
    /// let mut set = WeakSet::<_>::from_iter([five.clone()]);
    /// assert!(set.remove(&five) && !set.remove(&five));
    /// ```
    pub fn remove(&mut self, value: &Gc<T>) -> bool {
        self.map.remove(value).is_some()
    }

    /// How many members live.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let set = WeakSet::<_>::from_iter([Gc::new(5)]);
    /// assert_eq!(set.len(), 0); // nobody holds it
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether no member lives.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The members that live, in no particular order.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let five = Gc::new(5);
    /// let set = WeakSet::<_>::from_iter([five.clone()]);
    /// assert!(set.iter().eq([five]));
    /// ```
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T, S> {
        Iter(self.map.keys())
    }

    /// Keeps only the members that `keep` says yes to.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let numbers = [Gc::new(1), Gc::new(2)];
    /// let mut set = WeakSet::<_>::from_iter(numbers.clone());
    /// set.retain(|number| **number > 1);
    /// assert!(set.iter().eq([numbers[1].clone()]));
    /// ```
    pub fn retain<F: FnMut(&Gc<T>) -> bool>(&mut self, mut keep: F) {
        self.map.retain(|value, ()| keep(value));
    }

    /// Takes all members out, and yields those that live.
    ///
    /// ```
    /// use gc_core::{Gc, collections::WeakSet};
    ///
    /// let five = Gc::new(5);
    /// let mut set = WeakSet::<_>::from_iter([five.clone()]);
    /// assert!(set.drain().eq([five]) && set.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, T> {
        Drain(self.map.drain())
    }

    /// Takes all members out.
    pub fn clear(&mut self) {
        self.map.clear();
    }

    /// Makes room for `additional` more members. Does nothing before the first one.
    pub fn reserve(&mut self, additional: usize) {
        self.map.reserve(additional);
    }

    /// Gives memory back that the members do not need.
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }
}

/// See [`WeakSet::iter`].
pub struct Iter<'a, T: ?Sized, S>(weak_map::Keys<'a, T, (), S>);

/// See [`WeakSet::drain`].
#[derive(Debug)]
pub struct Drain<'a, T: ?Sized>(weak_map::Drain<'a, T, ()>);

/// The members of a set that is gone.
#[derive(Debug)]
pub struct IntoIter<T: ?Sized>(weak_map::IntoIter<T, ()>);

impl<T: ?Sized, S> Clone for Iter<'_, T, S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized, S> Iterator for Iter<'_, T, S> {
    type Item = Gc<T>;

    fn next(&mut self) -> Option<Gc<T>> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T: ?Sized> Iterator for Drain<'_, T> {
    type Item = Gc<T>;

    fn next(&mut self) -> Option<Gc<T>> {
        Some(self.0.next()?.0)
    }
}

impl<T: ?Sized> Iterator for IntoIter<T> {
    type Item = Gc<T>;

    fn next(&mut self) -> Option<Gc<T>> {
        Some(self.0.next()?.0)
    }
}

impl<T: ?Sized, S> FusedIterator for Iter<'_, T, S> {}
impl<T: ?Sized> FusedIterator for Drain<'_, T> {}
impl<T: ?Sized> FusedIterator for IntoIter<T> {}

impl<T: ?Sized + fmt::Debug, S> fmt::Debug for Iter<'_, T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: ?Sized, S: Default> Default for WeakSet<T, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

/// Prints the members that live.
impl<T: ?Sized + fmt::Debug, S> fmt::Debug for WeakSet<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = self.map.keys_unsettled();
        f.debug_set().entries(members).finish()
    }
}

impl<T: ?Sized + 'static, S: BuildHasher + Default + 'static> FromIterator<Gc<T>>
    for WeakSet<T, S>
{
    fn from_iter<I: IntoIterator<Item = Gc<T>>>(values: I) -> Self {
        let mut set = Self::default();
        set.extend(values);
        set
    }
}

impl<T: ?Sized + 'static, S: BuildHasher + 'static> Extend<Gc<T>> for WeakSet<T, S> {
    fn extend<I: IntoIterator<Item = Gc<T>>>(&mut self, values: I) {
        for value in values {
            self.insert(&value);
        }
    }
}

impl<'a, T: ?Sized + 'static, S: BuildHasher + 'static> IntoIterator for &'a WeakSet<T, S> {
    type Item = Gc<T>;
    type IntoIter = Iter<'a, T, S>;

    fn into_iter(self) -> Iter<'a, T, S> {
        self.iter()
    }
}

impl<T: ?Sized + 'static, S: BuildHasher + 'static> IntoIterator for WeakSet<T, S> {
    type Item = Gc<T>;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.map.into_iter())
    }
}

// SAFETY:
// As for the map that it is.
unsafe impl<T: ?Sized + 'static, S: 'static> Trace for WeakSet<T, S> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.map.trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<WeakMap<T, (), S>>();
    }

    fn drop_is_edges() -> bool {
        WeakMap::<T, (), S>::drop_is_edges()
    }
}
