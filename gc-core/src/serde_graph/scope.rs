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
pub(super) enum Scope {
    /// A value is looked through for the objects that it leads to.
    Discover(Discovery),
    /// Values are written.
    Write(Numbers),
    /// Values are read.
    Read(Objects),
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
    /// How many of them a reader will have made when it comes to what is being written.
    pub(super) readable: Cell<u32>,
}

/// The objects that were read so far, by number.
pub(super) struct Objects {
    pub(super) kind_of: KindOf,
    pub(super) objects: RefCell<Vec<Erased>>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Scope>>> = const { RefCell::new(None) };
}

/// What is going on, if anything is. Nothing is while the thread's variables are destroyed.
pub(super) fn current() -> Option<Rc<Scope>> {
    CURRENT
        .try_with(|current| current.borrow().clone())
        .unwrap_or_default()
}

/// Makes `scope` the current one until the guard is dropped.
#[must_use = "the scope ends with the guard"]
pub(super) fn enter(scope: Rc<Scope>) -> Guard {
    Guard {
        outer: CURRENT.replace(Some(scope)),
    }
}

/// Ends a scope.
pub(super) struct Guard {
    outer: Option<Rc<Scope>>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let ended = CURRENT.replace(self.outer.take());
        // It may hold the last handle to some object, whose destructor may come back here.
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
    match &*scope {
        Scope::Discover(discovery) if is_object(discovery.kind_of) => {
            discovery.found.borrow_mut().push(Erased::new(gc));
            // Whatever is written now, nobody reads it.
            Written::Number(0)
        }
        Scope::Write(numbers) if is_object(numbers.kind_of) => match numbers.of(gc) {
            Some(number) if number < numbers.readable.get() => Written::Number(number),
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
    match &*scope {
        Scope::Discover(discovery) if is_object(discovery.kind_of) => None,
        Scope::Write(numbers) if is_object(numbers.kind_of) => {
            numbers.of(gc).map(|_| written(gc))
        }
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
    Number(Rc<Scope>),
}

/// Where a pointer of type `T` is to be read from, now.
pub(super) fn source<T: 'static>() -> Source {
    match current() {
        Some(scope) if scope.reads::<T>() => Source::Number(scope),
        _ => Source::InPlace,
    }
}

impl Scope {
    fn reads<T: 'static>(&self) -> bool {
        matches!(self, Self::Read(objects) if (objects.kind_of)(TypeId::of::<T>()).is_some())
    }

    /// The object of that number, if it was read already and is a `T`; otherwise what is wrong.
    pub(super) fn object<T: 'static>(&self, number: u32) -> Result<Gc<T>, String> {
        let Self::Read(objects) = self else {
            return Err("no graph is being read".to_owned());
        };
        let objects = objects.objects.borrow();
        let Some(object) = objects.get(number as usize) else {
            let read = objects.len();
            return Err(format!(
                "object {number} is not there: {read} objects were read so far"
            ));
        };
        object.downcast().ok_or_else(|| {
            let (found, expected) = (object.type_name(), core::any::type_name::<T>());
            format!("object {number} is a `{found}`, expected a `{expected}`")
        })
    }
}
