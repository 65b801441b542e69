//! The filled template back to parts: the pieces from their letters, and all else as text in runs.

use super::super::refusal::Refusal;
use super::super::xml;
use super::emptied;
use super::piece::{self, Piece};
use crate::typeset::literal::{plain, split_prose};
use crate::typeset::read;

/// Longest XML of all filled parts together.
const LONGEST: usize = 32 << 20;

/// The parts, by their places.
pub fn parts(filled: &str, pieces: &[Piece], count: usize) -> Result<Vec<String>, Refusal> {
    let mut filler = Filler {
        parts: vec![String::new(); count],
        at: 0,
        run: "",
        look: Look::Plain,
        value: String::new(),
        length: 0,
    };
    let mut letters = filled.chars().peekable();
    while let Some(letter) = letters.next() {
        match piece::of(letter, pieces) {
            Some(piece) => filler.piece(piece)?,
            // What a comparison with another text marks so; letters of values are private ones.
            None if matches!(letter, '~' | '+') && letters.peek() == Some(&letter) => {
                letters.next();
                filler.turn(letter)?;
            }
            None => filler.value.push(letter),
        }
    }
    filler.close()?;
    Ok(filler.parts)
}

/// How a value looks beside the look of its run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Gone,
    New,
}

struct Filler<'p> {
    parts: Vec<String>,
    /// The part that is written.
    at: usize,
    /// The properties of the value's run.
    run: &'p str,
    look: Look,
    /// The value as it comes from the template.
    value: String,
    length: usize,
}

impl<'p> Filler<'p> {
    fn piece(&mut self, piece: &'p Piece) -> Result<(), Refusal> {
        self.close()?;
        match piece {
            Piece::Part(at) => self.at = *at,
            Piece::Value(run) => {
                self.run = run;
                self.look = Look::Plain;
            }
            Piece::Xml(xml) => self.write(xml)?,
        }
        Ok(())
    }

    fn turn(&mut self, letter: char) -> Result<(), Refusal> {
        self.close()?;
        self.look = match (self.look, letter) {
            (Look::Plain, '~') => Look::Gone,
            (Look::Plain, _) => Look::New,
            _ => Look::Plain,
        };
        Ok(())
    }

    /// Writes the value that came before.
    fn close(&mut self) -> Result<(), Refusal> {
        let value = std::mem::take(&mut self.value);
        let mut text = String::new();
        let mut rest = value.as_str();
        while let Some((before, prose, after)) = split_prose(rest) {
            text.push_str(&plain(before));
            text.push_str(&read::flat(&prose));
            rest = after;
        }
        text.push_str(&plain(rest));
        match text.is_empty() {
            true => Ok(()),
            false => self.write(&run(&text, &properties(self.run, self.look))),
        }
    }

    fn write(&mut self, xml: &str) -> Result<(), Refusal> {
        self.length += xml.len();
        if self.length > LONGEST {
            return Err(Refusal::too_long());
        }
        if let Some(part) = self.parts.get_mut(self.at) {
            emptied::add(part, xml);
        }
        Ok(())
    }
}

/// A text of any number of lines as a run.
fn run(text: &str, properties: &str) -> String {
    let mut out = format!("<w:r>{properties}");
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        if !line.is_empty() {
            out.push_str("<w:t xml:space=\"preserve\">");
            xml::push(&mut out, line);
            out.push_str("</w:t>");
        }
    }
    out.push_str("</w:r>");
    out
}

/// The properties of a run with what shows that a text is new or gone.
fn properties(of_run: &str, look: Look) -> String {
    let (name, mark) = match look {
        Look::Plain => return of_run.to_owned(),
        Look::Gone => ("<w:strike", "<w:strike/>"),
        Look::New => ("<w:u ", "<w:u w:val=\"single\"/>"),
    };
    match of_run.strip_suffix("</w:rPr>") {
        Some(rest) if !rest.contains(name) => format!("{rest}{mark}</w:rPr>"),
        Some(_) => of_run.to_owned(),
        None => format!("<w:rPr>{mark}</w:rPr>"),
    }
}
