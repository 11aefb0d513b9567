//! Checks of a whole heap between two activities, in builds with `--cfg gc_zeal`.

use super::RuntimePtr;
use crate::collector;

impl RuntimePtr {
    /// Checks the heap; nothing is at work in it.
    ///
    /// # Panics
    ///
    /// If something in it is wrong.
    pub(super) fn verify(self) {
        if cfg!(gc_zeal) {
            self.verify_now();
        }
    }

    fn verify_now(self) {
        let this = self.get();
        let waiting = this.queue.len();
        assert!(
            waiting == 0,
            "heap check: expected no object to wait for its destruction: found {waiting}"
        );
        collector::verify_now(this.host());
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use crate::gc::Gc;
    use crate::heap::PagePtr;
    use crate::object::{ObjectPtr, Tracer};
    use crate::policy::Policy;
    use crate::runtime::Heap;
    use crate::trace::Trace;

    struct Node(Vec<Gc<Node>>);

    // SAFETY: each edge is reported once, and there is no `Drop`.
    unsafe impl Trace for Node {
        fn trace(&self, tracer: &mut Tracer<'_>) {
            self.0.trace(tracer);
        }
    }

    /// A heap, and in it an object that another one has two edges to.
    fn heap() -> (Heap, Gc<Node>, ObjectPtr) {
        let heap = Heap::with_policy(Policy::MANUAL);
        let leaf = Gc::new_in(Node(Vec::new()), &heap);
        let object = Gc::object(&leaf);
        let root = Gc::new_in(Node(vec![leaf.clone(), leaf]), &heap);
        (heap, root, object)
    }

    /// What a check of the heap complains of.
    fn complaint(heap: &Heap) -> String {
        let checked = catch_unwind(AssertUnwindSafe(|| heap.runtime().verify_now()));
        match checked {
            Ok(()) => String::new(),
            Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
        }
    }

    #[test]
    fn a_sound_heap_passes() {
        let (heap, _root, _) = heap();
        assert_eq!(complaint(&heap), "");
    }

    #[test]
    fn a_count_below_its_edges_is_found() {
        let (heap, _root, object) = heap();
        let _ = object.header().release();
        let said = complaint(&heap);
        assert!(
            said.contains("as many owners as edges lead to it, which are 2"),
            "{said}"
        );
        assert!(said.contains("found Live with 1 `Gc`s"), "{said}");
        let _ = object.header().retain();
        assert_eq!(complaint(&heap), "");
    }

    #[test]
    fn a_wrong_page_total_is_found() {
        let (heap, _root, object) = heap();
        PagePtr::of(object).add_dead(1);
        let said = complaint(&heap);
        assert!(
            said.contains("slots without a value: expected 0..=0, found 1"),
            "{said}"
        );
        PagePtr::of(object).add_dead(-1);
    }

    #[test]
    fn a_condemned_object_that_nobody_condemned_is_found() {
        use crate::object::SlotState;
        let (heap, _root, object) = heap();
        object.header().set_state(SlotState::Condemned);
        let said = complaint(&heap);
        assert!(said.contains("to be part of the collection"), "{said}");
        object.header().set_state(SlotState::Live);
    }

    #[test]
    #[cfg_attr(
        not(gc_zeal),
        ignore = "payloads are poisoned with `--cfg gc_zeal` only"
    )]
    fn a_write_to_a_freed_payload_is_found() {
        let heap = Heap::with_policy(Policy::MANUAL);
        let (kept, freed) = (Gc::new_in(1_u64, &heap), Gc::new_in(2_u64, &heap));
        let dangling = Gc::as_ptr(&freed).cast_mut();
        drop(freed);
        // SAFETY:
        // 1. the page is still there, as it holds another object.
        let poison = unsafe { dangling.read() };
        // SAFETY:
        // 1. as above.
        unsafe { dangling.write(3) };
        let said = complaint(&heap);
        assert!(said.contains("was it used after its end?"), "{said}");
        // SAFETY:
        // 1. as above.
        unsafe { dangling.write(poison) };
        assert_eq!((*kept, poison), (1, u64::from_ne_bytes([0xA5; 8])));
    }
}
