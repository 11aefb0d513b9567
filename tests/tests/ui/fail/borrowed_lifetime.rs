use gc_core::Trace;

#[derive(Trace)]
struct Token<'a> {
    text: &'a str,
}

#[derive(Trace)]
enum Pair<'left, 'right: 'left, T: PartialEq<&'left str>>
where
    &'right T: Clone,
{
    Both(&'left T, &'right T),
}

fn main() {}
