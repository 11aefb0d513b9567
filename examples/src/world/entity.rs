//! Who lives in a world.

use std::cell::{Cell, RefCell};
use std::fmt;

use gc_core::Trace;

use super::id::Id;
use crate::family::Family;

/// For whom an entity fights.
#[derive(Trace, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The ones.
    Red,
    /// The others.
    Blue,
}

/// Somebody, with all others that it refers to. These may be out of the world already.
#[derive(Trace)]
pub struct Entity<F: Family> {
    id: Id,
    side: Side,
    place: Cell<(i32, i32)>,
    health: Cell<i32>,
    in_world: Cell<bool>,
    leader: RefCell<Option<F::Back<Entity<F>>>>,
    followers: RefCell<Vec<F::Strong<Entity<F>>>>,
    target: RefCell<Option<F::Back<Entity<F>>>>,
    slayer: RefCell<Option<F::Back<Entity<F>>>>,
    victim: RefCell<Option<F::Strong<Entity<F>>>>,
}

impl<F: Family> Entity<F> {
    pub(super) fn new(id: Id, side: Side, place: (i32, i32), health: i32) -> Self {
        Self {
            id,
            side,
            place: Cell::new(place),
            health: Cell::new(health),
            in_world: Cell::new(true),
            leader: RefCell::new(None),
            followers: RefCell::default(),
            target: RefCell::new(None),
            slayer: RefCell::new(None),
            victim: RefCell::new(None),
        }
    }

    /// Its name; another one's by now, if it is out of the world.
    #[must_use]
    pub fn id(&self) -> Id {
        self.id
    }

    /// For whom it fights.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> (i32, i32) {
        self.place.get()
    }

    /// How much it can take.
    #[must_use]
    pub fn health(&self) -> i32 {
        self.health.get()
    }

    /// Whether it is in the world still.
    #[must_use]
    pub fn is_in_world(&self) -> bool {
        self.in_world.get()
    }

    /// Whom it follows, if that one is in the world.
    #[must_use]
    pub fn leader(&self) -> Option<F::Strong<Self>> {
        present::<F>(&self.leader)
    }

    /// Whom it is after, if that one is in the world.
    #[must_use]
    pub fn target(&self) -> Option<F::Strong<Self>> {
        present::<F>(&self.target)
    }

    /// Who put it out of the world, who may be out too; `None` if nobody did, or if that is forgotten.
    #[must_use]
    pub fn slayer(&self) -> Option<F::Strong<Self>> {
        self.slayer.borrow().as_ref().and_then(F::follow)
    }

    /// Whom it put out of the world last.
    #[must_use]
    pub fn victim(&self) -> Option<F::Strong<Self>> {
        self.victim.borrow().clone()
    }

    /// Who follows it and is in the world. Lets go of those who are not.
    #[must_use]
    pub fn followers(&self) -> Vec<F::Strong<Self>> {
        let all = self.followers.take();
        let (present, gone): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|follower| follower.is_in_world());
        self.followers.replace(present.clone());
        drop(gone);
        present
    }

    /// Makes one follow another, and no longer whom it followed before.
    pub fn follow(this: &F::Strong<Self>, leader: &F::Strong<Self>) {
        if let Some(former) = this.leader() {
            let mut followers = former.followers();
            followers.retain(|follower| follower.id != this.id);
            drop(former.followers.replace(followers));
        }
        drop(this.leader.replace(Some(F::back(leader))));
        leader.followers.borrow_mut().push(this.clone());
    }

    /// Sets whom it is after.
    pub fn aim(&self, target: &F::Strong<Self>) {
        drop(self.target.replace(Some(F::back(target))));
    }

    pub(super) fn move_to(&self, place: (i32, i32)) {
        self.place.set(place);
    }

    /// Takes health away; whether any is left.
    pub(super) fn suffer(&self, damage: i32) -> bool {
        self.health.set(self.health.get() - damage);
        self.health.get() > 0
    }

    pub(super) fn leave_world(&self) {
        self.in_world.set(false);
    }

    /// Both will remember.
    pub(super) fn remember_victory(this: &F::Strong<Self>, victim: &F::Strong<Self>) {
        drop(victim.slayer.replace(Some(F::back(this))));
        drop(this.victim.replace(Some(victim.clone())));
    }
}

/// Whom a cell refers to, if it is in the world; lets go of it if not.
fn present<F: Family>(cell: &RefCell<Option<F::Back<Entity<F>>>>) -> Option<F::Strong<Entity<F>>> {
    let entity = cell.borrow().as_ref().and_then(F::follow);
    let present = entity.filter(|entity| entity.is_in_world());
    if present.is_none() {
        drop(cell.take());
    }
    present
}

impl<F: Family> fmt::Debug for Entity<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entity")
            .field("id", &self.id)
            .field("side", &self.side)
            .field("place", &self.place())
            .field("health", &self.health())
            .field("in_world", &self.is_in_world())
            .finish_non_exhaustive()
    }
}
