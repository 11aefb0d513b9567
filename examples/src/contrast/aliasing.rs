//! Two writers at once.
//!
//! `@mut` kept its borrow flag in the header of each box. `RefCell` is that flag on its own, and goes
//! with any pointer.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::Once;

use gc_core::Gc;

use crate::managed::{managed_mut, task};

/// What each pointer says to a second writer.
#[must_use]
pub(crate) fn messages() -> [(&'static str, String); 3] {
    let failure = task(|| {
        keep_quiet();
        let value = managed_mut(1);
        let _first = value.write();
        value.set(2);
    });
    let managed = failure.err().map(|it| it.message().to_owned());
    [
        ("@mut (2013)", managed.unwrap_or_default()),
        ("Rc<RefCell<_>>", second_writer(&Rc::new(RefCell::new(1)))),
        ("Gc<RefCell<_>>", second_writer(&Gc::new(RefCell::new(1)))),
    ]
}

fn second_writer(value: &RefCell<i32>) -> String {
    let result = panic::catch_unwind(AssertUnwindSafe(|| {
        let was = keep_quiet();
        let _quiet = SpeakAgain(was);
        let _first = value.borrow_mut();
        *value.borrow_mut() = 2;
    }));
    result.err().map(|it| text(&*it)).unwrap_or_default()
}

fn text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or_default().to_owned()
}

thread_local! {
    /// Whether this thread's panics are expected, and not to be printed.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

struct SpeakAgain(bool);

impl Drop for SpeakAgain {
    fn drop(&mut self) {
        QUIET.set(self.0);
    }
}

/// Keeps the panics of this thread, and of no other, from being printed.
fn keep_quiet() -> bool {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                print(info);
            }
        }));
    });
    QUIET.replace(true)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn a_second_writer_is_refused_with_every_pointer() {
        for (pointer, message) in messages() {
            assert!(message.contains("borrowed"), "{pointer}: {message:?}");
        }
    }
}
