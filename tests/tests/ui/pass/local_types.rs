//! Types inside functions, with the names of others outside.
#![forbid(unsafe_code)]
#![deny(warnings)]

use gc_core::{Gc, Trace};

struct Shadowed;

fn generic<T: Trace>(value: T) -> Gc<impl Trace> {
    #[derive(Trace)]
    struct Shadowed<T>(T, Option<Box<Shadowed<T>>>);

    let _ = Gc::new(Shadowed(1, None));
    let outer = Gc::new(Shadowed(value, None));
    assert!(outer.1.is_none() && Gc::strong_count(&outer) == 1);
    let _ = &outer.0;
    outer
}

fn main() {
    let _ = Shadowed;
    let _ = generic("text");
    let closure = || {
        #[derive(Trace)]
        enum Local {
            A(Gc<u8>),
        }
        let Local::A(one) = Local::A(Gc::new(1));
        *one
    };
    assert_eq!(closure(), 1);
    const {
        #[derive(Trace)]
        struct InConst(u8);
        assert!(InConst(1).0 == 1);
    }
}
