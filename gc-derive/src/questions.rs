//! Questions to a type that may not be able to answer, asked through `gc_core::__private::Ask`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path, Type};

/// What has to be in scope for the questions.
pub(crate) fn support(krate: &Path) -> TokenStream {
    quote!(use #krate::__private::NoAnswer as _;)
}

/// Has `ty` say what it may point to, if it can.
pub(crate) fn describe(ty: &Type, krate: &Path) -> TokenStream {
    quote!((&#krate::__private::Ask::<#ty>::NEW).__gc_core_describe(__types);)
}

/// Notes that nothing is reported of a part of type `ty`, though it may own `Gc`s.
pub(crate) fn hides(ty: &impl ToTokens, field: &str, krate: &Path) -> TokenStream {
    quote! {
        if ::core::mem::needs_drop::<#ty>() {
            #krate::TypeGraph::hides::<#ty>(__types, ::core::any::type_name::<Self>(), #field);
        }
    }
}

/// Whether dropping a `ty` does nothing but drop the `Gc`s that it reports; false if it cannot
/// say.
pub(crate) fn drop_is_edges(ty: &Type, krate: &Path) -> TokenStream {
    quote!((&#krate::__private::Ask::<#ty>::NEW).__gc_core_drop_is_edges())
}

/// Does not compile if `Self` implements `Drop`: the method's own bound does not hold. Nor does it where the
/// path leads to a crate that has the real `Trace` and questions of its own: those might accept it.
pub(crate) fn refuse_drop(name: &Ident, krate: &Path) -> TokenStream {
    quote_spanned! {name.span()=>
        <() as #krate::Trace>::__gc_core_accept::<Self>(#krate::__private::Ask::<Self>::NEW);
        (&#krate::__private::Ask::<Self>::NEW).__gc_core_refuse_drop();
    }
}
