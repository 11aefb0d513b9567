//! What the tree is shown and measured with.

use super::error::Mistake;
use super::node::{Kind, Node};
use super::{check, parse, rename};
use crate::family::Family;

/// Reads and checks a text; tells of each node: its depth by indentation, what it is, and its type.
///
/// # Errors
///
/// All mistakes in the text.
pub fn analyse<F: Family>(text: &str) -> Result<Vec<String>, Vec<Mistake>> {
    let root = parse::<F>(text).map_err(|mistake| vec![mistake])?;
    check::<F>(&root)?;
    let mut told = Vec::new();
    let mut pending = vec![(root, 0)];
    while let Some((node, depth)) = pending.pop() {
        told.push(format!(
            "{:indent$}{}",
            "",
            tell::<F>(&node),
            indent = 2 * depth
        ));
        let children = node.children().iter().rev();
        pending.extend(children.map(|child| (child.clone(), depth + 1)));
    }
    Ok(told)
}

fn tell<F: Family>(node: &Node<F>) -> String {
    let name = node.name().unwrap_or_default();
    let what = match node.kind() {
        Kind::Number(number) => number.to_string(),
        Kind::Truth(truth) => truth.to_string(),
        Kind::Name => format!("`{name}`"),
        Kind::Let => format!("let `{name}` ({})", uses(node)),
        Kind::If => "if".to_owned(),
        Kind::Function(_) => format!("fn of `{name}` ({})", uses(node)),
        Kind::Call => "call".to_owned(),
        Kind::Operation(operator) => format!("{operator:?}").to_lowercase(),
    };
    match node.ty() {
        Some(ty) => format!("{what}: {ty}"),
        None => what,
    }
}

fn uses<F: Family>(node: &Node<F>) -> String {
    match node.uses().len() {
        0 => "unused".to_owned(),
        1 => "used once".to_owned(),
        count => format!("used {count} times"),
    }
}

/// Reads and checks a program, climbs from each name to the root, and renames all that is bound; gives a sum over what
/// it has seen, and 0 if the program is wrong.
#[must_use]
pub fn work<F: Family>(text: &str) -> u64 {
    let Ok(root) = parse::<F>(text) else {
        return 0;
    };
    if check::<F>(&root).is_err() {
        return 0;
    }
    let nodes = Node::<F>::postorder(&root);
    let mut sum = nodes.len() as u64;
    for node in nodes.iter().filter(|node| *node.kind() == Kind::Name) {
        sum = sum.wrapping_mul(31).wrapping_add(depth::<F>(node));
    }
    for (index, node) in nodes.iter().enumerate() {
        if matches!(node.kind(), Kind::Let | Kind::Function(_)) {
            let renamed = rename::<F>(node, &format!("name{index}"));
            sum = sum
                .wrapping_mul(31)
                .wrapping_add(renamed.map_or(0, |uses| uses as u64));
        }
    }
    sum
}

fn depth<F: Family>(node: &F::Strong<Node<F>>) -> u64 {
    let mut depth = 0;
    let mut at = node.parent();
    while let Some(node) = at {
        depth += 1;
        at = node.parent();
    }
    depth
}

/// Nodes of one term of a generated program, and the one that joins it to the next.
const NODES_A_TERM: usize = 20;

/// A program of about `size` nodes: a sum of many terms, nested like a balanced tree, so that no name is deep down.
#[must_use]
pub fn generate(size: usize) -> String {
    let terms = (size / NODES_A_TERM).max(1);
    let term = |index: usize| {
        format!(
            "(let a{index} = {index} in let f = fn x: int => if x < a{index} then x * {index} else x + 1 \
             in f(f(a{index})))"
        )
    };
    let mut texts: Vec<String> = (0..terms).map(term).collect();
    while texts.len() > 1 {
        let pairs = texts.chunks(2).map(|pair| match pair {
            [one, other] => format!("({one} + {other})"),
            _ => pair.concat(),
        });
        texts = pairs.collect();
    }
    texts.concat()
}

/// Tells of a tree, of a name in it that is held alone, and of a mistake.
#[must_use]
pub fn demonstrate<F: Family>() -> Vec<String> {
    let text =
        "let twice = fn f: int -> int => fn x: int => f(f(x)) in twice(fn n: int => n * n)(3)";
    let mut told = vec![text.to_owned()];
    match analyse::<F>(text) {
        Ok(tree) => told.extend(tree.iter().map(|line| format!("  {line}"))),
        Err(mistakes) => told.extend(mistakes.iter().map(ToString::to_string)),
    }
    if let Ok(root) = parse::<F>(text) {
        let checked = check::<F>(&root);
        let name = Node::<F>::at(&root, text.find("n * n").unwrap_or(0));
        drop(root);
        told.push(format!(
            "the first `n` of `n * n` is held alone; it is {} nodes below the root, and bound by {}{}",
            depth::<F>(&name),
            name.binder().map_or("nothing any more".to_owned(), |binder| tell::<F>(&binder)),
            if checked.is_ok() { "" } else { " (wrong)" }
        ));
    }
    told
}
