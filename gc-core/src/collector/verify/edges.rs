//! All edges of a heap, traced anew.

use std::collections::{HashMap, HashSet};

use super::key;
use super::states::fault;
use crate::heap::{PagePtr, Pool, Space};
use crate::object::{EdgeSink, ObjectPtr, SlotState, Tracer};

/// How many edges lead to each slot.
pub(super) struct Edges {
    pages: Vec<PagePtr>,
    /// By the address of a page's metadata. Pages of other heaps are none of its business.
    targets: HashMap<PagePtr, Vec<Owners>>,
    /// Where the edges at hand come from.
    from: Source,
    /// An edge that leads to no slot.
    astray: Option<(PagePtr, ObjectPtr)>,
}

/// Who has an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Living,
    /// The storage of a weak collection that lives: its edges belong to keys, which may be condemned.
    Storage,
    Condemned,
}

/// The edges that lead to one slot.
#[derive(Clone, Copy, Default)]
struct Owners {
    living: u32,
    stored: u32,
    condemned: u32,
}

impl Edges {
    pub(super) fn new(space: &Space) -> Self {
        let all = space.pools().flat_map(Pool::pages);
        Self {
            pages: space.scanned_pages().collect(),
            targets: all
                .map(|page| (page, vec![Owners::default(); page.used()]))
                .collect(),
            from: Source::Living,
            astray: None,
        }
    }

    /// Traces all that lives, and the condemned if they are whole.
    pub(super) fn read(&mut self, condemned: &HashSet<usize>, whole: bool) {
        let pages = std::mem::take(&mut self.pages);
        for from in [Source::Living, Source::Storage, Source::Condemned] {
            if from == Source::Condemned && !whole {
                break;
            }
            self.from = from;
            let mut tracer = Tracer::new(self);
            for &page in &pages {
                for object in (0..page.used()).map(|index| page.slot(index)) {
                    if source(page, object, condemned) == Some(from)
                        && !object.header().is_untraceable()
                    {
                        let trace_slots = page.descriptor().trace_slots;
                        // SAFETY:
                        // 1. the value lives, or is condemned and whole, and no `GcMut` of it exists.
                        unsafe { trace_slots(object.payload(), page.stride(), 1, &mut tracer) };
                    }
                }
            }
            tracer.flush();
        }
    }

    /// Compares the edges with counts and states.
    pub(super) fn check(&self, condemned: &HashSet<usize>, whole: bool) {
        if let Some((page, edge)) = self.astray {
            panic!(
                "heap check: expected an edge to lead to an object: found one to {:p}, which is no slot of \
                 a page of `{}`",
                edge.payload(),
                (page.descriptor().type_name)()
            );
        }
        for (&page, owners) in &self.targets {
            for (index, owners) in owners.iter().enumerate() {
                let object = page.slot(index);
                let dying = whole && condemned.contains(&key(object));
                check_target(page, object, *owners, dying);
            }
        }
    }
}

/// What an object's edges are, if they are to be read.
fn source(page: PagePtr, object: ObjectPtr, condemned: &HashSet<usize>) -> Option<Source> {
    if condemned.contains(&key(object)) {
        Some(Source::Condemned)
    } else if !object.header().is_upgradable() {
        None
    } else if page.descriptor().storage.is_some() {
        Some(Source::Storage)
    } else {
        Some(Source::Living)
    }
}

fn check_target(page: PagePtr, object: ObjectPtr, owners: Owners, dying: bool) {
    let header = object.header();
    let strong = header.strong_count();
    let outside = if dying { 0 } else { owners.stored };
    if owners.living + outside > 0 && header.state() != SlotState::Live {
        fault(page, object, "what a living object leads to to be live");
    }
    let edges = owners.living + owners.stored + owners.condemned;
    if strong < edges {
        let all = format!("as many owners as edges lead to it, which are {edges}");
        fault(page, object, &all);
    }
    if dying && strong > edges {
        let all = format!("all owners of a condemned object to be condemned, and {edges} are");
        fault(page, object, &all);
    }
    if edges > 0 && matches!(header.state(), SlotState::Free | SlotState::Dead) {
        fault(page, object, "an edge to lead to a value");
    }
}

// What is wrong is noted, not said: a panic in here would be taken for one of a `trace`.
impl EdgeSink for Edges {
    fn drain(&mut self, edges: &[ObjectPtr]) {
        for &edge in edges {
            let page = PagePtr::of(edge);
            // Looked up by address: a page that is not there is not read.
            let Some(owners) = self.targets.get_mut(&page) else {
                continue;
            };
            let Some(index) = page.slot_at(edge) else {
                self.astray = Some((page, edge));
                continue;
            };
            let owners = &mut owners[index];
            match self.from {
                Source::Living => owners.living += 1,
                Source::Storage => owners.stored += 1,
                Source::Condemned => owners.condemned += 1,
            }
        }
    }
}
