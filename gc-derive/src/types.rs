//! What can be said of a type by its name alone.
//!
//! A derive sees names, not types. Where it knows what a name stands for it can ask for less;
//! where it guesses wrong, a bound is stricter than it had to be or a description vaguer, and
//! nothing worse.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, GenericParam, Generics, Ident, Path, PathArguments, PathSegment, Type};

/// Which of a type's arguments its values hold values of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// None: it points to them or only names them, and can be traced whatever they are.
    Nothing,
    /// None that the collector sees; the type says by itself what it asks of them.
    Opaque,
    /// Those in these places. The others are keys, hashers and the like.
    Only(&'static [usize]),
    /// Any of them, as far as the name tells.
    Any,
}

impl Holds {
    /// By the name of a type.
    pub(crate) fn of(name: &Ident) -> Self {
        match name.to_string().as_str() {
            "PhantomData" | "Gc" | "Weak" | "WeakSet" | "Interner" => Self::Nothing,
            "Rc" | "Arc" | "Cow" | "ManuallyDrop" | "MaybeUninit" | "NonNull" | "LazyCell"
            | "LazyLock" | "BuildHasherDefault" => Self::Opaque,
            "HashSet" | "IndexSet" | "WeakValueMap" => Self::Only(&[0]),
            "HashMap" | "IndexMap" => Self::Only(&[0, 1]),
            "WeakMap" | "Ephemeron" | "SlotMap" | "DenseSlotMap" | "HopSlotMap"
            | "SecondaryMap" | "SparseSecondaryMap" => Self::Only(&[1]),
            _ => Self::Any,
        }
    }

    /// The types among a segment's arguments that are held.
    pub(crate) fn held(self, segment: &PathSegment) -> impl Iterator<Item = &Type> {
        let arguments = type_arguments(segment).enumerate();
        arguments
            .filter(move |(place, _)| match self {
                Self::Nothing | Self::Opaque => false,
                Self::Only(places) => places.contains(place),
                Self::Any => true,
            })
            .map(|(_, ty)| ty)
    }
}

/// Whether all arguments of the type of this name are known to be types, not constants.
pub(crate) fn takes_only_types(name: &Ident) -> bool {
    const NAMES: &[&str] = &[
        "Box",
        "Vec",
        "VecDeque",
        "LinkedList",
        "BTreeMap",
        "BTreeSet",
        "HashMap",
        "HashSet",
        "BinaryHeap",
        "Option",
        "Result",
        "Cow",
        "Cell",
        "RefCell",
        "OnceCell",
        "UnsafeCell",
        "LazyCell",
        "Mutex",
        "RwLock",
        "OnceLock",
        "Pin",
        "Reverse",
        "Wrapping",
        "Saturating",
        "IndexMap",
        "IndexSet",
        "WeakMap",
        "WeakValueMap",
        "Ephemeron",
    ];
    NAMES.iter().any(|known| name == known)
}

/// A type without the invisible brackets that `macro_rules!` puts around it, and without the
/// visible ones.
pub(crate) fn bare(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// The types among the arguments of a path's segment.
fn type_arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// The parameters of the type that the derive was put on.
pub(crate) struct Parameters<'a> {
    generics: &'a Generics,
}

impl<'a> Parameters<'a> {
    pub(crate) fn new(generics: &'a Generics) -> Self {
        Self { generics }
    }

    pub(crate) fn is_type(&self, name: &Ident) -> bool {
        self.generics
            .type_params()
            .any(|parameter| parameter.ident == *name)
    }

    pub(crate) fn is_const(&self, name: &Ident) -> bool {
        self.generics
            .const_params()
            .any(|parameter| parameter.ident == *name)
    }

    /// The parameter that a path consists of.
    pub(crate) fn named_by<'p>(&self, path: &'p Path) -> Option<&'p Ident> {
        path.get_ident().filter(|name| self.is_type(name))
    }

    /// Whether a type parameter is named among `tokens`, be it as part of `Self`.
    pub(crate) fn are_mentioned(&self, tokens: impl ToTokens) -> bool {
        self.are_among(tokens.into_token_stream())
    }

    fn are_among(&self, tokens: TokenStream) -> bool {
        let mut after_colon = false;
        tokens.into_iter().any(|token| {
            let found = match &token {
                // `module::T` and `I::T` name something else.
                TokenTree::Ident(name) => !after_colon && (self.is_type(name) || self.are_in(name)),
                TokenTree::Group(group) => self.are_among(group.stream()),
                _ => false,
            };
            after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            found
        })
    }

    /// Whether the name is `Self`, and so stands for type parameters, too.
    fn are_in(&self, name: &Ident) -> bool {
        name == "Self" && self.generics.type_params().next().is_some()
    }

    /// Whether `arguments` are these parameters, in order: those of `Self`.
    pub(crate) fn are(&self, arguments: &PathArguments) -> bool {
        let PathArguments::AngleBracketed(arguments) = arguments else {
            return self.generics.params.is_empty();
        };
        let own = self.generics.params.iter().map(|own| match own {
            GenericParam::Lifetime(own) => own.lifetime.to_token_stream(),
            GenericParam::Type(own) => own.ident.to_token_stream(),
            GenericParam::Const(own) => own.ident.to_token_stream(),
        });
        let given = arguments.args.iter().map(|given| match given {
            GenericArgument::Type(ty) => bare(ty).to_token_stream(),
            _ => given.to_token_stream(),
        });
        own.map(|own| own.to_string())
            .eq(given.map(|given| given.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn parameters_are_found_by_name_and_not_in_paths() {
        let generics: Generics = parse_quote!(<T, const N: usize>);
        let parameters = Parameters::new(&generics);
        let mentioned = |ty: Type| parameters.are_mentioned(ty);
        assert!(mentioned(parse_quote!(Vec<(u8, [T; 2])>)));
        assert!(mentioned(parse_quote!(made!(T))));
        assert!(mentioned(parse_quote!(<u8 as Tr<T>>::Out)));
        assert!(mentioned(parse_quote!(<Self as Tr>::Out)));
        assert!(!mentioned(parse_quote!([module::T; N])));
    }

    #[test]
    fn the_arguments_of_self_are_told_from_others() {
        let generics: Generics = parse_quote!(<T, const N: usize>);
        let own = |path: Path| {
            Parameters::new(&generics).are(&path.segments.last().expect("a segment").arguments)
        };
        assert!(own(parse_quote!(Node<T, N>)));
        assert!(!own(parse_quote!(Node<N, T>)));
        assert!(!own(parse_quote!(Node<T>)));
        assert!(!own(parse_quote!(Node)));
    }
}
