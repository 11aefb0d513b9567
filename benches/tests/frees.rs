//! Every workload frees what it should, for every peer: what is timed elsewhere is checked here, on
//! small sizes and with payloads whose drops are counted.

use gc_benches::{Case, Census, Clock, Size, counted};

fn run(case: &Case, size: &Size) -> Census {
    let before = Census::now();
    Census::reset_peak();
    (case.run)(&mut Clock::checking(), size);
    let after = Census::now();
    let made = after.created - before.created;
    let dropped = after.dropped - before.dropped;
    assert_eq!(
        made, dropped,
        "{} with {}: {made} payloads were made, {dropped} dropped",
        case.workload, case.peer
    );
    assert!(made > 0, "{} made nothing", case.workload);
    after
}

fn check(workload: &str) {
    let cases = counted();
    let cases: Vec<_> = cases.iter().filter(|c| c.workload == workload).collect();
    assert!(cases.len() > 3, "{workload}: {} peers", cases.len());
    for case in cases {
        run(case, &Size::TINY);
    }
}

#[test]
fn alloc_drop_frees_each_object() {
    check("alloc_drop");
}

#[test]
fn hold_frees_in_order_and_shuffled() {
    check("hold");
}

#[test]
fn clone_drop_frees_nothing_until_the_table_goes() {
    check("clone_drop");
}

#[test]
fn walk_passes_each_node_and_frees_none() {
    check("walk");
}

#[test]
fn list_drop_frees_each_node() {
    check("list_drop");
}

#[test]
fn trees_are_all_freed() {
    check("trees");
}

#[test]
fn trees_with_parents_are_all_freed() {
    check("parent_trees");
}

#[test]
fn rings_are_freed_by_explicit_collections() {
    check("rings_explicit");
}

#[test]
fn rings_are_freed_when_the_peer_decides() {
    check("rings_automatic");
}

#[test]
fn a_doubly_linked_list_is_freed() {
    check("doubly_linked");
}

#[test]
fn a_random_graph_loses_only_its_garbage_until_it_is_let_go() {
    check("random_graph");
}

#[test]
fn churn_frees_what_is_replaced() {
    check("churn");
}

#[test]
fn objects_that_are_weighed_are_freed() {
    check("object_bytes");
}

#[test]
fn rings_do_not_pile_up_where_a_peer_collects_on_its_own() {
    let size = Size {
        ring_nodes: 400_000,
        ..Size::TINY
    };
    let cases = counted();
    // dumpster waits until more handles were dropped than exist, which rings do not bring about.
    let waits = |case: &&Case| case.peer == "dumpster";
    let cases = cases.iter().filter(|c| c.workload == "rings_automatic");
    for case in cases.filter(|case| !waits(case)) {
        let alive = Census::now().alive();
        let peak = run(case, &size).peak - alive;
        assert!(
            peak < 200_000,
            "{}: {peak} of 400000 nodes were alive at once",
            case.peer
        );
    }
}
