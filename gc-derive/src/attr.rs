//! What the user asks for: `#[trace(…)]` on the type and on its fields.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Path, Token, WherePredicate};

use crate::errors::Errors;
use crate::parse::{Body, Input, Options};

/// Reads all `#[trace(…)]` attributes into `input`.
pub(crate) fn read(input: &mut Input, errors: &mut Errors) {
    input.options = type_options(&input.attrs, errors);
    nothing_belongs_to(Place::Parameter, &input.parameter_attrs, errors);
    match &mut input.body {
        Body::Struct(fields) | Body::Union(_, fields) => {
            for field in fields {
                field.skip = is_skipped(&field.attrs, errors);
            }
        }
        Body::Enum(variants) => {
            for variant in variants {
                nothing_belongs_to(Place::Variant, &variant.attrs, errors);
                for field in &mut variant.fields {
                    field.skip = is_skipped(&field.attrs, errors);
                }
            }
        }
    }
}

fn type_options(attrs: &[Attribute], errors: &mut Errors) -> Options {
    let mut options = Options::default();
    for entry in entries(attrs, errors) {
        match entry.key() {
            Some(Key::Leaf) => {
                entry.takes_no_value(errors);
                options.leaf = true;
            }
            Some(Key::Finalize) => {
                entry.takes_no_value(errors);
                options.finalize = Some(entry.name.span());
            }
            Some(Key::Bound) => options.bound = entry.bound(errors),
            Some(Key::Crate) => options.krate = entry.path(errors),
            Some(Key::Skip) | None => entry.refuse(Place::Type, errors),
        }
    }
    options
}

fn is_skipped(attrs: &[Attribute], errors: &mut Errors) -> bool {
    let mut skip = false;
    for entry in entries(attrs, errors) {
        if entry.key() == Some(Key::Skip) {
            entry.takes_no_value(errors);
            skip = true;
        } else {
            entry.refuse(Place::Field, errors);
        }
    }
    skip
}

fn nothing_belongs_to(place: Place, attrs: &[Attribute], errors: &mut Errors) {
    for entry in entries(attrs, errors) {
        entry.refuse(place, errors);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Leaf,
    Finalize,
    Bound,
    Crate,
    Skip,
}

#[derive(Clone, Copy)]
enum Place {
    Type,
    Variant,
    Field,
    Parameter,
}

/// One of the things that `#[trace(…)]` lists: a name and whatever follows it.
struct Entry {
    name: Ident,
    rest: TokenStream,
}

/// Everything that the `#[trace(…)]` among `attrs` list, without repetitions.
fn entries(attrs: &[Attribute], errors: &mut Errors) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("trace")) {
        for item in items(attr, errors) {
            match Entry::parse.parse2(item) {
                Ok(entry) if entries.iter().any(|other| other.name == entry.name) => errors.at(
                    &entry.name,
                    format_args!("`{}` is given twice: remove one", entry.name),
                ),
                Ok(entry) => entries.push(entry),
                Err(error) => errors.add(error),
            }
        }
    }
    entries
}

/// What stands between the commas of an attribute.
fn items(attr: &Attribute, errors: &mut Errors) -> Vec<TokenStream> {
    let list = match &attr.meta {
        Meta::List(list) if !list.tokens.is_empty() => list,
        _ => {
            errors.at(
                &attr.meta,
                "this attribute says nothing: name in parentheses what is asked for, as in \
                 `#[trace(skip)]`",
            );
            return Vec::new();
        }
    };
    let mut items = vec![TokenStream::new()];
    for token in list.tokens.clone() {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => items.push(TokenStream::new()),
            _ => items.last_mut().expect("one at least").extend([token]),
        }
    }
    // A comma may follow the last one.
    items.pop_if(|last| last.is_empty());
    items
}

impl Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any).map_err(|error| {
            let message = "expected the name of an attribute, such as `skip` or `leaf`";
            syn::Error::new(error.span(), message)
        })?;
        Ok(Self {
            name,
            rest: input.parse()?,
        })
    }

    fn key(&self) -> Option<Key> {
        Some(match self.name.to_string().as_str() {
            "leaf" => Key::Leaf,
            "finalize" => Key::Finalize,
            "bound" => Key::Bound,
            "crate" => Key::Crate,
            "skip" => Key::Skip,
            _ => return None,
        })
    }

    fn takes_no_value(&self, errors: &mut Errors) {
        if !self.rest.is_empty() {
            errors.at(
                &self.rest,
                format_args!("`{0}` takes no value: write `#[trace({0})]`", self.name),
            );
        }
    }

    fn bound(&self, errors: &mut Errors) -> Option<Vec<WherePredicate>> {
        let parse = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()
        };
        let Ok(text) = parse.parse2(self.rest.clone()) else {
            errors.at(
                self.to_token_stream(),
                "`bound` takes where predicates in quotes: write `#[trace(bound = \"T: Trace\")]`, \
                 or `#[trace(bound = \"\")]` for none",
            );
            return None;
        };
        // In the derive's hand, or the compiler proposes to add bounds behind the quotes.
        let span = text.span().resolved_at(Span::call_site());
        let derived = LitStr::new(&text.value(), span);
        match derived.parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated) {
            Ok(predicates) => Some(predicates.into_iter().collect()),
            Err(error) => {
                errors.at(
                    &text,
                    format_args!("`bound` takes where predicates such as \"T: Trace\": {error}"),
                );
                None
            }
        }
    }

    fn path(&self, errors: &mut Errors) -> Option<Path> {
        let parse = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.call(Path::parse_mod_style)
        };
        let path = parse.parse2(self.rest.clone()).ok();
        if path.is_none() {
            errors.at(
                self.to_token_stream(),
                "`crate` takes a path without quotes: write `#[trace(crate = path::to::gc_core)]`",
            );
        }
        path
    }

    /// Says why the entry cannot stand where it does.
    fn refuse(&self, place: Place, errors: &mut Errors) {
        let name = &self.name;
        let message = match (self.key(), place) {
            (_, Place::Parameter) => {
                "`#[trace(...)]` belongs on the type or on a field, not on a parameter: remove it"
                    .to_owned()
            }
            (None, Place::Type) => format!(
                "unknown attribute `{name}`: a type takes `leaf`, `finalize`, `bound = \"...\"` \
                 and `crate = path`"
            ),
            (None, _) => format!("unknown attribute `{name}`: a field takes `skip`"),
            (Some(Key::Skip), Place::Type) => {
                "`skip` belongs on a field: write `#[trace(leaf)]` for a type of which no field \
                 is traced"
                    .to_owned()
            }
            (Some(Key::Skip), _) => {
                "`skip` belongs on a field: mark each field of the variant that is not traced"
                    .to_owned()
            }
            (Some(Key::Leaf), Place::Field) => {
                "`leaf` belongs on the type: write `#[trace(skip)]` for a field that is not traced"
                    .to_owned()
            }
            (Some(Key::Leaf), _) => {
                "`leaf` belongs on the type: write `#[trace(skip)]` on each field of the variant \
                 that is not traced"
                    .to_owned()
            }
            (Some(_), _) => format!("`{name}` belongs on the type: move it there"),
        };
        errors.at(name, message);
    }
}

impl ToTokens for Entry {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.name.to_tokens(tokens);
        self.rest.to_tokens(tokens);
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn read_all(tokens: TokenStream) -> (Input, Vec<String>) {
        let mut input = Input::parse(tokens).expect("an item that parses");
        let mut errors = Errors::default();
        read(&mut input, &mut errors);
        (input, errors.messages())
    }

    #[test]
    fn everything_that_is_asked_for_is_read() {
        let (input, errors) = read_all(quote! {
            #[trace(leaf, finalize,)]
            #[trace(bound = "T: Copy, U: Trace,", crate = super::gc)]
            struct S<T, U> { #[trace(skip)] t: T, u: U }
        });
        assert_eq!(errors, [""; 0]);
        assert!(input.options.leaf && input.options.finalize.is_some());
        assert_eq!(input.options.bound.as_ref().map(Vec::len), Some(2));
        let krate = input.options.krate.to_token_stream().to_string();
        assert_eq!(krate, "super :: gc");
        assert_eq!(
            input.fields().map(|field| field.skip).collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn all_mistakes_are_reported_together() {
        let (_, errors) = read_all(quote! {
            #[trace(skip)]
            #[trace(ignore)]
            #[trace(leaf, leaf)]
            #[trace]
            #[trace()]
            #[trace(finalize = true)]
            enum E<#[trace(skip)] T> {
                #[trace(skip)]
                A { #[trace(leaf)] t: T },
                B(#[trace(skip = 1)] u8, #[trace(no)] u8, #[trace(finalize)] u8),
            }
        });
        assert_eq!(errors.len(), 12, "{errors:#?}");
    }

    #[test]
    fn an_empty_bound_is_one() {
        let (input, errors) = read_all(quote! { #[trace(bound = "")] struct S<T>(T); });
        assert_eq!(errors, [""; 0]);
        assert_eq!(input.options.bound.map(|bound| bound.len()), Some(0));
    }

    #[test]
    fn values_that_cannot_be_read_are_errors() {
        for item in [
            quote! { #[trace(bound)] struct S; },
            quote! { #[trace(bound = T)] struct S; },
            quote! { #[trace(bound = "T")] struct S; },
            quote! { #[trace(crate)] struct S; },
            quote! { #[trace(crate = "gc")] struct S; },
            quote! { #[trace(crate = gc gc)] struct S; },
            quote! { #[trace(, leaf)] struct S; },
            quote! { #[trace("leaf")] struct S; },
            quote! { #[trace = "leaf"] struct S; },
        ] {
            let text = item.to_string();
            assert_eq!(read_all(item).1.len(), 1, "{text}");
        }
    }

    #[test]
    fn messages_are_lower_case_without_full_stop() {
        let (_, errors) = read_all(quote! {
            #[trace(skip, x, bound, crate)]
            enum E { #[trace(leaf)] A(#[trace(leaf, x, bound)] u8) }
        });
        assert!(errors.len() >= 7, "{errors:#?}");
        for error in errors {
            assert!(!error.starts_with(char::is_uppercase) && !error.ends_with('.'));
        }
    }
}
