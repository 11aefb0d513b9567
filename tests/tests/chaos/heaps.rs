//! What is done with heaps.

use gc_core::snapshot::SnapshotOptions;
use gc_core::{Heap, Policy};

use crate::values::*;
use crate::world::*;

pub(crate) fn take_snapshot() {
    let options = SnapshotOptions::new()
        .label_with(|node: &Node| {
            look(node, 1);
            if chance(3) {
                callback();
            }
            look(node, 1);
            String::new()
        })
        .label_with(|part: &Part| {
            part.canary.check();
            if chance(3) {
                callback();
            }
            part.canary.check();
            String::new()
        });
    let snapshot = heap().snapshot_with(options);
    let _ = snapshot.cycles().len();
}

pub(crate) fn use_heaps() {
    if WILD.get() {
        match random(3) {
            0 => with(&HEAPS, |heaps| heaps.push(Heap::new())),
            1 => drop(take(&HEAPS)),
            _ => heap().enter(callback),
        }
    }
}

pub(crate) fn change_policy() {
    let policies = [
        Policy::MANUAL,
        Policy::ZEAL,
        Policy::LOW_PAUSE,
        Policy::LOW_MEMORY,
        Policy::default(),
        Policy {
            floor_bytes: 0,
            nursery_bytes: 0,
            pause_target: Some(core::time::Duration::ZERO),
            ..Policy::default()
        },
    ];
    heap().set_policy(policies[random(6) as usize]);
}

pub(crate) fn change_hook() {
    let heap = heap();
    match random(3) {
        0 => heap.clear_collection_hook(),
        _ => heap.set_collection_hook(|_| callback()),
    }
}

pub(crate) fn pause() {
    let paused = heap().pause_collection();
    callback();
    drop(paused);
}

pub(crate) fn collect_while_borrowed() {
    if let Some(node) = root() {
        node.bytes.set(random(1 << 22) as usize);
        if let Ok(mut links) = node.links.try_borrow_mut() {
            collect_somehow();
            links.extend(root());
        }
        if let Ok(mut links) = node.locked.try_lock() {
            collect_somehow();
            links.truncate(random(3) as usize);
            links.extend(root());
        }
    }
}
