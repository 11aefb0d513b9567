//! Function pointers: they own nothing.
//!
//! | form | up to |
//! |---|---|
//! | `fn(A, B, …) -> R` | 12 arguments |
//! | `fn(&A, B, …) -> R`, `fn(&mut A, B, …) -> R` | 12 arguments |
//! | any mixture of `A`, `&A` and `&mut A`, each with a lifetime of its own | 3 arguments |
//! | `fn(&A, B, …) -> &R`, `-> Option<&R>`, and the same with `&mut` | 3 arguments |
//!
//! Each of them also `unsafe`, `extern "C"` and both. The language cannot name all function
//! pointers at once, nor any argument type with a lifetime of the call inside it (`fn(&mut
//! Formatter<'_>)`): mark a field of such a type `#[trace(skip)]`, which costs nothing here.
//!
//! To the compiler `fn(A)` and `for<'a> fn(&'a A)` differ in lifetimes only. It accepts
//! implementations for both, which the `coherence_leak_check` lint then points out.

// The four kinds of function with the same arguments.
macro_rules! function {
    ([$($generics:tt)*] $(for<$($lifetime:lifetime),+>)? ($($argument:ty),*) -> $result:ty) => {
        leaf! {
            for [$($generics)*] $(for<$($lifetime),+>)? fn($($argument),*) -> $result,
            for [$($generics)*] $(for<$($lifetime),+>)? unsafe fn($($argument),*) -> $result,
            for [$($generics)*]
                $(for<$($lifetime),+>)? extern "C" fn($($argument),*) -> $result,
            for [$($generics)*]
                $(for<$($lifetime),+>)? unsafe extern "C" fn($($argument),*) -> $result,
        }
    };
}

// Functions of the arguments named, and of all shorter lists.
macro_rules! values {
    () => {
        function! { [R: 'static] () -> R }
    };
    ($first:ident $(, $rest:ident)*) => {
        function! { [$first: 'static, $($rest: 'static,)* R: 'static] ($first $(, $rest)*) -> R }
        values! { $($rest),* }
    };
}

// The same with a reference as the first argument; as short as four arguments, as `mixtures` has
// the rest.
macro_rules! receivers {
    ($first:ident, $second:ident, $third:ident) => {};
    ($first:ident $(, $rest:ident)*) => {
        function! {
            [$first: ?Sized + 'static, $($rest: 'static,)* R: 'static]
            for<'a> (&'a $first $(, $rest)*) -> R
        }
        function! {
            [$first: ?Sized + 'static, $($rest: 'static,)* R: 'static]
            for<'a> (&'a mut $first $(, $rest)*) -> R
        }
        receivers! { $($rest),* }
    };
}

// All ways to pass each of the arguments named by value, by reference or by mutable reference,
// except all by value.
macro_rules! mixtures {
    ([$($generics:tt)*] [] [$($argument:ty),*]) => {};
    ([$($generics:tt)*] [$($lifetime:lifetime)+] [$($argument:ty),*]) => {
        function! { [$($generics)* R: 'static] for<$($lifetime),+> ($($argument),*) -> R }
    };
    (
        [$($generics:tt)*] [$($lifetime:lifetime)*] [$($argument:ty),*]
        $own:lifetime $name:ident $($rest:tt)*
    ) => {
        mixtures! {
            [$($generics)* $name: 'static,]
            [$($lifetime)*] [$($argument,)* $name] $($rest)*
        }
        mixtures! {
            [$($generics)* $name: ?Sized + 'static,]
            [$($lifetime)* $own] [$($argument,)* &$own $name] $($rest)*
        }
        mixtures! {
            [$($generics)* $name: ?Sized + 'static,]
            [$($lifetime)* $own] [$($argument,)* &$own mut $name] $($rest)*
        }
    };
}

// Functions that return a reference into their first argument, with the other arguments named.
macro_rules! projections {
    (@one [$($name:ident),*] $receiver:ty => $result:ty) => {
        function! {
            [A: ?Sized + 'static, $($name: 'static,)* R: ?Sized + 'static]
            for<'a> ($receiver $(, $name)*) -> $result
        }
    };
    ($names:tt $($receiver:ty => $result:ty),+ $(,)?) => {$(
        projections! { @one $names $receiver => $result }
    )+};
    ($names:tt) => {
        projections! {
            $names
            &'a A => &'a R,
            &'a A => Option<&'a R>,
            &'a mut A => &'a R,
            &'a mut A => Option<&'a R>,
            &'a mut A => &'a mut R,
            &'a mut A => Option<&'a mut R>,
        }
    };
}

values! { A, B, C, D, E, F, G, H, I, J, K, L }

#[expect(
    coherence_leak_check,
    reason = "no other way to cover functions that take references"
)]
mod with_references {
    receivers! { A, B, C, D, E, F, G, H, I, J, K, L }
    mixtures! { [] [] [] 'a A }
    mixtures! { [] [] [] 'a A 'b B }
    mixtures! { [] [] [] 'a A 'b B 'c C }
    projections! { [] }
    projections! { [B] }
    projections! { [B, C] }
}
