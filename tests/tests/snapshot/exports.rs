//! What is written: DOT and JSON. (The page is tested in a browser.)

use gc_core::snapshot::{DotOptions, Recorder, SnapshotOptions};
use serde_json::Value;

use crate::nodes::{Node, graph, heap};

fn json(snapshot: &gc_core::snapshot::Snapshot) -> Value {
    let mut text = Vec::new();
    snapshot.write_json(&mut text).expect("memory takes it");
    serde_json::from_slice(&text).expect("it is JSON")
}

#[test]
fn the_document_holds_all_objects_and_edges() {
    let heap = heap();
    let nodes = graph(&heap, 3, &[(0, 1), (0, 2), (2, 0)]);
    let snapshot = heap.snapshot_with(SnapshotOptions::new().label::<Node>());
    let document = json(&snapshot);
    assert_eq!(document["format"], "gc-core-heap");
    assert_eq!(document["version"], 1);
    for column in [
        "type",
        "bytes",
        "retained",
        "dominator",
        "strong",
        "external",
    ] {
        let entries = document["objects"][column].as_array().map(Vec::len);
        assert_eq!(entries, Some(3), "{column}");
    }
    let start = document["edges"]["start"].as_array().unwrap();
    assert_eq!(start.len(), 4);
    assert_eq!(start[3], 3);
    assert_eq!(document["labels"]["text"][0], "node 0");
    assert_eq!(document["cycles"][0]["size"], 2);
    drop(nodes);
}

#[test]
fn the_document_tells_of_the_heap_until_then() {
    let heap = heap();
    let mut recorder = Recorder::new(&heap);
    recorder.sample();
    heap.collect();
    let options = SnapshotOptions::new().history(recorder.samples());
    let document = json(&heap.snapshot_with(options));
    assert_eq!(document["history"]["samples"].as_array().unwrap().len(), 1);
    assert_eq!(document["history"]["pauses"][0][1], 1);
    assert_eq!(document["history"]["recent"][0]["scope"], "full");
}

#[test]
fn names_and_labels_come_out_as_they_went_in() {
    let odd = "</script> \u{2028} \"\\ \u{0} & 𝄞";
    let heap = heap();
    let nodes = graph(&heap, 1, &[]);
    let options = SnapshotOptions::new().label_with(move |_: &Node| odd.to_owned());
    let snapshot = heap.snapshot_with(options);
    assert_eq!(json(&snapshot)["labels"]["text"][0], odd);
    let mut page = Vec::new();
    snapshot
        .write_html(&mut page, odd)
        .expect("memory takes it");
    let page = String::from_utf8(page).expect("it is UTF-8");
    // Nine parts of the data, and the script.
    assert_eq!(page.matches("</script>").count(), 10);
    drop(nodes);
}

fn dot(snapshot: &gc_core::snapshot::Snapshot, options: &DotOptions) -> String {
    let mut picture = Vec::new();
    snapshot
        .write_dot(&mut picture, options)
        .expect("memory takes it");
    String::from_utf8(picture).expect("it is UTF-8")
}

#[test]
fn a_picture_is_of_what_lies_around() {
    let heap = heap();
    let edges: Vec<_> = (0..9).map(|number| (number, number + 1)).collect();
    let nodes = graph(&heap, 10, &edges);
    let snapshot = heap.snapshot();
    let middle = snapshot.find(&nodes[5]).unwrap().id();
    let all = dot(&snapshot, &DotOptions::new());
    assert_eq!(all.matches(" -> ").count(), 9);
    let around = dot(&snapshot, &DotOptions::new().around(middle).steps(1));
    assert_eq!(around.matches("label=").count(), 3);
    let few = dot(&snapshot, &DotOptions::new().limit(4));
    assert_eq!(few.matches("label=").count(), 4);
}

#[test]
fn no_label_leaves_its_quotes_in_a_picture() {
    let heap = heap();
    let nodes = graph(&heap, 1, &[]);
    let options = SnapshotOptions::new().label_with(|_: &Node| "\"]; x [label=\"".to_owned());
    let picture = dot(&heap.snapshot_with(options), &DotOptions::new());
    assert!(picture.contains(r#"\"]; x [label=\""#), "{picture}");
    drop(nodes);
}
