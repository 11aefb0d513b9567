//! [`Trace`](super::Trace) for types of other crates.
//!
//! Sorted by origin, one file for each kind: what `core`, `alloc` and `std` define is always
//! there, each foreign crate has a feature of its name.
//!
//! | file | types |
//! |---|---|
//! | `core_values` | numbers, atomics, times, layouts, markers: they own nothing |
//! | `core_pointers` | references and raw pointers, `ManuallyDrop`, `MaybeUninit`, `PhantomData` |
//! | `core_functions` | function pointers |
//! | `core_inline` | `Option`, `Result`, ranges, newtypes: parts that lie in the value itself |
//! | `core_sequences` | tuples, arrays, slices |
//! | `core_cells` | `Cell`, `RefCell`, `OnceCell`, `LazyCell` |
//! | `alloc_box` | `Box`, `Cow`, `Pin` |
//! | `alloc_collections` | `Vec`, `VecDeque`, `LinkedList`, `BinaryHeap`, B-trees |
//! | `alloc_shared` | `Rc`, `Arc` and their `Weak`s |
//! | `std_text` | strings, paths, addresses |
//! | `std_hash` | `HashMap`, `HashSet`, hashers |
//! | `std_sync` | locks, once-cells, channels, threads |
//! | `std_system` | files, sockets, processes, readers, clocks |
//! | `std_errors` | error types |
//! | `arrayvec`, `hashbrown`, `indexmap`, `petgraph`, `slotmap`, `smallvec` | what the crate of that name offers |
//!
//! Three rules hold for all of them:
//!
//! - **What can be shared without the heap's knowledge is a leaf**: an `Rc` owned twice would
//!   report the edges behind it twice. What a leaf owns counts as held from outside: it is never
//!   freed too early, and a cycle through it is never collected.
//! - **No implementation calls into code of the user**: no `Hash`, `Ord`, `Borrow`, hasher or
//!   closure. Where a foreign iterator would, the implementation is limited to parameters that
//!   cannot.
//! - **Inline parts pass on whether dropping them is only edges**; what owns memory must run its
//!   drop glue to give it back.
//!
//! Closures and `dyn Fn` have no implementation, since what they captured cannot be seen: mark
//! such a field `#[trace(skip)]`.

// Expands to an implementation for types that own no `Gc`, or whose `Gc`s count as held from
// outside.
macro_rules! leaf {
    ($($(#[$doc:meta])* for [$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        $(#[$doc])*
        // SAFETY:
        // 1. to 3. nothing is reported and nothing is run;
        // 4. no edges are reported, so there are none that a `Drop` could follow;
        // 5. true only where there is nothing to drop;
        // 6. nothing that is reported is left out.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            #[inline]
            fn trace(&self, _: &mut $crate::Tracer<'_>) {}

            fn describe(_: &mut $crate::TypeGraph<'_>) {}

            fn drop_is_edges() -> bool {
                !core::mem::needs_drop::<Self>()
            }
        }
    )+};
    ($($type:ty),+ $(,)?) => {
        leaf! { $(for [] $type),+ }
    };
}

// The same for types that may own `Gc`s all the same: they say so, for those who look for a leak.
macro_rules! hiding_leaf {
    ($($(#[$doc:meta])* for [$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        $(#[$doc])*
        // SAFETY:
        // As for other leaves.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            #[inline]
            fn trace(&self, _: &mut $crate::Tracer<'_>) {}

            fn describe(types: &mut $crate::TypeGraph<'_>) {
                types.hides::<Self>("", "");
            }

            fn drop_is_edges() -> bool {
                !core::mem::needs_drop::<Self>()
            }
        }
    )+};
}

// The same for types without a known size, of which the other two questions are never asked.
macro_rules! unsized_leaf {
    ($($(#[$doc:meta])* $type:ty),+ $(,)?) => {$(
        $(#[$doc])*
        // SAFETY:
        // 1. to 3. nothing is reported and nothing is run;
        // 4. no edges are reported, so there are none that a `Drop` could follow;
        // 5. and 6. the default answers are always right.
        unsafe impl $crate::Trace for $type {
            #[inline]
            fn trace(&self, _: &mut $crate::Tracer<'_>) {}
        }
    )+};
}

// Expands to an implementation for structs and enums whose parts lie in the value itself: the
// list of part types, then the patterns and the parts that each binds.
macro_rules! inline {
    ($(
        $(#[$doc:meta])*
        for [$($generics:tt)*] $type:ty = [$($part:ty),*]
        { $($pattern:pat => [$($bound:ident),*]),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        // SAFETY:
        // 1. each part is bound once, and reports its own edges once;
        // 2. and 3. as for the parts: nothing else is run;
        // 4. and 5. the type has no `Drop` of its own, its glue drops the parts in place;
        // 6. the parts are all that it owns.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            #[inline]
            fn trace(&self, tracer: &mut $crate::Tracer<'_>) {
                match self {
                    $($pattern => { $($crate::Trace::trace($bound, tracer);)* })+
                }
            }

            fn describe(types: &mut $crate::TypeGraph<'_>) {
                $(types.contains::<$part>();)*
            }

            fn drop_is_edges() -> bool {
                true $(&& <$part as $crate::Trace>::drop_is_edges())*
            }
        }
    )+};
}

// Expands to an implementation for collections that own memory, given the method that visits
// each element once.
macro_rules! elements {
    ($($(#[$doc:meta])* for [$($generics:tt)*] $type:ty = [$part:ty] by $visit:ident),+ $(,)?) => {$(
        $(#[$doc])*
        // SAFETY:
        // 1. the iterator yields each element once, and an element reports its edges once;
        // 2. and 3. as for the elements: iterating runs no code of the user;
        // 4. dropping the collection drops its elements and looks at none of them;
        // 5. true only where there is nothing to drop;
        // 6. the elements are all that is reported.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            fn trace(&self, tracer: &mut $crate::Tracer<'_>) {
                // What needs no drop owns no `Gc`. Debug builds would walk such elements one by
                // one.
                if core::mem::needs_drop::<$part>() {
                    for element in self.$visit() {
                        $crate::Trace::trace(element, tracer);
                    }
                }
            }

            fn describe(types: &mut $crate::TypeGraph<'_>) {
                types.contains::<$part>();
            }

            fn drop_is_edges() -> bool {
                !core::mem::needs_drop::<Self>()
            }
        }
    )+};
}

// The same for collections of pairs.
macro_rules! entries {
    ($($(#[$doc:meta])* for [$($generics:tt)*] $type:ty = [$key:ty, $value:ty]),+ $(,)?) => {$(
        $(#[$doc])*
        // SAFETY:
        // 1. the iterator yields each key and each value once, and they report their edges once;
        // 2. and 3. as for keys and values: iterating neither hashes nor compares;
        // 4. dropping the collection drops keys and values and looks at none of them;
        // 5. true only where there is nothing to drop;
        // 6. keys and values are all that is reported.
        unsafe impl<$($generics)*> $crate::Trace for $type {
            fn trace(&self, tracer: &mut $crate::Tracer<'_>) {
                if core::mem::needs_drop::<($key, $value)>() {
                    for (key, value) in self.iter() {
                        $crate::Trace::trace(key, tracer);
                        $crate::Trace::trace(value, tracer);
                    }
                }
            }

            fn describe(types: &mut $crate::TypeGraph<'_>) {
                types.contains::<$key>();
                types.contains::<$value>();
            }

            fn drop_is_edges() -> bool {
                !core::mem::needs_drop::<Self>()
            }
        }
    )+};
}

mod core_cells;
mod core_functions;
mod core_inline;
mod core_pointers;
mod core_sequences;
mod core_values;

mod alloc_box;
mod alloc_collections;
mod alloc_shared;

mod std_errors;
mod std_hash;
mod std_sync;
mod std_system;
mod std_text;

#[cfg(feature = "arrayvec")]
mod arrayvec;
#[cfg(feature = "hashbrown")]
mod hashbrown;
#[cfg(feature = "indexmap")]
mod indexmap;
#[cfg(feature = "petgraph")]
mod petgraph;
#[cfg(feature = "slotmap")]
mod slotmap;
#[cfg(feature = "smallvec")]
mod smallvec;
