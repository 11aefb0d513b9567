//! What one pointer costs: to make and drop a value, to copy and drop the pointer, and to read the value
//! through it.

use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use gc_core::Gc;

use super::timing::median;

/// Operations between two looks at the clock.
const BATCH: u32 = 50_000;

/// What is pointed to.
const VALUE: [u64; 2] = [1, 2];

/// Nanoseconds for one operation, the loop around it included. None where there is no such operation.
#[derive(Debug)]
pub(crate) struct Price {
    pub(crate) pointer: &'static str,
    /// Bytes beside the value.
    pub(crate) header: usize,
    pub(crate) new: Option<f64>,
    pub(crate) copy: Option<f64>,
    pub(crate) read: Option<f64>,
}

/// Of all pointers, each measured so many times.
pub(crate) fn prices(rounds: u32) -> [Price; 6] {
    let clock = Clock { rounds };
    [
        index(&clock),
        boxed(&clock),
        rc(&clock),
        weak(&clock),
        arc(&clock),
        gc(&clock),
    ]
}

fn index(clock: &Clock) -> Price {
    let mut arena = vec![VALUE];
    Price {
        pointer: "index into a Vec",
        header: 0,
        new: clock.time(|| {
            black_box(&mut arena).push(black_box(VALUE));
            black_box(&mut arena).pop();
        }),
        copy: None,
        read: clock.time(|| read(&black_box(&arena)[black_box(0)])),
    }
}

fn boxed(clock: &Clock) -> Price {
    let value = Box::new(VALUE);
    Price {
        pointer: "Box",
        header: 0,
        new: clock.time(|| drop(black_box(Box::new(black_box(VALUE))))),
        copy: None,
        read: clock.time(|| read(black_box(&value))),
    }
}

fn rc(clock: &Clock) -> Price {
    let value = Rc::new(VALUE);
    Price {
        pointer: "Rc",
        header: size_of::<[usize; 2]>(),
        new: clock.time(|| drop(black_box(Rc::new(black_box(VALUE))))),
        copy: clock.time(|| drop(black_box(black_box(&value).clone()))),
        read: clock.time(|| read(black_box(&value))),
    }
}

fn weak(clock: &Clock) -> Price {
    let value = Rc::new(VALUE);
    let weak = Rc::downgrade(&value);
    Price {
        pointer: "rc::Weak, upgraded",
        header: size_of::<[usize; 2]>(),
        new: None,
        copy: clock.time(|| drop(black_box(black_box(&weak).clone()))),
        read: clock.time(|| {
            if let Some(value) = black_box(&weak).upgrade() {
                read(&value);
            }
        }),
    }
}

fn arc(clock: &Clock) -> Price {
    let value = Arc::new(VALUE);
    Price {
        pointer: "Arc",
        header: size_of::<[usize; 2]>(),
        new: clock.time(|| drop(black_box(Arc::new(black_box(VALUE))))),
        copy: clock.time(|| drop(black_box(black_box(&value).clone()))),
        read: clock.time(|| read(black_box(&value))),
    }
}

fn gc(clock: &Clock) -> Price {
    let value = Gc::new(VALUE);
    Price {
        pointer: "Gc",
        header: size_of::<[u32; 2]>(),
        new: clock.time(|| drop(black_box(Gc::new(black_box(VALUE))))),
        copy: clock.time(|| drop(black_box(black_box(&value).clone()))),
        read: clock.time(|| read(black_box(&value))),
    }
}

fn read(value: &[u64; 2]) {
    black_box(value[0]);
}

/// Measures an operation in rounds.
struct Clock {
    rounds: u32,
}

impl Clock {
    /// The median over the rounds. Always `Some`, to be put into a price.
    fn time(&self, mut operation: impl FnMut()) -> Option<f64> {
        let batch = |_| {
            let start = Instant::now();
            for _ in 0..BATCH {
                operation();
            }
            start.elapsed()
        };
        let typical = median((0..self.rounds).map(batch));
        Some(typical.as_secs_f64() * 1e9 / f64::from(BATCH))
    }
}
