//! What there is to know of a whole graph.

use std::time::Duration;

use super::counted;
use super::table::table;
use crate::graph::measure::{Answers, QUESTIONS, Times, Weight};
use crate::graph::plain::{NodeId, PlainGraph};

/// How many nodes of the highest rank are named.
const RANKED: usize = 5;

/// What was read, and what was found out.
pub(crate) fn report_analysis(
    graph: &PlainGraph,
    start: NodeId,
    answers: &Answers,
    times: &Times,
) -> String {
    let mut table = table(&["question", "answer", "time"], &[0, 1]);
    let texts = [
        breadth(graph, answers),
        components(graph, answers),
        paths(graph, answers),
        ranking(graph, answers),
        dominators(graph, answers),
    ];
    for ((question, text), time) in QUESTIONS.iter().zip(texts).zip(&times.questions) {
        table.add_row([(*question).to_owned(), text, format!("{time:.1?}")]);
    }
    format!(
        "{}: {}, {}; seen from `{}`\n\n{table}\n\nBuilt in {:.1?} out of {}; let go in {:.1?}, by counting and a collection.\n",
        graph.origin().display(),
        counted(graph.nodes().len(), graph.unit()),
        counted(graph.edges().len(), "edge"),
        graph.label(start),
        times.build,
        counted(graph.nodes().len() + graph.edges().len(), "object"),
        times.let_go,
    )
}

fn breadth(graph: &PlainGraph, answers: &Answers) -> String {
    let reached = answers.steps.iter().flatten();
    let farthest = reached.clone().copied().max().unwrap_or(0);
    format!(
        "{} reached, the farthest after {}",
        counted(reached.count(), graph.unit()),
        counted(farthest as usize, "step")
    )
}

fn components(graph: &PlainGraph, answers: &Answers) -> String {
    format!(
        "{}, the largest of {}",
        counted(answers.components.sizes.len(), "component"),
        counted(answers.components.largest() as usize, graph.unit())
    )
}

fn paths(graph: &PlainGraph, answers: &Answers) -> String {
    let Some((farthest, length)) = answers.paths.farthest() else {
        return "none".to_owned();
    };
    format!(
        "the longest leads to `{}`: length {length}, {}",
        graph.label(farthest),
        counted(answers.paths.to(farthest).len() - 1, "edge")
    )
}

fn ranking(graph: &PlainGraph, answers: &Answers) -> String {
    let shares = &answers.ranking.shares;
    let mut ids: Vec<_> = graph.ids().collect();
    ids.sort_by(|one, other| shares[other.index()].total_cmp(&shares[one.index()]));
    let first = ids.iter().take(RANKED);
    let first: Vec<_> = first
        .map(|&id| format!("`{}` {:.2} %", graph.label(id), 100.0 * shares[id.index()]))
        .collect();
    let rounds = counted(answers.ranking.rounds, "round");
    format!("{} ({rounds})", first.join(", "))
}

fn dominators(graph: &PlainGraph, answers: &Answers) -> String {
    let mut children = vec![0_usize; graph.nodes().len()];
    for dominator in answers.dominators.iter().flatten() {
        children[dominator.index()] += 1;
    }
    let most = graph
        .ids()
        .max_by_key(|id| (children[id.index()], std::cmp::Reverse(*id)));
    let Some(most) = most else {
        return "none".to_owned();
    };
    format!(
        "`{}` immediately dominates most: {}",
        graph.label(most),
        counted(children[most.index()], graph.unit())
    )
}

/// What the ways to store the graph take.
pub(crate) fn compare_storages(rows: &[(&str, Times, Weight)]) -> String {
    let mut header = vec!["", "build"];
    header.extend(QUESTIONS);
    header.extend(["let go", "memory", "never freed"]);
    let mut table = table(&header, &[0]);
    for (name, times, weight) in rows {
        let mut row = vec![(*name).to_owned(), time(times.build)];
        row.extend(times.questions.iter().copied().map(time));
        row.push(time(times.let_go));
        row.extend([weight.held, weight.leaked].map(mebibytes));
        table.add_row(row);
    }
    format!(
        "\nThe same answers from each way to store the graph; times in ms (medians of three rounds in turns), \
         memory in\nMiB, as it is asked of the allocator:\n\n{table}\n\n\
         petgraph keeps nodes and edges in two vectors and lets all go at once; its functions are its own, but \
         for\nbreadth first and PageRank. Time to let go counts for little where most of it leaks.\n"
    )
}

fn time(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

fn mebibytes(bytes: usize) -> String {
    match bytes {
        0 => "nothing".to_owned(),
        _ => format!("{:.2}", bytes as f64 / f64::from(1 << 20)),
    }
}
