//! What the impl asks of the type's parameters.
//!
//! The exact demand would be `FieldType: Trace` for each field, but a recursive type would then
//! be `Trace` only if it is `Trace`, which the compiler refuses. So each field's type is taken
//! apart down to its parameters, and what is met on the way that needs no bound ends the descent:
//! a `Gc` can be traced whatever it points to.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Path, PathSegment, Type, TypePath};

use crate::parse::Input;
use crate::types::{Holds, Parameters, bare};

/// The predicates of the impl, those that the type itself declares not among them.
pub(crate) fn bounds(input: &Input, krate: &Path) -> Vec<TokenStream> {
    let needs = match &input.options.bound {
        Some(_) => Needs::default(),
        None => Needs::of(input),
    };
    let own = input.generics.type_params().map(|parameter| {
        let name = &parameter.ident;
        if needs.parameters.contains(&name.to_string()) {
            quote!(#name: #krate::Trace)
        } else {
            // `Trace` asks for `Self: 'static`, and so for all of its parameters.
            quote!(#name: 'static)
        }
    });
    let others = needs.types.iter().map(|ty| quote!(#ty: #krate::Trace));
    let given = input.options.bound.iter().flatten();
    own.chain(others)
        .chain(given.map(ToTokens::into_token_stream))
        .collect()
}

/// What has to be `Trace` so that the fields are.
#[derive(Default)]
struct Needs {
    parameters: Vec<String>,
    /// Projections and the like, each once.
    types: Vec<Type>,
}

impl Needs {
    fn of(input: &Input) -> Self {
        let mut search = Search {
            input,
            parameters: Parameters::new(&input.generics),
            found: Self::default(),
        };
        for field in input.traced_fields() {
            search.visit(&field.ty);
        }
        search.found
    }
}

struct Search<'a> {
    input: &'a Input,
    parameters: Parameters<'a>,
    found: Needs,
}

impl Search<'_> {
    fn visit(&mut self, ty: &Type) {
        match bare(ty) {
            Type::Array(array) => self.visit(&array.elem),
            Type::Slice(slice) => self.visit(&slice.elem),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|ty| self.visit(ty)),
            Type::Path(path) => self.visit_path(path),
            // What they stand for cannot be seen.
            Type::Macro(_) | Type::Verbatim(_) => self.need_whole(ty),
            // References, pointers to functions and the like own nothing; a trait object says
            // by its trait whether it can be traced.
            _ => {}
        }
    }

    fn visit_path(&mut self, ty: &TypePath) {
        if let Some(name) = self.parameters.named_by(&ty.path) {
            self.found.parameters.push(name.to_string());
        } else if self.is_projection(ty) {
            self.need_whole(&Type::Path(ty.clone()));
        } else if !self.is_self(&ty.path)
            && let Some(last) = ty.path.segments.last()
        {
            self.visit_arguments(ty, last);
        }
    }

    fn visit_arguments(&mut self, ty: &TypePath, last: &PathSegment) {
        let holds = Holds::of(&last.ident);
        if holds == Holds::Opaque {
            self.need_whole(&Type::Path(ty.clone()));
        }
        for argument in holds.held(last) {
            self.visit(argument);
        }
    }

    /// `T::Item` and `<T as Trait>::Item`.
    fn is_projection(&self, ty: &TypePath) -> bool {
        let of_parameter = || {
            let first = ty.path.segments.first();
            ty.path.segments.len() > 1
                && ty.path.leading_colon.is_none()
                && first.is_some_and(|first| self.parameters.is_type(&first.ident))
        };
        ty.qself.is_some() || of_parameter()
    }

    /// The type itself, with its own parameters: it is `Trace` under the very bounds that are
    /// being gathered.
    fn is_self(&self, path: &Path) -> bool {
        path.get_ident().is_some_and(|name| name == "Self")
            || path.leading_colon.is_none()
                && path.segments.len() == 1
                && path.segments[0].ident == self.input.name
                && self.parameters.are(&path.segments[0].arguments)
    }

    fn need_whole(&mut self, ty: &Type) {
        let is_same = |other: &Type| text(other) == text(ty);
        if self.parameters.are_mentioned(ty) && !self.found.types.iter().any(is_same) {
            self.found.types.push(ty.clone());
        }
    }
}

fn text(ty: &Type) -> String {
    ty.to_token_stream().to_string()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::attr;
    use crate::errors::Errors;

    fn bounds_of(item: TokenStream) -> String {
        let mut input = Input::parse(item).expect("an item that parses");
        attr::read(&mut input, &mut Errors::default());
        let bounds = bounds(&input, &parse_quote!(gc));
        let bounds = bounds
            .iter()
            .map(|bound| bound.to_string().replace(' ', ""));
        bounds.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_pointer_asks_nothing_of_what_it_points_to() {
        let item = quote! { struct N<T> { next: Option<Gc<N<T>>>, up: RefCell<Weak<N<T>>> } };
        assert_eq!(bounds_of(item), "T:'static");
        let item = quote! { struct N<T> { next: Option<Gc<N<T>>>, value: T } };
        assert_eq!(bounds_of(item), "T:gc::Trace");
    }

    #[test]
    fn parameters_are_found_wherever_values_are_held() {
        let item = quote! {
            enum E<A, B, C, D, X> {
                V(Vec<Option<A>>),
                W { pair: (u8, [B; 2]), slice: Box<[C]> },
                U(D),
                S(#[trace(skip)] X),
            }
        };
        let expected = "A:gc::Trace, B:gc::Trace, C:gc::Trace, D:gc::Trace, X:'static";
        assert_eq!(bounds_of(item), expected);
    }

    #[test]
    fn what_holds_no_value_asks_nothing() {
        let item = quote! {
            struct S<A: ?Sized, B, C, D, E> {
                a: &'static A, b: PhantomData<B>, c: fn(C) -> C, d: *const D, e: Box<dyn Tr<E>>,
            }
        };
        let expected = "A:'static, B:'static, C:'static, D:'static, E:'static";
        assert_eq!(bounds_of(item), expected);
    }

    #[test]
    fn projections_are_asked_for_as_they_are() {
        let item = quote! {
            struct S<I: Tr, J: Iterator> { a: <I as Tr>::Bound, b: Vec<J::Item>, c: Option<J::Item> }
        };
        let expected = "I:'static, J:'static, <IasTr>::Bound:gc::Trace, J::Item:gc::Trace";
        assert_eq!(bounds_of(item), expected);
    }

    #[test]
    fn the_type_itself_asks_nothing_of_itself() {
        let item = quote! { struct T1<I: Tr> { b: I::Bound, a: Vec<T1<I>>, c: Box<Self> } };
        assert_eq!(bounds_of(item), "I:'static, I::Bound:gc::Trace");
        let item = quote! { struct T2<A, B> { a: Vec<T2<B, A>> } };
        assert_eq!(bounds_of(item), "A:gc::Trace, B:gc::Trace");
    }

    #[test]
    fn hashers_are_not_data() {
        let item = quote! { struct S<K, V, H> { map: HashMap<K, V, H>, set: HashSet<V, H> } };
        assert_eq!(bounds_of(item), "K:gc::Trace, V:gc::Trace, H:'static");
    }

    #[test]
    fn types_that_say_what_they_ask_are_asked_for_whole() {
        let item = quote! { struct S<T> { a: Vec<Rc<T>>, b: Rc<u8>, c: made!(T), d: made!(u8) } };
        let expected = "T:'static, Rc<T>:gc::Trace, made!(T):gc::Trace";
        assert_eq!(bounds_of(item), expected);
    }

    #[test]
    fn given_bounds_replace_the_inferred_ones() {
        let item = quote! { #[trace(bound = "T: Shape")] struct S<T, U>(T, U); };
        assert_eq!(bounds_of(item), "T:'static, U:'static, T:Shape");
        let item = quote! { #[trace(leaf)] struct S<T>(T); };
        assert_eq!(bounds_of(item), "T:'static");
    }
}
