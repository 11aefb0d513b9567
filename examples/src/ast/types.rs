//! Types of expressions.

use std::fmt;

use gc_core::Trace;

/// What an expression gives.
#[derive(Trace, Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// A function from the first to the second.
    Function(Box<(Type, Type)>),
}

impl Type {
    /// A function from one type to another.
    #[must_use]
    pub fn function(from: Self, to: Self) -> Self {
        Self::Function(Box::new((from, to)))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int => f.write_str("int"),
            Self::Bool => f.write_str("bool"),
            Self::Function(ends) => match &**ends {
                (from @ Self::Function(_), to) => write!(f, "({from}) -> {to}"),
                (from, to) => write!(f, "{from} -> {to}"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Type;

    #[test]
    fn arrows_associate_to_the_right() {
        let step = Type::function(Type::Int, Type::Int);
        let twice = Type::function(step.clone(), step);
        assert_eq!(twice.to_string(), "(int -> int) -> int -> int");
    }
}
