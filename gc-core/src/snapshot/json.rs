//! JSON: the whole snapshot, for other programs.

use core::time::Duration;
use std::io::{self, Write};

use super::graph::NONE;
use super::json_writer::JsonWriter;
use super::{Object, Sample, Snapshot};
use crate::stats::Collection;

/// How many circles, and how many objects that are held, are told of in full.
const TOLD: usize = 200;

/// Writes the value of one part.
pub(super) type WritePart = fn(&Snapshot, &mut JsonWriter<'_>) -> io::Result<()>;

/// The parts of the document, which the HTML page reads one by one.
pub(super) const PARTS: [(&str, WritePart); 9] = [
    ("summary", summary),
    ("types", types),
    ("objects", objects),
    ("edges", edges),
    ("labels", labels),
    ("sites", sites),
    ("cycles", cycles),
    ("unexplained", unexplained),
    ("history", history),
];

impl Snapshot {
    /// Writes the snapshot as JSON. (Feature `export`.)
    ///
    /// One document, in columns: entry `n` of an array with one entry an object is about object `n`.
    /// Sizes are in bytes.
    ///
    /// | name | what |
    /// |---|---|
    /// | `format`, `version` | `"gc-core-heap"`, 1; the version changes when a name below does |
    /// | `summary` | `objects`, `edges`, `bytes`, `held`, `garbage`: numbers; `complete`: whether all could be read; `stats`: what [`Stats`](crate::Stats) says, times in nanoseconds |
    /// | `types` | an array of `name`, `objects`, `bytes`, `retained` |
    /// | `objects.type` | the index in `types`, an entry an object |
    /// | `objects.bytes`, `.retained`, `.strong`, `.external` | as [`Object`] says, an entry an object |
    /// | `objects.dominator` | the number of the immediate dominator, or -1, an entry an object |
    /// | `objects.weak` | pairs of number and weak count, where that is not 0 |
    /// | `objects.garbage`, `.unreadable` | numbers of objects |
    /// | `objects.foreign` | numbers of objects, once for each edge into another heap |
    /// | `edges.start`, `edges.target` | the edges of object `n` are those from `target[start[n]]` to before `target[start[n + 1]]` |
    /// | `labels.object`, `labels.text` | numbers, and the labels of these objects |
    /// | `sites.place` | `file:line:column`, each once |
    /// | `sites.object`, `sites.at` | numbers, and the indices in `place` of where these were made |
    /// | `cycles` | the largest circles, up to 200: `size`, `bytes`, `external`, `objects` (the first 200 numbers) |
    /// | `unexplained` | the first 200 of [`unexplained`](Self::unexplained): `object`, `references`, `suspects` (texts) |
    /// | `history.samples` | arrays of milliseconds, objects, bytes, reserved bytes |
    /// | `history.pauses` | pairs: the longest pause of a class, in nanoseconds, and how many there were |
    /// | `history.recent` | the last collections: `scope`, `examined`, `freed`, `freed_bytes`, `finalized`, `pause`, `time` |
    ///
    /// # Errors
    ///
    /// If the writer fails.
    ///
    /// ```
    /// use gc_core::{Gc, Heap};
    ///
    /// let heap = Heap::new();
    /// let pair = Gc::new_in((Gc::new_in(1_u8, &heap), 2_u8), &heap);
    /// let mut text = Vec::new();
    /// heap.snapshot().write_json(&mut text)?;
    /// let document: serde_json::Value = serde_json::from_slice(&text)?;
    /// assert_eq!(document["summary"]["objects"], 2);
    /// assert_eq!(document["edges"]["target"].as_array().unwrap().len(), 1);
    /// # drop(pair);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        let mut json = JsonWriter::new(&mut out);
        json.map(|map| {
            map.entry("format", "gc-core-heap")?;
            map.entry("version", &1)?;
            PARTS
                .iter()
                .try_for_each(|(name, write)| map.entry_with(name, |json| write(self, json)))
        })?;
        out.flush()
    }
}

fn summary(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    json.map(|map| {
        map.entry("objects", &snapshot.len())?;
        map.entry("edges", &snapshot.edge_count())?;
        map.entry("bytes", &snapshot.bytes())?;
        map.entry("held", &snapshot.held().count())?;
        let garbage = snapshot.objects().filter(Object::is_garbage);
        map.entry("garbage", &garbage.count())?;
        map.entry("complete", &snapshot.is_complete())?;
        map.entry_with("stats", |json| stats(snapshot, json))
    })
}

fn stats(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    let stats = snapshot.stats();
    json.map(|map| {
        map.entry("objects", &stats.objects)?;
        map.entry("bytes", &stats.bytes)?;
        map.entry("scanned", &stats.scanned)?;
        map.entry("pages", &stats.pages)?;
        map.entry("reserved_bytes", &stats.reserved_bytes)?;
        map.entry("external_bytes", &stats.external_bytes)?;
        map.entry("collections", &stats.collections)?;
        map.entry("young_collections", &stats.young_collections)?;
        map.entry("finalized", &stats.finalized)?;
        map.entry("freed", &stats.freed)?;
        map.entry("total_pause", &nanoseconds(stats.total_pause))?;
        map.entry("max_pause", &nanoseconds(stats.max_pause))
    })
}

fn types(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    json.array(snapshot.rows_by_kind(), |json, row| {
        json.map(|map| {
            map.entry("name", row.type_name)?;
            map.entry("objects", &row.objects)?;
            map.entry("bytes", &row.bytes)?;
            map.entry("retained", &row.retained)
        })
    })
}

fn objects(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    let (graph, dominators) = (&snapshot.graph, snapshot.dominators());
    let dominator = |id| match dominators.immediate(id) {
        NONE => -1,
        id => i64::from(id),
    };
    json.map(|map| {
        map.column("type", graph.sizes().map(|(_, kind, _)| kind))?;
        map.column("bytes", graph.sizes().map(|(_, _, bytes)| bytes))?;
        map.column("retained", graph.ids().map(|id| dominators.retained(id)))?;
        map.column("dominator", graph.ids().map(dominator))?;
        map.column("strong", graph.ids().map(|id| graph.strong(id)))?;
        map.column("external", graph.ids().map(|id| graph.external(id)))?;
        map.entry("weak", graph.all_weak())?;
        let garbage = snapshot.objects().filter(Object::is_garbage);
        map.column("garbage", garbage.map(|object| object.id().0))?;
        map.entry("unreadable", graph.unreadable())?;
        map.entry("foreign", graph.all_leaving())
    })
}

fn edges(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    let edges = snapshot.graph.edges();
    json.map(|map| {
        map.entry("start", edges.starts())?;
        map.entry("target", edges.targets())
    })
}

fn labels(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    json.map(|map| {
        map.column("object", snapshot.labels.iter().map(|(id, _)| id))?;
        map.column("text", snapshot.labels.iter().map(|(_, text)| text))
    })
}

fn sites(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    let mut places: Vec<_> = snapshot.sites.iter().map(|(_, site)| site).collect();
    places.sort_unstable();
    places.dedup();
    let at = |site| places.binary_search(&site).unwrap_or_default();
    json.map(|map| {
        map.column("place", places.iter().map(ToString::to_string))?;
        map.column("object", snapshot.sites.iter().map(|(id, _)| id))?;
        map.column("at", snapshot.sites.iter().map(|(_, site)| at(site)))
    })
}

fn cycles(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    json.array(snapshot.cycles().iter().take(TOLD), |json, cycle| {
        json.map(|map| {
            map.entry("size", &cycle.len())?;
            map.entry("bytes", &cycle.bytes())?;
            map.entry("external", &cycle.external_count())?;
            let objects = cycle.objects().take(TOLD);
            map.column("objects", objects.map(|object| object.id().0))
        })
    })
}

fn unexplained(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    json.array(snapshot.unexplained().iter().take(TOLD), |json, it| {
        json.map(|map| {
            map.entry("object", &it.object.id().0)?;
            map.entry("references", &it.references)?;
            map.column("suspects", it.suspects.iter().map(ToString::to_string))
        })
    })
}

fn history(snapshot: &Snapshot, json: &mut JsonWriter<'_>) -> io::Result<()> {
    let samples = snapshot.history().iter().map(|sample| {
        let milliseconds = sample.at.as_secs_f64() * 1000.0;
        let Sample {
            objects,
            bytes,
            reserved_bytes,
            ..
        } = *sample;
        (milliseconds, objects, bytes, reserved_bytes)
    });
    let stats = snapshot.stats();
    json.map(|map| {
        map.column("samples", samples)?;
        let pauses = stats.pauses.iter();
        map.column(
            "pauses",
            pauses.map(|(longest, count)| (nanoseconds(longest), count)),
        )?;
        map.entry_with("recent", |json| json.array(stats.recent.iter(), collection))
    })
}

fn collection(json: &mut JsonWriter<'_>, collection: &Collection) -> io::Result<()> {
    json.map(|map| {
        map.entry("scope", &collection.scope.to_string())?;
        map.entry("examined", &collection.examined)?;
        map.entry("freed", &collection.freed)?;
        map.entry("freed_bytes", &collection.freed_bytes)?;
        map.entry("finalized", &collection.finalized)?;
        map.entry("pause", &nanoseconds(collection.pause))?;
        map.entry("time", &nanoseconds(collection.time))
    })
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
