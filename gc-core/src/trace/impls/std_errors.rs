//! Error types.
//!
//! `Box<dyn Error + Send + Sync>` is a leaf: what may go to another thread owns no `Gc`. A plain
//! `Box<dyn Error>` may own one that cannot be seen: mark such a field `#[trace(skip)]`.

use std::array::TryFromSliceError;
use std::backtrace::Backtrace;
use std::cell::{BorrowError, BorrowMutError};
use std::char::{CharTryFromError, DecodeUtf16Error, ParseCharError, TryFromCharError};
use std::collections::TryReserveError;
use std::env::{JoinPathsError, VarError};
use std::error::Error;
use std::ffi::{FromBytesUntilNulError, FromBytesWithNulError, FromVecWithNulError};
use std::ffi::{IntoStringError, NulError};
use std::net::AddrParseError;
use std::num::{ParseFloatError, ParseIntError, TryFromIntError};
use std::path::StripPrefixError;
use std::str::{ParseBoolError, Utf8Error};
use std::string::{FromUtf8Error, FromUtf16Error};
use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::sync::{PoisonError, TryLockError};
use std::thread::AccessError;
use std::time::{SystemTimeError, TryFromFloatSecsError};
use std::{fmt, io, slice};

use crate::{Trace, Tracer, TypeGraph};

leaf! {
    AccessError, AddrParseError, Backtrace, BorrowError, BorrowMutError, CharTryFromError,
    DecodeUtf16Error, FromBytesUntilNulError, FromBytesWithNulError, FromUtf16Error, FromUtf8Error,
    FromVecWithNulError, IntoStringError, JoinPathsError, NulError, ParseBoolError, ParseCharError,
    ParseFloatError, ParseIntError, RecvError, RecvTimeoutError, StripPrefixError, SystemTimeError,
    TryFromCharError, TryFromFloatSecsError, TryFromIntError, TryFromSliceError, TryRecvError,
    TryReserveError, Utf8Error, VarError, fmt::Error, io::Error, io::ErrorKind,
    slice::GetDisjointMutError,
}

unsized_leaf! {
    /// A leaf: what may go to another thread owns no `Gc`.
    dyn Error + Send,
    /// A leaf: what may go to another thread owns no `Gc`.
    dyn Error + Send + Sync,
}

inline! {
    for [T: Trace] SendError<T> = [T] { SendError(message) => [message] }
    for [T: Trace] TrySendError<T> = [T] {
        TrySendError::Full(message) | TrySendError::Disconnected(message) => [message],
    }
    for [T: Trace] TryLockError<T> = [T] {
        TryLockError::Poisoned(poisoned) => [poisoned],
        TryLockError::WouldBlock => [],
    }
}

// SAFETY:
// 1. to 3. the content is traced once, by its own implementation;
// 4. the type has no `Drop` of its own;
// 5. the default is always right;
// 6. the content is all that it owns.
unsafe impl<T: Trace> Trace for PoisonError<T> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.get_ref().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }
}
