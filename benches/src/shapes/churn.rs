//! A live graph in which one group of nodes after another is replaced.
//!
//! A group has four nodes: a head, which owns two members, one of which owns a third; all know what
//! is above them, so a group that is let go is a cycle. Each head also has two edges to the heads of
//! other groups, so that the live graph hangs together. Which ones is fixed by position: when a
//! group is replaced, the edges that led to the old one are led to the new one, and the old one is
//! garbage.

use crate::nodes::Members;
use crate::random::{index, shuffled};
use crate::value::Value;

/// Nodes in a group.
const GROUP: usize = 4;

/// For each position, where the two edges of the group there lead, and where those that lead to it
/// come from.
#[derive(Debug)]
pub(crate) struct Exchange {
    /// Position that each edge leads to.
    pub(crate) to: [Vec<u32>; 2],
    /// Position that each edge comes from.
    pub(crate) from: [Vec<u32>; 2],
}

impl Exchange {
    /// Edges for `n` groups: one in a circle in order, one in a circle in random order.
    pub(crate) fn new(n: usize) -> Self {
        let mut exchange = Self {
            to: [vec![0; n], vec![0; n]],
            from: [vec![0; n], vec![0; n]],
        };
        let orders = [(0..n).map(index).collect(), shuffled(n, 11)];
        for (which, order) in orders.iter().enumerate() {
            for (i, &here) in order.iter().enumerate() {
                let there = order[(i + 1) % n];
                exchange.to[which][here as usize] = there;
                exchange.from[which][there as usize] = here;
            }
        }
        exchange
    }
}

/// A graph of groups.
pub(crate) trait Churn: Sized {
    /// A group at each position, linked as `exchange` says.
    fn build(exchange: &Exchange, groups: usize) -> Self;

    /// Replaces the group at a position.
    fn replace(&mut self, exchange: &Exchange, position: usize);

    /// Lets go of all groups and frees them.
    fn release(self);
}

/// Groups of [`Members`], by the handles of their heads.
pub(crate) struct Groups<P: Members>(Vec<P::Member>);

#[inline]
fn group<P: Members>() -> P::Member {
    let member = |down| P::member(P::Value::new(0), down);
    let third = member([None, None]);
    let first = member([Some(third), None]);
    let second = member([None, None]);
    member([Some(first), Some(second)])
}

impl<P: Members> Groups<P> {
    /// Sets the edges that lead from and to the head at `position`.
    #[inline]
    fn link(&self, exchange: &Exchange, position: usize, head: &P::Member) {
        for which in 0..2 {
            P::set_up(head, which, &self.0[exchange.to[which][position] as usize]);
            P::set_up(
                &self.0[exchange.from[which][position] as usize],
                which,
                head,
            );
        }
    }
}

impl<P: Members> Churn for Groups<P> {
    fn build(exchange: &Exchange, groups: usize) -> Self {
        let all = Self((0..groups).map(|_| group::<P>()).collect());
        for (position, head) in all.0.iter().enumerate() {
            for which in 0..2 {
                P::set_up(head, which, &all.0[exchange.to[which][position] as usize]);
            }
        }
        all
    }

    fn replace(&mut self, exchange: &Exchange, position: usize) {
        let head = group::<P>();
        self.link(exchange, position, &head);
        self.0[position] = head;
        P::allocated(GROUP);
    }

    fn release(self) {
        drop(self);
        P::collect();
    }
}
