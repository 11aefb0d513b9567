//! What nodes are called, and how names are shown.

use std::collections::HashMap;

/// What a node is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The package's name, or the word in the edge list.
    pub name: String,
    /// The package's version.
    pub version: Option<String>,
    /// Where the package comes from; a workspace's member comes from nowhere.
    pub source: Option<String>,
}

impl Name {
    /// A node that is called by one word.
    #[must_use]
    pub fn word(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            version: None,
            source: None,
        }
    }

    /// `name@version`, or the name where there is no version.
    #[must_use]
    pub fn short(&self) -> String {
        match &self.version {
            Some(version) => format!("{}@{version}", self.name),
            None => self.name.clone(),
        }
    }

    /// The short form and the source.
    #[must_use]
    pub fn long(&self) -> String {
        match &self.source {
            Some(source) => format!("{} ({source})", self.short()),
            None => self.short(),
        }
    }
}

/// The short form where it is enough, the long one where two nodes share it. What a terminal would
/// take for a command is escaped.
pub(crate) fn labels(nodes: &[Name]) -> Vec<String> {
    let mut short_forms = HashMap::new();
    for node in nodes {
        *short_forms.entry(node.short()).or_insert(0_usize) += 1;
    }
    let label = |node: &Name| match node.short() {
        short if short_forms[&short] == 1 => short,
        _ => node.long(),
    };
    nodes.iter().map(|node| printable(&label(node))).collect()
}

/// The text with its control characters escaped.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// The first few of some names in a row, each in backquotes.
pub(crate) fn list(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let mut text = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        text += &format!(" and {} more", names.len() - SHOWN);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn a_long_list_is_cut_short() {
        let names: Vec<_> = (0..10).map(|i| i.to_string()).collect();
        assert!(list(&names).ends_with("`7` and 2 more"));
        assert_eq!(list(&names[..1]), "`0`");
    }
}
