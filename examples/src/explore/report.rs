//! What a snapshot says, as text.

use std::any::type_name;
use std::cmp::Reverse;
use std::fmt::Write;

use gc_core::snapshot::{Object, Snapshot};

use super::desktop::Window;
use super::error::Error;
use super::session::Session;

/// How many objects `--why` tells of.
const TOLD: usize = 3;

/// What is on the heap, what has grown, and whether there are more windows than are open.
#[must_use]
pub fn summary(session: &Session) -> String {
    let Session {
        before,
        after,
        took,
        open_windows,
    } = session;
    let memory = after.memory() as f64 / 1024.0;
    let mut text = format!("{after}\nnoted in {took:.1?}, in {memory:.0} KiB of memory\n\n");
    text += "since the first windows were open:\n";
    for line in after.diff(before).to_string().lines() {
        let _ = writeln!(text, "  {line}");
    }
    let windows = windows(after).count();
    let _ = writeln!(
        text,
        "\n{open_windows} windows are open, {windows} are alive"
    );
    text
}

/// All windows on the heap.
pub fn windows(snapshot: &Snapshot) -> impl Iterator<Item = Object<'_>> {
    let objects = snapshot.objects();
    objects.filter(|object| object.type_name() == type_name::<Window>())
}

/// Why the objects are alive whose type or label holds a text, whatever the case: first those whose label
/// begins with it, then those that retain most.
///
/// # Errors
///
/// If there are none.
pub fn why(snapshot: &Snapshot, wanted: &str) -> Result<String, Error> {
    let lower = wanted.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&lower);
    let found = snapshot
        .objects()
        .filter(|object| holds(object.type_name()) || object.label().is_some_and(holds));
    let mut found: Vec<_> = found.collect();
    let is_named = |object: &Object<'_>| {
        let label = object.label().unwrap_or_default();
        label.to_lowercase().starts_with(&lower)
    };
    found.sort_by_key(|it| (!is_named(it), Reverse(it.retained_bytes()), it.id()));
    if found.is_empty() {
        return Err(unknown(snapshot, wanted));
    }
    let mut text = String::new();
    for object in found.iter().take(TOLD) {
        let _ = writeln!(text, "{}\n", snapshot.why_alive_with(object.id(), TOLD));
    }
    let more = found.len().saturating_sub(TOLD);
    if more > 0 {
        let _ = writeln!(text, "{more} more hold `{wanted}`");
    }
    Ok(text)
}

fn unknown(snapshot: &Snapshot, text: &str) -> Error {
    let labels = windows(snapshot).filter_map(|window| window.label());
    let examples: Vec<_> = labels.take(3).map(|label| format!("`{label}`")).collect();
    Error::Unknown {
        text: text.to_owned(),
        examples: examples.join(", "),
    }
}
