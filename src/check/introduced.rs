//! What a change brings: two states of a pipeline judged by one process at one day, and the findings that only the
//! later one has. They are told apart by what they are about, never by their lines.

use super::bench::Bench;
use super::judge::Key;
use super::levels::{Selection, weigh};
use super::run::Run;
use super::{rules, unique};
use crate::files::Files;
use crate::finding::{Finding, Report};
use crate::form::KindId;
use crate::process::Process;
use crate::records::{self, Archive, Claims, Dossier, Furniture, Listing};
use crate::rules::Rule;
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// Two states of a pipeline.
pub struct Comparison<'c> {
    /// The process that judges both.
    pub process: &'c Process,
    /// The earlier files.
    pub before: &'c dyn Files,
    /// The later files.
    pub after: &'c dyn Files,
    /// The day that both are judged at.
    pub today: NaiveDate,
    /// The rules that are asked for.
    pub selection: &'c Selection,
    /// How the command is called from the user's folder, for advice.
    pub command: &'c str,
}

/// What a change does to the findings.
pub struct Outcome {
    /// The judgement of what the change touches, as it is after it; its findings are those that the change brings.
    pub report: Report,
    /// What the change mends, in [`Finding::order`].
    pub mended: Vec<Finding>,
}

impl Comparison<'_> {
    /// Judges the dossiers that the changed `paths` are in, before and after.
    pub fn outcome(&self, paths: &[String]) -> Outcome {
        let (before, old_keys) = self.judge(self.before, paths);
        let (mut after, keys) = self.judge(self.after, paths);
        after.findings.extend(self.twins(&old_keys, keys));
        after.findings.sort_by(Finding::order);
        after.findings.dedup();
        let mended = introduced(&after.findings, before.findings.clone());
        let findings = introduced(&before.findings, after.findings);
        Outcome {
            report: Report { findings, ..after },
            mended,
        }
    }

    fn judge(&self, files: &dyn Files, paths: &[String]) -> (Report, Vec<Key>) {
        let mut listing = Listing::live(files, Furniture::of(self.process));
        paths.iter().for_each(|path| listing.look_over(path));
        let claims = Claims::of(self.process);
        // What is gone in one state still has its dossier in the other.
        let homes = paths
            .iter()
            .map(|path| records::home(self.process, &claims, path));
        let homes: BTreeSet<String> = homes.collect();
        let homes: Vec<String> = homes.into_iter().collect();
        let members = records::dossier_paths(self.process, &claims, &listing, &homes);
        let folders = records::folders(self.process, &claims, &members);
        self.run(&listing).judged(&folders, &|_| true)
    }

    fn run<'r>(&'r self, listing: &'r Listing<'r>) -> Run<'r> {
        Run {
            process: self.process,
            listing,
            today: self.today,
            selection: self.selection,
            command: self.command,
            progress: &|_| {},
        }
    }

    /// Keys that the change gives to a record, and that another record of the kind has.
    fn twins(&self, old: &[Key], mut new: Vec<Key>) -> Vec<Finding> {
        let same = |one: &Key, two: &Key| {
            (one.unique, &one.text, &one.path) == (two.unique, &two.text, &two.path)
        };
        new.retain(|key| !old.iter().any(|known| same(known, key)));
        if new.is_empty() {
            return Vec::new();
        }
        let listing = Listing::live(self.after, Furniture::of(self.process));
        let archive = Archive::new(self.process, &listing, self.command);
        let kinds: BTreeSet<KindId> = new.iter().map(|key| key.unique.0).collect();
        let mut keys: Vec<Key> = Vec::new();
        for kind in kinds {
            for record in archive.all(kind).iter().filter(|record| !record.broken) {
                let nothing = Dossier::default();
                let bench = Bench::new(&archive, &nothing, self.today);
                let found = rules::keys(&bench, record).into_iter();
                let found = found.map(|key| Key::of(record, key));
                let shared = |key: &Key| {
                    let as_new = |new: &&Key| (new.unique, &new.text) == (key.unique, &key.text);
                    new.iter().find(as_new).is_some()
                };
                keys.extend(found.filter(shared));
            }
        }
        let (charges, _) = unique::judge(&archive, keys, &[], self.today);
        charges
            .into_iter()
            .filter_map(|charge| weigh(self.process, charge))
            .filter(|finding| self.selection.takes(finding))
            .map(Finding::shown)
            .collect()
    }
}

/// The findings of `after` that `before` doesn't have. Findings are alike if they say the same of a record, or are
/// about the same value of it; a value's position in a list counts only where several are wrong.
pub fn introduced(before: &[Finding], after: Vec<Finding>) -> Vec<Finding> {
    let mut known: HashMap<About, Vec<&Finding>> = HashMap::new();
    for finding in before {
        known.entry(About::of(finding)).or_default().push(finding);
    }
    let mut left = after;
    for same in [says_the_same, is_on_the_same] {
        left.retain(|finding| {
            let Some(known) = known.get_mut(&About::of(finding)) else {
                return true;
            };
            let alike = |known: &&Finding| same(known, finding) && stands_for(known, finding);
            match known.iter().position(alike) {
                Some(at) => {
                    known.swap_remove(at);
                    false
                }
                None => true,
            }
        });
    }
    let mut lacking: Vec<&Finding> = known.into_values().flatten().collect();
    left.retain(|finding| {
        let at = lacking
            .iter()
            .position(|known| lack_the_same(known, finding));
        at.map(|at| lacking.swap_remove(at)).is_none()
    });
    left
}

/// Whether both lack the same sign-off: whether nobody gave it, it was returned or is void makes no other lack.
fn lack_the_same(one: &Finding, two: &Finding) -> bool {
    let lack = |finding: &Finding| {
        let rule = Rule::named(&finding.rule);
        matches!(rule, Some(Rule::MissingSignoff | Rule::StaleSignoff))
    };
    let same = (&one.record, &one.subject) == (&two.record, &two.subject);
    lack(one) && lack(two) && same && stands_for(one, two)
}

/// Whether one that was there can be the other: to pass a gate without a sign-off that lacked before is new.
fn stands_for(known: &Finding, finding: &Finding) -> bool {
    known.passed || !finding.passed
}

/// What a finding is about, wherever it stands.
#[derive(PartialEq, Eq, Hash)]
struct About {
    rule: String,
    record: String,
    subject: String,
}

impl About {
    fn of(finding: &Finding) -> About {
        let record = finding.record.as_ref().unwrap_or(&finding.place.path);
        let subject = finding.subject.as_deref().unwrap_or_default();
        About {
            rule: finding.rule.to_string(),
            record: record.clone(),
            subject: without_positions(subject),
        }
    }
}

/// `lines[2].price` → `lines[].price`.
fn without_positions(subject: &str) -> String {
    let mut inside = false;
    let keep = |c: &char| {
        let kept = !inside || *c == ']';
        inside = match *c {
            '[' => true,
            ']' => false,
            _ => inside,
        };
        kept
    };
    subject.chars().filter(keep).collect()
}

fn says_the_same(one: &Finding, two: &Finding) -> bool {
    one.message == two.message && one.place.path == two.place.path
}

fn is_on_the_same(one: &Finding, two: &Finding) -> bool {
    one.subject == two.subject && one.place.path == two.place.path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Phrase;

    fn finding(record: &str, subject: &str, message: &str) -> Finding {
        let finding = Finding::of_file(Rule::WrongValue, "a.yaml", Phrase::same(message));
        Finding {
            record: Some(record.to_owned()),
            ..finding.subject(subject)
        }
    }

    #[test]
    fn lines_and_positions_do_not_matter() {
        let before = [finding("a", "lines[1].price", "too low: 3")];
        let moved = finding("a", "lines[2].price", "too low: 3");
        assert_eq!(introduced(&before, vec![moved]), []);
        let other_value = finding("a", "lines[1].price", "too low: 2");
        assert_eq!(introduced(&before, vec![other_value]), []);
    }

    #[test]
    fn a_gate_passed_without_a_sign_off_that_lacked_before_is_new() {
        let lack = Finding::of_file(Rule::MissingSignoff, "a.yaml", Phrase::same("needs it"));
        let passed = Finding {
            passed: true,
            ..lack.clone()
        };
        let (lack, passed) = ([lack], [passed]);
        assert_eq!(introduced(&lack, passed.to_vec()), passed);
        assert_eq!(introduced(&passed, lack.to_vec()), []);
        assert_eq!(introduced(&passed, passed.to_vec()), []);
    }

    #[test]
    fn another_value_or_record_or_one_more_is_new() {
        let before = [finding("a", "lines[1].price", "too low: 3")];
        for new in [
            finding("a", "lines[2].price", "too low: 2"),
            finding("b", "lines[1].price", "too low: 3"),
            finding("a", "lines[1].unit", "too low: 3"),
        ] {
            assert_eq!(introduced(&before, vec![new.clone()]), [new]);
        }
        let twice = vec![before[0].clone(), before[0].clone()];
        assert_eq!(introduced(&before, twice), before);
    }

    #[test]
    fn a_sign_off_that_was_missing_and_is_returned_lacks_as_before() {
        let on = |rule, path| Finding {
            record: Some("a".to_owned()),
            ..Finding::of_file(rule, path, Phrase::same(path)).subject("review")
        };
        let missing = on(Rule::MissingSignoff, "a.yaml");
        let void = on(Rule::StaleSignoff, "signoffs/review.yaml");
        assert_eq!(
            introduced(std::slice::from_ref(&missing), vec![void.clone()]),
            []
        );
        assert_eq!(introduced(&[], vec![void.clone()]).len(), 1);
        assert_eq!(
            introduced(&[missing], vec![void.clone(), void.clone()]),
            [void]
        );
    }
}
