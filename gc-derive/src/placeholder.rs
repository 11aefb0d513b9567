//! An impl that does nothing.
//!
//! A type with mistakes gets it, so that there is one error for each mistake and none for each
//! use of the type.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Path};

use crate::parse::Input;

/// An impl of `Trace` that reports nothing, with `'static` for each lifetime.
pub(crate) fn placeholder(input: &Input, krate: &Path) -> TokenStream {
    let name = &input.name;
    let generics = owned(&input.generics);
    let (impl_generics, _, declared) = generics.split_for_impl();
    let (_, type_generics, _) = input.generics.split_for_impl();
    let declared = declared.into_iter().flat_map(|clause| &clause.predicates);
    let parameters = generics.type_params().map(|parameter| &parameter.ident);
    let header = quote! {
        #impl_generics #krate::Trace for #name #type_generics
        where #(#declared,)* #(#parameters: 'static,)*
    };
    let header = with_static(header, &lifetimes(&input.generics));
    quote! {
        const _: () = {
            #[automatically_derived]
            unsafe impl #header {
                fn trace(&self, _: &mut #krate::Tracer<'_>) {}
            }
        };
    }
}

/// The parameters without the lifetimes.
fn owned(generics: &Generics) -> Generics {
    let mut owned = generics.clone();
    owned.params = generics
        .params
        .iter()
        .filter(|parameter| !matches!(parameter, GenericParam::Lifetime(_)))
        .cloned()
        .collect();
    owned
}

fn lifetimes(generics: &Generics) -> Vec<Ident> {
    let parameters = generics.lifetimes();
    parameters
        .map(|parameter| parameter.lifetime.ident.clone())
        .collect()
}

/// Writes `'static` for each of `lifetimes`.
fn with_static(tokens: TokenStream, lifetimes: &[Ident]) -> TokenStream {
    let mut after_quote = false;
    tokens
        .into_iter()
        .map(|token| {
            let token = match token {
                TokenTree::Ident(name) if after_quote && lifetimes.contains(&name) => {
                    Ident::new("static", name.span()).into()
                }
                TokenTree::Group(group) => {
                    let inner = with_static(group.stream(), lifetimes);
                    proc_macro2::Group::new(group.delimiter(), inner).into()
                }
                token => token,
            };
            after_quote = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '\'');
            token
        })
        .collect::<TokenStream>()
        .into_token_stream()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn lifetimes_become_static() {
        let input = Input::parse(quote! {
            struct S<'a, 'b: 'a, T: Tr<'a> = u8, const N: usize = 1>(&'b [T; N])
            where for<'c> fn(&'c T): Copy, T: 'b;
        })
        .expect("an item that parses");
        let krate: Path = parse_quote!(gc);
        let expected = quote! {
            unsafe impl<T: Tr<'static>, const N: usize> gc::Trace for S<'static, 'static, T, N>
            where for<'c> fn(&'c T): Copy, T: 'static, T: 'static,
        };
        let found = placeholder(&input, &krate).to_string();
        assert!(found.contains(&expected.to_string()), "{found}");
    }
}
