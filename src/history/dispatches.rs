//! What happened to the documents that went out of a dossier: sent, confirmed, and whether they still show what is there.

use super::event::{Event, Outdated, Part, Sending, What};
use super::events::subject;
use super::papers::{by_path, person, reason, title};
use crate::check::{self, Bench};
use crate::language::Phrase;
use crate::records::{Amendment, Dispatch};
use crate::value::Cell;
use chrono::NaiveDate;

/// The dispatches of a dossier in both states.
pub(super) struct Dispatches<'d> {
    pub before: &'d Bench<'d>,
    pub after: &'d Bench<'d>,
    pub is_touched: &'d dyn Fn(&str) -> bool,
}

impl Dispatches<'_> {
    /// Documents that went out, were confirmed, or became outdated; dispatch files that were changed or went.
    pub fn events(&self, events: &mut Vec<Event>) {
        let touched = |dispatch: &&Dispatch| (self.is_touched)(&dispatch.source.path);
        for is in self.after.dossier.dispatches.iter().filter(touched) {
            self.of_file(is, events);
        }
        for was in self.before.dossier.dispatches.iter().filter(touched) {
            let is_broken = || reason(self.after, &was.source.path).is_some();
            if find(self.after, was).is_none() && !is_broken() {
                let what = What::DispatchRemoved(sending(self.before, was));
                events.push(self.event(was, what));
            }
        }
        let outdated = self.after.dossier.dispatches.iter();
        let mut outdated: Vec<_> = outdated.filter_map(|is| self.outdated(is)).collect();
        // What somebody confirmed comes first.
        outdated.sort_by_key(|(is, _)| is.confirmed.is_none());
        let outdated = outdated.into_iter();
        events.extend(outdated.map(|(is, what)| self.event(is, What::Outdated(what))));
    }

    fn of_file(&self, is: &Dispatch, events: &mut Vec<Event>) {
        let sending = sending(self.after, is);
        match find(self.before, is).map(|was| was.amended(is)) {
            None if reason(self.before, &is.source.path).is_some() => events.push(Event {
                subject: by_path(&is.source.path),
                what: What::Readable,
            }),
            None => {
                events.push(self.event(is, What::Sent(sending.clone())));
                if is.confirmed.is_some() {
                    events.push(self.event(is, What::Confirmed(sending)));
                }
            }
            Some(Amendment::Confirmation) => {
                events.push(self.event(is, What::Confirmed(sending)));
            }
            Some(Amendment::Alteration(fields)) => {
                events.push(self.event(is, What::DispatchAltered(sending, fields)));
            }
            Some(Amendment::None) => {}
        }
    }

    /// How a document that showed what was there doesn't any more.
    fn outdated<'i>(&self, is: &'i Dispatch) -> Option<(&'i Dispatch, Outdated)> {
        let changed = check::outdated(self.after, is).filter(|changed| !changed.is_empty())?;
        let was = find(self.before, is);
        let held = match was {
            Some(was) => check::outdated(self.before, was)?.is_empty(),
            None => self.went_stale_at_once(is),
        };
        let part = |path: String| self.part(was, is, path);
        let outdated = || Outdated {
            sending: sending(self.after, is),
            parts: changed.into_iter().map(part).collect(),
            replaced: replaced(self.after, is),
        };
        held.then(|| (is, outdated()))
    }

    /// One that came, and showed what was there then: of another process it may be the process that makes the difference.
    fn went_stale_at_once(&self, is: &Dispatch) -> bool {
        let path = &is.source.path;
        let came = (self.is_touched)(path) && reason(self.before, path).is_none();
        came && check::is_of_this_process(self.after, is)
    }

    fn part(&self, was: Option<&Dispatch>, is: &Dispatch, path: String) -> Part {
        let value = |bench, dispatch| check::shown_part(bench, dispatch, &path);
        let values = was.map(|was| (value(self.before, was), value(self.after, is)));
        // Of what is no single value both are empty.
        let values = values.filter(|(old, new)| old != new);
        let record = self.after.dossier.at(&is.on);
        let process = self.after.process;
        let personal = record.and_then(|record| process.is_personal(record.kind, &path));
        // Nobody says of a computed text what it is made of.
        let may_be = |cell: &Cell| matches!(cell, Cell::Text(_) | Cell::List(_));
        let any_may_be = || values.iter().any(|(old, new)| may_be(old) || may_be(new));
        Part {
            title: record.map_or_else(Phrase::default, |it| title(self.after, it, &path)),
            personal: personal.unwrap_or_else(any_may_be),
            values,
            path,
        }
    }

    fn event(&self, dispatch: &Dispatch, what: What) -> Event {
        let on = |bench: &Bench<'_>| {
            let record = bench.dossier.at(&dispatch.on)?;
            Some(subject(bench, record))
        };
        let subject = on(self.after).or_else(|| on(self.before));
        Event {
            subject: subject.unwrap_or_else(|| by_path(&dispatch.source.path)),
            what,
        }
    }
}

/// The day on which the document went out again as it is now; of one that was confirmed, so that it was confirmed too.
fn replaced(bench: &Bench<'_>, old: &Dispatch) -> Option<NaiveDate> {
    let others = bench.dossier.dispatches.iter().filter(|other| {
        (&other.on, &other.document) == (&old.on, &old.document)
            && other.sent_on >= old.sent_on
            && (other.confirmed.is_some() || old.confirmed.is_none())
            && check::outdated(bench, other).is_some_and(|changed| changed.is_empty())
    });
    others.map(|other| other.sent_on).max()
}

/// The paths of the dispatches that can't be said to show what is there.
pub fn stale_dispatches(bench: &Bench<'_>) -> Vec<String> {
    let holds =
        |dispatch: &Dispatch| check::outdated(bench, dispatch).is_some_and(|it| it.is_empty());
    let dispatches = bench.dossier.dispatches.iter();
    dispatches
        .filter(|dispatch| !holds(dispatch))
        .map(|dispatch| dispatch.source.path.clone())
        .collect()
}

fn find<'b>(bench: &'b Bench<'_>, dispatch: &Dispatch) -> Option<&'b Dispatch> {
    let mut dispatches = bench.dossier.dispatches.iter();
    dispatches.find(|other| other.source.path == dispatch.source.path)
}

fn sending(bench: &Bench<'_>, dispatch: &Dispatch) -> Sending {
    let document = check::sent(bench, dispatch).map(|(_, document, _)| document.title.clone());
    Sending {
        path: dispatch.source.path.clone(),
        document: dispatch.document.clone(),
        title: document.unwrap_or_else(|| Phrase::same(dispatch.document.clone())),
        code: dispatch.code.clone(),
        sent_on: dispatch.sent_on,
        sent_by: dispatch.sent_by.clone(),
        sender: person(bench, &dispatch.sent_by),
        sent_to: dispatch.sent_to.clone(),
        confirmed: dispatch.confirmed.clone(),
    }
}
