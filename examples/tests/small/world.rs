//! The world: names that do not come back, and entities that let go of who is out.

use gc_examples::family::{Collected, CountedWeakly};
use gc_examples::world::{Entity, Side, World};
use quickcheck::quickcheck;

fn somebody(world: &mut World<Collected>) -> gc_core::Gc<Entity<Collected>> {
    world.spawn(Side::Red, (0, 0), 10)
}

quickcheck! {
    fn a_name_is_good_until_its_entity_leaves(steps: Vec<u8>) -> bool {
        let mut world = World::<Collected>::new();
        let (mut present, mut gone) = (Vec::new(), Vec::new());
        for step in steps {
            let leaves = step % 3 == 0 && !present.is_empty();
            if leaves {
                let id = present.swap_remove(usize::from(step) % present.len());
                assert!(world.despawn(id).is_some_and(|entity| entity.id() == id));
                gone.push(id);
            } else {
                present.push(world.spawn(Side::Blue, (0, 0), 1).id());
            }
        }
        present.iter().all(|&id| world.get(id).is_some_and(|entity| entity.id() == id))
            && gone.iter().all(|&id| world.get(id).is_none())
            && gone.iter().all(|&id| world.despawn(id).is_none())
            && world.len() == present.len()
    }
}

#[test]
fn a_place_is_used_again_by_another_generation() {
    let mut world = World::new();
    let first = somebody(&mut world).id();
    world.despawn(first);
    let second = somebody(&mut world).id();
    assert_eq!(first.index(), second.index());
    assert_eq!(second.generation(), first.generation() + 1);
    assert_eq!(world.places(), 1);
}

#[test]
fn who_has_left_is_nobodys_leader_target_or_follower() {
    let mut world = World::new();
    let [leader, follower] = [0, 1].map(|_| somebody(&mut world));
    Entity::<Collected>::follow(&follower, &leader);
    leader.aim(&follower);
    assert_eq!(leader.followers().len(), 1);
    world.despawn(follower.id());
    assert!(leader.followers().is_empty() && leader.target().is_none());
    world.despawn(leader.id());
    assert!(follower.leader().is_none());
}

#[test]
fn who_follows_another_no_longer_follows_the_first() {
    let mut world = World::new();
    let [first, second, follower] = [0, 1, 2].map(|_| somebody(&mut world));
    Entity::<Collected>::follow(&follower, &first);
    Entity::<Collected>::follow(&follower, &second);
    assert!(first.followers().is_empty());
    assert_eq!(second.followers().len(), 1);
}

#[test]
fn who_follows_itself_is_its_own_leader() {
    let mut world = World::new();
    let hermit = somebody(&mut world);
    Entity::<Collected>::follow(&hermit, &hermit);
    Entity::<Collected>::follow(&hermit, &hermit);
    assert_eq!(hermit.followers().len(), 1);
}

#[test]
fn entities_that_refer_to_each_other_go_when_the_world_does() {
    let mut world = World::new();
    let [one, other] = [0, 1].map(|_| somebody(&mut world));
    one.aim(&other);
    other.aim(&one);
    Entity::<Collected>::follow(&one, &other);
    Entity::<Collected>::follow(&other, &one);
    drop((world, one, other));
    gc_core::collect();
    assert_eq!(gc_core::stats().objects, 0);
}

#[test]
fn feuds_leak_with_weak_pointers_back() {
    let mut world = World::<CountedWeakly>::new();
    let [one, other] = [0, 1].map(|_| world.spawn(Side::Red, (0, 0), 10));
    Entity::<CountedWeakly>::follow(&one, &other);
    Entity::<CountedWeakly>::follow(&other, &one);
    let left = std::rc::Rc::downgrade(&one);
    drop((world, one, other));
    assert!(left.upgrade().is_some());
}
