//! The program, without its input and output.

use std::cmp::Reverse;
use std::env;
use std::path::PathBuf;
use std::time::Duration;

use super::dominion::Dominion;
use super::generate::generate;
use super::input::{Columns, find_lock_file, read_graph, select, select_all};
use super::measure::{Answers, STORAGES, Storage, Times};
use super::model::{
    Collected, Counted, CountedWeakly, Cut, Family, cut, edge_size, find_circles, hold_one_edge,
    node_size, on_deep_stack,
};
use super::plain::{NodeId, PlainGraph};
use super::report::{self, Checked};
use super::{Args, Error};

/// How many rows the ranking has at most.
const ROWS: usize = 20;

/// How often each way to store a graph is timed, in turns.
const ROUNDS: usize = 3;

/// Answers what was asked for. The text is complete: where anything is wrong there is none.
///
/// # Errors
///
/// If the file or a name in the arguments is wrong; [`Error`] says how.
pub fn run(args: &Args) -> Result<String, Error> {
    if args.analyse {
        return analyse(args);
    }
    let question = Question::ask(args)?;
    let mut text = report::heading(&question.graph, &question.roots, &question.dominion);
    let node = match question.node {
        Some(node) => {
            let cut = question.cut(node)?;
            text += &report::report_cut(&question.graph, &question.roots, &cut, question.sizes());
            node
        }
        None => {
            let ranked = question.ranking();
            let checked = question.check(&ranked)?;
            text += &question.report_ranking(&ranked, &checked);
            question.first_to_cut(&ranked)
        }
    };
    if args.compare {
        text += &question.compare(node)?;
    }
    Ok(text)
}

/// Asks what there is to know of the whole graph.
fn analyse(args: &Args) -> Result<String, Error> {
    let graph = graph(args)?;
    let start = roots(&graph, &args.root)?[0];
    let (answers, times) = Storage::of_objects::<Collected>().time(&graph, start)?;
    let mut text = report::report_analysis(&graph, start, &answers, &times);
    if args.compare {
        text += &compare_storages(&graph, start, &answers)?;
    }
    Ok(text)
}

/// Stores the graph in all ways, and holds their answers against those that were given.
fn compare_storages(
    graph: &PlainGraph,
    start: NodeId,
    expected: &Answers,
) -> Result<String, Error> {
    let mut rounds = STORAGES.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (storage, rounds) in STORAGES.iter().zip(&mut rounds) {
            let (answers, times) = storage.time(graph, start)?;
            expected.agree(&answers, (Collected::NAME, storage.name))?;
            rounds.push(times);
        }
    }
    let mut rows = Vec::with_capacity(STORAGES.len());
    for (storage, rounds) in STORAGES.iter().zip(&rounds) {
        if let Some(times) = Times::median(rounds) {
            rows.push((storage.name, times, storage.weigh(graph)?));
        }
    }
    Ok(report::compare_storages(&rows))
}

/// What is asked of which graph.
struct Question {
    graph: PlainGraph,
    roots: Vec<NodeId>,
    node: Option<NodeId>,
    dominion: Dominion,
}

impl Question {
    fn ask(args: &Args) -> Result<Self, Error> {
        let graph = graph(args)?;
        let roots = roots(&graph, &args.root)?;
        let node = args.drop.as_deref().map(|name| select(&graph, name));
        let node = node.transpose()?;
        let size = sizes(&graph);
        let dominion = Dominion::of(&graph, &roots, size, edge_size::<Collected>());
        if let Some(node) = node
            && !dominion.is_reachable(node)
        {
            return Err(Error::Unreachable {
                name: graph.label(node).to_owned(),
                roots: graph.label_all(&roots),
            });
        }
        Ok(Self {
            graph,
            roots,
            node,
            dominion,
        })
    }

    fn sizes(&self) -> impl Fn(NodeId) -> usize {
        sizes(&self.graph)
    }

    /// Cuts a node off and holds the collector to what the dominator tree says.
    fn cut(&self, node: NodeId) -> Result<Cut, Error> {
        let cut = cut::<Collected>(&self.graph, &self.roots, node);
        let expected = self.dominion.gone(node).objects();
        if cut.objects_died() != expected {
            return Err(Error::Disagreement {
                name: self.graph.label(node).to_owned(),
                expected,
                found: cut.objects_died(),
            });
        }
        Ok(cut)
    }

    /// The nodes with which most disappears.
    fn ranking(&self) -> Vec<NodeId> {
        let mut ranked = self.dominion.reachable().to_vec();
        ranked.sort_by_key(|&id| (Reverse(self.dominion.gone(id).bytes), self.graph.label(id)));
        ranked.truncate(ROWS);
        ranked
    }

    fn check(&self, ranked: &[NodeId]) -> Result<Checked, Error> {
        let mut took = Duration::ZERO;
        for &node in ranked {
            let cut = self.cut(node)?;
            took += cut.took();
        }
        Ok(Checked { took })
    }

    fn report_ranking(&self, ranked: &[NodeId], checked: &Checked) -> String {
        let reachable = self.dominion.reachable();
        let all = reachable.iter().copied().map(self.sizes()).sum();
        report::report_ranking(
            &self.graph,
            &self.roots,
            &self.dominion,
            ranked,
            all,
            checked,
        )
    }

    /// The first of the ranking that is not held by name.
    fn first_to_cut(&self, ranked: &[NodeId]) -> NodeId {
        let other = ranked.iter().find(|id| !self.roots.contains(id));
        other.copied().unwrap_or(ranked[0])
    }

    fn compare(&self, node: NodeId) -> Result<String, Error> {
        let cuts = [
            self.cut(node)?,
            self.cut_with::<Counted>(node)?,
            self.cut_with::<CountedWeakly>(node)?,
        ];
        let circles = find_circles(&self.graph);
        let expected = self.dominion.gone(node);
        let mut text = report::compare_pointers(&self.graph, &cuts, expected, &circles);
        if let Some(edge) = self.edge_at(node) {
            let graph = &self.graph;
            let with_rc = on_deep_stack(graph, || {
                [
                    hold_one_edge::<Counted>(graph, edge),
                    hold_one_edge::<CountedWeakly>(graph, edge),
                ]
            })?;
            let [strong, weak] = with_rc;
            let edges = [hold_one_edge::<Collected>(graph, edge), strong, weak];
            text += &report::compare_edges(graph, graph.edges()[edge], &edges);
        }
        Ok(text)
    }

    fn cut_with<F: Family>(&self, node: NodeId) -> Result<Cut, Error> {
        on_deep_stack(&self.graph, || cut::<F>(&self.graph, &self.roots, node))
    }

    /// The first edge out of a node, or else into it.
    fn edge_at(&self, node: NodeId) -> Option<usize> {
        let edges = self.graph.edges();
        let out = edges.iter().position(|&(from, _)| from == node);
        out.or_else(|| edges.iter().position(|&(_, to)| to == node))
    }
}

/// The graph that was named, or generated.
fn graph(args: &Args) -> Result<PlainGraph, Error> {
    if let Some(edges) = args.generate {
        return Ok(generate(edges, args.seed.unwrap_or(1)));
    }
    let columns = match args.weighted {
        true => Columns::EndsAndLength,
        false => Columns::Ends,
    };
    read_graph(&file(args)?, columns)
}

/// The file that was named, or the nearest lock file, by as short a path as there is.
fn file(args: &Args) -> Result<PathBuf, Error> {
    if let Some(file) = &args.file {
        return Ok(file.clone());
    }
    let here = env::current_dir().map_err(Error::NoCurrentDirectory)?;
    let found = find_lock_file(&here)?;
    Ok(found
        .strip_prefix(&here)
        .map(PathBuf::from)
        .unwrap_or(found))
}

/// The roots that were named, or those that the file suggests.
fn roots(graph: &PlainGraph, named: &[String]) -> Result<Vec<NodeId>, Error> {
    let roots = if named.is_empty() {
        graph.roots().to_vec()
    } else {
        select_all(graph, named)?
    };
    if roots.is_empty() {
        return Err(Error::NoRoots(graph.origin().to_owned()));
    }
    Ok(roots)
}

/// What goes with each node and no other.
fn sizes(graph: &PlainGraph) -> impl Fn(NodeId) -> usize + use<> {
    let names = graph.nodes().iter().map(|node| node.name.len());
    let sizes: Vec<usize> = names
        .zip(graph.degrees())
        .map(|(name, degree)| node_size::<Collected>(name, degree.out, degree.into))
        .collect();
    move |id| sizes[id.index()]
}
