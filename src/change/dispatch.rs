//! Documents that go out, and their confirmation, as changes.

use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, Write};
use crate::language::Phrase;
use crate::process::Document;
use crate::records::{Confirmed, Dispatch, folder};
use crate::say;

/// The change that notes that a document went out.
///
/// # Errors
/// The record can't be read.
pub fn send(
    ground: &Ground<'_>,
    target: &Target,
    document: &Document,
    dispatch: &Dispatch,
) -> Result<Change, Refusal> {
    let record = ground.with(target, |bench, record| {
        let earlier = bench.dossier.dispatches.iter().filter(|earlier| {
            (&earlier.on, &earlier.document, earlier.sent_on)
                == (&dispatch.on, &dispatch.document, dispatch.sent_on)
        });
        let last = earlier.map(|earlier| earlier.number()).max();
        Ok((record.address.clone(), record.id.clone(), last))
    })?;
    let (address, id, last) = record;
    let outline = &ground.process.kind(target.kind).outline;
    let shares = outline
        .patterns
        .iter()
        .any(|pattern| pattern.shares_folder());
    // Where records share a folder, the name says whose it is.
    let id = if shares {
        format!("{id}.")
    } else {
        String::new()
    };
    let start = format!(
        "{}sent/{id}{}.{}.{}",
        folder(&target.path),
        dispatch.document,
        dispatch.sent_on,
        dispatch.code.to_lowercase()
    );
    // Of all that went out on one day the number says which was the last, whatever it showed.
    let mut names =
        (last.map_or(1, |last| last.saturating_add(1))..1000).map(|number| match number {
            1 => format!("{start}.yaml"),
            _ => format!("{start}.{number}.yaml"),
        });
    let free = names.find(|path| ground.files.at(path).is_err());
    let path = free.ok_or_else(|| {
        Refusal::new(say!(en: "it went out too often on this day", zh: "当天发送次数过多"))
    })?;
    let to = dispatch.sent_to.join(", ");
    let title = &document.title;
    let summary = match to.is_empty() {
        true => {
            say!(en: "send {title} [{code}]", zh: "发送{title} [{code}]", title = title, code = dispatch.code)
        }
        false => {
            say!(en: "send {title} [{code}] to {to}", zh: "向 {to} 发送{title} [{code}]", title = title, code = dispatch.code, to = to)
        }
    };
    Ok(Change {
        writes: vec![Write {
            path,
            old: None,
            new: Some(dispatch.text()),
        }],
        note: Note {
            deed: Deed::Send,
            record: address,
            summary,
            body: None,
        },
    })
}

/// The change that notes that somebody confirmed what went out.
///
/// # Errors
/// It is confirmed already.
pub fn confirm(
    address: &str,
    title: &Phrase,
    dispatch: &Dispatch,
    confirmed: &Confirmed,
) -> Result<Change, Refusal> {
    if let Some(known) = &dispatch.confirmed {
        return Err(Refusal::new(say!(
            en: "{by} confirmed it on {day} already", zh: "{by} 已于 {day} 确认",
            by = known.by, day = known.on
        )));
    }
    let old = dispatch.source.text.clone();
    let end = if old.ends_with('\n') { "" } else { "\n" };
    let new = format!("{old}{end}{}", confirmed.text());
    let summary = say!(
        en: "{by} confirms {title} [{code}]", zh: "{by} 确认{title} [{code}]",
        by = confirmed.by, title = title, code = dispatch.code
    );
    Ok(Change {
        writes: vec![Write {
            path: dispatch.source.path.clone(),
            old: Some(old),
            new: Some(new),
        }],
        note: Note {
            deed: Deed::Confirm,
            record: address.to_owned(),
            summary,
            body: None,
        },
    })
}
