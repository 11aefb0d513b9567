//! Reading a heap for people.

use core::any::TypeId;

use super::handle::HandleGuard;
use super::{RuntimePtr, release};
use crate::collector::{self, Survey};
use crate::drop_queue::Panics;
use crate::object::ObjectPtr;
use crate::trace::HiddenPart;

/// What was found, and handles that keep some of it alive.
pub(crate) struct Surveyed {
    pub(crate) survey: Survey,
    /// What the values of each type hide from `trace`.
    pub(crate) hidden: Vec<(TypeId, Vec<HiddenPart>)>,
    pub(crate) held: Held,
}

/// Objects by number, a handle to each.
pub(crate) struct Held(Vec<(u32, ObjectPtr)>);

impl Held {
    /// The objects; alive as long as this is.
    pub(crate) fn objects(&self) -> &[(u32, ObjectPtr)] {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut panics = Panics::new();
        let mut objects = core::mem::take(&mut self.0).into_iter();
        while objects.len() > 0 {
            panics.catch(|| objects.by_ref().for_each(|(_, object)| release(object)));
        }
        if std::thread::panicking() {
            panics.forget();
        } else {
            panics.resume();
        }
    }
}

impl RuntimePtr {
    /// Reads the heap, and holds the objects of the types that are wanted. `None` where a `trace` is
    /// on the stack, as it is for a panic hook that it runs.
    pub(crate) fn survey(self, wanted: &dyn Fn(TypeId) -> bool) -> Option<Surveyed> {
        if collector::is_tracing() {
            return None;
        }
        // The heap stays, whatever handles a panic hook drops.
        self.add_handle();
        let guard = HandleGuard(self);
        let this = self.get();
        let mut panics = Panics::new();
        let mut survey = collector::survey(this.host(), wanted, &mut panics);
        let held = Held(core::mem::take(&mut survey.held));
        let hidden = this.types.hidden();
        // The panic hook has said what there is to say: the object is among the unreadable ones.
        panics.forget();
        drop(guard);
        Some(Surveyed {
            survey,
            hidden,
            held,
        })
    }
}
