//! The walk through history: each official step before its judges, and the state that they leave.

use super::authority;
use super::deed::Deed;
use super::dispatches;
use super::outcome::Outcome;
use super::papers::{self, Desk, Given, Paper};
use super::parsed::{Named, Parsed, named};
use super::records::{self, Pair};
use super::replay::Known;
use super::scene::{Addresses, Found, Scene};
use super::state::{Earlier, Kept, State, View};
use super::store::Store;
use super::walk::{Step, file};
use crate::calendar::MissingYear;
use crate::check::Bench;
use crate::finding::Finding;
use crate::form::{KindId, Value};
use crate::language::Phrase;
use crate::process::{Definition, Process};
use crate::records::{Archive, Claims, Dossier, Furniture, Listing, Reader, Role};
use crate::rules::Rule;
use crate::say;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many sign-offs of one sort a person gave, and when the first and the last came.
pub type Tally = BTreeMap<(String, String, String, &'static str), (usize, NaiveDate, NaiveDate)>;

/// An audit under way.
pub struct Audit {
    /// The official state.
    pub state: State,
    /// Contents.
    pub store: Store,
    /// What was found, step by step; with the number of the step.
    pub found: Vec<(usize, Found)>,
    /// Sign-offs that came and fit their seals.
    pub tally: Tally,
    /// Steps that were walked.
    pub steps: usize,
    /// The last step, with the time of its commit.
    pub last: Option<Arc<Deed>>,
    /// Years that the calendar lacks.
    pub missing_years: BTreeMap<i32, Arc<Deed>>,
    /// The step that brought the first sound process, if that was walked.
    pub begun: Option<Arc<Deed>>,
    process: Option<Arc<Process>>,
    furniture: Option<Furniture>,
    addresses: Addresses,
    known: Known,
    parsed: Parsed,
    whole: bool,
}

impl Audit {
    /// An audit of nothing yet.
    pub fn new(store: Store) -> Audit {
        Audit {
            state: State::default(),
            store,
            found: Vec::new(),
            tally: Tally::new(),
            steps: 0,
            last: None,
            missing_years: BTreeMap::new(),
            begun: None,
            process: None,
            furniture: None,
            addresses: Addresses::new(),
            known: Known::default(),
            parsed: Parsed::default(),
            whole: true,
        }
    }

    /// The process of the state that was reached.
    pub fn process(&self) -> Option<&Process> {
        self.process.as_deref()
    }

    /// Begins in a state that is taken as it is, with its process, and of which only a part is here.
    pub fn begin(&mut self, state: State, process: Arc<Process>) {
        self.whole = false;
        self.state = state;
        self.judge_by(process);
    }

    /// Goes on from what an earlier audit reached.
    pub fn resume(&mut self, state: State, earlier: Outcome) {
        self.state = state;
        self.found = earlier.found;
        self.tally = earlier.tally;
        self.steps = earlier.steps;
        self.last = earlier.last;
        self.missing_years = earlier.missing_years;
        self.load();
    }

    /// Parses what the coming steps change, so that they find it parsed.
    pub fn prepare(&mut self, steps: &[Step]) {
        if let Some(process) = &self.process {
            self.parsed.prepare(process, &self.store, steps);
        }
    }

    /// Judges a step, and goes on from the state that it leads to.
    pub fn step(&mut self, step: &Step) {
        self.steps += 1;
        self.last = Some(step.deed.clone());
        match self.process.clone() {
            Some(process) => self.judge(&process, step),
            // What stands before the first process, and comes with it, is taken as it is.
            None => {
                self.apply(step, step.deed.day(chrono_tz::UTC));
                self.load();
                self.begun = self.process.is_some().then(|| step.deed.clone());
            }
        }
    }

    /// Changes the state; what stood at the changed paths.
    fn apply(&mut self, step: &Step, day: NaiveDate) -> Earlier {
        let mut earlier = Earlier::with_capacity(step.changes.len());
        for delta in &step.changes {
            let now = file(delta.after).map(|blob| Kept { blob, day });
            let was = self.state.set(&delta.path, now);
            earlier.insert(delta.path.clone(), was);
        }
        earlier
    }

    /// Loads the process of the state, if there is a sound one; else the last one goes on judging.
    fn load(&mut self) {
        let now = Earlier::new();
        let view = self.view(&now);
        let (loaded, unread) = Definition::load_from(&view);
        if let (Some(process), true) = (loaded.process, unread.is_empty()) {
            self.judge_by(Arc::new(process));
        }
    }

    fn judge_by(&mut self, process: Arc<Process>) {
        self.furniture = Some(Furniture::of(&process));
        self.process = Some(process);
        self.know_people();
    }

    fn view<'v>(&'v self, earlier: &'v Earlier) -> View<'v> {
        View {
            state: &self.state,
            store: &self.store,
            earlier,
        }
    }

    /// Reads the addresses of the state's people.
    fn know_people(&mut self) {
        let Some(process) = self.process.clone() else {
            return;
        };
        let Some((kind, email)) = process
            .people
            .as_ref()
            .and_then(|people| Some((people.kind, people.email?)))
        else {
            return;
        };
        let now = Earlier::new();
        let view = self.view(&now);
        let listing = Listing::live(&view, Furniture::of(&process));
        let archive = Archive::new(&process, &listing, "deal");
        let mut addresses = Addresses::new();
        for person in archive.all(kind) {
            if let Some(Value::Text(text)) = person.slots.get(email).map(|slot| &slot.value) {
                addresses.insert(person.text(text).to_lowercase(), person.id.clone());
            }
        }
        self.addresses = addresses;
    }

    fn judge(&mut self, process: &Arc<Process>, step: &Step) {
        let day = step.deed.day(process.pipeline.timezone);
        let mut earlier = self.apply(step, day);
        let known = self.furniture.clone();
        let furniture = known.unwrap_or_else(|| Furniture::of(process));
        let claims = Claims::of(process);
        let mut changes = Changes::default();
        for path in step.changes.iter().map(|delta| &delta.path) {
            changes.sort(process, &claims, path);
        }
        for (path, ..) in &changes.records {
            if let Some(lost) = self.state.lost.get(path.as_str()) {
                earlier.insert(path.as_str().into(), Some(*lost));
            }
        }
        let of_people: Earlier = earlier
            .iter()
            .filter(|(path, _)| changes.people.contains(&***path))
            .map(|(path, file)| (path.clone(), *file))
            .collect();
        let mut known = std::mem::take(&mut self.known);
        let nothing = Earlier::new();
        let (before, after, court) = (
            self.view(&earlier),
            self.view(&nothing),
            self.view(&of_people),
        );
        let (old, new, there) = (
            Listing::live(&before, furniture.clone()),
            Listing::live(&after, furniture.clone()),
            Listing::live(&court, furniture.clone()),
        );
        let read = |kind, path: &str, id: &str, parent: Option<&str>| {
            let mut reader = Reader::new(process, &there);
            let named = Named {
                kind,
                path,
                id,
                parent,
            };
            match court.file(path) {
                Some(file) => self.parsed.record(&mut reader, named, file.blob),
                None => Arc::new(reader.record(kind, path, id, parent).0),
            }
        };
        let archive = Archive::new(process, &there, "deal").reading(&read);
        let dossier = Dossier::default();
        let bench = Bench::new(&archive, &dossier, day);
        let scene = Scene {
            process,
            addresses: &self.addresses,
            step,
            before: &before,
            after: &after,
            bench: &bench,
            found: RefCell::default(),
            missing_years: RefCell::default(),
            whole: self.whole,
        };
        let (mut old, mut new) = (Reader::new(process, &old), Reader::new(process, &new));
        clocks(&scene);
        let lost = judge_records(
            &scene,
            &claims,
            &changes,
            &self.parsed,
            (&mut old, &mut new),
        );
        let mut given = Vec::new();
        judge_papers(
            &scene,
            &changes,
            &self.parsed,
            (&mut old, &mut new),
            &mut known,
            &mut given,
        );
        known.signoffs.follow(&mut new, &changes.signoffs);
        known.dispatches.follow(&mut new, &changes.dispatches);
        let reloaded = changes.definition.then(|| Definition::load_from(&after));
        if let Some((loaded, _)) = &reloaded
            && let Some(process) = &loaded.process
        {
            authority::definition(&scene, process);
        }
        let (mut found, years) = (scene.found.take(), scene.missing_years.take());
        drop(bench);
        found.sort_by(|one, two| one.finding.order(&two.finding));
        found.dedup();
        self.known = known;
        let number = self.steps;
        for year in years {
            if self.missing_years.insert(year, step.deed.clone()).is_none() {
                found.push(without_year(year, &step.deed));
            }
        }
        self.found
            .extend(found.into_iter().map(|found| (number, found)));
        self.count(given);
        for (path, kept) in lost {
            match kept {
                Some(kept) => self.state.lost.insert(path.into(), kept),
                None => self.state.lost.remove(path.as_str()),
            };
        }
        if let Some((loaded, unread)) = reloaded
            && let (Some(process), true) = (loaded.process, unread.is_empty())
        {
            self.furniture = Some(Furniture::of(&process));
            self.process = Some(Arc::new(process));
            // What was parsed by another process may mean something else.
            self.parsed = Parsed::default();
            self.know_people();
        } else if !changes.people.is_empty() {
            self.know_people();
        }
    }

    fn count(&mut self, given: Vec<Given>) {
        for given in given {
            let key = (given.signoff, given.role, given.by, given.proof);
            let entry = self.tally.entry(key).or_insert((0, given.at, given.at));
            *entry = (entry.0 + 1, entry.1.min(given.at), entry.2.max(given.at));
        }
    }
}

/// The changed paths, by what they are to the process.
#[derive(Default)]
struct Changes {
    records: Vec<(String, KindId, u8)>,
    people: BTreeSet<String>,
    signoffs: Vec<String>,
    waivers: Vec<String>,
    dispatches: Vec<String>,
    definition: bool,
}

impl Changes {
    fn sort(&mut self, process: &Process, claims: &Claims<'_>, path: &str) {
        let calendar = process.pipeline.calendar.iter();
        if path == "pipeline.yaml"
            || path.starts_with("kinds/")
            || calendar.into_iter().any(|named| named.value == path)
        {
            self.definition = true;
            return;
        }
        match claims.role(path) {
            Role::Record(kind, index) => {
                if process
                    .people
                    .as_ref()
                    .is_some_and(|people| people.kind == kind)
                {
                    self.people.insert(path.to_owned());
                }
                self.records.push((path.to_owned(), kind, index));
            }
            Role::Signoff => self.signoffs.push(path.to_owned()),
            Role::Waiver => self.waivers.push(path.to_owned()),
            Role::Dispatch => self.dispatches.push(path.to_owned()),
            Role::Attachment | Role::Unclaimed => {}
        }
    }
}

/// That the calendar lacks a year, so that entries could not be judged for lateness.
fn without_year(year: i32, deed: &Arc<Deed>) -> Found {
    let missing = MissingYear(year);
    let message = say!(en: "{missing}, so that not all entries could be judged for lateness", zh: "{missing}，因此无法判断所有录入是否及时", missing = missing.message());
    let finding = Finding::of_file(Rule::CalendarYearMissing, "pipeline.yaml", message);
    Found {
        finding: finding.subject(year.to_string()).help(missing.help()),
        deed: deed.clone(),
    }
}

/// So many seconds, in the unit that people would say them in.
fn long(seconds: i64) -> Phrase {
    match seconds / 60 {
        minutes if minutes < 120 => say!(en: "{n} minutes", zh: "{n} 分钟", n = minutes),
        minutes if minutes < 48 * 60 => say!(en: "{n} hours", zh: "{n} 小时", n = minutes / 60),
        minutes => say!(en: "{n} days", zh: "{n} 天", n = minutes / (24 * 60)),
    }
}

fn clocks(scene: &Scene<'_>) {
    for (deed, back, path) in &scene.step.clocks {
        let message = say!(
            en: "the commit says that it was made {long} before the one that it follows", zh: "此提交自称早于其前一个提交 {long}",
            long = long(*back)
        );
        scene.find_by(Rule::ClockBack, path, None, message, deed.clone());
    }
}

/// Judges the changed records; what of each is to be kept as its last readable version, or no longer.
fn judge_records(
    scene: &Scene<'_>,
    claims: &Claims<'_>,
    changes: &Changes,
    parsed: &Parsed,
    (old, new): (&mut Reader<'_>, &mut Reader<'_>),
) -> Vec<(String, Option<Kept>)> {
    let mut lost = Vec::new();
    for (path, kind, index) in &changes.records {
        let Some(named) = named(claims, path, *kind, *index) else {
            continue;
        };
        let was = scene.before.file(path);
        let before = was.map(|was| parsed.record(old, named, was.blob));
        let before = before.filter(|before| !before.broken);
        let Some(is) = scene.after.file(path) else {
            if let Some(before) = &before {
                records::gone(scene, before);
                lost.push((path.clone(), was));
            }
            continue;
        };
        let after = parsed.record(new, named, is.blob);
        if after.broken {
            // The next readable version is compared with the last one.
            if before.is_some() {
                lost.push((path.clone(), was));
            }
            continue;
        }
        if scene.before.state.lost.contains_key(path.as_str()) {
            lost.push((path.clone(), None));
        }
        records::judge(
            scene,
            &Pair {
                before: before.as_deref(),
                after: &after,
                changed: was.map(|was| was.day),
            },
        );
        if changes.people.contains(path) {
            authority::person(scene, before.as_deref(), &after);
        }
    }
    lost
}

fn judge_papers<'r>(
    scene: &Scene<'_>,
    changes: &Changes,
    parsed: &Parsed,
    (before, after): (&mut Reader<'r>, &mut Reader<'r>),
    known: &mut Known,
    given: &mut Vec<Given>,
) {
    let paper = |path| Paper {
        path,
        was: scene.before.file(path).map(|file| file.blob),
        is: scene.after.file(path).map(|file| file.blob),
    };
    let mut desk = Desk {
        scene,
        parsed,
        before,
        after,
        known,
    };
    for path in &changes.signoffs {
        given.extend(papers::signoff(&mut desk, paper(path)));
    }
    for path in &changes.waivers {
        papers::waiver(&mut desk, paper(path));
    }
    for path in &changes.dispatches {
        dispatches::judge(&mut desk, paper(path));
    }
    let claims = &scene.bench.archive.claims;
    let mut dropped: Vec<&str> = scene
        .step
        .sides
        .iter()
        .filter(|(path, sides)| {
            let left = sides.last().is_some_and(|(blob, _)| blob.is_some());
            left && scene.after.file(path).is_none() && scene.before.file(path).is_none()
        })
        .map(|(path, _)| &**path)
        .collect();
    dropped.sort_unstable();
    for path in dropped {
        match claims.role(path) {
            Role::Signoff => papers::dropped(scene, path),
            Role::Dispatch => dispatches::dropped(scene, path),
            _ => {}
        }
    }
}
