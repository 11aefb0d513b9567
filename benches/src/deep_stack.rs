//! A stack deep enough for peers that recurse.
//!
//! Most peers, `Rc` and `Box` among them, drop or trace a list of a million nodes by a million
//! nested calls. To have times for them too, what measures runs in a process whose main thread may
//! use several GiB of stack. (A thread of its own with such a stack would do as well, but as soon
//! as there are two threads glibc's malloc is another, slower one.)

use std::env;
use std::ffi::OsStr;
use std::process::{Command, ExitStatus};

/// Set in a process that was started by [`command`].
const MARK: &str = "GC_BENCHES_DEEP_STACK";

/// KiB of stack: 4 GiB, of which only what is used takes memory.
const STACK: &str = "4194304";

/// A command that runs `program` with a deep stack, where the system allows it.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    if !cfg!(unix) {
        return Command::new(program);
    }
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("ulimit -s {STACK} 2>/dev/null; exec \"$0\" \"$@\""))
        .arg(program.as_ref())
        .env(MARK, "1");
    command
}

/// Runs this program again with a deep stack and its own arguments, unless it has one already.
///
/// # Errors
///
/// Where the program cannot be started.
pub fn run_again() -> std::io::Result<Option<ExitStatus>> {
    if env::var_os(MARK).is_some() || !cfg!(unix) {
        return Ok(None);
    }
    let program = env::current_exe()?;
    command(program)
        .args(env::args_os().skip(1))
        .status()
        .map(Some)
}
