//! What weak maps and ephemerons share: a pair, its guards, and the end of its value.

use core::cell::Cell;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

use crate::drop_queue::Panics;
use crate::gc::Gc;
use crate::heap::{PagePtr, key_log};
use crate::object::{Ended, Evicted, Header, ObjectPtr, SlotState};
use crate::runtime;
use crate::weak::Weak;

/// A key held weakly, and what belongs to it.
pub(super) struct Pair<K: ?Sized, V> {
    pub(super) key: Weak<K>,
    pub(super) value: V,
}

impl<K: ?Sized, V> Pair<K, V> {
    pub(super) fn new(key: &Gc<K>, value: V) -> Self {
        let object = Gc::object(key);
        PagePtr::of(object).set_keyed();
        Self {
            key: Gc::downgrade(key),
            value,
        }
    }

    /// The key's object.
    #[inline]
    pub(super) fn object(&self) -> ObjectPtr {
        let object = self.key.object();
        object.expect("the key of a pair was made from a `Gc`")
    }

    #[inline]
    pub(super) fn address(&self) -> usize {
        self.key.as_ptr().addr()
    }

    fn header(&self) -> &Header {
        self.object().header()
    }

    /// Whether the key is gone for good.
    pub(super) fn is_dead(&self) -> bool {
        self.header().state() == SlotState::Dead
    }

    /// Whether the key lives, and is neither condemned nor about to be dropped.
    pub(super) fn is_visible(&self) -> bool {
        self.header().is_upgradable()
    }
}

/// Where an object lies, as the key of tables.
#[inline]
pub(super) fn address<K: ?Sized>(key: &Gc<K>) -> usize {
    Gc::as_ptr(key).addr()
}

/// Who is at work on a storage.
#[derive(Default)]
pub(super) struct Flags {
    /// A `&mut` to a part of it exists, or user code runs in the middle of a change. The collector does
    /// not look into it.
    borrowed: Cell<bool>,
    /// The collector would have liked to look.
    missed: Cell<bool>,
    /// Finalizers that run on values in it: nothing may be moved or taken out.
    lent: Cell<usize>,
    /// Up to where the log of keys has been read.
    pub(super) seen: Cell<u64>,
}

impl Flags {
    pub(super) fn new() -> Self {
        let flags = Self::default();
        flags.seen.set(key_log::now());
        flags
    }

    /// Whether the collector may look. Takes note that it asked.
    pub(super) fn is_readable(&self) -> bool {
        let readable = !self.borrowed.get() && self.lent.get() == 0;
        if !readable {
            self.missed.set(true);
        }
        readable
    }

    /// Whether a finalizer runs on a value.
    pub(super) fn is_lent(&self) -> bool {
        self.lent.get() > 0
    }

    /// Whether a key may have changed since the log was read.
    #[inline]
    pub(super) fn is_stale(&self) -> bool {
        self.seen.get() != key_log::now()
    }

    /// The log was read up to `now`. While a finalizer runs, it will have to be read again.
    pub(super) fn note_seen(&self, now: u64) {
        if !self.is_lent() {
            self.seen.set(self.seen.get().max(now));
        }
    }

    /// Keeps values where they are while a finalizer runs on one.
    pub(super) fn lend<R>(&self, run: impl FnOnce() -> R) -> R {
        struct Lent<'a>(&'a Cell<usize>);
        impl Drop for Lent<'_> {
            fn drop(&mut self) {
                self.0.set(self.0.get() - 1);
            }
        }
        self.lent.set(self.lent.get() + 1);
        let _lent = Lent(&self.lent);
        run()
    }

    /// # Panics
    ///
    /// If a finalizer runs on a value.
    #[inline]
    #[track_caller]
    pub(super) fn assert_not_lent(&self) {
        assert!(
            !self.is_lent(),
            "a weak collection cannot be changed while one of its values is being finalized: \
             expected no finalizer at work, found {}; change it after the finalizer returned",
            self.lent.get()
        );
    }
}

/// Keeps the collector out of a storage.
pub(super) struct Borrow<'a> {
    flags: &'a Flags,
    storage: ObjectPtr,
}

impl<'a> Borrow<'a> {
    /// The flags are those of the storage.
    pub(super) fn new(flags: &'a Flags, storage: ObjectPtr) -> Self {
        flags.borrowed.set(true);
        Self { flags, storage }
    }
}

impl Drop for Borrow<'_> {
    fn drop(&mut self) {
        self.flags.borrowed.set(false);
        if self.flags.missed.replace(false) {
            // What a trial held because of the borrow may be garbage, without any further sign.
            runtime::touch(self.storage);
        }
    }
}

/// A pair of a weak collection, as its iterators yield it. Holds the key, and with it the value.
///
/// ```
/// use gc_core::{Gc, collections::WeakMap};
///
/// let mut map = WeakMap::new();
/// let key = Gc::new("key");
/// map.insert(&key, 1);
/// for pair in &map {
///     assert!(Gc::ptr_eq(pair.key(), &key));
///     assert_eq!(*pair.value(), 1);
/// }
/// ```
///
/// The value is borrowed from the pair, as it may go with the key:
///
/// ```compile_fail,E0716
/// # use gc_core::{Gc, collections::WeakMap};
/// # let mut map = WeakMap::new();
/// # map.insert(&Gc::new("key"), String::new());
/// let value: &String = map.iter().next().unwrap().value();
/// println!("{value}");
/// ```
pub struct PairRef<'a, K: ?Sized, V> {
    key: Gc<K>,
    /// No reference: the value may go as soon as `key` is dropped, while the pair that is being
    /// dropped still counts as borrowed.
    value: NonNull<V>,
    borrows: PhantomData<&'a V>,
}

impl<'a, K: ?Sized, V> PairRef<'a, K, V> {
    /// `None` if the key does not live.
    pub(super) fn new(pair: &'a Pair<K, V>) -> Option<Self> {
        Some(Self {
            key: pair.key.upgrade()?,
            value: NonNull::from(&pair.value),
            borrows: PhantomData,
        })
    }
}

impl<K: ?Sized, V> PairRef<'_, K, V> {
    /// The key.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new("key");
    /// let pair = Ephemeron::new(&key, 1);
    /// assert!(Gc::ptr_eq(pair.pair().unwrap().key(), &key));
    /// ```
    #[must_use]
    pub fn key(&self) -> &Gc<K> {
        &self.key
    }

    /// What belongs to it.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new("key");
    /// let pair = Ephemeron::new(&key, 1);
    /// assert_eq!(*pair.pair().unwrap().value(), 1);
    /// ```
    #[must_use]
    pub fn value(&self) -> &V {
        // SAFETY:
        // 1. the collection is borrowed, so nothing but the death of the key takes the value out of it or
        //    moves it, and `self.key` keeps the key alive.
        unsafe { self.value.as_ref() }
    }
}

impl<K: ?Sized + fmt::Debug, V: fmt::Debug> fmt::Debug for PairRef<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PairRef")
            .field(&self.key)
            .field(self.value())
            .finish()
    }
}

/// A mutable borrow of a value in a weak collection. While it lives, a collection does not look into the
/// storage, and what the values in it lead to counts as held.
///
/// ```
/// use gc_core::{Gc, collections::WeakMap};
///
/// let mut map = WeakMap::new();
/// let key = Gc::new("key");
/// map.insert(&key, vec![1]);
/// map.get_mut(&key).unwrap().push(2);
/// assert_eq!(map.get(&key), Some(&vec![1, 2]));
/// ```
pub struct ValueMut<'a, V> {
    value: &'a mut V,
    _borrow: Borrow<'a>,
}

impl<'a, V> ValueMut<'a, V> {
    /// The value is one of the storage that is borrowed.
    pub(super) fn new(value: &'a mut V, borrow: Borrow<'a>) -> Self {
        Self {
            value,
            _borrow: borrow,
        }
    }
}

impl<V> Deref for ValueMut<'_, V> {
    type Target = V;

    fn deref(&self) -> &V {
        self.value
    }
}

impl<V> DerefMut for ValueMut<'_, V> {
    fn deref_mut(&mut self) -> &mut V {
        self.value
    }
}

impl<V: fmt::Debug> fmt::Debug for ValueMut<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

/// Pairs without a place whose values are to die, each finalized first if its type asks for that and it was
/// not yet.
pub(super) struct Dying<I, V> {
    pairs: I,
    finalizer: Option<fn(&V)>,
    ended: Ended,
}

impl<K: ?Sized, V, I: Iterator<Item = (Pair<K, V>, bool)>> Dying<I, V> {
    pub(super) fn new(pairs: I, finalizer: Option<fn(&V)>) -> Self {
        Self {
            pairs,
            finalizer,
            ended: Ended::default(),
        }
    }

    /// Ends them all. A panic of a finalizer or destructor comes out when all is done.
    pub(super) fn end(mut self) {
        let mut panics = Panics::new();
        while panics.catch(|| while self.drop_next() {}).is_none() {}
        panics.resume();
    }
}

impl<K: ?Sized, V, I: Iterator<Item = (Pair<K, V>, bool)>> Evicted for Dying<I, V> {
    fn drop_next(&mut self) -> bool {
        let Some((pair, finalized)) = self.pairs.next() else {
            return false;
        };
        let finalizer = self.finalizer.filter(|_| !finalized);
        self.ended.dropped += 1;
        self.ended.finalized += usize::from(finalizer.is_some());
        end_pair(pair, finalizer);
        true
    }

    fn ended(&self) -> Ended {
        self.ended
    }
}

/// Finalizes a value, if there is a finalizer, and drops it, whatever panics.
pub(super) fn end_pair<K: ?Sized, V>(pair: Pair<K, V>, finalizer: Option<fn(&V)>) {
    let Some(finalizer) = finalizer else {
        return drop(pair);
    };
    let mut panics = Panics::new();
    panics.catch(|| finalizer(&pair.value));
    panics.catch(|| drop(pair));
    panics.resume();
}
