//! A pointer to what is borrowed for `'static` must not be changed to hold a shorter borrow.

use gc_core::Gc;

fn change<'a>(text: &'a str) {
    let made: Gc<&'static str> = Gc::new("for ever");
    let mut shorter: Gc<&'a str> = made;
    *Gc::get_mut(&mut shorter).unwrap() = text;
}

fn main() {
    change(&String::from("for now"));
}
