//! The graph that churns.

use std::hint::black_box;

use gc_arena::barrier::unlock;
use gc_arena::{Arena, Collect, Gc, Lock, Mutation, Rootable};

use super::collect;
use crate::shapes::{Churn, Exchange};
use crate::value::Value;

#[derive(Collect)]
#[collect(no_drop, bound = "")]
struct Member<'gc, V: 'static> {
    #[collect(require_static)]
    value: V,
    down: [Option<MemberPtr<'gc, V>>; 2],
    up: Lock<[Option<MemberPtr<'gc, V>>; 2]>,
}

type MemberPtr<'gc, V> = Gc<'gc, Member<'gc, V>>;

/// A place in the table. Each is an object, because a write into one `Vec` of all would have the
/// collector trace the whole `Vec` again.
type Place<'gc, V> = Gc<'gc, Lock<MemberPtr<'gc, V>>>;

#[inline]
fn set_up<'gc, V: Value>(
    mc: &Mutation<'gc>,
    member: MemberPtr<'gc, V>,
    which: usize,
    to: MemberPtr<'gc, V>,
) {
    black_box(&member.value);
    let up = unlock!(Gc::write(mc, member), Member, up);
    let mut ends = up.get();
    ends[which] = Some(to);
    up.set(ends);
}

#[inline]
fn member<'gc, V: Value>(
    mc: &Mutation<'gc>,
    down: [Option<MemberPtr<'gc, V>>; 2],
) -> MemberPtr<'gc, V> {
    let member = Member {
        value: V::new(0),
        down,
        up: Lock::new([None; 2]),
    };
    let member = Gc::new(mc, member);
    for below in down.into_iter().flatten() {
        set_up(mc, below, 0, member);
    }
    member
}

#[inline]
fn group<'gc, V: Value>(mc: &Mutation<'gc>) -> MemberPtr<'gc, V> {
    let third = member(mc, [None; 2]);
    let first = member(mc, [Some(third), None]);
    let second = member(mc, [None; 2]);
    member(mc, [Some(first), Some(second)])
}

/// A root that is the table.
type Root<V> = Rootable!['gc => Vec<Place<'gc, V>>];

/// An arena whose root is the table.
pub(crate) struct ArenaChurn<V: Value>(Arena<Root<V>>);

impl<V: Value> Churn for ArenaChurn<V> {
    fn build(exchange: &Exchange, groups: usize) -> Self {
        Self(Arena::new(|mc| {
            let places: Vec<Place<'_, V>> = (0..groups)
                .map(|_| Gc::new(mc, Lock::new(group(mc))))
                .collect();
            for (position, place) in places.iter().enumerate() {
                for which in 0..2 {
                    let to = places[exchange.to[which][position] as usize];
                    set_up(mc, place.get(), which, to.get());
                }
            }
            places
        }))
    }

    fn replace(&mut self, exchange: &Exchange, position: usize) {
        self.0.mutate(|mc, places| {
            let head = group(mc);
            for which in 0..2 {
                let to = places[exchange.to[which][position] as usize];
                set_up(mc, head, which, to.get());
                let from = places[exchange.from[which][position] as usize];
                set_up(mc, from.get(), which, head);
            }
            places[position].set(mc, head);
        });
        self.0.collect_debt();
    }

    fn release(mut self) {
        self.0.mutate_root(|_, places| places.clear());
        collect(&mut self.0);
    }
}
