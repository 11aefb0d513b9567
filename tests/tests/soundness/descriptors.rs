//! Two descriptors of one type share a pool: whatever the allocator remembers by one of them must follow
//! the pool's pages.

use gc_core::{Gc, Heap, Trace};
use gc_tests::other_unit::{Bulky, make_bulky};

type Maker = fn() -> Gc<Bulky>;

/// Of the same size as [`Bulky`], with a destructor that must not meet one.
#[derive(Trace)]
struct Texts(Vec<u8>, [u64; 197]);

#[inline(never)]
fn make_here() -> Gc<Bulky> {
    Gc::new(Bulky([7; 200]))
}

/// One maker fills a page, the other opens two more; then the first pages go.
fn let_the_first_pages_go(heap: &Heap, first: Maker, second: Maker) -> Gc<Bulky> {
    let mut made = vec![first()];
    while heap.stats().pages < 3 {
        made.push(second());
    }
    made.swap_remove(made.len() - 1)
}

fn the_first_maker_gets_pages_of_its_own(first: Maker, second: Maker) {
    let heap = Heap::new();
    heap.enter(|| {
        let kept = let_the_first_pages_go(&heap, first, second);
        let texts: Vec<_> = (0..100)
            .map(|_| Gc::new(Texts(vec![1], [1; 197])))
            .collect();
        let again: Vec<_> = (0..3).map(|_| first()).collect();
        for bulky in &again {
            assert!(Gc::value_type_name(bulky).ends_with("Bulky"));
        }
        drop(again);
        assert!(texts.iter().all(|it| it.0 == [1] && it.1 == [1; 197]));
        assert_eq!(kept.0, [7; 200]);
    });
}

#[test]
fn a_page_that_goes_is_not_allocated_from_by_another_descriptor() {
    the_first_maker_gets_pages_of_its_own(make_here, make_bulky);
    the_first_maker_gets_pages_of_its_own(make_bulky, make_here);
}
