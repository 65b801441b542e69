//! The documents of one record, or of many on all cores: what fails hides no other.

use super::choice::{self, Chosen, Wish};
use super::outlet::{Outlet, Place};
use super::turns::{Turn, Turns};
use super::{Failure, Press, Writer, refused};
use crate::check::Bench;
use crate::cli::{Status, seen};
use crate::history::State;
use crate::say;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What the main thread has: a deep document needs it.
const STACK: usize = 8 << 20;

/// What is made of records, and how.
pub struct Batch<'b> {
    /// The records.
    pub state: &'b State<'b>,
    /// What all documents have in common.
    pub press: &'b Press<'b>,
    /// What makes files of them.
    pub writer: &'b Writer,
    /// Where they go.
    pub outlet: &'b Outlet,
    /// Which are meant.
    pub wish: Wish<'b>,
    /// Says how far it is: in records, and in documents where there is one record.
    pub bar: &'b ProgressBar,
}

/// What came of it.
#[derive(Default)]
pub struct Made {
    /// Number of documents.
    pub documents: usize,
    /// Why there is none of a record.
    pub without: Vec<Failure>,
    /// Why documents could not be made.
    pub failures: Vec<Failure>,
}

impl Batch<'_> {
    /// The documents of the records at these paths. Each dossier is read, printed and let go before the next.
    pub fn all(&self, paths: &[String]) -> Made {
        let (next, made) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
        let turns = Turns::default();
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(path) = paths.get(at) else { break };
                let one = self.of(path, &turns.at(at));
                made.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(at, one);
                if self.wish.many {
                    self.bar.inc(1);
                }
            }
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        // Not the pool that the typesetter shares its pages out to: a thread of it which waits for a page would begin
        // with another document, one inside the other.
        thread::scope(|scope| {
            let start = || {
                let thread = thread::Builder::new().stack_size(STACK);
                thread.spawn_scoped(scope, work).is_ok()
            };
            let started = (0..cores.min(paths.len())).filter(|_| start()).count();
            if started == 0 {
                work();
            }
        });
        let made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        made.into_values().fold(Made::default(), Made::and)
    }

    /// The documents of the record at a path.
    fn of(&self, path: &str, turn: &Turn<'_>) -> Made {
        self.state.open(path, |bench, record| {
            let record = record.ok_or_else(|| seen::no_record(path));
            let chosen = record.and_then(|record| choice::documents(bench, record, self.wish));
            let placed = turn.take(|| chosen.map(|chosen| self.places(bench, chosen)));
            let mut made = Made::default();
            match placed {
                Ok(placed) => {
                    if !self.wish.many {
                        self.bar.set_length(placed.len() as u64);
                    }
                    for (chosen, place) in placed {
                        made.take(place.and_then(|place| self.one(bench, chosen, &place)));
                        if !self.wish.many {
                            self.bar.inc(1);
                        }
                    }
                }
                Err(none) if none.status == Status::Nothing => made.without.push(none),
                Err(failure) => made.failures.push(failure),
            }
            made
        })
    }

    /// Where each document goes.
    fn places<'c>(
        &self,
        bench: &Bench<'_>,
        chosen: Vec<Chosen<'c>>,
    ) -> Vec<(Chosen<'c>, Result<Place, Failure>)> {
        let place = |(record, document)| {
            let place = self.outlet.place(bench, record, document);
            ((record, document), place)
        };
        chosen.into_iter().map(place).collect()
    }

    fn one(
        &self,
        bench: &Bench<'_>,
        (record, document): Chosen<'_>,
        place: &Place,
    ) -> Result<(), Failure> {
        let print = self.press.print(bench, record, document);
        let print = print.map_err(|why| refused::failure(bench, record, document, why))?;
        self.writer.ready()?;
        let bytes = self.writer.bytes(print.paper).map_err(|why| {
            why.on(say!(
                en: "{title} of {address}", zh: "{address} 的{title}",
                title = document.title, address = record.address
            ))
        })?;
        place.take(&bytes)
    }
}

impl Made {
    fn take(&mut self, one: Result<(), Failure>) {
        match one {
            Ok(()) => self.documents += 1,
            Err(failure) => self.failures.push(failure),
        }
    }

    fn and(mut self, other: Made) -> Made {
        self.documents += other.documents;
        self.without.extend(other.without);
        self.failures.extend(other.failures);
        self
    }
}
