//! Files, sockets, processes, clocks, and the readers and writers around them.

use std::fs::{self, DirEntry, File, FileTimes, FileType, Metadata, OpenOptions, Permissions};
use std::io::{
    BufReader, BufWriter, Cursor, Empty, LineWriter, PipeReader, PipeWriter, Repeat, SeekFrom,
    Sink, Stderr, Stdin, Stdout, Write,
};
use std::net::{Shutdown, TcpListener, TcpStream, UdpSocket};
use std::process::{
    Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Output, Stdio,
};
use std::time::{Instant, SystemTime};

use crate::{Trace, Tracer, TypeGraph};

leaf! {
    DirEntry, File, FileTimes, FileType, Metadata, OpenOptions, Permissions, fs::DirBuilder,
    fs::ReadDir,
    Empty, PipeReader, PipeWriter, Repeat, SeekFrom, Sink, Stderr, Stdin, Stdout,
    Shutdown, TcpListener, TcpStream, UdpSocket,
    Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitCode, ExitStatus, Output, Stdio,
    Instant, SystemTime,
}

#[cfg(unix)]
leaf! {
    std::os::fd::BorrowedFd<'static>,
    std::os::fd::OwnedFd,
    std::os::unix::net::SocketAddr,
    std::os::unix::net::UnixDatagram,
    std::os::unix::net::UnixListener,
    std::os::unix::net::UnixStream,
}

#[cfg(windows)]
leaf! {
    std::os::windows::io::BorrowedHandle<'static>,
    std::os::windows::io::BorrowedSocket<'static>,
    std::os::windows::io::OwnedHandle,
    std::os::windows::io::OwnedSocket,
}

leaf! {
    /// A leaf: dropping it writes what is left, by code of the user that could follow a `Gc`
    /// inside the writer. Such a `Gc` counts as held from outside.
    for [W: Write + ?Sized + 'static] BufWriter<W>,
    /// A leaf, as `BufWriter`.
    for [W: Write + ?Sized + 'static] LineWriter<W>,
}

// SAFETY:
// 1. to 3. the source is traced once, by its own implementation;
// 4. dropping the reader drops the source and its buffer, and reads nothing;
// 5. the default is always right;
// 6. the source is all that it owns besides bytes.
unsafe impl<R: Trace> Trace for BufReader<R> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.get_ref().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<R>();
    }
}

// SAFETY:
// 1. to 3. the source is traced once, by its own implementation;
// 4. and 5. the type has no `Drop` of its own, its glue drops the source in place;
// 6. the source is all that it owns.
unsafe impl<T: Trace> Trace for Cursor<T> {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.get_ref().trace(tracer);
    }

    fn describe(types: &mut TypeGraph<'_>) {
        types.contains::<T>();
    }

    fn drop_is_edges() -> bool {
        T::drop_is_edges()
    }
}
