//! Leaves may be whatever they like, even what cannot be traced.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::fmt::Write as _;

use gc_core::{Finalize, Gc, Trace, Weak};

struct NotTraced;

#[derive(Trace)]
#[trace(leaf)]
struct WithDrop<T>(NotTraced, T);

impl<T> Drop for WithDrop<T> {
    fn drop(&mut self) {
        let _ = &self.0;
    }
}

#[derive(Trace)]
#[trace(leaf, finalize)]
struct WithBoth(String);

impl Drop for WithBoth {
    fn drop(&mut self) {
        assert!(!self.0.is_empty());
    }
}

impl Finalize for WithBoth {
    fn finalize(&self) {
        let mut text = String::new();
        let _ = text.write_str(&self.0);
    }
}

#[derive(Trace)]
#[trace(leaf)]
struct WithPointers {
    strong: Gc<NotTracedEither>,
    weak: Weak<NotTracedEither>,
}

#[derive(Trace)]
#[trace(leaf)]
struct NotTracedEither;

#[derive(Trace)]
#[trace(leaf)]
#[repr(C, packed(2))]
struct Packed(u8, u64);

#[derive(Trace)]
#[repr(packed)]
struct PackedWithoutTracedFields(#[trace(skip)] u8, #[trace(skip)] u64);

#[derive(Clone, Copy, Trace)]
#[trace(leaf)]
union Bits {
    float: f32,
    _bits: u32,
}

#[derive(Trace)]
#[trace(leaf)]
enum Choice {
    A(NotTraced),
    B,
}

#[derive(Trace)]
#[trace(leaf)]
enum Never {}

fn main() {
    let _ = Gc::new(WithDrop(NotTraced, NotTraced));
    let _ = Gc::new(WithBoth("text".to_owned()));
    let strong = Gc::new(NotTracedEither);
    let pointers = Gc::new(WithPointers {
        weak: Gc::downgrade(&strong),
        strong,
    });
    assert!(
        pointers
            .weak
            .upgrade()
            .is_some_and(|other| Gc::ptr_eq(&other, &pointers.strong))
    );
    let packed = Gc::new((
        Packed(1, 2),
        PackedWithoutTracedFields(3, 4),
        Bits { float: 1.0 },
    ));
    let sum = u64::from(packed.0.0) + packed.0.1 + u64::from(packed.1.0) + packed.1.1;
    assert_eq!(sum, 10);
    let _ = packed.2;
    assert_eq!(Gc::new([Choice::A(NotTraced), Choice::B]).len(), 2);
    assert!(Gc::new(None::<Never>).is_none());
}
