//! `deal list`: the records of a kind, those that are asked for, in columns.

mod columns;
mod gather;

use super::args::{Global, List};
use super::desk::Desk;
use super::failure::Failure;
use super::pager::Output;
use super::{Status, pipe, screen};
use crate::change::kind_called;
use crate::expression::{Compiled, Site, Wants, compile};
use crate::form::KindId;
use crate::language::Phrase;
use crate::output::table::{Column, Frame, Sheet, Table, TableFormat};
use crate::process::{Kind, Process};
use crate::records::{Archive, Claims, Furniture, Listing, Role};
use crate::say;
use crate::value::{Cell, Decimal};
use chrono::NaiveDate;
use columns::{Columns, Wanted};
use gather::{Gathered, Query, Row};
use std::io::{self, Write};

/// Runs the command.
pub fn run(global: &Global, args: &List) -> Result<Status, Failure> {
    let desk = Desk::of(global, None)?;
    let process = desk.process()?;
    match &args.kind {
        Some(name) => records(&desk, process, global, args, find_kind(process, name)?),
        None => kinds(&desk, process, global, args),
    }
}

fn records(
    desk: &Desk,
    process: &Process,
    global: &Global,
    args: &List,
    kind: &Kind,
) -> Result<Status, Failure> {
    let columns = Columns::of(process, kind);
    let shown = match &args.columns {
        Some(text) => columns.asked(text)?,
        None => columns.usual(),
    };
    let (sort, down) = match &args.sort {
        Some(text) => match text.strip_prefix('-') {
            Some(text) => (Some(columns.one(text)?), true),
            None => (Some(columns.one(text)?), false),
        },
        None => (None, false),
    };
    let filter = args.filter.as_deref();
    let filter = filter.map(|text| written(process, kind.outline.id, text, Wants::Boolean));
    let listing = Listing::live(&desk.files, Furniture::of(process));
    let archive = Archive::new(process, &listing, "deal");
    let query = Query {
        archive: &archive,
        kind: kind.outline.id,
        today: desk.today(global),
        filter: filter.transpose()?,
        columns: &shown,
        sort: sort.as_ref(),
    };
    let mut found = query.run();
    say_what_is_left_out(desk, global, &found);
    if found.rows.is_empty() {
        return Err(nothing(kind, args.filter.is_some()));
    }
    let matched = found.rows.len();
    sort_rows(&mut found.rows, sort.is_some(), down);
    found.rows.truncate(args.limit.unwrap_or(usize::MAX));
    let table = Table {
        columns: shown.into_iter().map(|wanted| wanted.column).collect(),
        rows: found.rows.into_iter().map(|row| row.cells).collect(),
    };
    write(
        desk,
        process,
        global,
        args,
        &table,
        &kind.outline.name,
        matched,
    )
}

/// The paths of the records of a kind for which an expression is true, and what is left out because it can't be said.
///
/// # Errors
/// There is no such kind, the expression is wrong, or no record fits.
pub fn matching(
    process: &Process,
    listing: &Listing<'_>,
    kind: &str,
    filter: &str,
    today: NaiveDate,
) -> Result<(Vec<String>, Vec<Phrase>), Failure> {
    let kind = find_kind(process, kind)?;
    let archive = Archive::new(process, listing, "deal");
    let query = Query {
        archive: &archive,
        kind: kind.outline.id,
        today,
        filter: Some(written(process, kind.outline.id, filter, Wants::Boolean)?),
        columns: &[],
        sort: None,
    };
    let found = query.run();
    let left_out = left_out(&found);
    if found.rows.is_empty() && left_out.is_empty() {
        return Err(nothing(kind, true));
    }
    let paths = found.rows.into_iter().map(|row| row.path);
    Ok((paths.collect(), left_out))
}

fn sort_rows(rows: &mut [Row], sorted: bool, down: bool) {
    rows.sort_by(|one, two| {
        let order = match (sorted, down) {
            (false, _) => std::cmp::Ordering::Equal,
            (true, false) => one.sort.order(&two.sort),
            (true, true) => one.sort.order_down(&two.sort),
        };
        order.then_with(|| one.address.cmp(&two.address))
    });
}

/// The kinds with the number of their records.
fn kinds(desk: &Desk, process: &Process, global: &Global, args: &List) -> Result<Status, Failure> {
    let listing = Listing::whole(&desk.files, Furniture::of(process));
    let claims = Claims::of(process);
    let mut counts = vec![0_u32; process.kinds.len()];
    for path in listing.paths() {
        if let Role::Record(kind, _) = claims.role(path)
            && let Some(count) = counts.get_mut(usize::from(kind.0))
        {
            *count += 1;
        }
    }
    let column = |key: &str, title| Column {
        key: key.to_owned(),
        title,
    };
    let row = |(kind, count): (&Kind, &u32)| {
        let title = kind.outline.title.get(desk.language(global)).to_owned();
        vec![
            Cell::Text(kind.outline.name.clone()),
            Cell::Text(title),
            Cell::Number(Decimal::from(*count)),
        ]
    };
    let table = Table {
        columns: vec![
            column("kind", say!(en: "Kind", zh: "表单名")),
            column("title", say!(en: "Title", zh: "名称")),
            column("records", say!(en: "Records", zh: "记录数")),
        ],
        rows: process.kinds.iter().zip(&counts).map(row).collect(),
    };
    let count = table.rows.len();
    write(desk, process, global, args, &table, "kinds", count)
}

fn write(
    desk: &Desk,
    process: &Process,
    global: &Global,
    args: &List,
    table: &Table,
    kind: &str,
    matched: usize,
) -> Result<Status, Failure> {
    let frame = Frame {
        kind,
        today: desk.today(global).to_string(),
        matched,
    };
    let sheet = Sheet {
        language: desk.language(global),
        width: screen::width(),
        bom: args.bom,
        currency: process.pipeline.currency,
    };
    let mut out = Output::of(global, args.format == TableFormat::Table);
    let written = table.write(args.format, &frame, sheet, &mut out);
    match written.and_then(|()| out.close()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// The kind of this name or title.
fn find_kind<'p>(process: &'p Process, name: &str) -> Result<&'p Kind, Failure> {
    Ok(kind_called(process, name)?)
}

/// An expression of the command line, in the names of a kind.
fn written(process: &Process, kind: KindId, text: &str, wants: Wants) -> Result<Compiled, Failure> {
    let site = Site {
        kind,
        item: None,
        wants,
    };
    compile(text, process, &site).map_err(|problems| Failure::in_expression(text, problems))
}

fn nothing(kind: &Kind, filtered: bool) -> Failure {
    let title = &kind.outline.title;
    Failure::nothing(match filtered {
        true => say!(en: "no record of {title} fits", zh: "没有符合条件的{title}", title = title),
        false => say!(en: "there is no record of {title}", zh: "没有{title}", title = title),
    })
}

/// Records that can't be read, or of which the condition can't be said, are not silently missing.
fn left_out(found: &Gathered) -> Vec<Phrase> {
    let mut notes: Vec<Phrase> = Vec::new();
    if found.broken > 0 {
        notes.push(say!(
            en: "{n} of the records can't be read and are left out: `deal check` says why", zh: "有 {n} 条记录无法读取，未列出：用 `deal check` 查看原因",
            n = found.broken
        ));
    }
    notes.extend(found.trouble.clone());
    notes
}

fn say_what_is_left_out(desk: &Desk, global: &Global, found: &Gathered) {
    for note in left_out(found) {
        let _ = writeln!(
            io::stderr(),
            "{}",
            crate::output::visible::line(note.get(desk.language(global)))
        );
    }
}

/// A wanted value of a record.
fn cell(
    wanted: &Wanted<'_>,
    bench: &crate::check::Bench<'_>,
    record: &crate::form::Record,
) -> Cell {
    match wanted.value() {
        None => Cell::Text(record.address.clone()),
        Some(expression) => {
            let value = bench.value(expression, record, None);
            value.cell(expression.ty(), bench)
        }
    }
}
