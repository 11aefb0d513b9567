//! The graph that churns.

use std::hint::black_box;

use super::{NONE, Node, Slab};
use crate::shapes::{Churn, Exchange};
use crate::value::Value;

#[derive(Debug)]
struct Member<V> {
    value: V,
    down: [u32; 2],
    up: [u32; 2],
}

impl<V: Value> Node for Member<V> {
    #[inline]
    fn vacant() -> Self {
        Self {
            value: V::vacant(),
            down: [NONE; 2],
            up: [NONE; 2],
        }
    }
}

/// A slab and the indices of the heads.
#[derive(Debug)]
pub(crate) struct VecChurn<V> {
    slab: Slab<Member<V>>,
    heads: Vec<u32>,
}

impl<V: Value> VecChurn<V> {
    #[inline]
    fn member(&mut self, down: [u32; 2]) -> u32 {
        let member = self.slab.insert(Member {
            value: V::new(0),
            down,
            up: [NONE; 2],
        });
        for below in down.into_iter().filter(|&i| i != NONE) {
            self.slab.at(below).up[0] = member;
        }
        member
    }

    #[inline]
    fn group(&mut self) -> u32 {
        let third = self.member([NONE; 2]);
        let first = self.member([third, NONE]);
        let second = self.member([NONE; 2]);
        self.member([first, second])
    }

    fn free(&mut self, i: u32) {
        if i != NONE {
            let member = self.slab.remove(i);
            black_box((&member.value, member.up));
            for below in member.down {
                self.free(below);
            }
        }
    }
}

impl<V: Value> Churn for VecChurn<V> {
    fn build(exchange: &Exchange, groups: usize) -> Self {
        let mut all = Self {
            slab: Slab::new(),
            heads: Vec::new(),
        };
        for _ in 0..groups {
            let head = all.group();
            all.heads.push(head);
        }
        for position in 0..groups {
            for which in 0..2 {
                let to = all.heads[exchange.to[which][position] as usize];
                all.slab.at(all.heads[position]).up[which] = to;
            }
        }
        all
    }

    fn replace(&mut self, exchange: &Exchange, position: usize) {
        let head = self.group();
        for which in 0..2 {
            let to = self.heads[exchange.to[which][position] as usize];
            self.slab.at(head).up[which] = to;
            let from = self.heads[exchange.from[which][position] as usize];
            self.slab.at(from).up[which] = head;
        }
        let old = std::mem::replace(&mut self.heads[position], head);
        self.free(old);
    }

    fn release(mut self) {
        for head in std::mem::take(&mut self.heads) {
            self.free(head);
        }
    }
}
