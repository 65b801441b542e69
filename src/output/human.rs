//! `human`: each finding with its source line, the line of the process that demands it, and what mends it.

use super::{Style, summary, visible};
use crate::finding::{Finding, Level, Place, Report};
use crate::language::Phrase;
use crate::say;
use crate::text::Position;
use annotate_snippets as snippets;
use snippets::{AnnotationKind, Group, Origin, Renderer, Snippet};
use std::io::{self, Write};

/// Wider than any excerpt with its label: nothing is cut where the output isn't a terminal.
const UNBOUNDED: usize = 10_000;

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    findings(&report.findings, style, out)?;
    writeln!(out, "{}", summary::sentence(report).get(style.language))
}

/// Writes the findings alone.
pub fn findings(findings: &[Finding], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if style.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(style.width.unwrap_or(UNBOUNDED));
    for finding in findings {
        writeln!(out, "{}\n", renderer.render(&[group(finding, style)]))?;
    }
    Ok(())
}

fn group<'f>(finding: &'f Finding, style: &Style) -> Group<'f> {
    let title = level(finding.level, style)
        .primary_title(style.text(&finding.message))
        .id(visible::line(&finding.rule));
    let mut group = Group::with_title(title);
    group = with_place(
        group,
        &finding.place,
        finding.label.as_ref(),
        AnnotationKind::Primary,
        style,
    );
    if let Some((place, demand)) = &finding.demand {
        group = with_place(group, place, Some(demand), AnnotationKind::Context, style);
    }
    let help = say!(en: "help", zh: "解决办法");
    for line in finding.help.iter().flat_map(|text| style.lines(text)) {
        let name = help.get(style.language).to_owned();
        group = group.element(snippets::Level::HELP.with_name(name).message(line));
    }
    group
}

/// The place with its lines and the label at the mark. Without lines the label is a note below.
fn with_place<'f>(
    group: Group<'f>,
    place: &Place,
    label: Option<&'f Phrase>,
    kind: AnnotationKind,
    style: &Style,
) -> Group<'f> {
    let path = style.path(&place.path);
    let path = visible::line(&path).into_owned();
    let label = label.map(|label| style.text(label));
    if let Some(excerpt) = &place.excerpt {
        let (text, marked) = visible::excerpt(excerpt);
        let snippet = Snippet::source(text)
            .path(path)
            .line_start(excerpt.line as usize)
            .annotation(kind.span(marked).label(label));
        return group.element(snippet);
    }
    let group = group.element(origin(path, place.start));
    let note = say!(en: "note", zh: "说明").get(style.language).to_owned();
    match label {
        Some(label) => group.element(snippets::Level::NOTE.with_name(note).message(label)),
        None => group,
    }
}

fn origin<'f>(path: String, start: Option<Position>) -> Origin<'f> {
    let origin = Origin::path(path);
    match start {
        Some(start) => origin
            .line(start.line as usize)
            .char_column(start.column as usize),
        None => origin,
    }
}

fn level<'f>(level: Level, style: &Style) -> snippets::Level<'f> {
    let (base, name) = match level {
        Level::Error => (snippets::Level::ERROR, say!(en: "error", zh: "错误")),
        Level::Warning => (snippets::Level::WARNING, say!(en: "warning", zh: "警告")),
    };
    base.with_name(name.get(style.language).to_owned())
}
