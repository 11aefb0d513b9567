//! The types that a heap holds, and which of them can be part of a cycle.
//!
//! Types form a graph: an arc leads from each type to those that its values may own `Gc`s to. A
//! type that reaches no `Gc` is a leaf; one from which no circle of arcs can be reached is
//! inert; the others are scanned. A target that the heap holds no values of leads nowhere
//! yet; when it arrives, classes are worked out again. All of this happens once a type.

use core::any::TypeId;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::ptr::NonNull;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::TypeRef;
use crate::heap::{Pool, SlotLayout, Space};
use crate::object::TypeClass;
use crate::trace::{Description, HiddenPart};

/// No key is an adversary's to choose.
type Map<K, V> = HashMap<K, V, FixedState>;

/// Pools by type and size of slot.
pub(crate) struct TypeTable {
    /// Borrowed only inside methods, none of which runs user code meanwhile.
    types: RefCell<Map<TypeId, Entry>>,
    pools: RefCell<Map<(TypeId, SlotLayout), NonNull<Pool>>>,
    /// What a pointer to a type was found to lead to, where that is something else.
    casts: RefCell<Map<TypeId, Vec<TypeId>>>,
    /// What a type leads to that its description does not say: storages that its values are keys of.
    keys: RefCell<Map<TypeId, Vec<TypeId>>>,
    /// The cast noted last: most programs have only one.
    last_cast: Cell<Option<(TypeId, TypeId)>>,
}

struct Entry {
    description: Description,
    class: TypeClass,
}

impl TypeTable {
    pub(crate) const fn new() -> Self {
        Self {
            types: RefCell::new(Map::with_hasher(FixedState::with_seed(0))),
            pools: RefCell::new(Map::with_hasher(FixedState::with_seed(0))),
            casts: RefCell::new(Map::with_hasher(FixedState::with_seed(0))),
            keys: RefCell::new(Map::with_hasher(FixedState::with_seed(0))),
            last_cast: Cell::new(None),
        }
    }

    /// The pool for values of a type in slots of a layout, made where it is missing.
    pub(crate) fn pool<'s>(
        &self,
        space: &'s Space,
        of: TypeRef,
        layout: SlotLayout,
        prefix: usize,
    ) -> &'s Pool {
        let id = (of.descriptor.type_id)();
        if let Some(pool) = self.pools.borrow().get(&(id, layout)) {
            // SAFETY:
            // 1. the pools in the table belong to this space and live as long as it does;
            // 2. they are only ever shared.
            return unsafe { pool.as_ref() };
        }
        if !self.types.borrow().contains_key(&id) {
            // User code (`describe`): nothing is borrowed.
            let description = (of.describe)();
            if self.types.borrow().contains_key(&id) {
                // It made a value of the very type.
                return self.pool(space, of, layout, prefix);
            }
            self.add_type(space, id, description);
        }
        let class = self.types.borrow()[&id].class;
        let pool = space.add_pool(of.descriptor, layout, prefix, class);
        self.pools
            .borrow_mut()
            .insert((id, layout), NonNull::from(pool));
        pool
    }

    fn add_type(&self, space: &Space, id: TypeId, description: Description) {
        let mut types = self.types.borrow_mut();
        types.insert(
            id,
            Entry {
                description,
                class: TypeClass::Scanned,
            },
        );
        drop(types);
        self.update_classes(space);
    }

    /// What the values of each type hide from `trace`.
    pub(crate) fn hidden(&self) -> Vec<(TypeId, Vec<HiddenPart>)> {
        let types = self.types.borrow();
        let hidden = types
            .iter()
            .map(|(&id, entry)| (id, entry.description.hidden.clone()));
        hidden.filter(|(_, parts)| !parts.is_empty()).collect()
    }

    /// Whether a pointer to a `to` is known to lead to a `from`.
    pub(crate) fn is_cast(&self, from: TypeId, to: TypeId) -> bool {
        let casts = self.casts.borrow();
        casts.get(&to).is_some_and(|led_to| led_to.contains(&from))
    }

    /// Takes note that a pointer to a `to` may lead to a `from`: what may point to the one may point
    /// to the other.
    pub(crate) fn note_cast(&self, space: &Space, from: TypeId, to: TypeId) {
        if from == to || self.last_cast.replace(Some((from, to))) == Some((from, to)) {
            return;
        }
        let mut casts = self.casts.borrow_mut();
        let led_to = casts.entry(to).or_default();
        if !led_to.contains(&from) {
            led_to.push(from);
            drop(casts);
            self.update_classes(space);
        }
    }

    /// Takes note that values of type `key` are keys of a `storage`: such a value keeps what belongs
    /// to it there, as if it owned the storage.
    pub(crate) fn note_key(&self, space: &Space, key: TypeId, storage: TypeId) {
        let mut keys = self.keys.borrow_mut();
        let storages = keys.entry(key).or_default();
        if !storages.contains(&storage) {
            storages.push(storage);
            drop(keys);
            self.update_classes(space);
        }
    }

    fn update_classes(&self, space: &Space) {
        let mut types = self.types.borrow_mut();
        let changed = classify(&mut types, &self.casts.borrow(), &self.keys.borrow());
        for pool in space.pools() {
            let id = (pool.descriptor().type_id)();
            if changed.contains(&id) {
                pool.set_class(types[&id].class);
            }
        }
    }
}

/// Works out all classes; returns the types whose class has changed.
fn classify(
    types: &mut Map<TypeId, Entry>,
    casts: &Map<TypeId, Vec<TypeId>>,
    keys: &Map<TypeId, Vec<TypeId>>,
) -> Vec<TypeId> {
    let mut classes: Map<TypeId, TypeClass> = Map::default();
    // A type is free of circles once all that it leads to is. What never gets there is on a
    // circle or leads to one.
    loop {
        let settled: Vec<_> = types
            .iter()
            .filter(|(id, _)| !classes.contains_key(*id))
            .filter(|(_, entry)| !entry.description.anything)
            .filter(|(id, entry)| {
                let kept = keys.get(*id).into_iter().flatten();
                let targets = entry.description.targets.iter().chain(kept);
                let mut targets = targets.flat_map(|target| {
                    let cast = casts.get(target).into_iter().flatten();
                    cast.chain([target])
                });
                targets.all(|target| classes.contains_key(target) || !types.contains_key(target))
            })
            .map(|(&id, entry)| {
                let is_leaf = entry.description.targets.is_empty() && !keys.contains_key(&id);
                (
                    id,
                    if is_leaf {
                        TypeClass::Leaf
                    } else {
                        TypeClass::Inert
                    },
                )
            })
            .collect();
        if settled.is_empty() {
            break;
        }
        classes.extend(settled);
    }
    let mut changed = Vec::new();
    for (&id, entry) in types.iter_mut() {
        let class = classes.get(&id).copied().unwrap_or(TypeClass::Scanned);
        if core::mem::replace(&mut entry.class, class) != class {
            changed.push(id);
        }
    }
    changed
}

impl fmt::Debug for TypeTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeTable")
            .field("types", &self.types.borrow().len())
            .field("pools", &self.pools.borrow().len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::TypeGraph;

    struct A;
    struct B;
    struct C;

    fn types(said: &[(TypeId, &[TypeId])]) -> Map<TypeId, Entry> {
        said.iter()
            .map(|&(id, targets)| {
                let mut description = Description::default();
                description.targets.extend_from_slice(targets);
                let class = TypeClass::Scanned;
                (id, Entry { description, class })
            })
            .collect()
    }

    #[test]
    fn a_circle_and_what_leads_to_it_are_scanned_the_rest_is_not() {
        let [a, b, c] = [TypeId::of::<A>(), TypeId::of::<B>(), TypeId::of::<C>()];
        let mut types = types(&[(a, &[b, c]), (b, &[a]), (c, &[])]);
        classify(&mut types, &Map::default(), &Map::default());
        assert_eq!(types[&a].class, TypeClass::Scanned);
        assert_eq!(types[&b].class, TypeClass::Scanned);
        assert_eq!(types[&c].class, TypeClass::Leaf);
    }

    #[test]
    fn a_new_type_can_close_a_circle() {
        let [a, b] = [TypeId::of::<A>(), TypeId::of::<B>()];
        let mut types = types(&[(a, &[b])]);
        assert_eq!(classify(&mut types, &Map::default(), &Map::default()), [a]);
        assert_eq!(types[&a].class, TypeClass::Inert);
        let mut description = Description::default();
        description.targets.push(a);
        let class = TypeClass::Scanned;
        types.insert(b, Entry { description, class });
        assert_eq!(classify(&mut types, &Map::default(), &Map::default()), [a]);
        assert_eq!(types[&a].class, TypeClass::Scanned);
    }

    #[test]
    fn a_cast_pointer_can_close_a_circle() {
        let [a, b] = [TypeId::of::<A>(), TypeId::of::<B>()];
        let mut types = types(&[(a, &[b])]);
        let casts = Map::from_iter([(b, vec![a])]);
        classify(&mut types, &casts, &Map::default());
        assert_eq!(types[&a].class, TypeClass::Scanned);
    }

    #[test]
    fn a_key_leads_to_what_belongs_to_it() {
        let [key, storage] = [TypeId::of::<A>(), TypeId::of::<B>()];
        let mut types = types(&[(key, &[]), (storage, &[key])]);
        let keys = Map::from_iter([(key, vec![storage])]);
        classify(&mut types, &Map::default(), &keys);
        assert_eq!(types[&key].class, TypeClass::Scanned);
        assert_eq!(types[&storage].class, TypeClass::Scanned);
    }

    #[test]
    fn an_unsized_target_may_be_anything() {
        struct Holder;
        // SAFETY: it owns no `Gc` at all; what it says only leaks less.
        unsafe impl crate::Trace for Holder {
            fn trace(&self, _: &mut crate::Tracer<'_>) {}
            fn describe(types: &mut TypeGraph<'_>) {
                types.edge::<dyn crate::Trace>();
            }
        }
        assert!(Description::of::<Holder>().anything);
    }
}
