//! `deal new`: a record is made; on a terminal, what is required and not given is asked for.

use super::args::{Global, New as Args};
use super::editor::{Draft, with_offers};
use super::failure::Failure;
use super::prompt::Prompt;
use super::work::Work;
use super::{Status, given};
use crate::change::{Assignment, Making, Write, kind_called};
use crate::form::{Field, FieldType};
use crate::language::{Language, Phrase};
use crate::process::Kind;
use crate::say;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write as _};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?.despite(&args.despite)?;
    let ground = work.ground()?;
    let kind = kind_called(ground.process, &args.kind)?;
    let (parent, rest) = match args.rest.split_first() {
        Some((first, rest)) if !first.contains('=') => (Some(first.as_str()), rest),
        _ => (None, &*args.rest),
    };
    let assignments = given::assignments(global, rest)?;
    let id = args.id.as_deref();
    let mut making = Making::begin(&ground, kind.outline.id, parent, id)?;
    making.assign(&assignments)?;
    making.leads_on()?;
    let prompt = Prompt::on_terminal(global, work.language());
    loop {
        let lacking = making.fill()?;
        // In the editor it can be filled in; the judgement afterwards says what is still missing.
        let Some(field) = lacking.first().filter(|_| !args.edit) else {
            break;
        };
        match &prompt {
            Some(prompt) => ask(prompt, &mut making, field)?,
            None => return Err(lacks(ground.command, kind, parent, &lacking)),
        }
    }
    let draft: RefCell<Option<Draft>> = RefCell::default();
    let done = work.perform(|_| {
        let mut change = making.clone().finish(&mut random())?;
        if let (true, Some(write)) = (args.edit, change.writes.first_mut()) {
            edit(&draft, write, kind, work.language())?;
        }
        Ok(change)
    });
    match (draft.into_inner(), &done) {
        (Some(draft), Ok(Status::Clean)) => draft.done(),
        (Some(draft), _) => {
            let _ = writeln!(io::stderr(), "{}", draft.place().get(work.language()));
        }
        (None, _) => {}
    }
    done
}

/// Has the record edited, once: where the change is built again, the text stays.
fn edit(
    draft: &RefCell<Option<Draft>>,
    write: &mut Write,
    kind: &Kind,
    language: Language,
) -> Result<(), Failure> {
    let mut draft = draft.borrow_mut();
    let open = match draft.take() {
        Some(open) => open,
        None => {
            let text = write.new.clone().unwrap_or_default();
            let text = with_offers(&text, &kind.outline.shape, language);
            Draft::open(&text, &write.path)?
        }
    };
    write.new = Some(open.text()?);
    *draft = Some(open);
    Ok(())
}

/// Asks until the answer fits.
fn ask(prompt: &Prompt, making: &mut Making<'_>, field: &Field) -> Result<(), Failure> {
    loop {
        let Some(answer) = prompt.ask(field)? else {
            return Err(Failure::correctable(
                say!(en: "nothing was made: no more answers", zh: "没有更多回答，未新建任何记录"),
            ));
        };
        match making.assign(&[Assignment::set(&*field.name, answer)]) {
            Ok(()) => {
                let Some(message) = making.astray(field)? else {
                    return Ok(());
                };
                prompt.refuse(&message, None);
                making.assign(&[Assignment::set(&*field.name, "")])?;
            }
            Err(refusal) => prompt.refuse(&refusal.message, refusal.helps.first()),
        }
    }
}

/// All fields that are missing, and the command with them.
fn lacks(command: &str, kind: &Kind, parent: Option<&str>, fields: &[&Field]) -> Failure {
    let names = |language| {
        let title = |field: &&Field| match field.title.get(language) == field.name {
            true => field.name.clone(),
            false => format!("{} ({})", field.title.get(language), field.name),
        };
        fields.iter().map(title).collect::<Vec<_>>()
    };
    let names = Phrase {
        en: names(crate::language::Language::En).join(", "),
        zh: names(crate::language::Language::ZhCn).join("、"),
    };
    let message = say!(en: "{kind} needs: {names}", zh: "新建{kind}还缺：{names}", kind = kind.outline.title, names = names);
    let given = fields.iter().map(|field| match &field.ty {
        FieldType::List { of, .. } if matches!(**of, FieldType::Group(_)) => {
            format!(
                " '{}+={}'",
                field.name,
                of.example().as_deref().unwrap_or("…")
            )
        }
        _ => format!(" {}={}", field.name, choices(field)),
    });
    let given: String = given.collect();
    let parent = parent.map_or_else(String::new, |parent| format!(" {parent}"));
    let name = &kind.outline.name;
    Failure::correctable(message).hint(Phrase::same(format!(
        "{command} new {name}{parent}{given} …"
    )))
}

fn choices(field: &Field) -> String {
    match &field.ty {
        FieldType::Enum(choices) if choices.len() <= 6 => {
            let names: Vec<&str> = choices.iter().map(|choice| &*choice.name).collect();
            names.join("|")
        }
        _ => "…".to_owned(),
    }
}

/// Bytes of the system's randomness.
fn random() -> impl FnMut() -> u8 {
    let mut bytes: VecDeque<u8> = VecDeque::new();
    move || {
        if bytes.is_empty() {
            let mut fresh = [0; 32];
            // Without randomness the clock must do: whether an id is free is asked anyway.
            if getrandom::fill(&mut fresh).is_err() {
                let nanos = chrono::Utc::now().timestamp_nanos_opt().unwrap_or_default();
                fresh[..8].copy_from_slice(&nanos.to_le_bytes());
                fresh[8..16].copy_from_slice(&nanos.rotate_left(17).to_le_bytes());
            }
            bytes.extend(fresh);
        }
        bytes.pop_front().unwrap_or_default()
    }
}
