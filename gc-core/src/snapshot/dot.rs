//! A picture, for Graphviz.

use std::io::{self, Write};

use super::{Object, ObjectId, Snapshot};
use crate::stats::Bytes;

/// What [`Snapshot::write_dot`] draws.
#[derive(Clone, Debug)]
pub struct DotOptions {
    around: Vec<ObjectId>,
    steps: usize,
    limit: usize,
}

impl DotOptions {
    /// The objects that retain most, up to 300 of them.
    #[must_use]
    pub fn new() -> Self {
        Self {
            around: Vec::new(),
            steps: 2,
            limit: 300,
        }
    }

    /// What lies around an object instead; may be called more than once.
    #[must_use]
    pub fn around(mut self, object: ObjectId) -> Self {
        self.around.push(object);
        self
    }

    /// How many edges away from there, in both directions; 2 if nobody says otherwise.
    #[must_use]
    pub fn steps(mut self, steps: usize) -> Self {
        self.steps = steps;
        self
    }

    /// How many objects at most.
    #[must_use]
    pub fn limit(mut self, objects: usize) -> Self {
        self.limit = objects;
        self
    }
}

impl Default for DotOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl Snapshot {
    /// Writes objects and the edges between them in Graphviz' language: `dot -Tsvg heap.dot`.
    ///
    /// Objects held from outside have a thick frame, garbage a dashed one. Names may hold any
    /// character.
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use gc_core::snapshot::DotOptions;
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let pair = Gc::new_in((Gc::new_in("a", &heap), 2), &heap);
    /// let mut picture = Vec::new();
    /// heap.snapshot().write_dot(&mut picture, &DotOptions::new())?;
    /// assert!(String::from_utf8_lossy(&picture).contains(" -> "));
    /// # drop(pair);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_dot(&self, mut out: impl Write, options: &DotOptions) -> io::Result<()> {
        let drawn = self.choose(options);
        writeln!(out, "digraph heap {{")?;
        writeln!(out, "  graph [rankdir=LR];")?;
        writeln!(
            out,
            "  node [shape=box, fontname=\"sans-serif\", fontsize=10];"
        )?;
        for object in &drawn {
            write_node(&mut out, *object)?;
        }
        let mut ids: Vec<_> = drawn.iter().map(Object::id).collect();
        ids.sort_unstable();
        for object in &drawn {
            for target in object
                .edges()
                .filter(|it| ids.binary_search(&it.id()).is_ok())
            {
                writeln!(out, "  n{} -> n{};", object.id().0, target.id().0)?;
            }
        }
        writeln!(out, "}}")
    }

    fn choose(&self, options: &DotOptions) -> Vec<Object<'_>> {
        if options.around.is_empty() {
            let mut objects: Vec<_> = self.objects().collect();
            objects.sort_by_key(|it| (core::cmp::Reverse(it.retained_bytes()), it.id()));
            objects.truncate(options.limit);
            return objects;
        }
        let mut seen = vec![false; self.len()];
        let mut reached: Vec<(Object<'_>, usize)> = Vec::new();
        let mut reach = |object: Object<'_>, distance, reached: &mut Vec<_>| {
            if reached.len() < options.limit
                && !core::mem::replace(&mut seen[object.id().index()], true)
            {
                reached.push((Object::new(self, object.id().0), distance));
            }
        };
        for id in &options.around {
            reach(self.object(*id), 0, &mut reached);
        }
        let mut next = 0;
        while let Some((object, distance)) = reached.get(next).copied() {
            next += 1;
            if distance < options.steps {
                for neighbour in object.edges().chain(object.referrers()) {
                    reach(neighbour, distance + 1, &mut reached);
                }
            }
        }
        reached.into_iter().map(|(object, _)| object).collect()
    }
}

fn write_node(out: &mut impl Write, object: Object<'_>) -> io::Result<()> {
    let style = if object.is_garbage() {
        "dashed"
    } else if object.is_held() {
        "bold"
    } else {
        "solid"
    };
    let mut lines = vec![format!("{} {}", object.id(), short(object.type_name()))];
    lines.extend(object.label().map(str::to_owned));
    lines.push(format!(
        "retains {}",
        Bytes(object.retained_bytes() as usize)
    ));
    if object.is_held() {
        lines.push(format!("{} from outside", object.external_count()));
    }
    let label = escape(&lines.join("\n"));
    let tooltip = escape(object.type_name());
    let id = object.id().0;
    writeln!(
        out,
        "  n{id} [label=\"{label}\", style={style}, tooltip=\"{tooltip}\"];"
    )
}

/// A type's name without the paths of modules.
fn short(name: &str) -> String {
    let mut short = String::new();
    for part in name.split_inclusive(|character: char| {
        !(character.is_alphanumeric() || character == '_' || character == ':')
    }) {
        short += part.rsplit("::").next().unwrap_or(part);
    }
    short
}

/// The text between quotes. Control characters have no place in a picture.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '"' => escaped += "\\\"",
            '\\' => escaped += "\\\\",
            '\n' => escaped += "\\n",
            other if other.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, short};

    #[test]
    fn a_short_name_has_no_paths() {
        assert_eq!(short("app::Node"), "Node");
        assert_eq!(
            short("(gc_core::gc::Gc<alloc::vec::Vec<u8>>, u8)"),
            "(Gc<Vec<u8>>, u8)"
        );
    }

    #[test]
    fn no_text_ends_the_quotes() {
        assert_eq!(escape("a\"b\\c\nd\u{7}"), "a\\\"b\\\\c\\nd\u{fffd}");
    }
}
