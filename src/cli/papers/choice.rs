//! Which documents of which records a call means.

use super::{Failure, refused};
use crate::check::Bench;
use crate::form::Record;
use crate::process::Document;
use crate::say;

/// Which documents are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'w> {
    /// One of this name or title.
    pub document: Option<&'w str>,
    /// All of a stage.
    pub stage: Option<&'w str>,
    /// All of them.
    pub all: bool,
    /// The record is one of many: those that have no such document aren't meant.
    pub many: bool,
}

/// A document of a record.
pub type Chosen<'c> = (&'c Record, &'c Document);

/// The documents that are meant, in the order in which a customer sees them, then by record.
pub fn documents<'c>(
    bench: &'c Bench<'c>,
    record: &'c Record,
    wish: Wish<'_>,
) -> Result<Vec<Chosen<'c>>, Failure> {
    let own = all(bench, vec![record]);
    let around = all(bench, around(bench, record));
    let is_called = |(_, document): &Chosen<'c>| {
        let name = wish.document;
        name.is_none_or(|name| is_called(document, name))
    };
    let of_stage = |(_, document): &Chosen<'c>| document.stage.as_deref() == wish.stage;
    let within = |all: &[Chosen<'c>], is_meant: &dyn Fn(&Chosen<'c>) -> bool| -> Vec<Chosen<'c>> {
        all.iter().copied().filter(|one| is_meant(one)).collect()
    };
    let several_wanted = wish.all || wish.stage.is_some() || wish.many;
    let meant = match (wish.document, wish.stage) {
        (_, Some(_)) => within(&around, &of_stage),
        (None, None) if wish.all => around.clone(),
        _ => match within(&own, &is_called) {
            // A document of a record that belongs to it is meant only by its name.
            meant if meant.is_empty() && wish.document.is_some() => within(&around, &is_called),
            meant => meant,
        },
    };
    let mut here = within(&meant, &|(record, document)| {
        exists(bench, record, document)
    });
    match (here.len(), meant.first()) {
        (_, None) => Err(nothing(&around, wish)),
        (0, Some((record, document))) if wish.document.is_some() => match wish.many {
            true => Err(Failure::nothing(refused::absent(record, document))),
            false => Ok(vec![(record, document)]),
        },
        (0, _) => Err(nothing(&around, wish)),
        (2.., _) if !several_wanted => Err(several(&here)),
        _ => {
            here.sort_by_key(|(record, document)| {
                (document.order.unwrap_or(usize::MAX), record.address.clone())
            });
            Ok(here)
        }
    }
}

/// The record and those that belong to it.
fn around<'c>(bench: &'c Bench<'c>, record: &'c Record) -> Vec<&'c Record> {
    let start = format!("{}/", record.address);
    let others = bench.dossier.records.iter();
    let below = others.filter(|other| other.address.starts_with(&start));
    std::iter::once(record).chain(below).collect()
}

fn all<'c>(bench: &Bench<'c>, records: Vec<&'c Record>) -> Vec<Chosen<'c>> {
    let of = |record: &'c Record| {
        let documents = bench.kind(record).clauses.documents.iter();
        documents
            .map(move |document| (record, document))
            .collect::<Vec<_>>()
    };
    records.into_iter().flat_map(of).collect()
}

fn exists(bench: &Bench<'_>, record: &Record, document: &Document) -> bool {
    let when = document.when.as_ref();
    !record.broken && when.is_none_or(|when| bench.truth(when, record, None) == Some(true))
}

fn is_called(document: &Document, name: &str) -> bool {
    document.name == name || document.title.zh == name || document.title.en == name
}

fn nothing(around: &[Chosen<'_>], wish: Wish<'_>) -> Failure {
    let failure = match (wish.document, wish.stage) {
        (Some(name), _) => Failure::nothing(
            say!(en: "there is no document `{name}`", zh: "没有单据 `{name}`", name = name),
        ),
        (None, Some(stage)) => Failure::nothing(
            say!(en: "the stage `{stage}` has no document here", zh: "阶段 `{stage}` 在此没有单据", stage = stage),
        ),
        _ => Failure::nothing(
            say!(en: "the record has no document of its own", zh: "该记录没有自己的单据"),
        ),
    };
    let mut names: Vec<&str> = around
        .iter()
        .map(|(_, document)| document.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.is_empty() {
        true => failure,
        false => failure.hint(
            say!(en: "there are: {names}", zh: "可用的有：{names}", names = names.join(", ")),
        ),
    }
}

fn several(chosen: &[Chosen<'_>]) -> Failure {
    let message = say!(en: "more than one document is meant", zh: "指的不止一份单据");
    let mut failure = Failure::correctable(message);
    for (record, document) in chosen {
        failure = failure.hint(say!(
            en: "deal render {record} {document}", zh: "deal render {record} {document}",
            record = record.address, document = document.name
        ));
    }
    failure.hint(say!(en: "or all of them: --all -o out/", zh: "或全部生成：--all -o out/"))
}
