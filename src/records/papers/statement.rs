//! A sign-off file: what is read of it, and how it is written.

use super::{Evidence, Form, field, pairs, quoted, span, text};
use crate::finding::Finding;
use crate::form::{Choice, FieldType, Shape, Slot, Value};
use crate::language::Phrase;
use crate::records::read::Reader;
use crate::text::{Source, Span};
use crate::value::Moment;
use std::sync::LazyLock;

/// A sign-off file.
#[derive(Debug)]
pub struct Statement {
    /// The file.
    pub source: Source,
    /// The sign-off's name.
    pub signoff: String,
    /// Path of the record that it is on.
    pub on: String,
    /// The role it was given in.
    pub role: String,
    /// The id of the person; the name of someone outside.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Whether it approves.
    pub approved: bool,
    /// What they had to say.
    pub comment: Option<String>,
    /// The person who delegated the role.
    pub behalf: Option<String>,
    /// Who took down what someone outside said.
    pub recorded_by: Option<String>,
    /// What shows what someone outside said.
    pub evidence: Option<Evidence>,
    /// Digests of the covered values, by path, in the file's order.
    pub covers: Vec<(String, String, Span)>,
    /// Digest of what the process said of the sign-off when it was given.
    pub policy: Option<String>,
    /// Digest of the whole statement.
    pub sha256: String,
    /// The armored SSH signature over the whole statement.
    pub signature: Option<String>,
    slots: Box<[Slot]>,
}

static SIGNOFF: LazyLock<Shape> = LazyLock::new(|| Shape {
    fields: vec![
        text("signoff", true),
        text("on", true),
        text("role", true),
        text("by", true),
        field("at", FieldType::DateTime, true),
        field("verdict", verdicts(), true),
        text("comment", false),
        text("behalf", false),
        text("recorded_by", false),
        field("evidence", FieldType::File { digest: false }, false),
        field("covers", pairs("field"), true),
        text("policy", false),
        text("sha256", true),
        text("signature", false),
    ],
});

fn verdicts() -> FieldType {
    let choice = |name: &str| Choice {
        name: name.to_owned(),
        title: Phrase::same(name),
    };
    FieldType::Enum(vec![choice("approved"), choice("returned")])
}

impl Statement {
    /// Reads a sign-off file; `None` where it is broken or lacks what a sign-off must have, which is a finding.
    pub fn read(reader: &mut Reader<'_>, path: &str) -> (Option<Statement>, Vec<Finding>) {
        let filled = reader.fill(path, &SIGNOFF, None);
        let statement = filled
            .slots
            .and_then(|slots| Statement::of(filled.source, slots));
        (statement, filled.findings)
    }

    /// The sign-off whose bytes are at hand; `None` where it is broken.
    pub fn read_of(reader: &mut Reader<'_>, path: &str, bytes: Vec<u8>) -> Option<Statement> {
        let filled = reader.fill_of(path, bytes, &SIGNOFF, None)?;
        Statement::of(filled.source, filled.slots?)
    }

    /// A statement that is not a file yet.
    pub fn draft(signoff: &str, on: &str, role: &str, by: &str, at: Moment) -> Statement {
        Statement {
            source: Source::default(),
            signoff: signoff.to_owned(),
            on: on.to_owned(),
            role: role.to_owned(),
            by: by.to_owned(),
            at,
            approved: true,
            comment: None,
            behalf: None,
            recorded_by: None,
            evidence: None,
            covers: Vec::new(),
            policy: None,
            sha256: String::new(),
            signature: None,
            slots: Box::default(),
        }
    }

    fn of(source: Source, slots: Box<[Slot]>) -> Option<Statement> {
        let form = Form {
            source: &source,
            shape: &SIGNOFF,
            slots: &slots,
        };
        let (Value::Moment(at), Value::Choice(verdict)) =
            (&form.slot("at")?.value, &form.slot("verdict")?.value)
        else {
            return None;
        };
        Some(Statement {
            signoff: form.text("signoff")?,
            on: form.text("on")?,
            role: form.text("role")?,
            by: form.text("by")?,
            at: *at,
            approved: *verdict == 0,
            // What is written and can't be read must not pass for absent: the seal would not cover it.
            comment: form.optional("comment")?,
            behalf: form.optional("behalf")?,
            recorded_by: form.optional("recorded_by")?,
            evidence: form.file("evidence")?,
            covers: form.pairs("covers")?,
            policy: form.optional("policy")?,
            sha256: form.text("sha256")?,
            signature: form.optional("signature")?,
            source,
            slots,
        })
    }

    /// Where the field `name` is written.
    pub fn span(&self, name: &str) -> Span {
        span(&SIGNOFF, &self.slots, name)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let verdict = if self.approved {
            "approved"
        } else {
            "returned"
        };
        let mut lines = vec![
            format!("signoff: {}", self.signoff),
            format!("on: {}", self.on),
            format!("role: {}", quoted(&self.role)),
            format!("by: {}", quoted(&self.by)),
            format!("at: {}", shown(self.at)),
            format!("verdict: {verdict}"),
        ];
        let optional = [
            ("comment", self.comment.as_deref().map(quoted)),
            ("behalf", self.behalf.as_deref().map(quoted)),
            ("recorded_by", self.recorded_by.as_deref().map(quoted)),
            ("evidence", self.evidence.as_ref().map(Evidence::text)),
        ];
        let written = |(name, value): (&str, Option<String>)| Some(format!("{name}: {}", value?));
        lines.extend(optional.into_iter().filter_map(written));
        lines.push("covers:".to_owned());
        let covers = self.covers.iter().map(|(field, sha256, _)| {
            format!(
                "  - {{field: {}, sha256: {}}}",
                quoted(field),
                quoted(sha256)
            )
        });
        lines.extend(covers);
        let policy = ("policy", self.policy.as_deref().map(quoted));
        lines.extend(written(policy));
        lines.push(format!("sha256: {}", quoted(&self.sha256)));
        if let Some(signature) = &self.signature {
            lines.push("signature: |".to_owned());
            lines.extend(signature.lines().map(|line| format!("  {line}")));
        }
        lines.join("\n") + "\n"
    }
}

fn shown(at: Moment) -> String {
    match at.time {
        Some(time) => format!("{}T{}", at.date, time.format("%H:%M:%S")),
        None => at.date.to_string(),
    }
}
