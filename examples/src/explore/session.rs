//! Somebody at work on the desktop.

use std::time::{Duration, Instant};

use gc_core::snapshot::{Recorder, SiteRecorder, Snapshot, SnapshotOptions};
use gc_core::{Gc, Heap, Policy};

use super::desktop::{Bus, Closing, Desktop, Listener, Purpose, Widget, Window};

/// One window in so many is a dialog.
const DIALOG_EVERY: u32 = 5;
/// So many windows stay open.
const OPEN: usize = 4;
/// So many windows are opened between two collections.
const COLLECT_EVERY: u32 = 10;

/// What is left of a session.
#[derive(Debug)]
pub struct Session {
    /// The heap when the first windows were open.
    pub before: Snapshot,
    /// The heap at the end, after a collection.
    pub after: Snapshot,
    /// How long that took.
    pub took: Duration,
    /// How many windows are open at the end.
    pub open_windows: usize,
}

impl Session {
    /// Opens windows one after the other, closes all but the last few, and takes snapshots.
    #[must_use]
    pub fn run(windows: u32, closing: Closing) -> Self {
        let heap = Heap::with_policy(Policy::MANUAL);
        heap.enter(|| Self::run_in(&heap, windows, closing))
    }

    fn run_in(heap: &Heap, windows: u32, closing: Closing) -> Self {
        let _sites = SiteRecorder::start();
        let mut recorder = Recorder::new(heap);
        let desktop = Desktop::new(closing);
        let mut before = None;
        for number in 1..=windows {
            work(&desktop, number);
            recorder.sample();
            if number % COLLECT_EVERY == 0 {
                heap.collect();
            }
            if number as usize == OPEN {
                before = Some(heap.snapshot());
            }
        }
        heap.collect();
        recorder.sample();
        let options = options(&desktop).history(recorder.samples());
        let before = before.unwrap_or_else(|| heap.snapshot());
        let start = Instant::now();
        let after = heap.snapshot_with(options);
        Self {
            before,
            after,
            took: start.elapsed(),
            open_windows: desktop.open_windows(),
        }
    }
}

fn work(desktop: &Gc<Desktop>, number: u32) {
    let purpose = match number % DIALOG_EVERY {
        0 => Purpose::Preferences,
        _ => Purpose::Document,
    };
    Desktop::open(desktop, purpose);
    if desktop.open_windows() > OPEN {
        desktop.close_oldest();
    }
}

/// All types have labels; the one handle that the program has is known.
fn options(desktop: &Gc<Desktop>) -> SnapshotOptions {
    SnapshotOptions::new()
        .label::<Desktop>()
        .label::<Window>()
        .label::<Widget>()
        .label::<Bus>()
        .label::<Listener>()
        .known(desktop)
}
