//! Lock files, all versions that cargo ever wrote.

use std::collections::HashMap;
use std::path::Path;

use cargo_lock::{Dependency, Lockfile, Package};

use crate::graph::Error;
use crate::graph::name::Name;
use crate::graph::plain::{NodeId, PlainGraph};

/// Reads a `Cargo.lock`. The roots are the packages without a source: the workspace's members, and
/// what they depend on by path.
///
/// # Errors
///
/// If it is no lock file, if a dependency is not among its packages, or if it has no packages.
pub fn parse_lock_file(path: &Path, text: &str) -> Result<PlainGraph, Error> {
    let lock: Lockfile = text
        .parse()
        .map_err(|error: cargo_lock::Error| malformed(path, text, &error))?;
    let packages = packages(&lock);
    if packages.is_empty() {
        return Err(Error::Empty {
            path: path.to_owned(),
            unit: "package",
        });
    }
    let edges =
        edges(&packages).map_err(|(package, dependency)| missing(path, package, dependency))?;
    let roots = (0..packages.len())
        .filter(|&index| packages[index].source.is_none())
        .map(NodeId::new)
        .collect();
    let names = packages.iter().map(|package| name(package)).collect();
    Ok(PlainGraph::new(path, "package", names, edges, roots))
}

/// The packages; very old lock files keep the workspace's own apart.
fn packages(lock: &Lockfile) -> Vec<&Package> {
    lock.root.iter().chain(&lock.packages).collect()
}

fn name(package: &Package) -> Name {
    Name {
        name: package.name.to_string(),
        version: Some(package.version.to_string()),
        source: package.source.as_ref().map(ToString::to_string),
    }
}

type Unresolved<'a> = (&'a Package, &'a Dependency);

/// Which package depends on which; the first dependency that is not there, if any.
fn edges<'a>(packages: &[&'a Package]) -> Result<Vec<(NodeId, NodeId)>, Unresolved<'a>> {
    let mut by_name = HashMap::<_, Vec<usize>>::new();
    for (index, package) in packages.iter().enumerate() {
        let key = (package.name.as_str(), &package.version);
        by_name.entry(key).or_default().push(index);
    }
    let mut edges = Vec::new();
    for (index, package) in packages.iter().enumerate() {
        for dependency in &package.dependencies {
            let key = (dependency.name.as_str(), &dependency.version);
            let fits = |&&index: &&usize| {
                dependency.source.is_none() || packages[index].source == dependency.source
            };
            let target = by_name.get(&key).and_then(|found| found.iter().find(fits));
            let target = target.ok_or((*package, dependency))?;
            edges.push((NodeId::new(index), NodeId::new(*target)));
        }
    }
    Ok(edges)
}

fn missing(path: &Path, package: &Package, dependency: &Dependency) -> Error {
    Error::MalformedLock {
        path: path.to_owned(),
        line: None,
        what: format!(
            "`{}@{}` depends on `{}@{}`, which is not among the packages",
            package.name, package.version, dependency.name, dependency.version
        ),
    }
}

/// The parser's message, brought into one line: what it drew around the place goes, the place stays.
fn malformed(path: &Path, text: &str, error: &cargo_lock::Error) -> Error {
    let message = error.to_string();
    let what = message.lines().next_back().unwrap_or_default();
    let what = what.trim_start_matches("parse error: ");
    Error::MalformedLock {
        path: path.to_owned(),
        line: line_of(&message).or_else(|| line_of_dependency(text, what)),
        what: what.to_owned(),
    }
}

/// The number after `line` in the parser's message.
fn line_of(message: &str) -> Option<usize> {
    let rest = message.split("at line ").nth(1)?;
    rest.split(',').next()?.parse().ok()
}

/// Where the dependency stands that the parser could not find among the packages.
fn line_of_dependency(text: &str, what: &str) -> Option<usize> {
    let name = what.strip_prefix("couldn't resolve dependency: ")?;
    let entry = format!("\"{name}\"");
    let is_entry = |line: &str| line.trim().trim_end_matches(',') == entry;
    text.lines().position(is_entry).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::parse_lock_file;
    use crate::graph::plain::{NodeId, PlainGraph};
    use std::path::Path;

    fn parse(text: &str) -> Result<PlainGraph, String> {
        parse_lock_file(Path::new("Cargo.lock"), text).map_err(|error| error.to_string())
    }

    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

    fn package(name: &str, version: &str, local: bool, dependencies: &[&str]) -> String {
        let source = if local {
            String::new()
        } else {
            format!("source = \"{REGISTRY}\"\n")
        };
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}dependencies = {dependencies:?}\n\n"
        )
    }

    #[test]
    fn dependencies_become_edges_and_members_roots() {
        let text = "version = 4\n".to_owned()
            + &package("app", "0.1.0", true, &["old 1.0.0", "lib"])
            + &package("lib", "3.0.0", false, &["old 2.0.0"])
            + &package("old", "1.0.0", false, &[])
            + &package("old", "2.0.0", false, &[]);
        let graph = parse(&text).unwrap();
        let ends = |&(from, to): &(NodeId, NodeId)| (graph.label(from), graph.label(to));
        let edges: Vec<_> = graph.edges().iter().map(ends).collect();
        let expected = [
            ("app@0.1.0", "old@1.0.0"),
            ("app@0.1.0", "lib@3.0.0"),
            ("lib@3.0.0", "old@2.0.0"),
        ];
        assert_eq!(edges, expected);
        assert_eq!(graph.roots(), [NodeId::new(0)]);
    }

    #[test]
    fn broken_syntax_is_named_by_line() {
        let message = parse("version = 4\n\n[[package]\nname = \"a\"\n").unwrap_err();
        assert!(message.contains("`Cargo.lock`, line 3"), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }

    #[test]
    fn a_dependency_that_is_not_locked_is_named() {
        let text = "version = 4\n".to_owned() + &package("app", "0.1.0", true, &["ghost"]);
        let message = parse(&text).unwrap_err();
        assert!(message.contains("ghost"), "{message}");
        let text = "version = 4\n".to_owned() + &package("app", "0.1.0", true, &["ghost 1.0.0"]);
        let message = parse(&text).unwrap_err();
        assert!(
            message.contains("`app@0.1.0` depends on `ghost@1.0.0`"),
            "{message}"
        );
    }

    #[test]
    fn a_lock_file_without_packages_is_empty() {
        let message = parse("version = 4\n").unwrap_err();
        assert!(message.contains("holds no nodes"), "{message}");
    }
}
