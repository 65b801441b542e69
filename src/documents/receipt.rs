//! What a document carries with it, so that anyone can say later which state of which record it shows.

use crate::language::Language;
use crate::records::Dispatch;
use crate::text::sha256;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the statement's form. The codes of what went out are computed again by it: those of an older form must
/// stay computable.
const VERSION: u32 = 1;
/// Letters of a code: none that is taken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters in a code.
const LENGTH: usize = 8;

/// Which state of which record a document shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The version of this form.
    dealdesk: u32,
    /// The pipeline's UUID.
    pub pipeline: String,
    /// The record's path.
    pub on: String,
    /// The document's name.
    pub document: String,
    /// The tag of its language.
    pub language: String,
    /// The day that it was made on.
    pub day: NaiveDate,
    /// It was a draft.
    pub draft: bool,
    /// The commit that it was made from; none where there was something that no commit had.
    pub commit: Option<String>,
    /// SHA-256 of the templates that it was made by.
    pub template: String,
    /// SHA-256 of the process that it was made by.
    pub process: String,
    /// SHA-256 of what it shows, by path.
    pub fields: BTreeMap<String, String>,
}

impl Receipt {
    /// A receipt of this state.
    pub fn new(state: State<'_>) -> Receipt {
        Receipt {
            dealdesk: VERSION,
            pipeline: state.pipeline.to_owned(),
            on: state.on.to_owned(),
            document: state.document.to_owned(),
            language: state.language.tag().to_owned(),
            day: state.day,
            draft: state.draft,
            commit: state.commit.map(str::to_owned),
            template: state.template,
            process: state.process,
            fields: state.fields,
        }
    }

    /// The receipt of what went out, as its dispatch tells it; `None` where that is in no language.
    pub fn of(pipeline: &str, dispatch: &Dispatch) -> Option<Receipt> {
        Some(Receipt::new(State {
            pipeline,
            on: &dispatch.on,
            document: &dispatch.document,
            language: Language::from_tag(&dispatch.language)?,
            day: dispatch.made_on,
            draft: false,
            commit: dispatch.commit.as_deref(),
            template: dispatch.template.clone(),
            process: dispatch.process.clone(),
            fields: dispatch.shows.iter().cloned().collect(),
        }))
    }

    /// The whole receipt, one line of JSON in ASCII.
    pub fn statement(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_default();
        let mut text = String::with_capacity(json.len());
        for c in json.chars() {
            match c {
                ' '..='~' => text.push(c),
                c => {
                    let mut units = [0; 2];
                    for unit in c.encode_utf16(&mut units) {
                        text.push_str(&format!("\\u{unit:04x}"));
                    }
                }
            }
        }
        text
    }

    /// The receipt in a statement; nothing where it is none.
    pub fn read(statement: &str) -> Option<Receipt> {
        let receipt: Receipt = serde_json::from_str(statement).ok()?;
        // A commit is told by its whole name: `HEAD` would be another one tomorrow.
        let is_name = |commit: &String| {
            matches!(commit.len(), 40 | 64) && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let is_whole = receipt.commit.as_ref().is_none_or(is_name);
        (receipt.dealdesk == VERSION && is_whole).then_some(receipt)
    }

    /// The language that the document is in.
    pub fn language(&self) -> Option<Language> {
        Language::from_tag(&self.language)
    }

    /// The code that people read: `7F3K-9MZ2`. The same content has the same code, whenever it was made and from
    /// whichever commit.
    pub fn code(&self) -> String {
        let content = Receipt {
            day: NaiveDate::MIN,
            draft: false,
            commit: None,
            process: String::new(),
            ..self.clone()
        };
        let digest = sha256(content.statement().as_bytes());
        let bits = digest.get(..LENGTH * 2).unwrap_or_default();
        let mut number = u64::from_str_radix(bits, 16).unwrap_or_default();
        let mut code = String::with_capacity(LENGTH + 1);
        for at in 0..LENGTH {
            if at == LENGTH / 2 {
                code.push('-');
            }
            let letter = LETTERS.get((number % 32) as usize).copied();
            code.push(letter.map_or('0', char::from));
            number /= 32;
        }
        code
    }

    /// A code as people type it from a page: `7f3k9mz2`, with `O` for 0 and `I` for 1; nothing where it can be none.
    pub fn code_read(text: &str) -> Option<String> {
        let letters = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, '-' | ' ' | '－' | '–' | '—'));
        let mut code = String::with_capacity(LENGTH + 1);
        for (at, letter) in letters.enumerate() {
            if at == LENGTH / 2 {
                code.push('-');
            }
            // Chinese keyboards type full-width letters.
            let letter = match letter {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0)?,
                letter => letter,
            };
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            };
            LETTERS
                .contains(&u8::try_from(letter).ok()?)
                .then(|| code.push(letter))?;
        }
        (code.len() == LENGTH + 1).then_some(code)
    }

    /// The paths of what differs in another receipt of the same document: changed, gone or new.
    pub fn changed(&self, other: &Receipt) -> Vec<String> {
        let all = self.fields.keys().chain(other.fields.keys());
        let mut changed: Vec<String> = all
            .filter(|path| self.fields.get(*path) != other.fields.get(*path))
            .cloned()
            .collect();
        changed.sort();
        changed.dedup();
        changed
    }
}

/// What a receipt is made of.
pub struct State<'s> {
    /// The pipeline's UUID.
    pub pipeline: &'s str,
    /// The record's path.
    pub on: &'s str,
    /// The document's name.
    pub document: &'s str,
    /// Its language.
    pub language: Language,
    /// The day.
    pub day: NaiveDate,
    /// Whether it is a draft.
    pub draft: bool,
    /// The commit.
    pub commit: Option<&'s str>,
    /// SHA-256 of the templates.
    pub template: String,
    /// SHA-256 of the process.
    pub process: String,
    /// SHA-256 of what it shows, by path.
    pub fields: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(total: &str) -> Receipt {
        Receipt::new(State {
            pipeline: "7d3f0c52-91b6-4e0a-a4c8-5f2e6b81d937",
            on: "deals/华辰/quote.yaml",
            document: "quote",
            language: Language::ZhCn,
            day: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(),
            draft: false,
            commit: Some("3f786850e387550fdab836ed7e6dc881de23001b"),
            template: sha256(b"t"),
            process: sha256(b"p"),
            fields: BTreeMap::from([
                ("total".to_owned(), sha256(total.as_bytes())),
                ("lines".to_owned(), sha256(b"lines")),
            ]),
        })
    }

    #[test]
    fn a_statement_is_ascii_and_reads_back() {
        let receipt = receipt("1");
        let statement = receipt.statement();
        assert!(statement.is_ascii() && !statement.contains('\n'));
        assert_eq!(Receipt::read(&statement), Some(receipt));
        assert_eq!(Receipt::read("{}"), None);
        for (from, to) in [
            ("\"dealdesk\":1", "\"dealdesk\":2"),
            ("\"3f786850e387550fdab836ed7e6dc881de23001b\"", "\"HEAD\""),
        ] {
            assert_eq!(Receipt::read(&statement.replace(from, to)), None);
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["7F3K-9MZ0", "7f3k9mzo", " 7F3K 9MZ0 ", "７Ｆ３Ｋ－９ＭＺ０"] {
            assert_eq!(
                Receipt::code_read(typed).as_deref(),
                Some("7F3K-9MZ0"),
                "{typed}"
            );
        }
        for none in [
            "",
            "7F3K-9MZ",
            "7F3K-9MZ00",
            "quotes.md",
            "报价单报价单报价",
            "7F3K-9MZU",
        ] {
            assert_eq!(Receipt::code_read(none), None, "{none}");
        }
    }

    #[test]
    fn a_code_is_of_the_content() {
        let one = receipt("1");
        let later = Receipt {
            day: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            commit: None,
            draft: true,
            ..one.clone()
        };
        assert_eq!(one.code(), later.code());
        assert_eq!(one.code().len(), LENGTH + 1);
        assert_ne!(one.code(), receipt("2").code());
        assert_eq!(one.changed(&receipt("2")), ["total"]);
    }
}
