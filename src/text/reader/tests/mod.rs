//! The reader as a whole: what it accepts, what it reports, and that its two halves agree.

mod agreement;
mod characters;
mod fragments;
mod hostile;
mod oracle;
mod places;
mod problems;

use super::{Fault, Problem, read_yaml};
use crate::text::{NodeKind, NodeRef, Span, Style, Tree};
use proptest::prelude::ProptestConfig;
use std::fmt::Write as _;

/// So many cases of a property, or as many as `PROPTEST_CASES` says.
fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|asked| asked.parse().ok()).unwrap_or(count),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len() as u32)
}

fn read(text: &str) -> (Tree, Vec<Problem>) {
    let mut tree = Tree::new();
    let problems = match read_yaml(text, whole(text), &mut tree) {
        Ok(problems) => problems,
        Err(problems) => panic!("{problems:?} in {text:?}"),
    };
    (tree, problems)
}

/// The problems of a broken file.
fn broken(text: &str) -> Vec<Problem> {
    match read_yaml(text, whole(text), &mut Tree::new()) {
        Ok(_) => panic!("not found to be broken: {text:?}"),
        Err(problems) => problems,
    }
}

fn faults(problems: &[Problem]) -> Vec<Fault> {
    problems.iter().map(|problem| problem.fault).collect()
}

/// Kind, span, decoded and verbatim text of every node, one a line.
fn dump(tree: &Tree, text: &str) -> String {
    let mut lines = String::new();
    if let Some(root) = tree.root(text) {
        dump_node(root, 0, &mut lines);
    }
    lines
}

fn dump_node(node: NodeRef<'_>, depth: usize, lines: &mut String) {
    let Span { start, end } = node.span();
    let kind = match node.kind() {
        NodeKind::Null => "null",
        NodeKind::List => "list",
        NodeKind::Map => "map",
        NodeKind::Scalar(Style::Plain) => "plain",
        NodeKind::Scalar(Style::Single) => "single",
        NodeKind::Scalar(Style::Double) => "double",
        NodeKind::Scalar(Style::Literal) => "literal",
        NodeKind::Scalar(Style::Folded) => "folded",
    };
    write!(lines, "{:depth$}{kind} {start}..{end}", "").unwrap();
    if let Some(text) = node.scalar() {
        write!(lines, " {text:?} {:?}", node.verbatim()).unwrap();
    }
    lines.push('\n');
    for (key, value) in node.entries() {
        dump_node(key, depth + 1, lines);
        dump_node(value, depth + 1, lines);
    }
    for item in node.items() {
        dump_node(item, depth + 1, lines);
    }
}
