//! A dispatch file: a document that went out, which state of the record it showed, and whether it was confirmed.

use super::{Evidence, Form, field, pairs, quoted, span, text};
use crate::finding::Finding;
use crate::form::{FieldType, Shape, Slot, Value};
use crate::records::read::Reader;
use crate::text::{Source, Span};
use chrono::NaiveDate;
use std::sync::LazyLock;

/// A dispatch file.
#[derive(Debug)]
pub struct Dispatch {
    /// The file.
    pub source: Source,
    /// The document's name.
    pub document: String,
    /// Path of the record.
    pub on: String,
    /// The tag of the document's language.
    pub language: String,
    /// The day that it was made on.
    pub made_on: NaiveDate,
    /// The day that it went out.
    pub sent_on: NaiveDate,
    /// The id of the person who sent it.
    pub sent_by: String,
    /// Who got it.
    pub sent_to: Vec<String>,
    /// The code printed on it.
    pub code: String,
    /// The commit that it was made from.
    pub commit: Option<String>,
    /// SHA-256 of the file that went out.
    pub sha256: String,
    /// SHA-256 of its templates.
    pub template: String,
    /// SHA-256 of the process.
    pub process: String,
    /// SHA-256 of what it showed, by path, in the file's order.
    pub shows: Vec<(String, String)>,
    /// That somebody confirmed it.
    pub confirmed: Option<Confirmed>,
    slots: Box<[Slot]>,
}

/// That somebody confirmed a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Confirmed {
    /// The day.
    pub on: NaiveDate,
    /// Who, by name.
    pub by: String,
    /// How: a signature, a reply.
    pub how: Option<String>,
    /// A file in the pipeline that shows it.
    pub evidence: Option<Evidence>,
}

/// What a later version of a dispatch file makes of an earlier one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amendment {
    /// It says the same.
    None,
    /// It adds that somebody confirmed the document.
    Confirmation,
    /// It says something else than was written once: these fields.
    Alteration(Vec<&'static str>),
}

static DISPATCH: LazyLock<Shape> = LazyLock::new(|| Shape {
    fields: vec![
        text("document", true),
        text("on", true),
        text("language", true),
        field("made_on", FieldType::Date, true),
        field("sent_on", FieldType::Date, true),
        text("sent_by", true),
        field("sent_to", texts(), false),
        text("code", true),
        text("commit", false),
        text("sha256", true),
        text("template", true),
        text("process", true),
        field("shows", pairs("part"), true),
        field("confirmed", FieldType::Group(confirmed()), false),
    ],
});

fn texts() -> FieldType {
    FieldType::List {
        of: Box::new(text("", true).ty),
        min: None,
        max: None,
    }
}

fn confirmed() -> Shape {
    Shape {
        fields: vec![
            field("on", FieldType::Date, true),
            text("by", true),
            text("how", false),
            field("evidence", FieldType::File { digest: false }, false),
        ],
    }
}

impl Dispatch {
    /// Reads a dispatch file; `None` where it is broken or lacks what it must have, which is a finding.
    pub fn read(reader: &mut Reader<'_>, path: &str) -> (Option<Dispatch>, Vec<Finding>) {
        let filled = reader.fill(path, &DISPATCH, None);
        let dispatch = filled
            .slots
            .and_then(|slots| Dispatch::of(filled.source, slots));
        (dispatch, filled.findings)
    }

    fn of(source: Source, slots: Box<[Slot]>) -> Option<Dispatch> {
        let form = Form {
            source: &source,
            shape: &DISPATCH,
            slots: &slots,
        };
        Some(Dispatch {
            document: form.text("document")?,
            on: form.text("on")?,
            language: form.text("language")?,
            made_on: form.day("made_on")?,
            sent_on: form.day("sent_on")?,
            sent_by: form.text("sent_by")?,
            sent_to: form.texts("sent_to"),
            code: form.text("code")?,
            commit: form.optional("commit")?,
            sha256: form.text("sha256")?,
            template: form.text("template")?,
            process: form.text("process")?,
            shows: form
                .pairs("shows")?
                .into_iter()
                .map(|(part, sha256, _)| (part, sha256))
                .collect(),
            confirmed: confirmation(&form)?,
            source,
            slots,
        })
    }

    /// A dispatch that is not a file yet.
    pub fn draft(document: &str, on: &str, sent_by: &str, sent_on: NaiveDate) -> Dispatch {
        Dispatch {
            source: Source::default(),
            document: document.to_owned(),
            on: on.to_owned(),
            language: String::new(),
            made_on: sent_on,
            sent_on,
            sent_by: sent_by.to_owned(),
            sent_to: Vec::new(),
            code: String::new(),
            commit: None,
            sha256: String::new(),
            template: String::new(),
            process: String::new(),
            shows: Vec::new(),
            confirmed: None,
            slots: Box::default(),
        }
    }

    /// Orders the dispatches of a record, first first: by the day that they went out on; of one day, by the number in the
    /// file's name.
    pub fn order(&self) -> (NaiveDate, u32, &str) {
        let path = self.source.path.as_str();
        (self.sent_on, self.number(), path)
    }

    /// The `N` of `….CODE.N.yaml`: 1 without one.
    pub fn number(&self) -> u32 {
        let code = format!(".{}.", self.code.to_lowercase());
        let named = self.source.path.rsplit_once(&code);
        named
            .and_then(|(_, end)| end.strip_suffix(".yaml")?.parse().ok())
            .unwrap_or(1)
    }

    /// What a later version of the file makes of this one; how it is written doesn't matter.
    pub fn amended(&self, later: &Dispatch) -> Amendment {
        let same = [
            ("document", self.document == later.document),
            ("on", self.on == later.on),
            ("language", self.language == later.language),
            ("made_on", self.made_on == later.made_on),
            ("sent_on", self.sent_on == later.sent_on),
            ("sent_by", self.sent_by == later.sent_by),
            ("sent_to", self.sent_to == later.sent_to),
            ("code", self.code == later.code),
            ("commit", self.commit == later.commit),
            ("sha256", self.sha256 == later.sha256),
            ("template", self.template == later.template),
            ("process", self.process == later.process),
            ("shows", self.shows == later.shows),
            (
                "confirmed",
                self.confirmed.is_none() || self.confirmed == later.confirmed,
            ),
        ];
        let altered = same.into_iter().filter(|(_, same)| !same);
        let altered: Vec<&str> = altered.map(|(field, _)| field).collect();
        match altered.is_empty() {
            false => Amendment::Alteration(altered),
            true if self.confirmed == later.confirmed => Amendment::None,
            true => Amendment::Confirmation,
        }
    }

    /// Where the field `name` is written.
    pub fn span(&self, name: &str) -> Span {
        span(&DISPATCH, &self.slots, name)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut lines = vec![
            format!("document: {}", self.document),
            format!("on: {}", self.on),
            format!("language: {}", self.language),
            format!("made_on: {}", self.made_on),
            format!("sent_on: {}", self.sent_on),
            format!("sent_by: {}", quoted(&self.sent_by)),
        ];
        if !self.sent_to.is_empty() {
            lines.push("sent_to:".to_owned());
            lines.extend(self.sent_to.iter().map(|to| format!("  - {}", quoted(to))));
        }
        lines.push(format!("code: {}", quoted(&self.code)));
        lines.extend(
            self.commit
                .iter()
                .map(|commit| format!("commit: {}", quoted(commit))),
        );
        lines.push(format!("sha256: {}", quoted(&self.sha256)));
        lines.push(format!("template: {}", quoted(&self.template)));
        lines.push(format!("process: {}", quoted(&self.process)));
        lines.push("shows:".to_owned());
        let shows = self.shows.iter();
        lines.extend(shows.map(|(part, sha256)| {
            format!("  - {{part: {}, sha256: {}}}", quoted(part), quoted(sha256))
        }));
        lines.join("\n") + "\n"
    }
}

impl Confirmed {
    /// The lines that a dispatch file gets when it is confirmed.
    pub fn text(&self) -> String {
        let mut lines = vec![
            "confirmed:".to_owned(),
            format!("  on: {}", self.on),
            format!("  by: {}", quoted(&self.by)),
        ];
        let optional = [
            ("how", self.how.as_deref().map(quoted)),
            ("evidence", self.evidence.as_ref().map(Evidence::text)),
        ];
        let written = |(name, value): (&str, Option<String>)| Some(format!("  {name}: {}", value?));
        lines.extend(optional.into_iter().filter_map(written));
        lines.join("\n") + "\n"
    }
}

/// `None` where it is there and can't be read.
fn confirmation(form: &Form<'_>) -> Option<Option<Confirmed>> {
    let slots = match &form.slot("confirmed")?.value {
        Value::Absent => return Some(None),
        Value::Group(slots) => slots,
        _ => return None,
    };
    let shape = confirmed();
    let inner = Form {
        source: form.source,
        shape: &shape,
        slots,
    };
    Some(Some(Confirmed {
        on: inner.day("on")?,
        by: inner.text("by")?,
        how: inner.optional("how")?,
        evidence: inner.file("evidence")?,
    }))
}
