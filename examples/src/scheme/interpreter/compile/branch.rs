//! Choices: jumps that look at values without making booleans first.

use super::super::code::{Comparison, Op, Test};
use super::super::fault::Outcome;
use super::super::position::Position;
use super::super::syntax::{Node, NodeId};
use super::super::value::Value;
use super::{Compiler, Use};

/// Where a jump will lead is not known when it is written.
const LATER: u32 = u32::MAX;

/// A test that the machine can make while it jumps.
enum Direct {
    Not(NodeId),
    Compare(Comparison, NodeId, NodeId),
    Test(Test, NodeId),
    Eq(NodeId, NodeId),
}

pub(super) fn comparison(name: &str) -> Option<Comparison> {
    Some(match name {
        "<" => Comparison::Less,
        "<=" => Comparison::LessEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterEqual,
        "=" => Comparison::Equal,
        _ => return None,
    })
}

pub(super) fn test(name: &str) -> Option<Test> {
    Some(match name {
        "null?" => Test::Null,
        "pair?" => Test::Pair,
        "not" => Test::Not,
        "zero?" => Test::Zero,
        _ => return None,
    })
}

impl Compiler<'_> {
    fn direct(&self, node: NodeId) -> Option<(Direct, Option<Position>)> {
        let Node::Call {
            procedure,
            arguments,
            position,
        } = self.program.node(node)
        else {
            return None;
        };
        let name = self.built_in(*procedure)?.name;
        let direct = match arguments[..] {
            [it] if name == "not" => Direct::Not(it),
            [it] => Direct::Test(test(name)?, it),
            [a, b] if matches!(name, "eq?" | "eqv?") => Direct::Eq(a, b),
            [a, b] => Direct::Compare(comparison(name)?, a, b),
            _ => return None,
        };
        Some((direct, *position))
    }

    /// Jumps if the truth of a node is `when`, else goes on. Gives the jumps.
    fn branch(&mut self, node: NodeId, when: bool) -> Outcome<Vec<usize>> {
        match self.program.node(node) {
            Node::Constant(value) => {
                return Ok(if value.is_true() == when {
                    vec![self.emit(Op::Jump(LATER))]
                } else {
                    Vec::new()
                });
            }
            Node::And(nodes) if !nodes.is_empty() => {
                let nodes = nodes.clone();
                return self.branch_connective(&nodes, true, when);
            }
            Node::Or(nodes) if !nodes.is_empty() => {
                let nodes = nodes.clone();
                return self.branch_connective(&nodes, false, when);
            }
            _ => {}
        }
        match self.direct(node) {
            Some((Direct::Not(inner), _)) => {
                stacker::maybe_grow(128 << 10, 4 << 20, || self.branch(inner, !when))
            }
            Some((direct, position)) => self.branch_direct(direct, position, when),
            None => {
                self.expression(node, Use::Keep)?;
                self.function().height -= 1;
                Ok(vec![self.emit(if when {
                    Op::JumpIf(LATER)
                } else {
                    Op::JumpUnless(LATER)
                })])
            }
        }
    }

    fn branch_direct(
        &mut self,
        direct: Direct,
        position: Option<Position>,
        when: bool,
    ) -> Outcome<Vec<usize>> {
        let op = match direct {
            Direct::Not(_) => return Ok(Vec::new()),
            Direct::Test(test, it) => {
                self.expression(it, Use::Keep)?;
                self.function().height -= 1;
                if !when
                    && matches!(self.program.node(it), Node::Local(_))
                    && let Some(Op::Local(slot)) = self.function().last()
                    && let Ok(slot) = u16::try_from(slot)
                {
                    let op = Op::JumpUnlessLocalTest(test, slot, LATER);
                    self.function().replace_last(op);
                    self.function().at_last(position);
                    return Ok(vec![self.function().here() as usize - 1]);
                }
                self.at(position);
                if when {
                    Op::JumpIfTest(test, LATER)
                } else {
                    Op::JumpUnlessTest(test, LATER)
                }
            }
            Direct::Eq(a, b) => {
                self.expression(a, Use::Keep)?;
                self.expression(b, Use::Keep)?;
                self.function().height -= 2;
                if when {
                    self.emit(Op::Eq);
                    Op::JumpIf(LATER)
                } else {
                    Op::JumpUnlessEq(LATER)
                }
            }
            Direct::Compare(comparison, a, b) => {
                self.expression(a, Use::Keep)?;
                if !when && let Some(small) = self.small_int(b) {
                    self.at(position);
                    self.function().height -= 1;
                    let op = Op::JumpUnlessCompareInt(comparison, small, LATER);
                    return Ok(vec![self.emit(op)]);
                }
                self.expression(b, Use::Keep)?;
                self.at(position);
                self.function().height -= 2;
                if when {
                    self.emit(Op::Compare(comparison));
                    Op::JumpIf(LATER)
                } else {
                    Op::JumpUnlessCompare(comparison, LATER)
                }
            }
        };
        Ok(vec![self.emit(op)])
    }

    fn small_int(&self, node: NodeId) -> Option<i16> {
        match self.program.node(node) {
            Node::Constant(Value::Int(int)) => i16::try_from(*int).ok(),
            _ => None,
        }
    }

    /// A jump by `and` (`all`) or `or`.
    fn branch_connective(
        &mut self,
        nodes: &[NodeId],
        all: bool,
        when: bool,
    ) -> Outcome<Vec<usize>> {
        let Some((&last, before)) = nodes.split_last() else {
            return Ok(Vec::new());
        };
        let mut decided = Vec::new();
        for &node in before {
            let jumps = self.branch_deep(node, !all)?;
            decided.extend(jumps);
        }
        let mut jumps = self.branch_deep(last, when)?;
        if all == when {
            // What decides early decides against the jump.
            self.land_all(decided);
        } else {
            jumps.extend(decided);
        }
        Ok(jumps)
    }

    fn branch_deep(&mut self, node: NodeId, when: bool) -> Outcome<Vec<usize>> {
        stacker::maybe_grow(128 << 10, 4 << 20, || self.branch(node, when))
    }

    fn land_all(&mut self, jumps: Vec<usize>) {
        for jump in jumps {
            self.function().land(jump);
        }
    }

    pub(super) fn choice(
        &mut self,
        test: NodeId,
        then: NodeId,
        otherwise: NodeId,
        usage: Use,
    ) -> Outcome<()> {
        let to_else = self.branch(test, false)?;
        self.expression(then, usage)?;
        self.function().height -= 1;
        let to_end = (usage == Use::Keep).then(|| self.emit(Op::Jump(LATER)));
        self.land_all(to_else);
        self.expression(otherwise, usage)?;
        if let Some(jump) = to_end {
            self.function().land(jump);
        }
        Ok(())
    }

    pub(super) fn choice_for_effect(
        &mut self,
        test: NodeId,
        then: NodeId,
        otherwise: NodeId,
    ) -> Outcome<()> {
        let to_else = self.branch(test, false)?;
        stacker::maybe_grow(128 << 10, 4 << 20, || self.effect(then))?;
        let to_end = self.emit(Op::Jump(LATER));
        self.land_all(to_else);
        stacker::maybe_grow(128 << 10, 4 << 20, || self.effect(otherwise))?;
        self.function().land(to_end);
        Ok(())
    }

    /// The value of `and` (`all`) or `or`.
    pub(super) fn connective(&mut self, nodes: &[NodeId], all: bool, usage: Use) -> Outcome<()> {
        let Some((&last, before)) = nodes.split_last() else {
            self.push_constant(&Value::Bool(all));
            self.finish(usage);
            return Ok(());
        };
        let mut jumps = Vec::new();
        for &node in before {
            self.expression(node, Use::Keep)?;
            self.function().height -= 1;
            jumps.push(self.emit(if all {
                Op::JumpUnlessKeep(LATER)
            } else {
                Op::JumpIfKeep(LATER)
            }));
        }
        self.expression(last, usage)?;
        if !jumps.is_empty() {
            self.land_all(jumps);
            self.finish(usage);
        }
        Ok(())
    }
}
