//! Where programs write to and read from.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufWriter, Write};

use gc_core::Trace;

/// A port.
#[derive(Trace)]
#[trace(leaf)]
pub(crate) enum Port {
    /// What the interpreter was given to print to.
    Console,
    /// The standard error of the process.
    Errors,
    /// Text in memory.
    Text(RefCell<String>),
    /// `None`: closed.
    File(RefCell<Option<BufWriter<File>>>),
    Input {
        chars: Vec<char>,
        at: Cell<usize>,
        closed: Cell<bool>,
    },
}

impl Port {
    pub(crate) fn input(text: &str) -> Self {
        Self::Input {
            chars: text.chars().collect(),
            at: Cell::new(0),
            closed: Cell::new(false),
        }
    }

    /// Writes text to a port that is not the console; what is wrong otherwise.
    pub(crate) fn write(&self, text: &str) -> Result<(), String> {
        match self {
            Self::Text(contents) => contents.borrow_mut().push_str(text),
            Self::File(file) => match &mut *file.borrow_mut() {
                Some(file) => {
                    let written = file.write_all(text.as_bytes());
                    written.map_err(|error| error.to_string())?;
                }
                None => return Err("the port is closed".to_owned()),
            },
            Self::Errors => {
                let written = io::stderr().write_all(text.as_bytes());
                written.map_err(|error| error.to_string())?;
            }
            Self::Console | Self::Input { .. } => {
                return Err("the port is not for output".to_owned());
            }
        }
        Ok(())
    }

    pub(crate) fn close(&self) -> Result<(), String> {
        match self {
            Self::File(file) => {
                let file = file.borrow_mut().take();
                let flushed = file.map_or(Ok(()), |mut file| file.flush());
                flushed.map_err(|error| error.to_string())
            }
            Self::Input { closed, .. } => {
                closed.set(true);
                Ok(())
            }
            Self::Console | Self::Errors | Self::Text(_) => Ok(()),
        }
    }
}
