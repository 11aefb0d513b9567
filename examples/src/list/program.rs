//! What the list is shown and measured with.

use super::List;
use crate::family::Family;

/// Edits a list of `size` numbers in a walk there and a walk back; gives a sum over what is left.
#[must_use]
pub fn work<F: Family>(size: usize) -> u64 {
    let list = List::<F, u64>::new();
    for number in 0..size as u64 {
        list.push_back(number);
    }
    let mut cursor = list.cursor_front();
    while let Some(&number) = cursor.current() {
        match number % 5 {
            0 => drop(cursor.remove()),
            1 => {
                cursor.insert_after(1_000_000 + number);
                cursor.move_next();
                cursor.move_next();
            }
            _ => cursor.move_next(),
        }
    }
    let mut sum = list.len() as u64;
    cursor.move_previous();
    while let Some(&number) = cursor.current() {
        sum = sum.wrapping_mul(31).wrapping_add(number);
        cursor.move_previous();
    }
    sum
}

/// Tells of two cursors in one list.
#[must_use]
pub fn demonstrate<F: Family>() -> Vec<String> {
    let list = List::<F, &str>::new();
    for word in ["the", "quick", "brown", "fox"] {
        list.push_back(word);
    }
    let mut told = vec![format!("a list: {list:?}")];
    let mut writer = list.cursor_front();
    writer.move_next();
    let reader = writer.clone();
    told.push(format!("two cursors stand at {:?}", reader.current()));
    writer.remove();
    writer.insert_before("slow");
    told.push(format!("one of them replaces it: {list:?}"));
    told.push(format!(
        "the other one still reads {:?}, which is in the list: {}",
        reader.current(),
        reader.element().is_some_and(|element| element.is_linked())
    ));
    let mut last = list.cursor_back();
    drop(list);
    last.move_previous();
    told.push(format!(
        "the list's name is gone, and a cursor still goes back from the end: {:?}",
        last.current()
    ));
    told
}
