//! The impl.
//!
//! It names nothing without its full path, and binds nothing that could meet a name of the
//! user's. Every token that is not the user's has the span of the macro call, the first and the
//! last of the impl above all: lints that the user's crate sets, `forbid(unsafe_code)` for one, pass
//! over code whose span says that a derive wrote it. Names of the user's that are used again (the
//! type, variants, fields) get such a span as well, or `deprecated` would be reported for them.
//! An `allow` would not do instead: beneath a `forbid` it is an error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, Index, Member, Meta, Path, Type};

use crate::bounds::bounds;
use crate::parse::{Body, Field, Input, Variant};
use crate::parts::parts;
use crate::questions;
use crate::types::Parameters;

/// The impl of `Trace` for a type without mistakes.
pub(crate) fn expand(input: &Input, krate: &Path) -> TokenStream {
    let lints = input.attrs.iter().filter_map(allowed_lints);
    let name = called(&input.name);
    let (impl_generics, type_generics, declared) = input.generics.split_for_impl();
    let declared = declared
        .into_iter()
        .flat_map(|clause| &clause.predicates)
        .map(ToTokens::to_token_stream);
    let mut predicates = declared.chain(bounds(input, krate)).peekable();
    let where_token = predicates.peek().map(|_| quote!(where));
    let trace = trace(input, krate);
    let describe = describe(input, krate);
    let drop_is_edges = drop_is_edges(input, krate);
    let support = (!input.options.leaf).then(|| questions::support(krate));
    let finalizer = finalizer(input, krate);
    quote! {
        const _: () = {
            #support

            #(#lints)*
            #[automatically_derived]
            unsafe impl #impl_generics #krate::Trace for #name #type_generics
            #where_token #(#predicates,)*
            {
                #trace
                #describe
                #drop_is_edges
                #finalizer
            }
        };
    }
}

/// What the user allows in the type is allowed in the impl: its fields' types are named here
/// again. (`expect` is met by the type itself.)
fn allowed_lints(attr: &Attribute) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(quote!(#[allow(#lints)]))
        }
        _ => None,
    }
}

// ---- trace ---------------------------------------------------------------------------------

fn trace(input: &Input, krate: &Path) -> TokenStream {
    let nothing_traced = input.traced_fields().next().is_none();
    let tracer = parameter_name("__tracer", nothing_traced);
    let body = match &input.body {
        Body::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        _ if nothing_traced => TokenStream::new(),
        Body::Struct(fields) | Body::Union(_, fields) => trace_struct(fields, krate),
        Body::Enum(variants) => {
            let arms = variants.iter().map(|variant| trace_variant(variant, krate));
            quote!(match self { #(#arms)* })
        }
    };
    quote! {
        #[inline]
        fn trace(&self, #tracer: &mut #krate::Tracer<'_>) {
            #body
        }
    }
}

fn trace_struct(fields: &[Field], krate: &Path) -> TokenStream {
    let traced = fields.iter().filter(|field| !field.skip);
    traced
        .map(|field| {
            let (ty, member) = (&field.ty, called_member(&field.member));
            quote!(<#ty as #krate::Trace>::trace(&self.#member, __tracer);)
        })
        .collect()
}

fn trace_variant(variant: &Variant, krate: &Path) -> TokenStream {
    let name = called(&variant.name);
    let traced = || variant.fields.iter().filter(|field| !field.skip);
    let bindings = traced().map(|field| {
        let (member, binding) = (called_member(&field.member), &field.binding);
        quote!(#member: #binding,)
    });
    let calls = traced().map(|field| {
        let (ty, binding) = (&field.ty, &field.binding);
        quote!(<#ty as #krate::Trace>::trace(#binding, __tracer);)
    });
    quote!(Self::#name { #(#bindings)* .. } => { #(#calls)* })
}

// ---- describe ------------------------------------------------------------------------------

/// Each type that can be seen in a traced field is asked what it may point to, parts before the
/// whole.
///
/// `trace` reports a missing `Trace` already, and a last field may be unsized; so the field's own
/// type, too, is asked in the way that does without an answer, and `contains_boxed` sees to it
/// that no answer means "anything".
fn describe(input: &Input, krate: &Path) -> TokenStream {
    let parameters = Parameters::new(&input.generics);
    let mut asked = Vec::new();
    let mut questions = TokenStream::new();
    for field in input.traced_fields() {
        for part in parts(&field.ty, &parameters) {
            if is_new(&mut asked, part) {
                questions.extend(questions::describe(part, krate));
            }
        }
        let ty = &field.ty;
        if is_new(&mut asked, ty) {
            questions.extend(questions::describe(ty, krate));
            questions.extend(quote!(__types.contains_boxed::<#ty>();));
        }
    }
    questions.extend(hidden(input, krate));
    let types = parameter_name("__types", questions.is_empty());
    quote! {
        fn describe(#types: &mut #krate::TypeGraph<'_>) {
            #questions
        }
    }
}

/// Names the parts that are not traced, for those who look for what holds a value. What needs no drop
/// owns no `Gc` that anyone would miss.
fn hidden(input: &Input, krate: &Path) -> TokenStream {
    if input.options.leaf {
        return questions::hides(&quote!(Self), "", krate);
    }
    let skipped = input.fields().filter(|field| field.skip);
    skipped
        .map(|field| {
            let member = &field.member;
            let name = quote!(#member).to_string();
            questions::hides(&field.ty, &name, krate)
        })
        .collect()
}

/// Notes what has been named before, so that forty fields of one type cost no more than one.
fn is_new(seen: &mut Vec<String>, ty: &Type) -> bool {
    let text = ty.to_token_stream().to_string();
    // `$crate` looks the same and means another crate when another macro wrote it.
    let new = text.contains('$') || !seen.contains(&text);
    if new {
        seen.push(text);
    }
    new
}

// ---- drop_is_edges -------------------------------------------------------------------------

fn drop_is_edges(input: &Input, krate: &Path) -> TokenStream {
    let refuse_drop =
        (!input.options.leaf).then(|| questions::refuse_drop(&called(&input.name), krate));
    let conditions = fields_drop_is_edges(input, krate);
    let or_fields = (!conditions.is_empty()).then(|| quote!(|| (#(#conditions)&&*)));
    quote! {
        fn drop_is_edges() -> ::core::primitive::bool {
            #refuse_drop
            !::core::mem::needs_drop::<Self>() #or_fields
        }
    }
}

/// One condition for each type of a field; none for a leaf, which has to need no drop at all.
fn fields_drop_is_edges(input: &Input, krate: &Path) -> Vec<TokenStream> {
    let (mut traced, mut skipped) = (Vec::new(), Vec::new());
    let fields = input.fields().filter(|_| !input.options.leaf);
    fields
        .filter_map(|field| {
            let ty = &field.ty;
            if field.skip {
                is_new(&mut skipped, ty).then(|| quote!(!::core::mem::needs_drop::<#ty>()))
            } else {
                is_new(&mut traced, ty).then(|| questions::drop_is_edges(ty, krate))
            }
        })
        .collect()
}

// ---- finalizer -----------------------------------------------------------------------------

fn finalizer(input: &Input, krate: &Path) -> Option<TokenStream> {
    let asked = input.options.finalize?;
    let finalize = quote_spanned! {asked.resolved_at(Span::call_site())=>
        <Self as #krate::Finalize>::finalize
    };
    Some(quote! {
        fn finalizer() -> ::core::option::Option<fn(&Self)> {
            ::core::option::Option::Some(#finalize)
        }
    })
}

// ---- names ---------------------------------------------------------------------------------

/// The parameter of a method, which has no name if it is not used.
fn parameter_name(name: &str, is_unused: bool) -> TokenStream {
    if is_unused {
        quote!(_)
    } else {
        format_ident!("{name}").into_token_stream()
    }
}

/// The name where the user wrote it, in the derive's hand.
fn called(name: &Ident) -> Ident {
    let span = name.span().resolved_at(Span::call_site());
    if name == "gen" {
        // A keyword in this crate's edition, perhaps not in the user's.
        return Ident::new_raw("gen", span);
    }
    let mut name = name.clone();
    name.set_span(span);
    name
}

fn called_member(member: &Member) -> Member {
    match member {
        Member::Named(name) => Member::Named(called(name)),
        Member::Unnamed(index) => Member::Unnamed(Index {
            index: index.index,
            span: index.span.resolved_at(Span::call_site()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::attr;
    use crate::errors::Errors;

    fn expanded(item: TokenStream) -> String {
        let mut input = Input::parse(item).expect("an item that parses");
        let mut errors = Errors::default();
        attr::read(&mut input, &mut errors);
        assert!(errors.is_empty(), "{:?}", errors.messages());
        expand(&input, &parse_quote!(gc))
            .to_string()
            .replace(' ', "")
    }

    #[test]
    fn each_traced_field_is_traced_once() {
        let text = expanded(quote! {
            enum E { A { x: X, #[trace(skip)] y: Y }, B(Z), C }
        });
        assert_eq!(text.matches("asgc::Trace>::trace(").count(), 2);
        assert!(
            text.contains("Self::A{x:__field_0,..}=>{<Xasgc::Trace>::trace(__field_0,__tracer);}")
        );
        assert!(
            text.contains("Self::B{0:__field_0,..}=>{<Zasgc::Trace>::trace(__field_0,__tracer);}")
        );
        assert!(text.contains("Self::C{..}=>{}"));
    }

    #[test]
    fn fields_of_one_type_are_asked_once() {
        let text = expanded(quote! { struct S(Box<X>, Box<X>, Option<X>, Box<X>); });
        for (ty, times) in [("X", 1), ("Box<X>", 1), ("Option<X>", 1)] {
            let question = format!("Ask::<{ty}>::NEW).__gc_core_describe");
            assert_eq!(text.matches(&question).count(), times, "{ty}");
        }
    }

    #[test]
    fn a_leaf_asks_its_fields_nothing() {
        let text = expanded(quote! { #[trace(leaf)] struct S<T>(Box<T>); });
        assert!(
            !text.contains("Box") && !text.contains("__private"),
            "{text}"
        );
        assert!(text.contains("!::core::mem::needs_drop::<Self>()"));
    }

    #[test]
    fn a_keyword_of_this_edition_alone_is_written_raw() {
        let text = expanded(quote! { struct S { r#gen: u8, r#in: u8 } });
        assert!(text.contains("self.r#gen") && text.contains("self.r#in"));
        let older = Ident::new("gen", Span::call_site());
        assert_eq!(called(&older).to_string(), "r#gen");
    }

    #[test]
    fn a_type_without_parameters_has_no_where_clause() {
        assert!(expanded(quote! { struct S(u8); }).contains("gc::TraceforS{"));
        let text = expanded(quote! { struct S<T>(T) where T: Copy; });
        assert!(text.contains("gc::TraceforS<T>whereT:Copy,T:gc::Trace,{"));
    }
}
