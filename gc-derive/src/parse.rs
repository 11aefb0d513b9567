//! The input as the derive sees it: a name, parameters, and fields by variant.

use proc_macro2::{Span, TokenStream};
use quote::format_ident;
use syn::{
    Attribute, Data, DeriveInput, Fields, GenericParam, Generics, Ident, Member, Path, Token, Type,
    WherePredicate, parse_quote,
};

/// What the derive was put on.
pub(crate) struct Input {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Ident,
    /// Without the attributes of the parameters, which are in `parameter_attrs`: they do not
    /// belong on the parameters of an impl.
    pub(crate) generics: Generics,
    pub(crate) parameter_attrs: Vec<Attribute>,
    pub(crate) body: Body,
    /// Filled in by `attr`.
    pub(crate) options: Options,
}

/// What `#[trace(…)]` on the type asks for.
pub(crate) struct Options {
    /// No field is traced.
    pub(crate) leaf: bool,
    /// The type implements `Finalize`; says where the attribute is.
    pub(crate) finalize: Option<Span>,
    /// Replaces the inferred bounds.
    pub(crate) bound: Option<Vec<WherePredicate>>,
    /// Where `gc_core` is to be found. `None` if the attribute could not be read: nothing can be
    /// named then.
    pub(crate) krate: Option<Path>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            leaf: false,
            finalize: None,
            bound: None,
            krate: Some(parse_quote!(::gc_core)),
        }
    }
}

/// The fields, by kind of type.
pub(crate) enum Body {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
    Union(Token![union], Vec<Field>),
}

/// A variant of an enum.
pub(crate) struct Variant {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) fields: Vec<Field>,
}

/// A field of a struct or of a variant.
pub(crate) struct Field {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) member: Member,
    /// What a pattern calls it.
    pub(crate) binding: Ident,
    pub(crate) ty: Type,
    /// Filled in by `attr`.
    pub(crate) skip: bool,
}

impl Input {
    pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Self> {
        let DeriveInput {
            attrs,
            ident,
            mut generics,
            data,
            ..
        } = syn::parse2(tokens)?;
        let parameter_attrs = take_parameter_attrs(&mut generics);
        Ok(Self {
            attrs,
            name: ident,
            generics,
            parameter_attrs,
            body: Body::from(data),
            options: Options::default(),
        })
    }

    /// All fields, whatever they belong to.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let (own, variants) = match &self.body {
            Body::Struct(fields) | Body::Union(_, fields) => (fields.as_slice(), [].as_slice()),
            Body::Enum(variants) => ([].as_slice(), variants.as_slice()),
        };
        own.iter()
            .chain(variants.iter().flat_map(|variant| &variant.fields))
    }

    /// The fields that `trace` looks into.
    pub(crate) fn traced_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields()
            .filter(|field| !field.skip && !self.options.leaf)
    }
}

impl From<Data> for Body {
    fn from(data: Data) -> Self {
        match data {
            Data::Struct(data) => Self::Struct(Field::all(data.fields)),
            Data::Union(data) => {
                Self::Union(data.union_token, Field::all(Fields::Named(data.fields)))
            }
            Data::Enum(data) => Self::Enum(
                data.variants
                    .into_iter()
                    .map(|variant| Variant {
                        attrs: variant.attrs,
                        name: variant.ident,
                        fields: Field::all(variant.fields),
                    })
                    .collect(),
            ),
        }
    }
}

impl Field {
    fn all(fields: Fields) -> Vec<Self> {
        let members: Vec<Member> = fields.members().collect();
        fields
            .into_iter()
            .zip(members)
            .enumerate()
            .map(|(index, (field, member))| Self {
                attrs: field.attrs,
                member,
                binding: format_ident!("__field_{index}"),
                ty: field.ty,
                skip: false,
            })
            .collect()
    }
}

fn take_parameter_attrs(generics: &mut Generics) -> Vec<Attribute> {
    let attrs_of = |parameter: &mut GenericParam| {
        core::mem::take(match parameter {
            GenericParam::Lifetime(parameter) => &mut parameter.attrs,
            GenericParam::Type(parameter) => &mut parameter.attrs,
            GenericParam::Const(parameter) => &mut parameter.attrs,
        })
    };
    generics.params.iter_mut().flat_map(attrs_of).collect()
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use super::*;

    fn members(tokens: TokenStream) -> Vec<String> {
        let input = Input::parse(tokens).expect("an item that parses");
        let members = input.fields();
        members
            .map(|field| field.member.to_token_stream().to_string())
            .collect()
    }

    #[test]
    fn fields_of_all_variants_are_found() {
        let tokens = quote! { enum E { A { x: u8, r#y: u8 }, B, C(u8, u8) } };
        assert_eq!(members(tokens), ["x", "r#y", "0", "1"]);
    }

    #[test]
    fn attributes_of_parameters_are_set_aside() {
        let input = Input::parse(quote! { struct S<#[a] T, #[b] const N: usize>([T; N]); })
            .expect("an item that parses");
        assert_eq!(input.parameter_attrs.len(), 2);
        let generics = input.generics.to_token_stream().to_string();
        assert!(!generics.contains('#'), "{generics}");
    }

    #[test]
    fn what_is_no_item_is_an_error_and_no_panic() {
        assert!(Input::parse(quote! { fn f() {} }).is_err());
    }
}
