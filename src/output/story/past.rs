//! The history of a record: commit by commit, the newest first.

use super::{EventJson, Telling, heading, prefix, sentence};
use crate::history::{Event, Subject};
use crate::language::{Language, Phrase};
use crate::output::{json_text, markdown, visible};
use crate::say;
use serde::Serialize;
use std::io::{self, Write};

/// The history of a record.
#[derive(Debug)]
pub struct Past {
    /// The record as it is.
    pub subject: Subject,
    /// The commits, the newest first.
    pub entries: Vec<Entry>,
}

/// What a commit did to the record.
#[derive(Debug)]
pub struct Entry {
    /// The commit.
    pub commit: String,
    /// When it was written: in the pipeline's time zone, with the offset; none where it says nothing that is a time.
    pub at: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// The author's name.
    pub name: String,
    /// The author's e-mail address.
    pub email: String,
    /// The person of the pipeline who has that address: their id and name.
    pub person: Option<(String, Phrase)>,
    /// The first line of the message.
    pub message: String,
    /// Whether it brings several lines of history together.
    pub merge: bool,
    /// What happened.
    pub events: Vec<Event>,
}

impl Entry {
    fn who(&self, language: Language) -> &str {
        match &self.person {
            Some((_, name)) => name.get(language),
            None => &self.name,
        }
    }

    fn time(&self) -> String {
        let at = self.at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        at.unwrap_or_else(|| "—".to_owned())
    }

    fn short(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }
}

impl Past {
    /// Writes it for people.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(
        &self,
        telling: Telling,
        language: Language,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let head = telling.text(&heading(&self.subject), language);
        match telling {
            Telling::Text => writeln!(out, "{head}")?,
            Telling::Markdown => writeln!(out, "### {head}")?,
        }
        for entry in &self.entries {
            writeln!(out)?;
            self.entry(entry, telling, language, out)?;
        }
        Ok(())
    }

    fn entry(
        &self,
        entry: &Entry,
        telling: Telling,
        language: Language,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let who = Phrase::same(entry.who(language));
        let who = telling.text(&who, language);
        let (time, short) = (entry.time(), entry.short());
        let message = Phrase::same(entry.message.as_str());
        let message = telling.text(&message, language);
        match telling {
            Telling::Text => writeln!(out, "{time}  {who}  {short}  {message}")?,
            Telling::Markdown => writeln!(
                out,
                "**{time}** {who} {} {message}\n",
                markdown::code(short)
            )?,
        }
        for event in &entry.events {
            let said = sentence(event, telling == Telling::Markdown);
            let said = match prefix(&event.subject, &self.subject.address) {
                Some(prefix) => {
                    say!(en: "{prefix}: {said}", zh: "{prefix}：{said}", prefix = prefix, said = said)
                }
                None => said,
            };
            let said = telling.text(&said, language);
            match telling {
                Telling::Text => writeln!(out, "    {said}")?,
                Telling::Markdown => writeln!(out, "- {said}")?,
            }
        }
        Ok(())
    }

    /// Writes it for programs.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_json(&self, language: Language, out: &mut dyn Write) -> io::Result<()> {
        let entry = |entry: &Entry| EntryJson {
            commit: entry.commit.clone(),
            at: entry.at.map(|at| at.to_rfc3339()),
            author: AuthorJson {
                name: entry.name.clone(),
                email: entry.email.clone(),
                person: entry.person.as_ref().map(|(id, _)| id.clone()),
            },
            message: visible::line(&entry.message).into_owned(),
            merge: entry.merge,
            events: entry
                .events
                .iter()
                .map(|event| EventJson::of(event, language))
                .collect(),
        };
        let document = PastJson {
            version: 1,
            record: &self.subject.address,
            path: &self.subject.path,
            name: self.subject.name.get(language),
            commits: self.entries.iter().map(entry).collect(),
        };
        json_text::write(&document, out)
    }
}

#[derive(Serialize)]
struct PastJson<'p> {
    /// It rises when a key changes its meaning or goes, not when one comes.
    version: u32,
    record: &'p str,
    path: &'p str,
    name: &'p str,
    commits: Vec<EntryJson>,
}

#[derive(Serialize)]
struct EntryJson {
    commit: String,
    at: Option<String>,
    author: AuthorJson,
    message: String,
    merge: bool,
    events: Vec<EventJson>,
}

#[derive(Serialize)]
struct AuthorJson {
    name: String,
    email: String,
    person: Option<String>,
}
