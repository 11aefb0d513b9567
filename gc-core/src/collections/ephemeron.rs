//! [`Ephemeron`], and the storage of its one pair.

use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::mem;
use core::ptr::NonNull;

use super::pair::{Borrow, Dying, Flags, Pair, PairRef, ValueMut, address, end_pair};
use crate::gc::Gc;
use crate::heap::key_log;
use crate::object::{Evicted, ObjectPtr, StorageOps};
use crate::runtime;
use crate::trace::{Trace, Tracer, TypeGraph};
use crate::type_info::Storage;

/// A value that lives as long as its key, an object, does, and keeps it not.
///
/// As a [`WeakMap`](super::WeakMap) with one entry, in a tenth of the room: the value may lead back to the
/// key. See the [module](super) for when it goes.
///
/// ```
/// use gc_core::{Gc, collections::Ephemeron};
///
/// let key = Gc::new(String::from("key"));
/// let pair = Ephemeron::new(&key, Gc::new(key.clone())); // leads to its own key
/// assert_eq!(***pair.get(&key).unwrap(), "key");
///
/// drop(key);
/// gc_core::collect();
/// assert!(pair.key().is_none());
/// ```
pub struct Ephemeron<K: ?Sized, V> {
    single: Gc<Single<K, V>>,
}

/// The storage: a table with one place.
struct Single<K: ?Sized, V> {
    /// Changed under `&mut` of the ephemeron, or by taking the pair out when the key is dead. No borrow lives across
    /// user code unless `flags` says so.
    pair: UnsafeCell<Option<Pair<K, V>>>,
    flags: Flags,
    /// The value was finalized, and its key then made live again.
    finalized: Cell<bool>,
}

impl<K: ?Sized + 'static, V: Trace> Ephemeron<K, V> {
    /// A pair, in the heap of the key. May collect first, as [`Gc::new`] may.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// assert_eq!(Ephemeron::new(&key, 7).get(&key), Some(&7));
    /// ```
    #[must_use]
    pub fn new(key: &Gc<K>, value: V) -> Self {
        let single = Single {
            pair: UnsafeCell::new(Some(Pair::new(key, value))),
            flags: Flags::new(),
            finalized: Cell::new(false),
        };
        let single = runtime::with_heap_of(Gc::object(key), |heap| Gc::new_storage(single, heap));
        runtime::note_key(Gc::object(key), Gc::object(&single));
        Self { single }
    }

    /// The pair; none if the key is dead, whose value is then ended.
    fn settled(&self) -> Option<&Pair<K, V>> {
        if self.single.flags.is_stale() {
            self.settle_slow();
        }
        self.single.pair()
    }

    #[cold]
    fn settle_slow(&self) {
        if let Some((pair, finalized)) = self.single.take_dead() {
            end_pair(pair, V::finalizer().filter(|_| !finalized));
        }
    }

    /// The key, if it lives.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// let pair = Ephemeron::new(&key, 7);
    /// assert!(Gc::ptr_eq(&pair.key().unwrap(), &key));
    /// ```
    #[must_use]
    pub fn key(&self) -> Option<Gc<K>> {
        self.settled()?.key.upgrade()
    }

    /// The key and the value, if the key lives. What is returned holds the key.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// let pair = Ephemeron::new(&key, 7);
    /// assert_eq!(*pair.pair().unwrap().value(), 7);
    /// ```
    #[must_use]
    pub fn pair(&self) -> Option<PairRef<'_, K, V>> {
        PairRef::new(self.settled()?)
    }

    /// The value, if `key` is its key. It may be used as long as both the ephemeron and this handle are borrowed.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// let pair = Ephemeron::new(&key, 7);
    /// assert_eq!(pair.get(&key), Some(&7));
    /// assert_eq!(pair.get(&Gc::new(())), None);
    /// ```
    ///
    /// The value goes with the key, so this does not compile:
    ///
    /// ```compile_fail,E0505
    /// # use gc_core::{Gc, collections::Ephemeron};
    /// let key = Gc::new(());
    /// let pair = Ephemeron::new(&key, String::from("value"));
    /// let value = pair.get(&key).unwrap();
    /// drop(key);
    /// println!("{value}");
    /// ```
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a Gc<K>) -> Option<&'a V> {
        let pair = self.settled()?;
        (pair.address() == address(key)).then_some(&pair.value)
    }

    /// The value, to be changed, if `key` is its key.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// let mut pair = Ephemeron::new(&key, 7);
    /// *pair.get_mut(&key).unwrap() += 1;
    /// assert_eq!(pair.get(&key), Some(&8));
    /// ```
    ///
    /// # Panics
    ///
    /// While the value is being finalized.
    #[track_caller]
    pub fn get_mut(&mut self, key: &Gc<K>) -> Option<ValueMut<'_, V>> {
        self.single.flags.assert_not_lent();
        if self.settled()?.address() != address(key) {
            return None;
        }
        let borrow = Borrow::new(&self.single.flags, Gc::object(&self.single));
        // SAFETY:
        // 1. the ephemeron is borrowed mutably as long as the guard lives, and so is the storage.
        let pair = unsafe { &mut *self.single.pair.get() }.as_mut()?;
        Some(ValueMut::new(&mut pair.value, borrow))
    }

    /// The key and the value, if the key lives. No finalizer runs for the value.
    ///
    /// ```
    /// use gc_core::{Gc, collections::Ephemeron};
    ///
    /// let key = Gc::new(());
    /// assert_eq!(Ephemeron::new(&key, 7).into_pair(), Some((key, 7)));
    /// ```
    ///
    /// # Panics
    ///
    /// While the value is being finalized.
    #[must_use]
    #[track_caller]
    pub fn into_pair(self) -> Option<(Gc<K>, V)> {
        self.single.flags.assert_not_lent();
        let key = self.settled()?.key.upgrade()?;
        // SAFETY:
        // 1. the ephemeron is the caller's.
        let (pair, _) = unsafe { self.single.take() }?;
        Some((key, pair.value))
    }
}

impl<K: ?Sized, V> Single<K, V> {
    fn pair(&self) -> Option<&Pair<K, V>> {
        // SAFETY:
        // 1. it is changed under `&mut` of the ephemeron, or by a borrow that ends before anything else runs.
        unsafe { &*self.pair.get() }.as_ref()
    }

    /// Takes the pair out, and whether its value was finalized.
    ///
    /// # Safety
    ///
    /// 1. The ephemeron is borrowed mutably or gone, or the key is dead or condemned.
    unsafe fn take(&self) -> Option<(Pair<K, V>, bool)> {
        // SAFETY:
        // 1. by the caller's promise nobody has a reference to the value.
        let pair = unsafe { &mut *self.pair.get() }.take()?;
        Some((pair, self.finalized.get()))
    }

    fn take_dead(&self) -> Option<(Pair<K, V>, bool)> {
        if self.flags.is_lent() {
            return None;
        }
        self.flags.note_seen(key_log::now());
        if !self.pair()?.is_dead() {
            return None;
        }
        // SAFETY:
        // 1. the key is dead.
        unsafe { self.take() }
    }
}

impl<K: ?Sized + 'static, V: Trace> Single<K, V> {
    /// Finalizes the value where it is, if it was not. Whether it did.
    fn finalize_value(&self) -> bool {
        let (Some(finalizer), Some(pair)) = (V::finalizer(), self.pair()) else {
            return false;
        };
        if self.finalized.replace(true) {
            return false;
        }
        self.flags.lend(|| finalizer(&pair.value));
        true
    }
}

// SAFETY:
// 1. the value is traced once;
// 2. whether the storage is borrowed changes only by code that does not run meanwhile;
// 3. nothing else runs; 4. there is no `Drop`; 5. `drop_is_edges` is false;
// 6. the value is all that it owns.
unsafe impl<K: ?Sized + 'static, V: Trace> Trace for Single<K, V> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if !self.flags.is_readable() {
            return tracer.unreadable();
        }
        if let Some(pair) = self.pair() {
            pair.value.trace(tracer);
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<V>();
    }

    fn finalizer() -> Option<fn(&Self)> {
        V::finalizer().map(|_| {
            let finalize: fn(&Self) = |this| _ = this.finalize_value();
            finalize
        })
    }
}

impl<K: ?Sized + 'static, V: Trace> Storage for Single<K, V> {
    const OPS: &'static StorageOps = &StorageOps {
        for_each_key: for_each_key::<K, V>,
        trace_value: trace_value::<K, V>,
        finalize_value: finalize_value::<K, V>,
        has_last_words: has_last_words::<K, V>,
        take: take::<K, V>,
        is_stale: is_stale::<K, V>,
        take_dead: take_dead::<K, V>,
    };
}

/// The storage in a slot.
///
/// # Safety
///
/// 1. The payload holds a live `Single<K, V>`, and does for as long as the reference is used.
unsafe fn single<'a, K: ?Sized, V>(payload: NonNull<u8>) -> &'a Single<K, V> {
    // SAFETY:
    // 1. by the caller's promise; a storage is only ever shared.
    unsafe { payload.cast::<Single<K, V>>().as_ref() }
}

/// See [`StorageOps::for_each_key`].
unsafe fn for_each_key<K: ?Sized, V>(
    payload: NonNull<u8>,
    visit: &mut dyn FnMut(ObjectPtr, usize),
) {
    // SAFETY:
    // 1. by the caller's promise.
    let single = unsafe { single::<K, V>(payload) };
    if mem::needs_drop::<V>()
        && single.flags.is_readable()
        && let Some(pair) = single.pair()
    {
        visit(pair.object(), 0);
    }
}

/// See [`StorageOps::trace_value`].
unsafe fn trace_value<K: ?Sized, V: Trace>(
    payload: NonNull<u8>,
    _place: usize,
    tracer: &mut Tracer<'_>,
) {
    // SAFETY:
    // 1. by the caller's promise.
    if let Some(pair) = unsafe { single::<K, V>(payload) }.pair() {
        pair.value.trace(tracer);
    }
}

/// See [`StorageOps::finalize_value`].
unsafe fn finalize_value<K: ?Sized + 'static, V: Trace>(
    payload: NonNull<u8>,
    _key: ObjectPtr,
    _place: usize,
) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let single = unsafe { single::<K, V>(payload) };
    // User code may have borrowed it for good since the trial.
    single.flags.is_readable() && single.finalize_value()
}

/// See [`StorageOps::has_last_words`].
unsafe fn has_last_words<K: ?Sized, V: Trace>(payload: NonNull<u8>, _place: usize) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let single = unsafe { single::<K, V>(payload) };
    V::finalizer().is_some() && !single.finalized.get()
}

/// See [`StorageOps::take`].
unsafe fn take<K: ?Sized + 'static, V: Trace>(
    payload: NonNull<u8>,
    _places: &[usize],
) -> Box<dyn Evicted> {
    // SAFETY:
    // 1. by the caller's promise.
    let single = unsafe { single::<K, V>(payload) };
    // SAFETY:
    // 1. the collector takes the pair of a condemned key.
    let pair = unsafe { single.take() };
    // The collector has run the finalizer.
    Box::new(Dying::new(pair.into_iter(), None))
}

/// See [`StorageOps::is_stale`].
unsafe fn is_stale<K: ?Sized, V>(payload: NonNull<u8>) -> bool {
    // SAFETY:
    // 1. by the caller's promise.
    let flags = unsafe { &single::<K, V>(payload).flags };
    flags.is_stale() && flags.is_readable()
}

/// See [`StorageOps::take_dead`].
unsafe fn take_dead<K: ?Sized + 'static, V: Trace>(payload: NonNull<u8>) -> Box<dyn Evicted> {
    // SAFETY:
    // 1. by the caller's promise.
    let single = unsafe { single::<K, V>(payload) };
    let readable = single.flags.is_readable();
    let dead = readable.then(|| single.take_dead()).flatten();
    Box::new(Dying::new(dead.into_iter(), V::finalizer()))
}

/// One edge, to where the pair is.
// SAFETY:
// 1. the edge is reported once; 2. it is the same each time; 3. nothing else runs;
// 4. there is no `Drop`; 5. and 6. the edge is all that it owns.
unsafe impl<K: ?Sized + 'static, V: 'static> Trace for Ephemeron<K, V> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.edge(&self.single);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.edge::<Single<K, V>>();
    }

    fn drop_is_edges() -> bool {
        true
    }
}

/// Prints the pair, if the key lives.
impl<K: ?Sized + fmt::Debug, V: fmt::Debug> fmt::Debug for Ephemeron<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = self.single.pair().and_then(PairRef::new);
        match pair {
            Some(pair) => f
                .debug_tuple("Ephemeron")
                .field(pair.key())
                .field(pair.value())
                .finish(),
            None => f.write_str("Ephemeron(dead)"),
        }
    }
}
