//! `deal next`: what a record still needs and who can do it; or what a person's own open records need.

mod machine;
mod text;

use super::args::{Answer, Global, How, Next as Args};
use super::desk::Asked;
use super::failure::Failure;
use super::work::Work;
use super::{Status, answer};
use crate::change::{Outlook, of_person};
use crate::say;
use std::path::Path;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let how = How {
        dry_run: true,
        no_commit: true,
        person: args.person.clone(),
    };
    let work = Work::of(global, &how)?;
    let ground = work.ground()?;
    let language = work.language();
    let Some(record) = &args.record else {
        let person = ground.giver()?;
        let (outlooks, waiting) = of_person(&ground, person);
        if outlooks.is_empty() && waiting.is_empty() && args.format == Answer::Text {
            return Err(Failure::nothing(
                say!(en: "{person} has no open record, and no sign-off waits for them", zh: "{person}名下没有在办的记录，也没有待签批的事项", person = ground.called(person)),
            ));
        }
        return answer(&match args.format {
            Answer::Text => {
                let parts = [
                    text::list(&outlooks, ground.today, language),
                    text::inbox(&waiting, language),
                ];
                let parts = parts.iter().map(|part| part.trim_end());
                let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
                parts.join("\n\n") + "\n"
            }
            Answer::Json => machine::list(&outlooks, &waiting, ground.today, person, language),
        });
    };
    let (Asked::Path(path) | Asked::Record(path)) =
        work.desk.look(ground.process, global, Path::new(record))?;
    let target = ground.target(&path)?;
    let outlook = Outlook::of(&ground, &target)?;
    answer(&match args.format {
        Answer::Text => text::one(&outlook, ground.today, language),
        Answer::Json => machine::one(&outlook, ground.today, language),
    })
}
