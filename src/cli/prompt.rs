//! Questions on a terminal, for the fields that a new record needs.

use super::args::Global;
use super::failure::Failure;
use crate::form::{Choice, Field, FieldType};
use crate::language::{Language, Phrase};
use crate::output::visible;
use std::io::{self, BufRead, IsTerminal, Write};

/// Most choices that are listed in a question.
const MOST_CHOICES: usize = 12;

/// Someone who can be asked.
pub struct Prompt {
    language: Language,
}

impl Prompt {
    /// The one who sits at the terminal, unless they want quiet.
    pub fn on_terminal(global: &Global, language: Language) -> Option<Prompt> {
        let there = io::stdin().is_terminal() && io::stderr().is_terminal();
        (there && !global.quiet).then_some(Prompt { language })
    }

    /// Asks for a field's value; `None` where there is no more to read. An empty answer asks again.
    pub fn ask(&self, field: &Field) -> Result<Option<String>, Failure> {
        let question = self.question(field);
        loop {
            let mut stderr = io::stderr();
            let asked = write!(stderr, "{question}").and_then(|()| stderr.flush());
            asked.map_err(|error| Failure::system(&error))?;
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line);
            if read.map_err(|error| Failure::system(&error))? == 0 {
                let _ = writeln!(stderr);
                return Ok(None);
            }
            let answer = line.trim();
            if !answer.is_empty() {
                return Ok(Some(answer.to_owned()));
            }
        }
    }

    /// Says what is wrong with an answer.
    pub fn refuse(&self, message: &Phrase, help: Option<&Phrase>) {
        let help = help.map_or_else(String::new, |help| match self.language {
            Language::En => format!(" ({})", help.get(self.language)),
            Language::ZhCn => format!("（{}）", help.get(self.language)),
        });
        let text = format!("  {}{help}", message.get(self.language));
        let _ = writeln!(io::stderr(), "{}", visible::line(&text));
    }

    fn question(&self, field: &Field) -> String {
        let mut lines = Vec::new();
        if let Some(help) = &field.help {
            lines.push(format!("  {}", help.get(self.language)));
        }
        let ty = match &field.ty {
            FieldType::List { of, .. } => of,
            ty => ty,
        };
        if let FieldType::Enum(choices) = ty {
            lines.push(format!("  {}", self.choices(choices)));
        }
        if let Some(example) = field.ty.example() {
            lines.push(format!("  {example}"));
        }
        let mut text = String::new();
        for line in lines {
            text.push_str(&visible::line(&line));
            text.push('\n');
        }
        text + &visible::line(field.title.get(self.language)) + ": "
    }

    fn choices(&self, choices: &[Choice]) -> String {
        let shown = choices.iter().take(MOST_CHOICES).map(|choice| {
            match choice.title.get(self.language) == choice.name {
                true => choice.name.clone(),
                false => format!("{} {}", choice.name, choice.title.get(self.language)),
            }
        });
        let shown: Vec<String> = shown.collect();
        let more = if choices.len() > MOST_CHOICES {
            " · …"
        } else {
            ""
        };
        shown.join(" · ") + more
    }
}
