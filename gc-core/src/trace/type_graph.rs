//! What the values of a type may point to, gathered by [`Trace::describe`].

use core::any::{TypeId, type_name};
use core::fmt;

use super::Trace;

/// What [`Trace::describe`] reports to.
///
/// Calls compose; one that says nothing describes a leaf, a type whose values own no `Gc`.
///
/// ```
/// use gc_core::{Gc, Trace, Tracer, TypeGraph};
///
/// struct Entry<K, V> {
///     key: K,
///     next: Option<Gc<Entry<K, V>>>,
///     value: Box<V>,
/// }
///
/// // SAFETY: each `Gc` is reported once, by the field that owns it; there is no `Drop`.
/// unsafe impl<K: Trace, V: Trace> Trace for Entry<K, V> {
///     fn trace(&self, tracer: &mut Tracer<'_>) {
///         self.key.trace(tracer);
///         self.next.trace(tracer);
///         self.value.trace(tracer);
///     }
///     fn describe(types: &mut TypeGraph<'_>) {
///         types.contains::<K>();
///         types.edge::<Self>();
///         types.contains::<V>();
///     }
/// }
/// # let _ = Gc::new(Entry { key: 1, next: None, value: Box::new(2) });
/// ```
pub struct TypeGraph<'a> {
    found: &'a mut Description,
}

/// What was said of one type.
#[derive(Debug, Default)]
pub(crate) struct Description {
    /// The types it owns `Gc`s to. Sorted by nothing, few, without repetition.
    pub(crate) targets: Vec<TypeId>,
    /// It may point to anything.
    pub(crate) anything: bool,
    /// What may own `Gc`s that no `trace` reports. Few, without repetition.
    pub(crate) hidden: Vec<HiddenPart>,
    /// Types looked into already: the guard against recursion through `Box<Self>`.
    visited: Vec<TypeId>,
}

/// Part of a value that may own `Gc`s, none of which is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HiddenPart {
    /// The type that has it as a field, and the field; empty where neither is known.
    pub(crate) owner: &'static str,
    pub(crate) field: &'static str,
    /// Its own type.
    pub(crate) type_name: &'static str,
}

impl Description {
    /// Asks `T` what it may point to.
    pub(crate) fn of<T: Trace>() -> Self {
        let mut found = Self::default();
        TypeGraph { found: &mut found }.contains::<T>();
        found
    }
}

impl TypeGraph<'_> {
    /// A value may hold a `U`, and so whatever a `U` may point to.
    pub fn contains<U: Trace>(&mut self) {
        if self.visit(TypeId::of::<U>()) {
            U::describe(self);
        }
    }

    /// A value may own a `Gc<U>`.
    ///
    /// An unsized `U` other than `str` means [`anything`](Self::anything): whatever implements
    /// the trait may be behind it.
    pub fn edge<U: ?Sized + 'static>(&mut self) {
        let target = TypeId::of::<U>();
        if is_thin::<U>() || target == TypeId::of::<str>() {
            if !self.found.targets.contains(&target) {
                self.found.targets.push(target);
            }
        } else {
            self.anything();
        }
    }

    /// A value may own a `Gc` to anything.
    pub fn anything(&mut self) {
        self.found.anything = true;
    }

    /// A value may own a `U` that may be unsized, in a `Box` for example.
    ///
    /// The language offers no way to ask `U` here, as it may be `dyn Trait`. What another part of
    /// the same description said of it holds (the derive asks each type that it can see named
    /// in a field, so it has); otherwise it may be anything.
    pub fn contains_boxed<U: ?Sized + 'static>(&mut self) {
        let boxed = TypeId::of::<U>();
        if !self.found.visited.contains(&boxed) && !is_known_leaf(boxed) {
            self.anything();
        }
    }

    /// Notes that slices of `U`, boxed ones say, may be met: [`contains`](Self::contains) of
    /// `U`, remembered for `[U]`.
    pub fn contains_slice<U: Trace>(&mut self) {
        self.visit(TypeId::of::<[U]>());
        self.contains::<U>();
    }

    /// A value has a field of type `U`, of which nothing is reported, though it may own `Gc`s: for
    /// [`Snapshot::unexplained`](crate::snapshot::Snapshot::unexplained), which names it when it looks
    /// for what holds an object. The collector takes no notice.
    ///
    /// `owner` is the name of the type that declares the field. The derive says this for fields with
    /// `#[trace(skip)]`.
    pub fn hides<U: ?Sized>(&mut self, owner: &'static str, field: &'static str) {
        let part = HiddenPart {
            owner,
            field,
            type_name: type_name::<U>(),
        };
        if !self.found.hidden.contains(&part) {
            self.found.hidden.push(part);
        }
    }

    /// True the first time.
    fn visit(&mut self, id: TypeId) -> bool {
        let new = !self.found.visited.contains(&id);
        if new {
            self.found.visited.push(id);
        }
        new
    }
}

/// Whether a pointer to `U` is one word: then `U` is sized, whatever its bounds say.
const fn is_thin<U: ?Sized>() -> bool {
    size_of::<*const U>() == size_of::<usize>()
}

/// Unsized or common types that own no `Gc`, for [`TypeGraph::contains_boxed`].
fn is_known_leaf(id: TypeId) -> bool {
    [
        TypeId::of::<str>(),
        TypeId::of::<std::ffi::CStr>(),
        TypeId::of::<std::ffi::OsStr>(),
        TypeId::of::<std::path::Path>(),
        TypeId::of::<[u8]>(),
        TypeId::of::<[u16]>(),
        TypeId::of::<[u32]>(),
        TypeId::of::<[u64]>(),
        TypeId::of::<[usize]>(),
        TypeId::of::<[i32]>(),
        TypeId::of::<[i64]>(),
        TypeId::of::<[f32]>(),
        TypeId::of::<[f64]>(),
        TypeId::of::<[char]>(),
        TypeId::of::<[String]>(),
        TypeId::of::<bool>(),
        TypeId::of::<char>(),
        TypeId::of::<u8>(),
        TypeId::of::<u32>(),
        TypeId::of::<u64>(),
        TypeId::of::<usize>(),
        TypeId::of::<i32>(),
        TypeId::of::<i64>(),
        TypeId::of::<f64>(),
        TypeId::of::<String>(),
        TypeId::of::<Vec<u8>>(),
        TypeId::of::<()>(),
    ]
    .contains(&id)
}

impl fmt::Debug for TypeGraph<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeGraph")
            .field("targets", &self.found.targets.len())
            .field("anything", &self.found.anything)
            .finish_non_exhaustive()
    }
}
