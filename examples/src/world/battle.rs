//! What happens in a turn.

use fastrand::Rng;

use super::entity::{Entity, Side};
use super::world::World;
use crate::family::Family;

/// The world is a square of this side.
const SIDE: i32 = 64;
const HEALTH: i32 = 10;
const DAMAGE: i32 = 4;
/// How far an entity moves and strikes.
const REACH: i32 = 8;
/// How many places are looked at for an enemy.
const LOOKS: usize = 4;

impl<F: Family> World<F> {
    /// Brings in an entity of either side, somewhere. It follows somebody of its own side, if it finds
    /// one.
    pub(super) fn reinforce(&mut self, random: &mut Rng) {
        let side = if random.bool() { Side::Red } else { Side::Blue };
        let place = (random.i32(0..SIDE), random.i32(0..SIDE));
        let leader = self.somebody(random, |other| other.side() == side);
        let entity = self.spawn(side, place, HEALTH);
        if let Some(leader) = leader {
            Entity::<F>::follow(&entity, &leader);
        }
    }

    /// Lets everybody act, in order of place, and brings in as many as have gone; gives their number.
    pub(super) fn turn(&mut self, random: &mut Rng) -> usize {
        let mut gone = 0;
        for index in 0..self.places() {
            let Some(entity) = self.in_place(index).cloned() else {
                continue;
            };
            if let Some(target) = self.find_target(&entity, random)
                && strike::<F>(&entity, &target)
            {
                self.despawn(target.id());
                Entity::<F>::remember_victory(&entity, &target);
                gone += 1;
            }
        }
        for _ in 0..gone {
            self.reinforce(random);
        }
        gone
    }

    /// Whom an entity is after: whom it was after before, or its leader is, or somebody new.
    fn find_target(
        &self,
        entity: &F::Strong<Entity<F>>,
        random: &mut Rng,
    ) -> Option<F::Strong<Entity<F>>> {
        if let Some(target) = entity.target() {
            return Some(target);
        }
        let target = entity
            .leader()
            .and_then(|leader| leader.target())
            .or_else(|| self.somebody(random, |other| other.side() != entity.side()))?;
        entity.aim(&target);
        Some(target)
    }

    fn somebody(
        &self,
        random: &mut Rng,
        wanted: impl Fn(&Entity<F>) -> bool,
    ) -> Option<F::Strong<Entity<F>>> {
        let places = self.places().max(1);
        let mut looks = (0..LOOKS).map(|_| random.usize(0..places));
        looks.find_map(|index| {
            let found = self.in_place(index)?;
            wanted(found).then(|| found.clone())
        })
    }
}

/// Goes towards a target, and strikes it when it is near enough; whether that was its end.
fn strike<F: Family>(entity: &Entity<F>, target: &Entity<F>) -> bool {
    let ((x, y), (to_x, to_y)) = (entity.place(), target.place());
    let (away_x, away_y) = (to_x - x, to_y - y);
    let step = |away: i32| away.clamp(-REACH, REACH);
    entity.move_to((x + step(away_x), y + step(away_y)));
    away_x.abs() <= REACH && away_y.abs() <= REACH && !target.suffer(DAMAGE)
}
