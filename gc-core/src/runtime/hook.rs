//! Who wants to know of each collection.

use super::RuntimePtr;
use crate::drop_queue::Panics;
use crate::stats::Collection;

/// What is called after each collection.
pub(super) type Hook = Box<dyn FnMut(&Collection)>;

impl RuntimePtr {
    /// Replaces the hook; returns the one that was.
    pub(super) fn set_hook(self, hook: Option<Hook>) -> Option<Hook> {
        let this = self.get();
        this.hook_changes.set(this.hook_changes.get() + 1);
        this.hook.replace(hook)
    }

    /// Calls the hook. It may do anything, also collect: then it is not called again.
    pub(super) fn call_hook(self, collection: &Collection, panics: &mut Panics) {
        let this = self.get();
        let Some(mut hook) = this.hook.take() else {
            return;
        };
        let changes = this.hook_changes.get();
        panics.catch(|| hook(collection));
        // It may have put another one, or none, in its place.
        if this.hook_changes.get() == changes {
            this.hook.set(Some(hook));
        } else {
            panics.catch(|| drop(hook));
        }
    }
}
