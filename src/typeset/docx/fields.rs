//! Fields in a company's Word file: some of Word's fetch files or addresses when a file is opened.

use super::reading::{self, Seen};
use super::refusal::Refusal;

/// Fields that only show what is in the file, or the clock's day.
const HARMLESS: &[&str] = &[
    "PAGE",
    "NUMPAGES",
    "SECTION",
    "SECTIONPAGES",
    "STYLEREF",
    "TITLE",
    "SUBJECT",
    "AUTHOR",
    "COMPANY",
    "DOCPROPERTY",
    "FILENAME",
    "DATE",
    "TIME",
    "CREATEDATE",
    "SAVEDATE",
    "HYPERLINK",
    "SEQ",
    "=",
    "IF",
    "TOC",
    "TC",
    "INDEX",
    "XE",
    "REF",
    "PAGEREF",
    "NOTEREF",
    "BOOKMARK",
    "SYMBOL",
    "QUOTE",
    "EQ",
    "ADVANCE",
    "LISTNUM",
    "AUTONUM",
    "FORMTEXT",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
    "KEYWORDS",
    "NUMWORDS",
    "NUMCHARS",
    "PRINTDATE",
    "REVNUM",
];

/// Refuses a part with a field that may fetch something.
pub fn judge(part: &str, xml: &str) -> Result<(), Refusal> {
    let mut open: Vec<String> = Vec::new();
    let mut fields: Vec<String> = Vec::new();
    let mut instructing = false;
    reading::walk(part, xml, |seen| match seen {
        Seen::Open(element) => match element.name.as_str() {
            "w:fldSimple" => fields.extend(element.get("w:instr").map(str::to_owned)),
            "w:fldChar" => match element.get("w:fldCharType") {
                Some("begin") => open.push(String::new()),
                Some("end") => fields.extend(open.pop()),
                _ => (),
            },
            "w:instrText" => instructing = true,
            _ => (),
        },
        Seen::Close(name, _) if name == "w:instrText" => instructing = false,
        Seen::Text(text) if instructing => match open.last_mut() {
            Some(field) => field.push_str(text),
            None => fields.push(text.to_owned()),
        },
        _ => (),
    })?;
    fields.append(&mut open);
    for field in &fields {
        let word = field.split_whitespace().next().unwrap_or_default();
        let known = word.is_empty()
            || HARMLESS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word));
        if !known {
            return Err(Refusal::field(part, word));
        }
    }
    Ok(())
}
