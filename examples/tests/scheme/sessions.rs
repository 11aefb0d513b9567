//! Interpreters to run things in.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::thread;

use gc_examples::scheme::{Engine, Error, collected, counted};

/// What a program printed.
#[derive(Clone, Default)]
pub(crate) struct Output(Rc<RefCell<Vec<u8>>>);

impl Output {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("programs print UTF-8")
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The value of the last expression of a text, or what is wrong with it.
pub(crate) fn value<E: Engine>(text: &str) -> Result<String, String> {
    value_in(&mut E::new(Box::new(io::sink())), text)
}

/// The same, in an interpreter that has run others before.
pub(crate) fn value_in<E: Engine>(engine: &mut E, text: &str) -> Result<String, String> {
    match engine.evaluate("test", text) {
        Ok(mut values) => Ok(values.pop().unwrap_or_default()),
        Err(error) => Err(error.to_string()),
    }
}

/// The value, over `Gc`.
pub(crate) fn value_of(text: &str) -> Result<String, String> {
    value::<collected::Interpreter>(text)
}

/// What a program prints.
pub(crate) fn output<E: Engine>(file: &str, text: &str) -> Result<String, Error> {
    let output = Output::default();
    let mut engine = E::new(Box::new(output.clone()));
    engine.run(file, text)?;
    drop(engine);
    Ok(output.text())
}

/// Runs `work` with a stack on which `Rc` can drop what it likes to drop recursively.
pub(crate) fn on_deep_stack<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let deep = thread::Builder::new().stack_size(1 << 30);
        let deep = deep.spawn_scoped(scope, work).expect("a thread starts");
        deep.join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The interpreter over `Rc`.
pub(crate) type Counted = counted::Interpreter;
/// The interpreter over `Gc`.
pub(crate) type Collected = collected::Interpreter;
