//! The change that adds the file of a sign-off.

use crate::change::ground::Ground;
use crate::change::note::{Deed, Note};
use crate::change::{Change, Write};
use crate::check::{self, Bench};
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::Signoff;
use crate::records::{Statement, folder};
use crate::say;

/// The change that adds a statement's file. It writes nothing where the same person's sign-off of the same content
/// holds already.
pub fn change(
    ground: &Ground<'_>,
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
) -> Change {
    let place = format!("{}signoffs/", folder(&record.source.path));
    let name = check::file_name(ground.process, record, given);
    let first = std::iter::once(format!("{name}.yaml"));
    let mut names = first.chain((2..u32::MAX).map(|number| format!("{name}.{number}.yaml")));
    let free = |name: &String| ground.files.at(&format!("{place}{name}")).is_err();
    let file = names.find(free).unwrap_or_default();
    let holds = check::holding(bench, record, signoff, &given.role);
    let known = holds.is_some_and(|held| {
        given.approved && (&held.by, &held.behalf) == (&given.by, &given.behalf)
    });
    let write = Write {
        path: format!("{place}{file}"),
        old: None,
        new: Some(given.text()),
    };
    Change {
        writes: if known { Vec::new() } else { vec![write] },
        note: Note {
            deed: Deed::Sign,
            record: record.address.clone(),
            summary: summary(bench, signoff, given, &file),
            body: given.comment.clone(),
        },
    }
}

fn summary(bench: &Bench<'_>, signoff: &Signoff, given: &Statement, file: &str) -> Phrase {
    let name = |id: &String| {
        let person = bench.person(id);
        person.map_or_else(|| Phrase::same(id.clone()), |person| bench.name(person))
    };
    let who = match &given.behalf {
        Some(behalf) => say!(
            en: "{who} for {behalf}", zh: "{who}代{behalf}", who = name(&given.by), behalf = name(behalf)
        ),
        None => name(&given.by),
    };
    let roles = &bench.process.pipeline.roles;
    let role = roles.iter().find(|role| role.name == given.role);
    let role = role.map_or_else(
        || Phrase::same(given.role.clone()),
        |role| role.title.clone(),
    );
    let title = &signoff.clause.title;
    match given.approved {
        true => say!(
            en: "{who} signs {signoff} as {role} (signoffs/{file})", zh: "{who}以“{role}”签批“{signoff}”（signoffs/{file}）",
            who = who, signoff = title, role = role, file = file
        ),
        false => say!(
            en: "{who} returns {signoff} as {role} (signoffs/{file})", zh: "{who}以“{role}”退回“{signoff}”（signoffs/{file}）",
            who = who, signoff = title, role = role, file = file
        ),
    }
}
