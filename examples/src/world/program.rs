//! What the world is shown and measured with.

use fastrand::Rng;

use super::{Entity, Side, World};
use crate::family::Family;

/// Turns that are played.
const TURNS: usize = 32;

/// Plays some turns with `size` entities; gives a sum over who has gone and who is left.
#[must_use]
pub fn work<F: Family>(size: usize) -> u64 {
    let mut random = Rng::with_seed(1);
    let mut world = World::<F>::new();
    for _ in 0..size {
        world.reinforce(&mut random);
    }
    let mut sum = 0_u64;
    for _ in 0..TURNS {
        let gone = world.turn(&mut random) as u64;
        sum = sum.wrapping_mul(31).wrapping_add(gone);
    }
    for entity in world.entities() {
        let (x, y) = entity.place();
        let followers = entity.followers().len() as u64;
        let seen = (x + y + entity.health()).unsigned_abs();
        sum = sum
            .wrapping_mul(31)
            .wrapping_add(followers + u64::from(seen));
    }
    sum
}

/// Tells of a feud: three entities, two of which go.
#[must_use]
pub fn demonstrate<F: Family>() -> Vec<String> {
    let mut world = World::<F>::new();
    let [ada, bob, eve] = [(Side::Red, 1), (Side::Blue, 2), (Side::Blue, 3)]
        .map(|(side, x)| world.spawn(side, (x, 0), 10));
    Entity::<F>::follow(&eve, &bob);
    ada.aim(&bob);
    bob.aim(&ada);
    let mut told = vec![format!(
        "Ada and Bob are after each other, and {} follows Bob: {world:?}",
        match bob.followers().len() {
            1 => "Eve",
            _ => "nobody",
        }
    )];
    world.despawn(bob.id());
    Entity::<F>::remember_victory(&ada, &bob);
    told.push(format!(
        "Ada slays Bob. By his name he is found: {}; she is after somebody: {}; Eve has a leader: {}",
        world.get(bob.id()).is_some(),
        ada.target().is_some(),
        eve.leader().is_some()
    ));
    let name = ada.id();
    world.despawn(name);
    drop(ada);
    let new = world.spawn(Side::Red, (9, 9), 10);
    told.push(format!(
        "Ada leaves too, and somebody takes her place: {:?} instead of {name:?}",
        new.id()
    ));
    told.push(match bob.slayer() {
        Some(slayer) => format!(
            "Bob is still held, and knows who slew him: {:?}",
            slayer.id()
        ),
        None => "Bob is still held, and has forgotten who slew him".to_owned(),
    });
    told
}
