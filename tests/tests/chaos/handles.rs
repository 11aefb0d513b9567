//! What is done with handles.

use gc_core::{Gc, Trace, unsize};

use crate::values::*;
use crate::world::*;

pub(crate) fn make_node() {
    let node = Gc::new_in(Node::new(), &heap());
    with(&ROOTS, |roots| roots.push(node));
}

pub(crate) fn drop_root() {
    drop(take(&ROOTS));
}

pub(crate) fn link_nodes() {
    if let (Some(a), Some(b)) = (root(), root()) {
        look(&a, 2);
        let old = a.links.try_borrow_mut().ok().and_then(|mut links| {
            links.push(b);
            let at = random(2 * links.len() as u32) as usize;
            (at < links.len()).then(|| links.swap_remove(at))
        });
        drop(old);
    }
}

pub(crate) fn move_a_root_into_a_cell() {
    if let (Some(a), Some(b)) = (root(), take(&ROOTS)) {
        drop(a.cell.replace(Some(b)));
    }
}

pub(crate) fn move_between_cells() {
    if let Some(a) = root() {
        let moved = a.cell.take();
        if let Some(b) = root() {
            drop(b.cell.replace(moved));
        }
    }
}

pub(crate) fn make_weak() {
    if let Some(a) = root() {
        let weak = Gc::downgrade(&a);
        drop(a.me.replace(weak.clone()));
        with(&WEAKS, |weaks| weaks.push(weak));
    }
}

pub(crate) fn upgrade_weak() {
    if let Some(node) = pick(&WEAKS).and_then(|weak| weak.upgrade()) {
        look(&node, 2);
        with(&ROOTS, |roots| roots.push(node));
    }
}

pub(crate) fn drop_weak() {
    drop(take(&WEAKS));
}

pub(crate) fn unwrap_root() {
    if let Some(node) = take(&ROOTS)
        && let Ok(node) = Gc::try_unwrap(node)
    {
        look(&node, 1);
        callback();
        look(&node, 1);
    }
}

pub(crate) fn borrow_root() {
    if let Some(mut node) = take(&ROOTS) {
        if let Some(mut guard) = Gc::get_mut(&mut node) {
            guard.links.get_mut().extend(root());
            callback();
            look(&guard, 1);
            if WILD.get() && chance(4) {
                core::mem::forget(guard);
            }
        }
        with(&ROOTS, |roots| roots.push(node));
    }
}

pub(crate) fn change_shared_part() {
    let mut part = take(&SMALL).unwrap_or_else(|| Gc::new_in(Part::new(), &heap()));
    let weak = chance(2).then(|| Gc::downgrade(&part));
    if chance(2) {
        with(&SMALL, |small| small.push(part.clone()));
    }
    let mut guard = Gc::make_mut(&mut part);
    let old = core::mem::replace(&mut guard.link, root());
    callback();
    guard.canary.check();
    drop(guard);
    drop((old, weak));
    with(&SMALL, |small| small.push(part));
}

pub(crate) fn make_shape() {
    let shape: Option<Gc<dyn Shape>> = if chance(2) {
        root().map(|node| unsize!(node => dyn Shape))
    } else {
        pick(&SMALL).map(|part| unsize!(part => dyn Shape))
    };
    if let (Some(shape), Some(node)) = (shape, root()) {
        shape.look();
        if let Ok(node) = unsize!(shape.clone() => dyn Trace).downcast::<Node>() {
            look(&node, 1);
        }
        drop(node.shape.try_borrow_mut().map(|mut it| it.replace(shape)));
    }
}

pub(crate) fn make_parts() {
    let parts: Gc<[Part]> = Gc::from((0..random(4)).map(|_| Part::new()).collect::<Vec<_>>());
    with(&PARTS, |all| all.push(parts.clone()));
    if let Some(node) = root() {
        drop(node.parts.try_borrow_mut().map(|mut it| it.replace(parts)));
    }
}

pub(crate) fn change_parts() {
    if let Some(mut parts) = take(&PARTS) {
        if chance(2) {
            parts = Gc::from(&*parts);
        }
        let mut guard = Gc::make_mut(&mut parts);
        callback();
        guard.iter_mut().for_each(|part| part.canary.check());
        guard.iter_mut().for_each(|part| part.link = root());
        drop(guard);
        if chance(2) {
            with(&PARTS, |all| all.push(parts));
        }
    }
}

pub(crate) fn make_cyclic() {
    let node = Gc::new_cyclic_in(
        |me| {
            callback();
            if me.upgrade().is_some() {
                fault("a value is there before it was made");
            }
            with(&WEAKS, |weaks| weaks.push(me.clone()));
            let node = Node::new();
            drop(node.me.replace(me.clone()));
            callback();
            node
        },
        &heap(),
    );
    with(&ROOTS, |roots| roots.push(node));
}
