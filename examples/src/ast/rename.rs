//! One name for another.

use super::error::Mistake;
use super::node::{Kind, Node};
use super::resolve::binder;
use crate::family::Family;

/// Renames what binds the name used or bound at a node, with all its uses; gives their number. The tree must have been
/// checked.
///
/// # Errors
///
/// If the node has no name, or if one of the uses would then be bound by something else: nothing is changed then.
pub fn rename<F: Family>(node: &F::Strong<Node<F>>, new: &str) -> Result<usize, Mistake> {
    let binding = match node.kind() {
        Kind::Let | Kind::Function(_) => Some(node.clone()),
        _ => node.binder(),
    };
    let Some(binding) = binding else {
        return Err(Mistake {
            span: node.span(),
            what: "expected a name".to_owned(),
            remedy: "only what `let` or `fn` binds can be renamed".to_owned(),
        });
    };
    let former = binding.name().unwrap_or_default();
    let uses = binding.uses();
    let set = |name: &str| {
        binding.set_name(name);
        uses.iter().for_each(|each| each.set_name(name));
    };
    set(new);
    let bound_by = |each: &F::Strong<Node<F>>| binder::<F>(each).is_some_and(|it| it.is(&binding));
    if let Some(stolen) = uses.iter().find(|each| !bound_by(each)) {
        let span = stolen.span();
        set(&former);
        return Err(Mistake {
            span,
            what: format!(
                "`{former}` cannot be renamed to `{new}`, as something else binds that here"
            ),
            remedy: "choose another name".to_owned(),
        });
    }
    Ok(uses.len())
}
