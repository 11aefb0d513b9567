//! From a name to what binds it.

use super::node::{Kind, Node};
use crate::family::Family;

/// The innermost `let` or `fn` around a name that binds it. Takes time in proportion to the depth: parents are
/// the environment, and no other is kept.
pub(super) fn binder<F: Family>(name: &F::Strong<Node<F>>) -> Option<F::Strong<Node<F>>> {
    let wanted = name.name();
    let mut below = name.clone();
    loop {
        let node = below.parent()?;
        // A `let` does not bind its name in its own value.
        let binds = match node.kind() {
            Kind::Function(_) => true,
            Kind::Let => node.children()[1].is(&below),
            _ => false,
        };
        if binds && node.name() == wanted {
            return Some(node);
        }
        below = node;
    }
}
