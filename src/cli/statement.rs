//! `deal statement`: a sign-off file for a record as it is now, on stdout.

use super::args::{Global, Statement as Args};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{Status, answer};
use crate::check::{self, Bench};
use crate::form::Record;
use crate::process::{Process, Signoff};
use crate::records::{self, Archive, Claims, Dossier, Furniture, Listing, Reader, Statement};
use crate::say;
use crate::text::Span;
use crate::value::Moment;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let path = desk::given(global, &args.record);
    let desk = Desk::around(&path)?;
    let process = desk.process()?;
    let asked = super::check::relative_paths(&desk.root, std::slice::from_ref(&path))?;
    let listing = Listing::live(&desk.root, Furniture::of(process));
    let claims = Claims::of(process);
    let members = records::dossier_paths(process, &claims, &listing, &asked);
    let archive = Archive::new(process, &listing, "deal");
    let mut reader = Reader::new(process, &listing);
    let folders = records::folders(process, &claims, &members);
    let wanted = asked.first().map(String::as_str).unwrap_or_default();
    let dossier = folders
        .iter()
        .map(|folder| Dossier::read(&mut reader, &claims, folder))
        .find(|dossier| dossier.at(wanted).is_some());
    let dossier = dossier.ok_or_else(|| no_record(wanted))?;
    let record = dossier.at(wanted).ok_or_else(|| no_record(wanted))?;
    let bench = Bench::new(&archive, &dossier, desk.today(global));
    let signoff = find(process, record, &args.signoff)?;
    answer(&text(&bench, record, signoff, args)?)
}

fn no_record(path: &str) -> Failure {
    Failure::nothing(say!(en: "{path} is no record", zh: "{path} 不是记录", path = path))
}

fn find<'p>(process: &'p Process, record: &Record, name: &str) -> Result<&'p Signoff, Failure> {
    let kind = process.kind(record.kind);
    let found = kind
        .clauses
        .signoffs
        .iter()
        .find(|signoff| signoff.clause.name == name);
    found.ok_or_else(|| {
        let known = kind.outline.signoffs.join(", ");
        Failure::correctable(say!(en: "{kind} has no sign-off `{name}`", zh: "{kind}没有签批 `{name}`", kind = kind.outline.title, name = name))
            .hint(say!(en: "known here: {known}", zh: "此处可用：{known}", known = known))
    })
}

fn text(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    args: &Args,
) -> Result<String, Failure> {
    let at = match &args.at {
        Some(at) => {
            Moment::read(at, bench.process.pipeline.timezone).map_err(Failure::correctable)?
        }
        None => Moment::day(bench.today),
    };
    let mut covers = Vec::new();
    for covered in &signoff.covers {
        let digest = check::digest_of(bench, record, &covered.value).ok_or_else(|| {
            Failure::correctable(say!(en: "`{field}` can't be read: mend the record first", zh: "无法读取 `{field}`：请先改正记录", field = covered.path))
                .hint(say!(en: "deal check {path}", zh: "deal check {path}", path = record.source.path))
        })?;
        covers.push((covered.path.clone(), digest, Span::default()));
    }
    let mut given = Statement::draft(&args.signoff, &record.source.path, &args.role, &args.by, at);
    given.approved = args.returned.is_none();
    given.behalf.clone_from(&args.behalf);
    given.recorded_by.clone_from(&args.recorded_by);
    given.covers = covers;
    let mut lines = vec![
        format!("signoff: {}", given.signoff),
        format!("on: {}", given.on),
        format!("role: {}", quoted(&given.role)),
        format!("by: {}", quoted(&given.by)),
        format!("at: {}", shown(at)),
        format!(
            "verdict: {}",
            if given.approved {
                "approved"
            } else {
                "returned"
            }
        ),
    ];
    let optional = [
        ("comment", args.returned.as_ref().or(args.comment.as_ref())),
        ("behalf", args.behalf.as_ref()),
        ("recorded_by", args.recorded_by.as_ref()),
        ("evidence", args.evidence.as_ref()),
    ];
    lines.extend(
        optional
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", quoted(value.as_ref()?)))),
    );
    lines.push("covers:".to_owned());
    lines.extend(
        given.covers.iter().map(|(field, sha256, _)| {
            format!("  - {{field: {}, sha256: {sha256}}}", quoted(field))
        }),
    );
    lines.push(format!("sha256: {}", check::seal(bench.process, &given)));
    Ok(lines.join("\n") + "\n")
}

fn shown(at: Moment) -> String {
    match at.time {
        Some(time) => format!("{}T{}", at.date, time.format("%H:%M:%S")),
        None => at.date.to_string(),
    }
}

/// Plain where that is safe in a flow map too, else in double quotes.
fn quoted(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        && text.starts_with(|c: char| c.is_alphabetic());
    if plain {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}
