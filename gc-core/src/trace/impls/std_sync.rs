//! Locks, cells that threads share, channels and thread handles.

use std::mem::needs_drop;
use std::sync::{
    Barrier, BarrierWaitResult, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, TryLockError,
    WaitTimeoutResult, mpsc,
};
use std::thread::{self, JoinHandle, ScopedJoinHandle, Thread, ThreadId};

use crate::{Trace, Tracer, TypeGraph};

/// A mutex that is locked cannot be read: what it points to counts as held until a later
/// collection finds it free. One that is poisoned is read all the same.
///
/// Tracing takes the lock for a moment: meanwhile `try_lock` fails on other threads.
// SAFETY:
// 1. and 3. the value is traced once, by its own implementation;
// 2. a mutex that owns a `Gc` is locked and unlocked by this thread only, and nothing else runs
//    on it meanwhile;
// 4. dropping a mutex drops the value;
// 5. true only where there is nothing to drop;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for Mutex<T> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        match self.try_lock() {
            Ok(value) => T::trace(&value, tracer),
            Err(TryLockError::Poisoned(poisoned)) => T::trace(poisoned.get_ref(), tracer),
            Err(TryLockError::WouldBlock) => tracer.unreadable(),
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}

/// A lock that is held for writing cannot be read: what it points to counts as held until a later
/// collection finds it free. One that is poisoned is read all the same.
///
/// Tracing holds the lock for reading for a moment: meanwhile `try_write` fails on other threads.
// SAFETY:
// 1. and 3. the value is traced once, by its own implementation;
// 2. a lock that owns a `Gc` is taken and released by this thread only, and nothing else runs on
//    it meanwhile;
// 4. dropping a lock drops the value;
// 5. true only where there is nothing to drop;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for RwLock<T> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        match self.try_read() {
            Ok(value) => T::trace(&value, tracer),
            Err(TryLockError::Poisoned(poisoned)) => T::trace(poisoned.get_ref(), tracer),
            Err(TryLockError::WouldBlock) => tracer.unreadable(),
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}

// SAFETY:
// 1. and 3. the value, if there is one, is traced once, by its own implementation;
// 2. a cell that owns a `Gc` is set by this thread only, and nothing else runs on it meanwhile;
// 4. dropping the cell drops the value;
// 5. true only where there is nothing to drop;
// 6. the value is all that it owns.
unsafe impl<T: Trace> Trace for OnceLock<T> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(value) = self.get() {
            value.trace(tracer);
        }
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        !needs_drop::<Self>()
    }
}

leaf! {
    Barrier, BarrierWaitResult, Condvar, Once, Thread, ThreadId, WaitTimeoutResult,
    thread::Builder,
}

leaf! {
    /// A leaf, as `LazyCell`. A `OnceLock` with `get_or_init` is traced.
    for [T: 'static, F: 'static] LazyLock<T, F>,
    /// A leaf: what a thread returns is on its way and cannot be seen.
    for [T: 'static] JoinHandle<T>,
    /// A leaf: what a thread returns is on its way and cannot be seen.
    for [T: 'static] ScopedJoinHandle<'static, T>,
    /// A leaf: messages under way cannot be seen. A `Gc` among them counts as held from outside.
    for [T: 'static] mpsc::Receiver<T>,
    /// A leaf: messages under way cannot be seen. A `Gc` among them counts as held from outside.
    for [T: 'static] mpsc::Sender<T>,
    /// A leaf: messages under way cannot be seen. A `Gc` among them counts as held from outside.
    for [T: 'static] mpsc::SyncSender<T>,
}
