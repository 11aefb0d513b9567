//! What the `Serialize` and `Deserialize` of a pointer mean at the moment.
//!
//! Serde gives no way to hand something down to the values inside a value, so it is left where
//! they can find it: in a thread-local, for as long as a part of the graph is written or read. No
//! borrow of it lives across code of the user, and the guard restores what was there before,
//! however that code ends; a graph within a graph is a scope within a scope.

use core::any::TypeId;
use core::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::erased::Erased;
use crate::Gc;

/// The place of a type among those of the graph.
pub(super) type KindOf = fn(TypeId) -> Option<usize>;

/// What is going on.
#[derive(Clone)]
pub(super) enum Scope {
    /// A value is looked through for the objects that it leads to.
    Discover(Rc<Discovery>),
    /// Values are written.
    Write(Rc<Numbers>),
    /// Values are read.
    Read(Rc<Objects>),
}

/// The objects that a value leads to, so far.
pub(super) struct Discovery {
    pub(super) kind_of: KindOf,
    pub(super) found: RefCell<Vec<Erased>>,
}

/// What each object is written as.
pub(super) struct Numbers {
    pub(super) kind_of: KindOf,
    /// By address.
    pub(super) numbers: HashMap<usize, u32>,
    /// How many objects a reader will have made when it comes to what is being written.
    pub(super) readable: Cell<usize>,
}

/// The objects that were read so far, by number.
pub(super) struct Objects {
    pub(super) kind_of: KindOf,
    pub(super) objects: RefCell<Vec<Erased>>,
}

thread_local! {
    static CURRENT: RefCell<Option<Scope>> = const { RefCell::new(None) };
}

/// What is going on, if anything is. Nothing is while the thread's variables are destroyed.
fn current() -> Option<Scope> {
    CURRENT
        .try_with(|current| current.borrow().clone())
        .unwrap_or_default()
}

/// Makes `scope` the current one until the guard is dropped.
///
/// # Errors
///
/// If the thread's variables are being destroyed.
pub(super) fn enter(scope: Scope) -> Result<Guard, &'static str> {
    match CURRENT.try_with(|current| current.replace(Some(scope))) {
        Ok(outer) => Ok(Guard { outer }),
        Err(_) => Err("a graph can no longer be written or read: the thread ends"),
    }
}

/// Ends a scope.
#[must_use = "the scope ends with the guard"]
pub(super) struct Guard {
    outer: Option<Scope>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let outer = self.outer.take();
        // The scope that ends is dropped out here: it may hold the last handle to an object, whose
        // destructor may write or read a graph itself.
        let ended = CURRENT.try_with(|current| current.replace(outer));
        drop(ended);
    }
}

/// How a pointer is to be written.
pub(super) enum Written {
    /// As its value.
    InPlace,
    /// As a number.
    Number(u32),
    /// Not at all.
    Refused(&'static str),
}

/// How `gc` is to be written, now.
pub(super) fn written<T: ?Sized>(gc: &Gc<T>) -> Written {
    let Some(scope) = current() else {
        return Written::InPlace;
    };
    let is_object = |kind_of: KindOf| kind_of(Gc::value_type_id(gc)).is_some();
    match scope {
        Scope::Discover(discovery) if is_object(discovery.kind_of) => {
            discovery.found.borrow_mut().push(Erased::new(gc));
            // Whatever is written now, nobody reads it.
            Written::Number(0)
        }
        Scope::Write(numbers) if is_object(numbers.kind_of) => match numbers.of(gc) {
            Some(number) if (number as usize) < numbers.readable.get() => Written::Number(number),
            Some(_) => Written::Refused(LATE),
            None => Written::Refused(UNSTABLE),
        },
        _ => Written::InPlace,
    }
}

/// The same for what a `Weak` upgraded to: `None` means that it is written as an empty one.
pub(super) fn written_weakly<T: ?Sized>(gc: &Gc<T>) -> Option<Written> {
    let Some(scope) = current() else {
        return Some(Written::InPlace);
    };
    let is_object = |kind_of: KindOf| kind_of(Gc::value_type_id(gc)).is_some();
    match scope {
        Scope::Discover(discovery) if is_object(discovery.kind_of) => None,
        Scope::Write(numbers) if is_object(numbers.kind_of) => numbers.of(gc).map(|_| written(gc)),
        _ => Some(Written::InPlace),
    }
}

impl Numbers {
    fn of<T: ?Sized>(&self, gc: &Gc<T>) -> Option<u32> {
        self.numbers
            .get(&Gc::as_ptr(gc).cast::<()>().addr())
            .copied()
    }
}

const LATE: &str = "an object's data holds a pointer to an object that can only be read after it; \
                    give that pointer in `Linked::links`";

const UNSTABLE: &str = "met an object that was not there when the graph was looked through; \
                        `serialize` and `Linked::links` must give the same each time";

/// Where a pointer of type `T` is to be read from.
pub(super) enum Source {
    /// Its value follows.
    InPlace,
    /// A number follows: that of one of these objects.
    Number(Rc<Objects>),
}

/// Where a pointer of type `T` is to be read from, now.
pub(super) fn source<T: 'static>() -> Source {
    match current() {
        Some(Scope::Read(objects)) if (objects.kind_of)(TypeId::of::<T>()).is_some() => {
            Source::Number(objects)
        }
        _ => Source::InPlace,
    }
}

impl Objects {
    /// The object of that number, if it was read already and is a `T`; otherwise what is wrong.
    pub(super) fn get<T: 'static>(&self, number: u32) -> Result<Gc<T>, String> {
        let objects = self.objects.borrow();
        let Some(object) = objects.get(number as usize) else {
            let read = objects.len();
            return Err(format!(
                "expected the number of an object read so far, found {number} after {read} objects"
            ));
        };
        object.downcast().ok_or_else(|| {
            let (expected, found) = (core::any::type_name::<T>(), object.type_name());
            format!("expected a `{expected}`, found object {number}, which is a `{found}`")
        })
    }
}
