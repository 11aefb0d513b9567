//! From a tree to its types.

use super::error::Mistake;
use super::node::{Kind, Node, Operator};
use super::resolve::binder;
use super::types::Type;
use crate::family::Family;

/// Binds all names and gives every node its type. Does not recurse, however deep the tree is.
///
/// # Errors
///
/// All mistakes, in the order of the text. Where a node is wrong, those that depend on it have no type either and are
/// not complained about.
pub fn check<F: Family>(root: &F::Strong<Node<F>>) -> Result<(), Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let nodes = Node::<F>::postorder(root);
    nodes.iter().for_each(|node| node.unbind());
    for node in &nodes {
        match type_of::<F>(node) {
            Ok(ty) => node.set_type(ty),
            Err(mistake) => {
                node.set_type(None);
                mistakes.push(mistake);
            }
        }
    }
    mistakes.sort_by_key(|mistake: &Mistake| mistake.span.start);
    match mistakes.is_empty() {
        true => Ok(()),
        false => Err(mistakes),
    }
}

/// The type of a node whose children have theirs; `None` where a child has none.
fn type_of<F: Family>(node: &F::Strong<Node<F>>) -> Result<Option<Type>, Mistake> {
    let children = node.children();
    Ok(match node.kind() {
        Kind::Number(_) => Some(Type::Int),
        Kind::Truth(_) => Some(Type::Bool),
        Kind::Name => return type_of_name::<F>(node),
        Kind::Let => children[1].ty(),
        Kind::Function(from) => children[0].ty().map(|to| Type::function(from.clone(), to)),
        Kind::If => {
            expect::<F>(&children[0], &Type::Bool, "a condition")?;
            same::<F>(&children[1], &children[2], "both branches")?
        }
        Kind::Call => return type_of_call::<F>(node),
        Kind::Operation(operator) => return type_of_operation::<F>(node, *operator),
    })
}

fn type_of_name<F: Family>(node: &F::Strong<Node<F>>) -> Result<Option<Type>, Mistake> {
    let Some(binder) = binder::<F>(node) else {
        return Err(Mistake {
            span: node.span(),
            what: format!(
                "nothing is named `{}` here",
                node.name().unwrap_or_default()
            ),
            remedy: "name it by `let` or `fn` around this".to_owned(),
        });
    };
    Node::<F>::bind(node, &binder);
    Ok(match binder.kind() {
        Kind::Function(parameter) => Some(parameter.clone()),
        _ => binder.children()[0].ty(),
    })
}

fn type_of_call<F: Family>(node: &F::Strong<Node<F>>) -> Result<Option<Type>, Mistake> {
    let [called, argument] = node.children() else {
        return Ok(None);
    };
    match called.ty() {
        None => Ok(None),
        Some(Type::Function(ends)) => {
            expect::<F>(argument, &ends.0, "this function's argument")?;
            Ok(Some(ends.1))
        }
        Some(other) => Err(Mistake {
            span: called.span(),
            what: format!("expected a function, found {other}"),
            remedy: "only functions have arguments".to_owned(),
        }),
    }
}

fn type_of_operation<F: Family>(
    node: &F::Strong<Node<F>>,
    operator: Operator,
) -> Result<Option<Type>, Mistake> {
    let operands = node.children();
    let (takes, gives) = match operator {
        Operator::Or | Operator::And | Operator::Not => (Type::Bool, Type::Bool),
        Operator::Plus | Operator::Minus | Operator::Times => (Type::Int, Type::Int),
        Operator::Less => (Type::Int, Type::Bool),
        Operator::Equal => {
            let compared = same::<F>(&operands[0], &operands[1], "both sides of `==`")?;
            if let Some(ty @ Type::Function(_)) = compared {
                return Err(Mistake {
                    span: node.span(),
                    what: format!("functions cannot be compared, and this is {ty}"),
                    remedy: "compare what they give".to_owned(),
                });
            }
            return Ok(compared.map(|_| Type::Bool));
        }
    };
    for operand in operands {
        expect::<F>(operand, &takes, "this operand")?;
    }
    Ok(Some(gives))
}

fn expect<F: Family>(node: &F::Strong<Node<F>>, wanted: &Type, what: &str) -> Result<(), Mistake> {
    match node.ty() {
        Some(found) if found != *wanted => Err(Mistake {
            span: node.span(),
            what: format!("expected {wanted}, found {found}"),
            remedy: format!("{what} has to be {wanted}"),
        }),
        _ => Ok(()),
    }
}

fn same<F: Family>(
    one: &F::Strong<Node<F>>,
    other: &F::Strong<Node<F>>,
    what: &str,
) -> Result<Option<Type>, Mistake> {
    match (one.ty(), other.ty()) {
        (Some(one), Some(found)) if one != found => Err(Mistake {
            span: other.span(),
            what: format!("expected {one}, found {found}"),
            remedy: format!("{what} have to be of one type"),
        }),
        (Some(one), Some(_)) => Ok(Some(one)),
        _ => Ok(None),
    }
}
