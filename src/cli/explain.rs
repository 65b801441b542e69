//! `deal explain`: what a rule demands, and why; or the list of all.

use super::args::{Explain, Global};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{Status, pager};
use crate::language::{Language, Phrase};
use crate::process::block::nearest;
use crate::process::{Clause, Kind, Process};
use crate::rules::Rule;
use crate::say;
use comfy_table::{ContentArrangement, Table, presets};

/// Runs the command.
pub fn run(global: &Global, args: &Explain) -> Result<Status, Failure> {
    let desk = Desk::open(&desk::start(global)).ok();
    let process = desk.as_ref().and_then(|desk| desk.loaded.process.as_ref());
    let language = desk
        .as_ref()
        .map_or(global.lang.unwrap_or_default(), |desk| {
            desk.language(global)
        });
    let Some(name) = &args.rule else {
        return pager::answer(global, &list(process, language));
    };
    if let Some(rule) = Rule::named(name) {
        return pager::answer(global, rule.page().get(language));
    }
    let clauses: Vec<(&Kind, &Clause)> =
        process.map_or_else(Vec::new, |process| named(process, name));
    if let (Some(process), false) = (process, clauses.is_empty()) {
        let pages: Vec<String> = clauses
            .iter()
            .map(|(kind, clause)| page(process, kind, clause, language))
            .collect();
        return pager::answer(global, &pages.join("\n"));
    }
    let engine = Rule::ALL.iter().map(|rule| rule.name());
    let own = process
        .into_iter()
        .flat_map(|process| process.kinds.iter().flat_map(Kind::clause_names));
    if let (Some(desk), None) = (&desk, process) {
        // Its own rules are not to be had from a process that is wrong.
        return Err(desk
            .process()
            .err()
            .unwrap_or_else(|| Failure::nothing(Phrase::same(name.clone()))));
    }
    let failure = Failure::nothing(
        say!(en: "there is no rule `{name}`", zh: "没有规则 `{name}`", name = name),
    );
    Err(match nearest(name, engine.chain(own)) {
        Some(near) => {
            failure.hint(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
        }
        None => failure
            .hint(say!(en: "`deal explain` lists all rules", zh: "用 `deal explain` 列出所有规则")),
    })
}

/// The clauses of a name: `first-contact`, or `deal.first-contact`.
fn named<'p>(process: &'p Process, name: &str) -> Vec<(&'p Kind, &'p Clause)> {
    let (kind_name, clause_name) = match name.split_once('.') {
        Some((kind, clause)) => (Some(kind), clause),
        None => (None, name),
    };
    let kinds = process
        .kinds
        .iter()
        .filter(|kind| kind_name.is_none_or(|name| name == kind.outline.name));
    kinds
        .flat_map(|kind| kind.all_clauses().map(move |clause| (kind, clause)))
        .filter(|(_, clause)| clause.name == clause_name)
        .collect()
}

/// A clause of the process as a page, with its own text.
fn page(process: &Process, kind: &Kind, clause: &Clause, language: Language) -> String {
    let line = |label: Phrase, text: &str| format!("{}: {text}\n", label.get(language));
    let mut page = format!(
        "# {}.{}\n\n{}\n\n",
        kind.outline.name,
        clause.name,
        clause.title.get(language)
    );
    if let Some(why) = &clause.why {
        page.push_str(&format!("{}\n\n", why.get(language)));
    }
    page.push_str(&line(
        say!(en: "Form", zh: "表单"),
        kind.outline.title.get(language),
    ));
    if let Some(source) = &clause.source {
        page.push_str(&line(say!(en: "Source", zh: "出处"), source));
    }
    if let Some(since) = clause.since {
        page.push_str(&line(say!(en: "Since", zh: "自"), &since.to_string()));
    }
    let place = process.place(clause.spot);
    let at = place.start.map_or(place.path.clone(), |start| {
        format!("{}:{}", place.path, start.line)
    });
    page.push_str(&line(say!(en: "Defined in", zh: "定义于"), &at));
    page.push_str(&format!("\n```yaml\n{}```\n", definition(process, clause)));
    page
}

/// The lines of the definition that are the clause: its name's line, and all that are indented further.
fn definition(process: &Process, clause: &Clause) -> String {
    let Some(source) = process.sources.get(clause.spot.file) else {
        return String::new();
    };
    let before = source
        .text
        .get(..clause.spot.span.start as usize)
        .unwrap_or_default();
    let first = before.matches('\n').count();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = source.text.lines().skip(first);
    let Some(head) = lines.next() else {
        return String::new();
    };
    let depth = indent(head);
    let body = lines.take_while(|line| line.trim().is_empty() || indent(line) > depth);
    let mut text: Vec<&str> = std::iter::once(head)
        .chain(body)
        .map(|line| line.get(depth..).unwrap_or_default())
        .collect();
    while text.last().is_some_and(|line| line.trim().is_empty()) {
        text.pop();
    }
    text.join("\n") + "\n"
}

/// All rules with one sentence each.
fn list(process: Option<&Process>, language: Language) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    for rule in Rule::ALL {
        table.add_row([
            rule.name(),
            rule.level().name(),
            rule.summary().get(language),
        ]);
    }
    for kind in process.into_iter().flat_map(|process| &process.kinds) {
        for clause in kind.all_clauses() {
            let level = clause
                .level
                .flatten()
                .map_or("error", crate::finding::Level::name);
            table.add_row([
                &format!("{}.{}", kind.outline.name, clause.name),
                level,
                clause.title.get(language),
            ]);
        }
    }
    format!("{}\n", table.trim_fmt())
}
