//! Finding all objects of a graph, and the order to write them in: each after those that its data
//! leads to.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::marker::PhantomData;
use std::rc::Rc;
use std::vec;

use serde_core::Serialize;
use serde_core::ser::Error as _;

use super::Kinds;
use super::discover::{Discover, Refusal};
use super::erased::Erased;
use super::scope::{self, Discovery, Scope};

/// How far the search has come with an object.
enum Progress {
    /// The search is below it.
    Open,
    /// It has this number.
    Done(u32),
}

/// A search through the graph. Depth is on a stack of our own, since that of the thread is
/// smaller than lists are long.
pub(super) struct Explorer<K> {
    discover: Discover,
    progress: HashMap<usize, Progress>,
    /// The objects that have a number, in its order.
    order: Vec<Erased>,
    /// Objects that root or links lead to, still to be looked at.
    waiting: VecDeque<Erased>,
    kinds: PhantomData<fn() -> K>,
}

/// An object whose data is being followed.
struct Open {
    object: Erased,
    /// What its data leads to, as far as not yet looked at.
    below: vec::IntoIter<Erased>,
}

/// The objects of a graph in order, and the number of each by its address.
pub(super) struct Explored {
    pub(super) order: Vec<Erased>,
    pub(super) numbers: HashMap<usize, u32>,
}

impl<K: Kinds> Explorer<K> {
    /// Finds all that `root` leads to.
    pub(super) fn explore<R: Serialize>(
        root: &R,
        human_readable: bool,
    ) -> Result<Explored, Refusal> {
        let mut explorer = Self {
            discover: Discover { human_readable },
            progress: HashMap::new(),
            order: Vec::new(),
            waiting: VecDeque::new(),
            kinds: PhantomData,
        };
        let found = explorer.found_by(|discover| root.serialize(discover))?;
        explorer.wait_for(found);
        while let Some(object) = explorer.waiting.pop_front() {
            explorer.descend(object)?;
        }
        Ok(explorer.finish())
    }

    /// Numbers the object, after all that its data leads to.
    fn descend(&mut self, object: Erased) -> Result<(), Refusal> {
        let mut path = Vec::new();
        self.open(object, &mut path)?;
        while let Some(last) = path.last_mut() {
            if let Some(object) = last.below.next() {
                self.open(object, &mut path)?;
            } else if let Some(last) = path.pop() {
                self.close(last.object)?;
            }
        }
        Ok(())
    }

    /// Goes below an object, unless the search has been there.
    fn open(&mut self, object: Erased, path: &mut Vec<Open>) -> Result<(), Refusal> {
        match self.progress.get(&object.address()) {
            Some(Progress::Done(_)) => return Ok(()),
            Some(Progress::Open) => return Err(circle(&object)),
            None => {}
        }
        self.progress.insert(object.address(), Progress::Open);
        let below = self.found_by(|discover| K::write_data(&object, discover))?;
        path.push(Open {
            object,
            below: below.into_iter(),
        });
        Ok(())
    }

    /// Gives an object its number, and notes what its links lead to.
    fn close(&mut self, object: Erased) -> Result<(), Refusal> {
        let Ok(number) = u32::try_from(self.order.len()) else {
            return Err(Refusal::custom("a graph of more objects than a u32 counts"));
        };
        let found = self.found_by(|discover| K::write_links(&object, discover))?;
        self.wait_for(found);
        self.progress
            .insert(object.address(), Progress::Done(number));
        self.order.push(object);
        Ok(())
    }

    /// Queues what was not met before.
    fn wait_for(&mut self, found: Vec<Erased>) {
        let new = |object: &Erased| !self.progress.contains_key(&object.address());
        self.waiting.extend(found.into_iter().filter(new));
    }

    /// The objects that are met while `visit` runs.
    fn found_by(
        &self,
        visit: impl FnOnce(Discover) -> Result<(), Refusal>,
    ) -> Result<Vec<Erased>, Refusal> {
        let discovery = Rc::new(Discovery {
            kind_of: K::kind_of,
            found: RefCell::default(),
        });
        let _guard = scope::enter(Scope::Discover(discovery.clone())).map_err(Refusal::custom)?;
        visit(self.discover)?;
        Ok(discovery.found.take())
    }

    fn finish(self) -> Explored {
        let number = |(address, progress)| match progress {
            Progress::Done(number) => Some((address, number)),
            Progress::Open => None,
        };
        Explored {
            order: self.order,
            numbers: self.progress.into_iter().filter_map(number).collect(),
        }
    }
}

/// A circle through data alone cannot be read back.
fn circle(object: &Erased) -> Refusal {
    Refusal::custom(format_args!(
        "the data of a `{}` leads back to it: leave a field of the circle out of the data and \
         give it in `Linked::links`",
        object.type_name()
    ))
}
