//! The end of a thread, with finalizers and destructors that make and drop heaps.

use std::any::type_name;
use std::cell::RefCell;
use std::mem::forget;

use gc_core::{Finalize, Gc, Heap, Trace};
use gc_tests::on_thread;

#[derive(Trace)]
struct Owner {
    me: RefCell<Option<Gc<Owner>>>,
    #[trace(skip)]
    _heap: Option<Heap>,
}

/// Saves itself, and makes the heap that it lies in the last owner of another one.
#[derive(Trace)]
#[trace(finalize)]
struct Saved {
    me: RefCell<Option<Gc<Saved>>>,
    #[trace(skip)]
    heap: RefCell<Option<Heap>>,
    #[trace(skip)]
    next: RefCell<Option<Heap>>,
}

thread_local! {
    static SAVED: RefCell<Option<Gc<Saved>>> = const { RefCell::new(None) };
}

impl Finalize for Saved {
    fn finalize(&self) {
        SAVED.set(self.me.take());
        let heap = self.heap.take().expect("it runs once");
        let owner = heap.alloc(Owner {
            me: RefCell::default(),
            _heap: self.next.take(),
        });
        *owner.me.borrow_mut() = Some(owner.clone());
    }
}

#[test]
fn the_next_heap_may_go_while_one_is_emptied() {
    on_thread(|| {
        // Touched first, so destroyed last.
        SAVED.with_borrow(|saved| assert!(saved.is_none()));
        let (second, first) = (Heap::new(), Heap::new());
        let saved = first.alloc(Saved {
            me: RefCell::default(),
            heap: RefCell::new(Some(first.clone())),
            next: RefCell::new(Some(second)),
        });
        *saved.me.borrow_mut() = Some(saved.clone());
    });
}

/// Makes the thread's own heap when it is finalized.
#[derive(Trace)]
#[trace(finalize)]
struct Maker(RefCell<Option<Gc<Maker>>>);

impl Finalize for Maker {
    fn finalize(&self) {
        forget(Gc::new(5));
        assert_eq!(Heap::current().stats().objects, 1);
    }
}

#[test]
#[cfg_attr(miri, ignore = "forgets an object, which Miri reports as a leak")]
fn the_threads_own_heap_may_be_made_while_the_thread_ends() {
    on_thread(|| {
        let heap = Heap::new();
        let maker = heap.alloc(Maker(RefCell::default()));
        *maker.0.borrow_mut() = Some(maker.clone());
        forget(heap);
    });
}

#[derive(Trace)]
struct Small(u64);

#[derive(Trace)]
struct Wide(u128, u128, u64);

/// Drops the last handle of its heap, and allocates on.
#[derive(Trace)]
#[trace(leaf)]
struct LastHandle(RefCell<Option<Heap>>);

impl Drop for LastHandle {
    fn drop(&mut self) {
        self.0.take();
        // The first object of a heap without handles retires the pages allocated from.
        forget(Gc::new((1_u128, 1_u128)));
        let wide: Vec<_> = (0..300).map(|id| Gc::new(Wide(id, id, 3))).collect();
        let small = Gc::new(Small(7));
        assert_eq!(Gc::value_type_name(&small), type_name::<Small>());
        assert_eq!(small.0, 7);
        assert!(wide.iter().all(|it| it.0 == it.1 && it.2 == 3));
    }
}

/// Uses the thread's heap when that has been emptied already.
struct Late;

impl Drop for Late {
    fn drop(&mut self) {
        let heap = Heap::current();
        let kept = Gc::new(2_u8);
        drop(Gc::new(Small(1)));
        drop(Gc::new(LastHandle(RefCell::new(Some(heap)))));
        drop(kept);
    }
}

thread_local! {
    static LATE: Late = const { Late };
}

#[test]
#[cfg_attr(miri, ignore = "forgets objects, which Miri reports as leaks")]
fn allocation_goes_on_where_the_last_handle_goes_at_the_end_of_a_thread() {
    on_thread(|| {
        LATE.with(|_| ());
        forget(Gc::new(1_u8));
    });
}
