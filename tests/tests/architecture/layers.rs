//! The order itself.

use std::collections::BTreeMap;

use crate::source::Source;

/// The modules, each of which may name those before it. What lies inside a module's folder may
/// name anything of that module.
pub(crate) const ORDER: &[&str] = &[
    "object",
    "heap",
    "trace",
    "type_info",
    "clock",
    "stats",
    "budget",
    "policy",
    "external",
    "drop_queue",
    "collector",
    "runtime",
    "gc",
    "weak",
    "unsize",
    "collections",
    "snapshot",
    "serde_graph",
    // Pages of documentation, without code of their own.
    "docs",
    "guide",
    // What macros of other crates expand to names everything.
    "__private",
    "lib",
];

/// The order, and where the names at the crate's root come from.
pub(crate) struct Layers {
    /// From a name that the root exports to the module that defines it.
    exports: BTreeMap<String, String>,
}

impl Layers {
    /// Reads the root's exports from its source.
    pub(crate) fn new(root: &Source) -> Self {
        Self {
            exports: root.exports(),
        }
    }

    pub(crate) fn read() -> Self {
        Self::new(&Source::read("lib.rs"))
    }

    pub(crate) fn knows(&self, module: &str) -> bool {
        ORDER.contains(&module)
    }

    /// What a file names that comes after it, as sentences.
    pub(crate) fn upward(&self, source: &Source) -> Vec<String> {
        let own = source.module();
        let named = source.names_of_the_root().into_iter();
        // A function may have a module's name: what is meant by a path is the module.
        let modules = named.map(|name| match self.exports.get(&name) {
            Some(module) if !self.knows(&name) => module.clone(),
            _ => name,
        });
        modules
            .filter(|module| *module != own && rank(module) > rank(&own))
            .map(|module| format!("{} ({own}) names {module}", source.path()))
            .collect()
    }
}

/// Names that are no module of the order (foreign macros, say) rank lowest.
fn rank(module: &str) -> usize {
    let place = ORDER.iter().position(|it| *it == module);
    place.map_or(0, |place| place + 1)
}
