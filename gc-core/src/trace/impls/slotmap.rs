//! `slotmap` 1.
//!
//! Keys own nothing. A key type of one's own derives `Trace` inside `new_key_type!`, as its
//! other traits.

use std::hash::BuildHasher;

use slotmap::{DefaultKey, DenseSlotMap, Key, KeyData, SecondaryMap, SlotMap, SparseSecondaryMap};

use crate::Trace;

leaf! { DefaultKey, KeyData }

// Iterating makes keys, by conversions that the unsafe trait `Key` binds to do nothing else.
elements! {
    for [K: Key + 'static, V: Trace] SlotMap<K, V> = [V] by values,
    for [K: Key + 'static, V: Trace] DenseSlotMap<K, V> = [V] by values,
    for [K: Key + 'static, V: Trace] SecondaryMap<K, V> = [V] by values,
    for [K: Key + 'static, V: Trace, S: BuildHasher + 'static]
        SparseSecondaryMap<K, V, S> = [V] by values,
}

#[allow(
    deprecated,
    reason = "later versions of slotmap 1 deprecate it, programs that use it still may"
)]
mod deprecated {
    use slotmap::{HopSlotMap, Key};

    use crate::Trace;

    elements! {
        for [K: Key + 'static, V: Trace] HopSlotMap<K, V> = [V] by values,
    }
}
