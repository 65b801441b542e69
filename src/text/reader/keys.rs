//! Keys that stand twice in one map.

use super::problem::{Fault, MOST, Problem, line_number, quoted};
use crate::say;
use crate::text::{NodeRef, Span, Tree};
use std::collections::HashMap;

/// Up to this many keys are compared with each other; more are put in a table.
const FEW: usize = 24;

/// A problem for every key that its map already has, quoted or not.
pub(super) fn duplicates(text: &str, tree: &Tree, problems: &mut Vec<Problem>) {
    let mut keys: Vec<(&str, Span)> = Vec::new();
    for map in tree.maps(text) {
        keys.clear();
        keys.extend(map.entries().filter_map(name));
        if keys.len() > FEW {
            in_table(text, &keys, problems);
            continue;
        }
        for (index, &(key, span)) in keys.iter().enumerate() {
            if let Some(&(_, first)) = keys[..index].iter().find(|(name, _)| *name == key) {
                push(problems, text, key, first, span);
            }
        }
    }
}

fn in_table(text: &str, keys: &[(&str, Span)], problems: &mut Vec<Problem>) {
    let mut first = HashMap::with_capacity(keys.len());
    for &(key, span) in keys {
        let at = *first.entry(key).or_insert(span);
        if at != span {
            push(problems, text, key, at, span);
        }
    }
}

fn name<'t>((key, _): (NodeRef<'t>, NodeRef<'t>)) -> Option<(&'t str, Span)> {
    Some((key.scalar()?, key.span()))
}

fn push(problems: &mut Vec<Problem>, text: &str, key: &str, first: Span, second: Span) {
    if problems.len() >= MOST {
        return;
    }
    let message = say!(
        en: "`{key}` is written twice: on lines {first} and {second}",
        zh: "“{key}”写了两次：第 {first} 行和第 {second} 行",
        key = quoted(key),
        first = line_number(text, first.start),
        second = line_number(text, second.start),
    );
    let mut problem = Problem::new(Fault::DuplicateKey, second, message)
        .help(say!(en: "keep one of them", zh: "只保留其中一个"));
    problem.other = Some((first, say!(en: "first written here", zh: "第一次写在这里")));
    problems.push(problem);
}
