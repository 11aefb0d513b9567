//! Exclusive access to a value, and what programs forget, on both sides.

use super::machine::{Machine, guarded};
use super::op::Op;
use super::pointer::Strong;
use super::value::Value;
use super::{Mismatch, ensure};

impl Machine {
    pub(super) fn get_mut(&mut self, handle: usize, op: Op) -> Result<(), Mismatch> {
        let number = self.handles[handle].0;
        let object = self.shadow.get(number);
        if object.untraceable {
            // Whether a second guard lifts what a forgotten one left is not promised.
            return Ok(());
        }
        let due = object.strong == 1 && object.weak == 0;
        let slots = object.slots.len();
        let target = (slots > 0).then(|| usize::from(op.c) % slots);
        let home = self.heaps[usize::from(op.b % 2)].clone();
        let mut collected = None;
        let mut old = None;
        let strong = &mut self.handles[handle].1;
        let got = strong.get_mut(&mut |value| {
            if op.b >= 128 {
                collected = Some(guarded(|| home.collect()));
            } else if let Some(slot) = target {
                old = value.swap_mut(slot, None);
            }
        });
        ensure!(
            got == due,
            "get_mut of object {number} gave {got}; expected {due}"
        );
        drop(home);
        if let Some(said) = collected {
            self.shadow.get_mut(number).untraceable = true;
            self.note_collection(op.b % 2, said)?;
            self.shadow.get_mut(number).untraceable = false;
        }
        if let (Some(old), Some(slot)) = (old, target) {
            self.shadow.swap(number, slot, None);
            self.let_go(old);
        }
        Ok(())
    }

    pub(super) fn try_unwrap(&mut self, handle: usize, op: Op) -> Result<(), Mismatch> {
        let (number, strong) = self.handles.swap_remove(handle);
        let due = self.shadow.get(number).strong == 1;
        if op.c.is_multiple_of(4) {
            return self.unwrap_or_drop(number, strong, due);
        }
        match strong.try_unwrap() {
            Ok(value) => {
                ensure!(due, "try_unwrap moved out object {number}, which is shared");
                self.shadow.move_out(number);
                if op.b >= 128 {
                    self.collect(op.b % 2)?;
                }
                self.end_value(number, value)
            }
            Err(strong) => {
                ensure!(!due, "try_unwrap refused object {number}, which is unique");
                self.handles.push((number, strong));
                Ok(())
            }
        }
    }

    fn unwrap_or_drop(&mut self, number: u32, strong: Strong, due: bool) -> Result<(), Mismatch> {
        let value = strong.into_inner();
        ensure!(
            value.is_some() == due,
            "into_inner of object {number} gave {}; expected {due}",
            value.is_some()
        );
        match value {
            Some(value) => {
                self.shadow.move_out(number);
                self.end_value(number, value)
            }
            None => {
                self.shadow.release(number);
                Ok(())
            }
        }
    }

    /// Drops a value that is in no heap any more.
    fn end_value(&mut self, number: u32, value: Box<dyn Value>) -> Result<(), Mismatch> {
        let seal = value.seal();
        ensure!(
            seal.is_intact() && seal.number == number,
            "the value moved out of object {number} was overwritten"
        );
        guarded(|| drop(value));
        self.shadow.bury(number);
        Ok(())
    }

    // ---- forgetting ------------------------------------------------------------------------

    pub(super) fn forget_borrow(&mut self, handle: usize) {
        if self.slot(handle, 0).is_some() {
            let (number, strong) = &self.handles[handle];
            strong.value().group(0).0.stick();
            self.shadow.get_mut(*number).set_stuck(true);
        }
    }

    pub(super) fn forget_guard(&mut self, handle: usize) -> Result<(), Mismatch> {
        let (number, strong) = &mut self.handles[handle];
        let object = self.shadow.get_mut(*number);
        let due = object.strong == 1 && object.weak == 0;
        let got = strong.forget_guard();
        ensure!(
            got == due,
            "get_mut of object {number} gave {got}; expected {due}"
        );
        object.untraceable |= got;
        Ok(())
    }
}
