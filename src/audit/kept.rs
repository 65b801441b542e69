//! What an audit keeps for the next: its outcome, and the state to go on from. A convenience and no evidence: it holds
//! only what history gives again, and whatever is wrong with it, it is passed over.

use super::deed::Deed;
use super::outcome::Outcome;
use super::scene::Found;
use super::state::{Kept, State};
use crate::finding::{Excerpt, Finding, Level, Place};
use crate::git::{BlobId, CommitId, ObjectId, Repository};
use crate::language::{Language, Phrase};
use crate::text::{Position, sha256};
use crate::value::date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Changes when the rules, or the form of what is kept, do.
const FORM: u32 = 3;

/// The place of what is kept for one pipeline of a repository.
pub struct Cache {
    file: PathBuf,
}

/// What was kept: the outcome, and the text of its state, which is only read where it is needed.
pub struct Known {
    /// The outcome.
    pub outcome: Outcome,
    state: (String, String),
}

impl Cache {
    /// The cache of a repository's pipeline, in the folder `dealdesk` of its Git files.
    pub fn of(repository: &Repository) -> Cache {
        let key = sha256(repository.prefix().as_bytes());
        let name = format!("audit-{}", key.get(..12).unwrap_or_default());
        Cache {
            file: repository.common_dir().join("dealdesk").join(name),
        }
    }

    /// What an earlier audit by this version of the program kept, if it is whole.
    pub fn read(&self) -> Option<Known> {
        // Nobody's link leads us elsewhere.
        let found = fs::symlink_metadata(&self.file).ok()?;
        let text = found
            .is_file()
            .then(|| fs::read_to_string(&self.file).ok())??;
        let (head, rest) = text.split_once('\n')?;
        let (outcome, state) = rest.split_once('\n')?;
        let (known, sums) = head.rsplit_once(" / ")?;
        let (of_outcome, of_state) = sums.split_once(' ')?;
        if known != version() || sha256(outcome.as_bytes()) != of_outcome {
            return None;
        }
        let written: Written = serde_json::from_str(outcome).ok()?;
        Some(Known {
            outcome: written.read()?,
            state: (of_state.to_owned(), state.to_owned()),
        })
    }

    /// Keeps an outcome and its state. What can't be kept is made anew the next time.
    pub fn write(&self, outcome: &Outcome, state: &State) {
        // A failure costs time, and nothing else.
        let _ = self.try_write(outcome, state);
    }

    fn try_write(&self, outcome: &Outcome, state: &State) -> io::Result<()> {
        let outcome = serde_json::to_string(&Written::of(outcome))?;
        let state = written_state(state);
        let head = format!(
            "{} / {} {}",
            version(),
            sha256(outcome.as_bytes()),
            sha256(state.as_bytes())
        );
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = self
            .file
            .with_extension(format!("{}.new", std::process::id()));
        fs::write(&new, format!("{head}\n{outcome}\n{state}"))?;
        fs::rename(&new, &self.file).inspect_err(|_| drop(fs::remove_file(&new)))
    }
}

impl Known {
    /// The state, if it is whole.
    pub fn state(&self) -> Option<State> {
        let (sum, text) = &self.state;
        (sha256(text.as_bytes()) == *sum).then(|| read_state(text))?
    }
}

fn version() -> String {
    format!("deal-audit {FORM} {}", env!("CARGO_PKG_VERSION"))
}

/// One file a line: content, day, path; a lost record's line begins with `-`.
fn written_state(state: &State) -> String {
    let mut text = String::new();
    let files = state.under("").map(|(path, kept)| ("", path, kept));
    let lost = state.lost.iter();
    let lost = lost.map(|(path, kept)| ("-", &**path, *kept));
    for (mark, path, kept) in files.chain(lost) {
        // A path with a line end is nobody's record.
        if !path.contains('\n') {
            let _ = writeln!(text, "{mark}{} {} {path}", kept.blob, kept.day);
        }
    }
    text
}

fn read_state(text: &str) -> Option<State> {
    let (mut files, mut lost) = (Vec::new(), BTreeMap::new());
    for line in text.lines() {
        let gone = line.strip_prefix('-');
        let mut words = gone.unwrap_or(line).splitn(3, ' ');
        let blob = ObjectId::from_hex(words.next()?.as_bytes()).map(BlobId)?;
        let day = words.next()?.parse().ok()?;
        let (path, kept) = (words.next()?, Kept { blob, day });
        match gone {
            Some(_) => drop(lost.insert(path.into(), kept)),
            None => files.push((path.into(), kept)),
        }
    }
    Some(State::of(files, lost))
}

#[derive(Serialize, Deserialize)]
struct Written {
    tip: String,
    name: (String, String),
    language: String,
    steps: usize,
    deeds: Vec<Deed>,
    last: Option<usize>,
    found: Vec<(usize, usize, WrittenFinding)>,
    tally: Vec<WrittenCount>,
    missing_years: Vec<(i32, usize)>,
}

/// Sign-off, role, person and proof; how many, and the days of the first and the last.
type WrittenCount = ((String, String, String, String), (usize, String, String));
type Texts = (String, String);
type Spot = Option<(u32, u32)>;

#[derive(Serialize, Deserialize)]
struct WrittenPlace {
    path: String,
    start: Spot,
    end: Spot,
    excerpt: Option<(u32, String, usize, usize)>,
}

#[derive(Serialize, Deserialize)]
struct WrittenFinding {
    rule: String,
    subject: Option<String>,
    error: bool,
    message: Texts,
    place: WrittenPlace,
    label: Option<Texts>,
    demand: Option<(WrittenPlace, Texts)>,
    record: Option<String>,
    help: Option<Texts>,
}

/// Commits, each written once.
#[derive(Default)]
struct Deeds {
    all: Vec<Deed>,
    at: BTreeMap<String, usize>,
}

impl Deeds {
    fn put(&mut self, deed: &Deed) -> usize {
        let next = self.all.len();
        let at = *self.at.entry(deed.commit.clone()).or_insert(next);
        if at == next {
            self.all.push(deed.clone());
        }
        at
    }
}

impl Written {
    fn of(outcome: &Outcome) -> Written {
        let mut deeds = Deeds::default();
        let found = outcome.found.iter();
        let found = found.map(|(step, found)| {
            (
                *step,
                deeds.put(&found.deed),
                WrittenFinding::of(&found.finding),
            )
        });
        let found = found.collect();
        let last = outcome.last.as_deref().map(|last| deeds.put(last));
        let years = outcome.missing_years.iter();
        let missing_years = years.map(|(year, deed)| (*year, deeds.put(deed))).collect();
        let tally = outcome.tally.iter();
        Written {
            tip: outcome.tip.to_string(),
            name: texts(&outcome.name),
            language: outcome.language.tag().to_owned(),
            steps: outcome.steps,
            last,
            found,
            tally: tally
                .map(|((signoff, role, by, proof), count)| {
                    let key = (
                        signoff.clone(),
                        role.clone(),
                        by.clone(),
                        (*proof).to_owned(),
                    );
                    (key, (count.0, count.1.to_string(), count.2.to_string()))
                })
                .collect(),
            missing_years,
            deeds: deeds.all,
        }
    }

    fn read(self) -> Option<Outcome> {
        let deeds: Vec<Arc<Deed>> = self.deeds.into_iter().map(Arc::new).collect();
        let deed = |at: usize| deeds.get(at).cloned();
        let found = self.found.into_iter();
        let found: Option<Vec<_>> = found
            .map(|(step, at, finding)| {
                Some((
                    step,
                    Found {
                        finding: finding.read()?,
                        deed: deed(at)?,
                    },
                ))
            })
            .collect();
        let tally = self.tally.into_iter();
        let tally: Option<_> = tally
            .map(|((signoff, role, by, proof), count)| {
                let proof = crate::process::Proof::read(&proof).ok()?.name();
                let count = (
                    count.0,
                    date::read(&count.1).ok()?,
                    date::read(&count.2).ok()?,
                );
                Some(((signoff, role, by, proof), count))
            })
            .collect();
        let years = self.missing_years.into_iter();
        let years: Option<_> = years.map(|(year, at)| Some((year, deed(at)?))).collect();
        Some(Outcome {
            tip: ObjectId::from_hex(self.tip.as_bytes()).map(CommitId)?,
            name: phrase(self.name),
            language: Language::from_tag(&self.language)?,
            steps: self.steps,
            last: match self.last {
                Some(at) => Some(deed(at)?),
                None => None,
            },
            found: found?,
            tally: tally?,
            missing_years: years?,
        })
    }
}

fn texts(phrase: &Phrase) -> Texts {
    (phrase.en.clone(), phrase.zh.clone())
}

fn phrase((en, zh): Texts) -> Phrase {
    Phrase { zh, en }
}

impl WrittenFinding {
    fn of(finding: &Finding) -> WrittenFinding {
        let demand = finding.demand.as_ref();
        WrittenFinding {
            rule: finding.rule.to_string(),
            subject: finding.subject.clone(),
            error: finding.level == Level::Error,
            message: texts(&finding.message),
            place: WrittenPlace::of(&finding.place),
            label: finding.label.as_ref().map(texts),
            demand: demand.map(|(place, said)| (WrittenPlace::of(place), texts(said))),
            record: finding.record.clone(),
            help: finding.help.as_ref().map(texts),
        }
    }

    fn read(self) -> Option<Finding> {
        let demand = match self.demand {
            Some((place, said)) => Some((place.read()?, phrase(said))),
            None => None,
        };
        Some(Finding {
            rule: self.rule.into(),
            subject: self.subject,
            level: match self.error {
                true => Level::Error,
                false => Level::Warning,
            },
            message: phrase(self.message),
            place: self.place.read()?,
            label: self.label.map(phrase),
            demand,
            record: self.record,
            help: self.help.map(phrase),
            passed: false,
        })
    }
}

impl WrittenPlace {
    fn of(place: &Place) -> WrittenPlace {
        let spot = |at: Option<Position>| at.map(|at| (at.line, at.column));
        let excerpt = place.excerpt.as_ref();
        WrittenPlace {
            path: place.path.clone(),
            start: spot(place.start),
            end: spot(place.end),
            excerpt: excerpt.map(|excerpt| {
                let Excerpt { line, text, marked } = excerpt;
                (*line, text.clone(), marked.start, marked.end)
            }),
        }
    }

    fn read(self) -> Option<Place> {
        let spot = |at: Spot| at.map(|(line, column)| Position { line, column });
        let excerpt = match self.excerpt {
            Some((line, text, start, end)) => {
                text.get(start..end)?;
                Some(Excerpt {
                    line,
                    text,
                    marked: start..end,
                })
            }
            None => None,
        };
        Some(Place {
            path: self.path,
            start: spot(self.start),
            end: spot(self.end),
            excerpt,
        })
    }
}
