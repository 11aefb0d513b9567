use gc_core::{Gc, Trace};

#[derive(Trace)]
#[trace(skip, owned)]
#[trace(finalize = "yes")]
#[repr(packed)]
struct Everything<'a, #[trace(leaf)] T> {
    #[trace(ignore)]
    text: &'a str,
    #[trace(skip, skip)]
    value: T,
}

fn takes(_: Gc<impl Trace>) {}

fn main() {
    // No mistake of its own, so nothing is said of it.
    takes(Gc::new(Everything { text: "text", value: 1 }));
}
