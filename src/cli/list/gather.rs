//! The records of a kind that fit, each with the values of the wanted columns; on both cores.

use super::cell;
use super::columns::Wanted;
use crate::check::Bench;
use crate::expression::Compiled;
use crate::form::KindId;
use crate::language::Phrase;
use crate::records::{Archive, Dossier, Folder, Reader, Role};
use crate::value::Cell;
use chrono::NaiveDate;
use rayon::prelude::*;

/// What is asked.
pub struct Query<'q> {
    /// The records.
    pub archive: &'q Archive<'q>,
    /// Their kind.
    pub kind: KindId,
    /// The day.
    pub today: NaiveDate,
    /// Only where this is true.
    pub filter: Option<Compiled>,
    /// The values that are wanted.
    pub columns: &'q [Wanted<'q>],
    /// The value that the rows are sorted by.
    pub sort: Option<&'q Wanted<'q>>,
}

/// A record that fits.
pub struct Row {
    /// Its path.
    pub path: String,
    /// Its address.
    pub address: String,
    /// The values.
    pub cells: Vec<Cell>,
    /// The value to sort by.
    pub sort: Cell,
}

/// What was found.
#[derive(Default)]
pub struct Gathered {
    /// The records that fit, by path.
    pub rows: Vec<Row>,
    /// Records that can't be read.
    pub broken: usize,
    /// Why something can't be said of the first record where that is so.
    pub trouble: Option<Phrase>,
}

impl Query<'_> {
    /// Reads every record of the kind.
    pub fn run(&self) -> Gathered {
        let paths = self.paths();
        let read = paths.par_chunks(1).map_init(
            || Reader::new(self.archive.process, self.archive.listing),
            |reader, path| self.one(reader, path),
        );
        let all: Vec<Gathered> = read.collect();
        let mut found = Gathered::default();
        for one in all {
            found.rows.extend(one.rows);
            found.broken += one.broken;
            found.trouble = found.trouble.or(one.trouble);
        }
        found
    }

    fn paths(&self) -> Vec<Box<str>> {
        let patterns = &self.archive.process.kind(self.kind).outline.patterns;
        let mut roots: Vec<String> = patterns.iter().map(|pattern| pattern.root()).collect();
        roots.sort();
        roots.dedup();
        let is_wanted = |path: &str| matches!(self.archive.claims.role(path), Role::Record(kind, _) if kind == self.kind);
        let under = roots
            .iter()
            .flat_map(|root| self.archive.listing.under(root));
        let mut paths: Vec<Box<str>> = under.filter(|path| is_wanted(path)).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    fn one(&self, reader: &mut Reader<'_>, path: &[Box<str>]) -> Gathered {
        let folder = Folder::of(path);
        let read = Dossier::read(reader, &self.archive.claims, &folder);
        let Some(record) = read.records.first().filter(|record| !record.broken) else {
            return Gathered {
                broken: 1,
                ..Gathered::default()
            };
        };
        // What lies beside the record is read only if it is asked for.
        let nothing = Dossier::default();
        let bench = Bench::new(self.archive, &nothing, self.today);
        let truth = |filter| bench.truth(filter, record, None) == Some(true);
        let mut found = Gathered::default();
        if self.filter.as_ref().is_none_or(truth) {
            let columns = self.columns.iter();
            found.rows.push(Row {
                path: record.source.path.clone(),
                address: record.address.clone(),
                cells: columns.map(|wanted| cell(wanted, &bench, record)).collect(),
                sort: self
                    .sort
                    .map_or(Cell::Empty, |wanted| cell(wanted, &bench, record)),
            });
        }
        let troubles = bench.troubles.take();
        found.trouble = troubles
            .into_iter()
            .next()
            .map(|charge| charge.finding.message);
        found
    }
}
