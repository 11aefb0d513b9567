//! Where entities live.

use std::fmt;

use gc_core::Trace;

use super::entity::{Entity, Side};
use super::id::Id;
use crate::family::Family;

/// A place for one entity after another.
#[derive(Trace)]
struct Slot<F: Family> {
    generation: u32,
    entity: Option<F::Strong<Entity<F>>>,
}

/// Entities, by name.
///
/// # Invariants
///
/// 1. The entity of a slot has its index and generation for a name;
/// 2. `free` holds the indices of the slots without an entity, each once.
///
/// ```
/// use gc_examples::family::Collected;
/// use gc_examples::world::{Side, World};
///
/// let mut world = World::<Collected>::new();
/// let id = world.spawn(Side::Red, (0, 0), 10).id();
/// world.despawn(id);
/// let next = world.spawn(Side::Blue, (0, 0), 10).id();
/// assert_eq!(id.index(), next.index()); // the same place
/// assert!(world.get(id).is_none()); // and another entity
/// ```
#[derive(Trace)]
pub struct World<F: Family> {
    slots: Vec<Slot<F>>,
    free: Vec<u32>,
}

impl<F: Family> World<F> {
    /// A world without entities.
    #[must_use]
    pub fn new() -> Self {
        Self {
            slots: Vec::new(),
            free: Vec::new(),
        }
    }

    /// Brings an entity into the world.
    ///
    /// # Panics
    ///
    /// If there are more entities than fit in 32 bits.
    pub fn spawn(&mut self, side: Side, place: (i32, i32), health: i32) -> F::Strong<Entity<F>> {
        let index = self.free.pop().unwrap_or_else(|| {
            self.slots.push(Slot {
                generation: 0,
                entity: None,
            });
            u32::try_from(self.slots.len() - 1).expect("expected fewer than 2^32 entities")
        });
        let slot = &mut self.slots[index as usize];
        let id = Id {
            index,
            generation: slot.generation,
        };
        let entity = F::alloc(Entity::new(id, side, place, health));
        slot.entity = Some(entity.clone());
        entity
    }

    /// Takes an entity out of the world, and gives it to the caller; `None` if it was out already.
    pub fn despawn(&mut self, id: Id) -> Option<F::Strong<Entity<F>>> {
        let slot = self.slots.get_mut(id.index())?;
        if slot.generation != id.generation {
            return None;
        }
        let entity = slot.entity.take()?;
        // A place that has run out of generations is not used again: an id must not come back.
        if let Some(next) = slot.generation.checked_add(1) {
            slot.generation = next;
            self.free.push(id.index);
        }
        entity.leave_world();
        Some(entity)
    }

    /// The entity of a name, if it is in the world.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<&F::Strong<Entity<F>>> {
        let slot = self.slots.get(id.index())?;
        let entity = slot.entity.as_ref()?;
        (slot.generation == id.generation).then_some(entity)
    }

    /// All entities, by place.
    pub fn entities(&self) -> impl Iterator<Item = &F::Strong<Entity<F>>> {
        self.slots.iter().filter_map(|slot| slot.entity.as_ref())
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities().count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities().next().is_none()
    }

    /// How many places there are, taken or free.
    #[must_use]
    pub fn places(&self) -> usize {
        self.slots.len()
    }

    /// Who is in a place.
    #[must_use]
    pub fn in_place(&self, index: usize) -> Option<&F::Strong<Entity<F>>> {
        self.slots.get(index)?.entity.as_ref()
    }
}

impl<F: Family> Default for World<F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Family> fmt::Debug for World<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World")
            .field("entities", &self.len())
            .field("places", &self.places())
            .finish()
    }
}
