//! What cannot be traced at all.

use proc_macro2::TokenTree;
use syn::Meta;

use crate::errors::Errors;
use crate::parse::{Body, Input};

/// Reports what the rules of `Trace` forbid.
pub(crate) fn check(input: &Input, errors: &mut Errors) {
    check_union(input, errors);
    check_lifetimes(input, errors);
    check_packed(input, errors);
}

fn check_union(input: &Input, errors: &mut Errors) {
    if let Body::Union(union, _) = &input.body
        && !input.options.leaf
    {
        errors.at(
            union,
            "a union cannot be traced, as nothing says which of its fields is valid: use an enum, \
             or write `#[trace(leaf)]` so that no field is traced",
        );
    }
}

fn check_lifetimes(input: &Input, errors: &mut Errors) {
    for parameter in input.generics.lifetimes() {
        let lifetime = &parameter.lifetime;
        errors.at(
            lifetime,
            format_args!(
                "traced data cannot borrow, but `{lifetime}` is a borrowed lifetime: own the data, \
                 share it by `Rc` or `Arc`, or make it `'static`"
            ),
        );
    }
}

/// A reference to a field of a packed struct may be misaligned, which is undefined behaviour.
fn check_packed(input: &Input, errors: &mut Errors) {
    if let Some(packed) = packed(input)
        && input.traced_fields().next().is_some()
    {
        errors.at(
            packed,
            "a packed struct cannot be traced, as its fields cannot be borrowed: remove `packed`, \
             or write `#[trace(leaf)]` so that no field is traced",
        );
    }
}

/// The word in `#[repr(packed)]` or `#[repr(C, packed(2))]`.
fn packed(input: &Input) -> Option<TokenTree> {
    let reprs = input.attrs.iter().filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("repr") => Some(list.tokens.clone()),
        _ => None,
    });
    reprs
        .flatten()
        .find(|token| matches!(token, TokenTree::Ident(word) if word == "packed"))
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;
    use crate::attr;

    fn mistakes(tokens: TokenStream) -> usize {
        let mut input = Input::parse(tokens).expect("an item that parses");
        let mut errors = Errors::default();
        attr::read(&mut input, &mut errors);
        check(&input, &mut errors);
        errors.messages().len()
    }

    #[test]
    fn each_borrowed_lifetime_is_reported() {
        assert_eq!(mistakes(quote! { struct S<'a, 'b, T>(&'a T, &'b T); }), 2);
        assert_eq!(
            mistakes(quote! { struct S<T>(&'static T, for<'a> fn(&'a T)); }),
            0
        );
    }

    #[test]
    fn packed_structs_may_be_leaves_or_have_no_traced_field() {
        assert_eq!(mistakes(quote! { #[repr(C, packed(2))] struct S(u8); }), 1);
        assert_eq!(mistakes(quote! { #[repr(packed)] struct S; }), 0);
        assert_eq!(
            mistakes(quote! { #[repr(packed)] #[trace(leaf)] struct S(u8); }),
            0
        );
        assert_eq!(
            mistakes(quote! { #[repr(packed)] struct S(#[trace(skip)] u8); }),
            0
        );
        assert_eq!(mistakes(quote! { #[repr(C)] struct S(u8); }), 0);
    }

    #[test]
    fn a_union_may_be_a_leaf() {
        assert_eq!(mistakes(quote! { union U { a: u8 } }), 1);
        assert_eq!(mistakes(quote! { #[trace(leaf)] union U { a: u8 } }), 0);
    }
}
