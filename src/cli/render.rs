//! `deal render`: documents of a record, or of all records that an expression is true for.

use super::args::{Global, Render};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::papers::batch::{Batch, Made};
use super::papers::choice::Wish;
use super::papers::outlet::Outlet;
use super::papers::{self, Plates, Press, Writer, watch};
use super::{Status, list, say_failure, screen};
use crate::history::{self, State};
use crate::language::Phrase;
use crate::process::Process;
use crate::records::{Furniture, Listing};
use crate::say;
use std::io::{self, Write};
use std::thread;

/// Runs the command.
pub fn run(global: &Global, args: &Render) -> Result<Status, Failure> {
    if !args.watch {
        return once(global, args);
    }
    let mut seen = None;
    loop {
        let root = desk(global, args)?.root;
        let now = watch::look(&root);
        if seen.as_ref() != Some(&now) {
            seen = Some(now);
            // A mistake is said, and mended while this goes on.
            if let Err(failure) = once(global, args) {
                say_failure(&failure, global);
            }
        }
        thread::sleep(watch::PAUSE);
    }
}

fn desk(global: &Global, args: &Render) -> Result<Desk, Failure> {
    Desk::of(global, args.filter.is_none().then_some(&args.record))
}

/// Makes the documents as the files are now.
fn once(global: &Global, args: &Render) -> Result<Status, Failure> {
    let desk = desk(global, args)?;
    let process = desk.process()?;
    let today = desk.today(global);
    let (listing, paths, left_out) = match &args.filter {
        None => {
            let asked = desk.look(process, global, &args.record);
            let asked = asked.map_err(|failure| with_kind(process, args, failure))?;
            let (Asked::Path(path) | Asked::Record(path)) = asked;
            let listing = history::listing(process, &desk.files);
            (listing, vec![path], Vec::new())
        }
        Some(filter) => {
            let listing = Listing::whole(&desk.files, Furniture::of(process));
            let kind = args.record.to_string_lossy();
            let (paths, left_out) = list::matching(process, &listing, &kind, filter, today)?;
            (listing, paths, left_out)
        }
    };
    let command = desk.command();
    let state = State::new(process, &listing, &command, today);
    let outlet = Outlet::of(args)?;
    let press = Press {
        process,
        language: desk.language(global),
        medium: papers::medium(args.to),
        day: today,
        flawed: papers::flawed(&state, &paths),
        commit: papers::commit(&desk, process)?,
        draft: args.draft,
        plates: Plates::default(),
    };
    let writer = Writer::of(args.to, &desk.root, &desk.files)?;
    let many = args.filter.is_some();
    let bar = match args.is_for_several() {
        true => screen::bar(global, if many { paths.len() } else { 0 }),
        false => screen::no_bar(),
    };
    let batch = Batch {
        state: &state,
        press: &press,
        writer: &writer,
        outlet: &outlet,
        wish: Wish {
            document: args.document.as_deref(),
            stage: args.stage.as_deref(),
            all: args.all,
            many,
        },
        bar: &bar,
    };
    let mut made = batch.all(&paths);
    bar.finish_and_clear();
    let left_out = left_out.into_iter().map(Failure::correctable);
    made.failures.splice(..0, left_out);
    if let (Outlet::Folder(folder), 1.., false) = (&outlet, made.documents, global.quiet) {
        let said = tally(&made, &folder.path.display().to_string());
        let _ = writeln!(io::stderr(), "{}", said.get(desk.language(global)));
    }
    end(made)
}

/// Who names a kind means its records.
fn with_kind(process: &Process, args: &Render, failure: Failure) -> Failure {
    let named = args
        .record
        .to_str()
        .and_then(|name| process.kind_named(name));
    match named {
        Some(kind) => failure.hint(say!(
            en: "all of a kind, or those for which an expression is true: deal render {kind} --where true -o out/",
            zh: "某表单的全部记录，或使表达式为真的记录：deal render {kind} --where true -o out/",
            kind = kind.outline.name
        )),
        None => failure,
    }
}

fn tally(made: &Made, folder: &str) -> Phrase {
    let count = made.documents;
    let made_are = match count {
        1 => say!(en: "1 document in {folder}", zh: "{folder} 中已生成 1 份单据", folder = folder),
        _ => {
            say!(en: "{count} documents in {folder}", zh: "{folder} 中已生成 {count} 份单据", count = count, folder = folder)
        }
    };
    match made.without.len() {
        0 => made_are,
        without => say!(
            en: "{made_are}; {without} of the records have none", zh: "{made_are}；有 {without} 条记录没有这样的单据",
            made_are = made_are, without = without
        ),
    }
}

/// How the command ends. A mistake that several documents share is said once.
fn end(made: Made) -> Result<Status, Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    for failure in made.failures {
        if !failures.contains(&failure) {
            failures.push(failure);
        }
    }
    let nothing = || made.without.into_iter().next();
    match failures.into_iter().reduce(Failure::and) {
        Some(failure) => Err(failure),
        None if made.documents == 0 => nothing().map_or(Ok(Status::Clean), Err),
        None => Ok(Status::Clean),
    }
}
