//! Conflict markers that Git left in a file.

use super::problem::{Fault, MOST, Problem, line_number, span};
use crate::say;
use crate::text::Span;

#[derive(Clone, Copy, PartialEq)]
enum Marker {
    Ours,
    Base,
    Middle,
    Theirs,
}

/// One problem for each conflict in `part`. In prose a lone `=======` underlines a heading.
pub(super) fn conflicts(text: &str, part: Span, prose: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = part.range().start;
    for line in text
        .get(part.range())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let Some(marker) = marker(line) else {
            continue;
        };
        let here = span(start, start + line.len());
        match (marker, open) {
            (Marker::Ours, None) => open = Some(here),
            (Marker::Ours, Some(first)) => {
                push(&mut problems, text, first, first);
                open = Some(here);
            }
            (Marker::Theirs, Some(first)) => {
                push(&mut problems, text, first, here);
                open = None;
            }
            (Marker::Theirs, None) => push(&mut problems, text, here, here),
            (Marker::Base | Marker::Middle, None) if !prose => {
                // A half-mended conflict without its head: its tail, if there is one, belongs to it.
                open = Some(here);
            }
            (Marker::Base | Marker::Middle, _) => {}
        }
    }
    if let Some(first) = open {
        push(&mut problems, text, first, first);
    }
    problems
}

fn marker(line: &str) -> Option<Marker> {
    let named = |sign: &str| {
        line.strip_prefix(sign)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    if line == "=======" {
        Some(Marker::Middle)
    } else if named("<<<<<<<") {
        Some(Marker::Ours)
    } else if named("|||||||") {
        Some(Marker::Base)
    } else if named(">>>>>>>") {
        Some(Marker::Theirs)
    } else {
        None
    }
}

fn push(problems: &mut Vec<Problem>, text: &str, first: Span, last: Span) {
    if problems.len() >= MOST {
        return;
    }
    let (from, to) = (
        line_number(text, first.start),
        line_number(text, last.start),
    );
    let message = if from == to {
        say!(
            en: "a merge conflict is not resolved: line {from} is a conflict marker",
            zh: "合并冲突未解决：第 {from} 行是冲突标记",
            from = from,
        )
    } else {
        say!(
            en: "a merge conflict is not resolved: lines {from} to {to}",
            zh: "合并冲突未解决：第 {from} 至 {to} 行",
            from = from,
            to = to,
        )
    };
    let mut problem = Problem::new(Fault::MergeConflict, first, message).help(say!(
        en: "keep what is right of both sides, delete the marker lines, then `git add` the file",
        zh: "保留两边正确的内容，删除冲突标记行，再对该文件执行 git add",
    ));
    if from != to {
        problem.other = Some((last, say!(en: "the conflict ends here", zh: "冲突到此为止")));
    }
    problems.push(problem);
}
