//! The types that can be seen inside a field's type.
//!
//! `Box<T>` and other types that may hold something unsized cannot ask it to describe itself,
//! since it may be `dyn Trait`. The derive sees what stands there, so it asks.

use quote::ToTokens;
use syn::{Ident, PathSegment, Type};

use crate::types::{Holds, Parameters, bare, takes_only_types};

/// The types inside `ty` whose values a value of `ty` may hold, innermost first, each once; `ty`
/// itself is not among them.
pub(crate) fn parts<'t>(ty: &'t Type, parameters: &Parameters<'_>) -> Vec<&'t Type> {
    let mut search = Search {
        parameters,
        found: Vec::new(),
    };
    search.look_into(ty);
    search.found
}

struct Search<'a, 't> {
    parameters: &'a Parameters<'a>,
    found: Vec<&'t Type>,
}

impl<'t> Search<'_, 't> {
    fn look_into(&mut self, ty: &'t Type) {
        match bare(ty) {
            Type::Array(array) => self.take(&array.elem),
            Type::Slice(slice) => self.take(&slice.elem),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.take(ty)),
            Type::Path(ty) if ty.qself.is_none() => {
                ty.path
                    .segments
                    .last()
                    .into_iter()
                    .for_each(|last| self.look_into_path(last));
            }
            _ => {}
        }
    }

    fn look_into_path(&mut self, last: &'t PathSegment) {
        for argument in Holds::of(&last.ident).held(last) {
            if takes_only_types(&last.ident) || !self.may_be_constant(argument) {
                self.take(argument);
            }
        }
    }

    fn take(&mut self, ty: &'t Type) {
        self.look_into(ty);
        let is_known = self.found.iter().any(|known| text(known) == text(ty));
        if !is_known && can_be_named(ty) {
            self.found.push(ty);
        }
    }

    /// Whether what stands where a type can is perhaps a constant: `N` in `Matrix<f32, N>`. By
    /// the conventions for names, that is.
    fn may_be_constant(&self, ty: &Type) -> bool {
        let Type::Path(ty) = bare(ty) else {
            return false;
        };
        match ty.path.get_ident() {
            Some(name) if ty.qself.is_none() => {
                self.parameters.is_const(name)
                    || !self.parameters.is_type(name) && is_named_as_constant(name)
            }
            _ => false,
        }
    }
}

/// `LENGTH`, `N`, or in lower case and no type of the language.
fn is_named_as_constant(name: &Ident) -> bool {
    const PRIMITIVES: &[&str] = &[
        "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64",
    ];
    let text = name.to_string();
    let is_upper = !text.contains(char::is_lowercase);
    let is_lower = !text.contains(char::is_uppercase);
    is_upper || is_lower && !PRIMITIVES.contains(&text.as_str())
}

/// Whether asking the type may tell anything.
fn can_be_named(ty: &Type) -> bool {
    !matches!(
        bare(ty),
        Type::FnPtr(_) | Type::ImplTrait(_) | Type::Infer(_) | Type::TraitObject(_)
    )
}

fn text(ty: &Type) -> String {
    bare(ty).to_token_stream().to_string()
}

#[cfg(test)]
mod tests {
    use syn::{Generics, parse_quote};

    use super::*;

    fn parts_of(ty: Type) -> String {
        let generics: Generics = parse_quote!(<T, const N: usize>);
        let parameters = Parameters::new(&generics);
        let parts = parts(&ty, &parameters);
        let parts = parts.iter().map(|part| text(part).replace(' ', ""));
        parts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parts_come_innermost_first() {
        assert_eq!(
            parts_of(parse_quote!(Option<Box<[Foo]>>)),
            "Foo [Foo] Box<[Foo]>"
        );
        assert_eq!(
            parts_of(parse_quote!((Box<T>, [Cell<T>; 2]))),
            "T Box<T> Cell<T> [Cell<T>;2]"
        );
        assert_eq!(parts_of(parse_quote!(Foo)), "");
    }

    #[test]
    fn what_is_only_pointed_to_is_no_part() {
        assert_eq!(parts_of(parse_quote!(Box<Gc<Foo>>)), "Gc<Foo>");
        assert_eq!(
            parts_of(parse_quote!(RefCell<Option<Weak<Foo>>>)),
            "Weak<Foo> Option<Weak<Foo>>"
        );
        assert_eq!(parts_of(parse_quote!(PhantomData<Foo>)), "");
        assert_eq!(parts_of(parse_quote!(Box<dyn Tr<Foo>>)), "");
        assert_eq!(parts_of(parse_quote!(fn(Foo))), "");
        assert_eq!(parts_of(parse_quote!(&'static Foo)), "");
    }

    #[test]
    fn constants_are_no_parts() {
        assert_eq!(
            parts_of(parse_quote!(Matrix<f32, N, LENGTH, { 2 + 2 }, 4, length>)),
            "f32"
        );
        assert_eq!(parts_of(parse_quote!(Matrix<T, Foo, 'static>)), "T Foo");
        assert_eq!(parts_of(parse_quote!(Box<A>)), "A");
    }

    #[test]
    fn hashers_are_no_parts() {
        assert_eq!(
            parts_of(parse_quote!(HashMap<String, Foo, State>)),
            "String Foo"
        );
    }
}
