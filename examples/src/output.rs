//! Writing to standard output.

use std::io::{self, ErrorKind, Write};

/// Writes a whole answer at once. A reader that has seen enough (`| head`) is no error.
///
/// # Errors
///
/// If it cannot be written for any other reason.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}
