//! A stack for pointers that drop recursively.
//!
//! An `Rc` drops what it owns within its own drop, so a long chain of them overflows a usual stack and
//! ends the process. `Gc` needs nothing of the kind.

use std::io;
use std::thread;

/// Runs `work` on a thread with a stack of so many bytes. Only what is used of it takes memory.
///
/// # Errors
///
/// If the system refuses a stack of that size.
pub fn on_stack_of<R: Send>(bytes: usize, work: impl FnOnce() -> R + Send) -> io::Result<R> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(bytes);
        let thread = thread.spawn_scoped(scope, work)?;
        Ok(thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
