//! XML read, with all refused that a Word file has no need of: document types, entities, endless nesting.

use super::refusal::Refusal;
use super::xml::WORD;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::ops::Range;

const DEPTH: usize = 200;
const ATTRIBUTES: usize = 200;

/// What stands at a place of a part. Places are byte offsets.
pub enum Seen<'x> {
    /// An element opens.
    Open(Element),
    /// An element closes: its name, where its closing tag starts.
    Close(String, usize),
    /// A text, references not yet resolved.
    Text(&'x str),
}

/// An element's opening tag.
pub struct Element {
    /// With its prefix.
    pub name: String,
    /// In the file's order, with their prefixes.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A whole number in an attribute, if it is one.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }
}

/// Walks through a part from its first element to its last, and makes sure that it is well-formed.
pub fn walk<'x>(part: &str, text: &'x str, mut see: impl FnMut(Seen<'x>)) -> Result<(), Refusal> {
    walk_placed(part, text, |seen, _| see(seen))
}

/// The same, with the bytes of what is seen. An element that is closed where it opens is closed by no bytes.
pub fn walk_placed<'x>(
    part: &str,
    text: &'x str,
    mut see: impl FnMut(Seen<'x>, Range<usize>),
) -> Result<(), Refusal> {
    let broken = |why: &dyn std::fmt::Display| Refusal::broken(part, &why.to_string());
    if text.chars().any(|c| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')) {
        return Err(broken(&"control character"));
    }
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots) = (0_usize, 0_usize);
    loop {
        let from = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| broken(&error))?;
        let to = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Event::Start(tag) => {
                roots += usize::from(depth == 0);
                depth += 1;
                if depth > DEPTH {
                    return Err(broken(&"nesting"));
                }
                see(Seen::Open(element(part, &tag)?), from..to);
            }
            Event::Empty(tag) => {
                roots += usize::from(depth == 0);
                let element = element(part, &tag)?;
                let name = element.name.clone();
                see(Seen::Open(element), from..to);
                see(Seen::Close(name, to), to..to);
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                see(Seen::Close(name, from), from..to);
            }
            Event::Text(_) | Event::CData(_) => {
                let inside = text.get(from..to).unwrap_or_default();
                if depth == 0 && !inside.trim().is_empty() {
                    return Err(broken(&"text outside of the root"));
                }
                see(Seen::Text(inside), from..to);
            }
            Event::GeneralRef(name) => {
                let known = matches!(&*name, b"amp" | b"lt" | b"gt" | b"quot" | b"apos");
                if !known && !matches!(name.resolve_char_ref(), Ok(Some(_))) {
                    return Err(broken(&"entity"));
                }
                see(Seen::Text(text.get(from..to).unwrap_or_default()), from..to);
            }
            Event::DocType(_) => return Err(broken(&"DOCTYPE")),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => (),
            Event::Eof => break,
        }
    }
    match (depth, roots) {
        (0, 1) => Ok(()),
        _ => Err(broken(&"not one root element")),
    }
}

fn element(part: &str, tag: &BytesStart<'_>) -> Result<Element, Refusal> {
    let broken = |why: &dyn std::fmt::Display| Refusal::broken(part, &why.to_string());
    let mut attributes: Vec<(String, String)> = Vec::new();
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| broken(&error))?;
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| broken(&error))?;
        if attributes.len() == ATTRIBUTES || attributes.iter().any(|(known, _)| *known == name) {
            return Err(broken(&"attributes"));
        }
        attributes.push((name, value.into_owned()));
    }
    Ok(Element {
        name: String::from_utf8_lossy(tag.name().as_ref()).into_owned(),
        attributes,
    })
}

/// Makes sure that a part's root is Word's element of this name, written as Word writes it.
/// Gives where the root's closing tag starts.
pub fn root(part: &str, text: &str, name: &str) -> Result<usize, Refusal> {
    let (mut first, mut usual, mut end) = (true, false, 0);
    walk(part, text, |seen| match seen {
        Seen::Open(element) if std::mem::take(&mut first) => {
            usual = element.name == name && element.get("xmlns:w") == Some(WORD);
        }
        Seen::Close(_, at) => end = at,
        _ => (),
    })?;
    // An empty root closes where it opens: nothing can be put into it.
    match usual && text.get(end..).is_some_and(|rest| rest.starts_with("</")) {
        true => Ok(end),
        false => Err(Refusal::unusual(part)),
    }
}
