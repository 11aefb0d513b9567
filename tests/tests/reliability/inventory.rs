//! The unsafe code of the library, counted by module.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::code::files;

/// Counts by module, in alphabetical order.
pub(crate) struct Inventory(BTreeMap<String, Counts>);

#[derive(Default)]
struct Counts {
    blocks: usize,
    impls: usize,
    functions: usize,
}

impl Inventory {
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../gc-core/src");
        let sources: Vec<_> = files(&root, "rs")
            .into_iter()
            .map(|path| {
                let below = path.strip_prefix(&root).expect("it lies below the root");
                let name: Vec<_> = below.iter().map(|it| it.to_string_lossy()).collect();
                let text = fs::read_to_string(&path).expect("a source can be read");
                (name.join("/"), text)
            })
            .collect();
        Self::of(sources.iter().map(|(path, text)| (&**path, &**text)))
    }

    /// Of sources given as paths from the root, and texts.
    pub(crate) fn of<'a>(sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut modules: BTreeMap<String, Counts> = BTreeMap::new();
        for (path, text) in sources {
            let first = path.split('/').next().unwrap_or_default();
            let module = first.trim_end_matches(".rs").to_owned();
            let stream: TokenStream = text.parse().expect("a source is made of tokens");
            modules.entry(module).or_default().add(stream);
        }
        modules.retain(|_, counts| counts.blocks + counts.impls + counts.functions > 0);
        Self(modules)
    }

    /// The cells of a table: module, blocks, impls, functions; and the sums.
    pub(crate) fn rows(&self) -> Vec<String> {
        let cells = |name: &str, it: &Counts| {
            format!("`{name}` | {} | {} | {}", it.blocks, it.impls, it.functions)
        };
        self.0.iter().map(|(name, it)| cells(name, it)).collect()
    }
}

impl Counts {
    fn add(&mut self, stream: TokenStream) {
        let mut streams = vec![stream];
        while let Some(stream) = streams.pop() {
            let tokens: Vec<_> = stream.into_iter().collect();
            let mut is_test = false;
            for (at, token) in tokens.iter().enumerate() {
                match token {
                    TokenTree::Group(group) => {
                        let inside = group.stream();
                        if group.delimiter() == Delimiter::Bracket {
                            is_test |= inside.to_string().replace(' ', "") == "cfg(test)";
                        } else if group.delimiter() == Delimiter::Brace && is_test {
                            // The body of what is for tests only.
                            is_test = false;
                            continue;
                        }
                        streams.push(inside);
                    }
                    TokenTree::Ident(word) if word == "unsafe" => self.note(&tokens[at + 1..]),
                    _ => {}
                }
            }
        }
    }

    /// Notes what an `unsafe` stands before.
    fn note(&mut self, rest: &[TokenTree]) {
        match rest {
            [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
                self.blocks += 1;
            }
            [TokenTree::Ident(word), ..] if word == "impl" => self.impls += 1,
            [TokenTree::Ident(word), TokenTree::Ident(_), ..] if word == "fn" => {
                self.functions += 1;
            }
            _ => {}
        }
    }
}
