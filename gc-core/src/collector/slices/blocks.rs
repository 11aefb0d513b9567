//! A list in blocks.
//!
//! A vector of millions is copied where it grows, or moved by the system, and its memory goes back in one piece: each takes
//! longer than a slice may. Here no allocation is larger than a block, and each goes as it is emptied.

/// Elements of a block.
const BLOCK: usize = 1 << 13;

/// A list that grows and shrinks at its end.
pub(super) struct Blocks<T> {
    /// None is empty, and all but the last are full.
    blocks: Vec<Vec<T>>,
    /// The block that was emptied last, for the next one: a list may grow and shrink about one place for long.
    spare: Vec<T>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            spare: Vec::new(),
        }
    }
}

impl<T> Blocks<T> {
    #[inline]
    pub(super) fn len(&self) -> usize {
        let last = self.blocks.last().map_or(0, Vec::len);
        self.blocks.len().saturating_sub(1) * BLOCK + last
    }

    pub(super) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    #[inline]
    pub(super) fn push(&mut self, element: T) {
        match self.blocks.last_mut() {
            Some(last) if last.len() < BLOCK => last.push(element),
            _ => self.push_block(element),
        }
    }

    #[cold]
    fn push_block(&mut self, element: T) {
        // The first block is often the only one, and small.
        let len = if self.blocks.is_empty() { 1 } else { BLOCK };
        let mut block = core::mem::take(&mut self.spare);
        block.reserve_exact(len);
        block.push(element);
        self.blocks.push(block);
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<T> {
        let last = self.blocks.last_mut()?;
        let element = last.pop();
        if last.is_empty() {
            self.spare = self.blocks.pop().unwrap_or_default();
        }
        element
    }

    #[inline]
    pub(super) fn last(&self) -> Option<&T> {
        self.blocks.last()?.last()
    }

    #[inline]
    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        self.blocks.last_mut()?.last_mut()
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        self.blocks.get(index / BLOCK)?.get(index % BLOCK)
    }

    /// The elements from one on, to the end of its block at most.
    pub(super) fn some_from(&self, index: usize) -> &[T] {
        let block = self.blocks.get(index / BLOCK);
        block
            .and_then(|block| block.get(index % BLOCK..))
            .unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }
}

impl<T> Extend<T> for Blocks<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        elements.into_iter().for_each(|element| self.push(element));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pushed_is_found_and_comes_out_in_the_opposite_order() {
        let mut list = Blocks::default();
        let count = 2 * BLOCK + 1;
        list.extend(0..count);
        assert_eq!(list.len(), count);
        assert!(list.iter().copied().eq(0..count));
        for at in [0, 1, BLOCK - 1, BLOCK, count - 1] {
            assert_eq!(list.get(at), Some(&at));
            let some = list.some_from(at);
            assert!(some.len() <= BLOCK && some[0] == at);
        }
        assert_eq!(list.get(count), None);
        assert!(list.some_from(count).is_empty());
        for at in (0..count).rev() {
            assert_eq!(list.last(), Some(&at));
            assert_eq!(list.pop(), Some(at));
            assert_eq!(list.len(), at);
        }
        assert!(list.is_empty() && list.pop().is_none());
    }
}
