//! A sign-off that somebody is about to give.

use super::bench::Bench;
use super::covered::digest_of;
use super::seal::seal;
use super::statement;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::Signoff;
use crate::records::{Evidence, Statement};
use crate::say;
use crate::text::Span;
use crate::value::Moment;

/// Who wants to sign, and what they say.
#[derive(Clone, Debug, Default)]
pub struct Intent {
    /// The role.
    pub role: String,
    /// The id of the person; the name of someone outside.
    pub by: String,
    /// When; without it, the day of judgement.
    pub at: Option<Moment>,
    /// Returns the content; else approves it.
    pub returns: bool,
    /// A comment.
    pub comment: Option<String>,
    /// The person who delegated the role.
    pub behalf: Option<String>,
    /// Who took down what someone outside said.
    pub recorded_by: Option<String>,
    /// Path of what shows what someone outside said.
    pub evidence: Option<String>,
}

/// Why a sign-off can't be given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Why.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

/// The statement about a record as it is now, under the process as it is now; without a signature.
///
/// # Errors
/// Why this person can't give it, or what of the record can't be read.
pub fn draft(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    intent: Intent,
) -> Result<Statement, Refusal> {
    let at = intent.at.unwrap_or(Moment::day(bench.today));
    let name = &signoff.clause.name;
    let mut given = Statement::draft(name, &record.source.path, &intent.role, &intent.by, at);
    given.approved = !intent.returns;
    // What is empty would be read as absent.
    let said = |text: &String| !text.trim().is_empty();
    given.comment = intent.comment.filter(said);
    given.behalf = intent.behalf;
    given.recorded_by = intent.recorded_by;
    given.evidence = intent.evidence.map(|path| Evidence { path, sha256: None });
    given.covers = covers(bench, record, signoff)?;
    given.policy = Some(signoff.policy.clone());
    given.sha256 = seal(bench.process, &given);
    match statement::refusal(bench, record, signoff, &given) {
        Some(flaw) => Err(Refusal {
            message: flaw.message,
            help: flaw.help,
        }),
        None => Ok(given),
    }
}

fn covers(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
) -> Result<Vec<(String, String, Span)>, Refusal> {
    let covers = signoff.covers.iter();
    covers
        .map(|covered| {
            let digest = digest_of(bench, record, &covered.value).ok_or_else(|| Refusal {
                message: say!(en: "`{field}` can't be read: mend the record first", zh: "无法读取 `{field}`：请先改正记录", field = covered.path),
                help: Some(say!(en: "deal check {path}", zh: "deal check {path}", path = record.source.path)),
            })?;
            Ok((covered.path.clone(), digest, Span::default()))
        })
        .collect()
}
