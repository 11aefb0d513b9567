//! The mistakes found in one input, reported together.

use core::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Collects errors, so that a user meets all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: Option<syn::Error>,
}

impl Errors {
    /// Notes a mistake made at `culprit`.
    pub(crate) fn at(&mut self, culprit: impl ToTokens, message: impl Display) {
        self.add(syn::Error::new_spanned(culprit, message));
    }

    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.found {
            Some(found) => found.combine(error),
            None => self.found = Some(error),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_none()
    }

    /// One `compile_error!` a mistake.
    pub(crate) fn to_compile_errors(&self) -> TokenStream {
        self.found
            .as_ref()
            .map(syn::Error::to_compile_error)
            .unwrap_or_default()
    }

    /// The texts, for tests.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        let found = self.found.iter().flatten();
        found.map(|error| error.to_string()).collect()
    }
}
