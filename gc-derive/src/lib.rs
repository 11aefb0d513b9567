//! `#[derive(Trace)]` for `gc-core`, which exports it: nobody needs this crate by itself.
//!
//! The way of an item through it:
//!
//! | step | module | |
//! |---|---|---|
//! | 1 | `parse` | fields and variants of the item |
//! | 2 | `attr` | what `#[trace(...)]` asks for |
//! | 3 | `check` | what cannot be traced at all |
//! | 4 | `bounds`, `parts` | what the fields' types ask of parameters, and what is inside of them; by name, for which `types` knows some |
//! | 5 | `questions`, `expand` | the impl |
//! | | `placeholder` | instead of 4 and 5 where there were mistakes, all of which `errors` collected |

mod errors;
mod types;

mod parse;

mod attr;

mod check;

mod bounds;
mod parts;

mod expand;
mod placeholder;
mod questions;

use proc_macro2::TokenStream;

use errors::Errors;
use parse::Input;

/// Implements `Trace`: reports the pointers in all fields.
///
/// For structs and enums of any form, with parameters or without. The crate that uses it may
/// `#![forbid(unsafe_code)]`.
///
/// ```
/// use gc_core::{Gc, Trace, Weak};
/// use std::cell::RefCell;
///
/// #[derive(Trace)]
/// struct Node<T> {
///     value: T,
///     next: RefCell<Option<Gc<Node<T>>>>,
///     parent: Weak<Node<T>>,
/// }
///
/// #[derive(Trace)]
/// enum Shape {
///     Empty,
///     Circle(f64),
///     Group { name: String, members: Vec<Gc<Shape>> },
/// }
///
/// let node = Gc::new(Node { value: Shape::Empty, next: RefCell::default(), parent: Weak::new() });
/// *node.next.borrow_mut() = Some(node.clone());
/// drop(node);
/// assert_eq!(gc_core::collect().freed, 1);
/// ```
///
/// # Attributes
///
/// | attribute | on | meaning |
/// |---|---|---|
/// | [`#[trace(skip)]`](#skipping-a-field) | a field | the field is not traced, and may be of any type |
/// | [`#[trace(leaf)]`](#leaves-and-drop) | a type | no field is traced; `Drop` is allowed |
/// | [`#[trace(finalize)]`](#finalizers) | a type | it implements `Finalize` |
/// | [`#[trace(bound = "...")]`](#bounds) | a type | where predicates that replace the inferred ones |
/// | [`#[trace(crate = path)]`](#another-path) | a type | where `gc_core` is, if not at `::gc_core` |
///
/// Several may be listed: `#[trace(leaf, finalize)]`. An attribute that is unknown or stands where
/// it does not belong is an error.
///
/// # Skipping a field
///
/// A field of a type that does not implement `Trace` (of a foreign crate, say, or a closure) is
/// marked `#[trace(skip)]`. What a `Gc` inside it points to counts as held from outside: nothing is freed
/// too early, but a cycle through the field is never collected.
///
/// ```
/// use gc_core::{Gc, Trace};
///
/// #[derive(Trace)]
/// struct Button {
///     label: Gc<String>,
///     #[trace(skip)]
///     on_click: Box<dyn Fn() -> u32>,
/// }
///
/// let button = Gc::new(Button { label: Gc::new("ok".into()), on_click: Box::new(|| 42) });
/// assert_eq!((button.on_click)(), 42);
/// ```
///
/// # Leaves and `Drop`
///
/// When a whole cycle dies, a destructor could meet neighbours that are dropped already. So a type
/// that derives `Trace` cannot implement `Drop`:
///
/// ```compile_fail,E0277
/// use gc_core::{Gc, Trace};
///
/// #[derive(Trace)]
/// struct Connection {
///     peer: Option<Gc<Connection>>,
/// }
///
/// impl Drop for Connection {
///     fn drop(&mut self) {}
/// }
/// ```
///
/// A type that owns no `Gc` may: `#[trace(leaf)]` says that there is nothing to trace. (A `Gc` that is
/// inside after all counts as held from outside, as in a skipped field.) For others there
/// are [finalizers](#finalizers), and often the part that needs a destructor can be a field of
/// a type of its own.
///
/// ```
/// use gc_core::{Gc, Trace};
///
/// #[derive(Trace)]
/// struct Connection {
///     peer: Option<Gc<Connection>>,
///     socket: Socket,
/// }
///
/// #[derive(Trace)]
/// #[trace(leaf)]
/// struct Socket(u32);
///
/// impl Drop for Socket {
///     fn drop(&mut self) {
///         println!("closing {}", self.0);
///     }
/// }
/// # drop(Gc::new(Connection { peer: None, socket: Socket(1) }));
/// ```
///
/// # Finalizers
///
/// `#[trace(finalize)]` has `Finalize::finalize` run before a value of the type is dropped that a `Gc`
/// points to, when everything it can reach is still whole.
///
/// ```
/// use gc_core::{Finalize, Gc, Trace};
///
/// #[derive(Trace)]
/// #[trace(finalize)]
/// struct Connection {
///     name: String,
///     peer: Option<Gc<Connection>>,
/// }
///
/// impl Finalize for Connection {
///     fn finalize(&self) {
///         if let Some(peer) = &self.peer {
///             println!("{} leaves {}", self.name, peer.name);
///         }
///     }
/// }
/// # let peer = Gc::new(Connection { name: "a".into(), peer: None });
/// # drop(Gc::new(Connection { name: "b".into(), peer: Some(peer) }));
/// ```
///
/// # Bounds
///
/// The impl asks of a parameter only what a traced field needs:
///
/// | field | bound |
/// |---|---|
/// | `T`, `Vec<T>`, `Option<(u8, T)>`, `Other<T>` | `T: Trace` |
/// | `T::Item`, `Box<<T as Trait>::Item>` | `T::Item: Trace`, `<T as Trait>::Item: Trace` |
/// | `Gc<T>`, `Weak<T>`, `PhantomData<T>`, `fn(T)`, `&'static T`, skipped ones | none |
/// | `Rc<T>`, `Cow<'static, T>` and other types that are leaves or say themselves what they ask | `Rc<T>: Trace`, which holds for any `T` |
/// | the type itself, with the same parameters | none |
///
/// `T: 'static` is always asked for. The derive sees names and not what they stand for; where it
/// asks too much (of `Other<T>`, perhaps, which holds a `T` only in a `Gc`) or too little,
/// `#[trace(bound = "...")]` replaces what it inferred:
///
/// ```
/// use gc_core::{Gc, Trace};
///
/// struct NotTraced;
///
/// #[derive(Trace)]
/// struct Handle<T>(Gc<T>);
///
/// #[derive(Trace)]
/// #[trace(bound = "")]
/// struct Pair<T>(Handle<T>, Handle<T>);
///
/// fn is_traced<T: Trace>() {}
/// is_traced::<Pair<NotTraced>>();
/// ```
///
/// # Another path
///
/// A crate that exports `gc_core` under another name (for the expansion of its own macros, say)
/// names it by `#[trace(crate = path)]`.
///
/// ```
/// mod graph {
///     pub use gc_core as gc;
/// }
///
/// #[derive(graph::gc::Trace)]
/// #[trace(crate = graph::gc)]
/// struct Node(Vec<graph::gc::Gc<Node>>);
/// # drop(graph::gc::Gc::new(Node(Vec::new())));
/// ```
///
/// # What cannot be traced
///
/// | | instead |
/// |---|---|
/// | types with lifetime parameters | own the data, share it by `Rc` or `Arc`, or make it `'static` |
/// | unions | an enum, or `#[trace(leaf)]` |
/// | `repr(packed)` structs, whose fields cannot be borrowed | no `packed`, or `#[trace(leaf)]` |
///
/// A box that holds another box of the same type is traced by recursion, as it is dropped by
/// recursion: deep structures belong behind `Gc`s, for which neither recurses.
#[proc_macro_derive(Trace, attributes(trace))]
pub fn derive_trace(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(item.into()).into()
}

fn derive(item: TokenStream) -> TokenStream {
    let mut input = match Input::parse(item) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut errors = Errors::default();
    attr::read(&mut input, &mut errors);
    check::check(&input, &mut errors);
    let Some(krate) = &input.options.krate else {
        // Nothing of the library can be named.
        return errors.to_compile_errors();
    };
    if errors.is_empty() {
        return expand::expand(&input, krate);
    }
    let mut tokens = errors.to_compile_errors();
    tokens.extend(placeholder::placeholder(&input, krate));
    tokens
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    /// What of an item without mistakes might be confused with one that has some.
    fn is_accepted(item: TokenStream) -> bool {
        !derive(item).to_string().contains("compile_error")
    }

    #[test]
    fn an_item_without_mistakes_gives_an_impl() {
        assert!(is_accepted(quote! { struct S<T>(T, Gc<S<T>>); }));
        assert!(is_accepted(quote! { enum E {} }));
    }

    #[test]
    fn an_item_with_mistakes_gives_errors_and_an_impl() {
        let tokens = derive(quote! { #[trace(x)] struct S<'a>(&'a u8); }).to_string();
        assert_eq!(tokens.matches("compile_error").count(), 2);
        assert!(tokens.contains("unsafe impl :: gc_core :: Trace for S < 'static >"));
    }

    #[test]
    fn without_a_path_to_the_library_there_is_no_impl() {
        let tokens = derive(quote! { #[trace(crate = 1)] struct S; }).to_string();
        assert_eq!(tokens.matches("compile_error").count(), 1);
        assert!(!tokens.contains("impl"));
    }

    #[test]
    fn what_cannot_be_parsed_gives_an_error() {
        assert!(!is_accepted(quote! { trait T {} }));
        assert!(!is_accepted(quote! {}));
    }
}
