//! What a change says of itself: the message of its commit.

use crate::language::{Language, Phrase};

/// What was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// A record was made.
    New,
    /// Fields were set.
    Set,
    /// A follow-up was added.
    Follow,
    /// A record moved to another stage.
    Move,
    /// A sign-off was given, or content returned.
    Sign,
    /// A rule was waived.
    Waive,
    /// A document went out.
    Send,
    /// Somebody confirmed a document.
    Confirm,
}

impl Deed {
    /// The name of the command that does it.
    pub const fn name(self) -> &'static str {
        match self {
            Deed::New => "new",
            Deed::Set => "set",
            Deed::Follow => "follow",
            Deed::Move => "move",
            Deed::Sign => "sign",
            Deed::Waive => "waive",
            Deed::Send => "send",
            Deed::Confirm => "confirm",
        }
    }
}

/// What a change says of itself.
#[derive(Debug)]
pub struct Note {
    /// What was done.
    pub deed: Deed,
    /// Address of the record it was done to.
    pub record: String,
    /// What was done, in one line without the address: `stage Needs → Proposal`.
    pub summary: Phrase,
    /// More, such as a reason.
    pub body: Option<String>,
}

impl Note {
    /// The line that says it all.
    pub fn subject(&self, language: Language) -> String {
        let between = match language {
            Language::En => ": ",
            Language::ZhCn => "：",
        };
        let summary = self.summary.get(language);
        format!("{}{between}{}", self.record, one_line(summary))
    }

    /// The whole message of a commit, trailers included.
    pub fn message(&self, language: Language) -> String {
        let mut message = self.subject(language) + "\n";
        if let Some(body) = self.body.as_deref().map(str::trim)
            && !body.is_empty()
        {
            message.push('\n');
            for line in body.lines() {
                message.push_str(&plain(line));
                message.push('\n');
            }
        }
        let (record, deed) = (&self.record, self.deed.name());
        message + &format!("\nDeal-Record: {record}\nDeal-Change: {deed}\n")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that no reader of trailers takes for one: only the command itself says what it did.
fn plain(line: &str) -> String {
    let is_trailer = line
        .trim_start()
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("deal-"));
    match is_trailer {
        true => format!("> {line}"),
        false => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_a_person_adds_no_trailer() {
        let note = Note {
            deed: Deed::Move,
            record: "a-1".to_owned(),
            summary: Phrase::same("stage\nDeal-Change: sign"),
            body: Some("why\n\nDeal-Record: b-2\n deal-change: x".to_owned()),
        };
        let message = note.message(Language::En);
        assert_eq!(
            message,
            "a-1: stage Deal-Change: sign\n\nwhy\n\n> Deal-Record: b-2\n>  deal-change: x\n\n\
             Deal-Record: a-1\nDeal-Change: move\n"
        );
    }
}
