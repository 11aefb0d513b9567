//! A skipped field may be of any type, and asks nothing of parameters.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

struct NotTraced;

#[derive(Trace)]
struct Callback<F, T> {
    #[trace(skip)]
    call: Box<dyn Fn(T) -> T>,
    #[trace(skip)]
    raw: Option<F>,
    argument: Gc<u8>,
}

#[derive(Trace)]
enum Choice<T> {
    Some(#[trace(skip)] NotTraced, Gc<u8>, #[trace(skip)] T),
    Named {
        #[trace(skip)]
        first: NotTraced,
        second: u8,
    },
    All(#[trace(skip)] NotTraced, #[trace(skip)] NotTraced),
}

fn main() {
    let callback = Callback::<NotTraced, u8> {
        call: Box::new(|argument| argument + 1),
        raw: None,
        argument: Gc::new(1),
    };
    let callback = Gc::new(callback);
    assert_eq!((callback.call)(*callback.argument), 2);
    assert!(callback.raw.is_none());
    let choices = [
        Choice::Some(NotTraced, Gc::new(1), NotTraced),
        Choice::Named {
            first: NotTraced,
            second: 2,
        },
        Choice::All(NotTraced, NotTraced),
    ];
    for choice in &*Gc::new(choices) {
        match choice {
            Choice::Some(NotTraced, one, NotTraced) => assert_eq!(**one, 1),
            Choice::Named {
                first: NotTraced,
                second,
            } => assert_eq!(*second, 2),
            Choice::All(NotTraced, NotTraced) => {}
        }
    }
}
