//! `deal verify`: which record a file shows, whether the file is as it was made, and whether it still holds.

use super::args::{Answer, Global, PaperFormat, Verify as Args};
use super::desk::Desk;
use super::failure::Failure;
use super::papers::{self, Writer};
use super::{Status, answer};
use crate::check::Bench;
use crate::documents::{Order, Paper, Plate, Receipt};
use crate::files::Files;
use crate::form::Record;
use crate::git::Repository;
use crate::history::{self, State};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::{Definition, Medium, Process};
use crate::records::Dispatch;
use crate::say;
use crate::text::sha256;
use crate::typeset;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Largest file that is looked at, in bytes.
const MOST: u64 = 64 << 20;

/// What can be said of a file.
struct Verdict {
    file: String,
    receipt: Receipt,
    /// Whether it is as it was made; none where that can't be said.
    unaltered: Option<bool>,
    /// What the record shows otherwise now; none where that can't be said.
    changed: Option<Vec<String>>,
    /// That it went out.
    sent: Option<String>,
    confirmed: Option<String>,
    superseded: bool,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let desk = Desk::of(global, None)?;
    let process = desk.process()?;
    let mut verdicts = Vec::new();
    let mut failures = Vec::new();
    for file in &args.files {
        match verdict(global, &desk, process, file) {
            Ok(verdict) => verdicts.push(verdict),
            Err(failure) => failures.push(failure),
        }
    }
    let language = desk.language(global);
    answer(&match args.format {
        Answer::Text => verdicts
            .iter()
            .map(|verdict| text(verdict, language))
            .collect(),
        Answer::Json => machine(&verdicts),
    })?;
    if let Some(failure) = failures.into_iter().reduce(Failure::and) {
        return Err(failure);
    }
    Ok(match verdicts.iter().all(Verdict::holds) {
        true => Status::Clean,
        false => Status::Findings,
    })
}

impl Verdict {
    fn holds(&self) -> bool {
        let is_current = self.changed.as_ref().is_some_and(Vec::is_empty);
        self.unaltered == Some(true) && is_current && !self.superseded && !self.receipt.draft
    }
}

fn verdict(
    global: &Global,
    desk: &Desk,
    process: &Process,
    file: &Path,
) -> Result<Verdict, Failure> {
    let shown = file.display().to_string();
    let unread = |error: std::io::Error| {
        Failure::correctable(
            say!(en: "can't read {file}: {error}", zh: "无法读取 {file}：{error}", file = shown, error = error),
        )
    };
    if fs::metadata(file).map_err(unread)?.len() > MOST {
        return Err(Failure::correctable(
            say!(en: "{file} is larger than 64 MB", zh: "{file} 超过 64 MB", file = shown),
        ));
    }
    let bytes = fs::read(file).map_err(unread)?;
    let (format, statement) = receipt(&bytes);
    let receipt = statement.and_then(|statement| Receipt::read(&statement)).ok_or_else(|| {
        Failure::nothing(say!(en: "{file} carries no receipt", zh: "{file} 不含单据凭据", file = shown))
            .hint(say!(en: "it was not made by `deal render`, or its metadata were taken out", zh: "它不是由 `deal render` 生成的，或其元数据已被去掉"))
    })?;
    if receipt.pipeline != process.pipeline.uuid {
        return Err(Failure::nothing(
            say!(en: "{file} is of another pipeline", zh: "{file} 属于另一个销售库", file = shown),
        ));
    }
    let listing = history::listing(process, &desk.files);
    let state = State::new(process, &listing, "deal", desk.today(global));
    state.open(&receipt.on.clone(), |bench, _| {
        judge(desk, bench, &shown, &bytes, receipt, format)
    })
}

fn judge(
    desk: &Desk,
    bench: &Bench<'_>,
    file: &str,
    bytes: &[u8],
    receipt: Receipt,
    format: PaperFormat,
) -> Result<Verdict, Failure> {
    let digest = sha256(bytes);
    let dispatches = bench.dossier.dispatches.iter();
    let dispatches =
        dispatches.filter(|sent| sent.on == receipt.on && sent.document == receipt.document);
    let dispatches: Vec<&Dispatch> = dispatches.collect();
    let this = dispatches.iter().find(|sent| sent.sha256 == digest);
    let last = dispatches.iter().max_by_key(|sent| sent.order());
    let code = receipt.code();
    let superseded = last.is_some_and(|last| last.code != code && last.made_on >= receipt.day);
    let unaltered = match this {
        Some(_) => Some(true),
        None => remade(desk, &receipt, format)?.map(|made| made == bytes),
    };
    Ok(Verdict {
        file: file.to_owned(),
        unaltered,
        changed: changed(bench, &receipt, format),
        sent: this.map(|sent| sent.sent_on.to_string()),
        confirmed: this.and_then(|sent| sent.confirmed.as_ref().map(|how| how.on.to_string())),
        superseded,
        receipt,
    })
}

/// The format of a file, and the statement in it.
fn receipt(bytes: &[u8]) -> (PaperFormat, Option<String>) {
    if bytes.starts_with(b"%PDF") {
        return (PaperFormat::Pdf, typeset::pdf::receipt(bytes));
    }
    if bytes.starts_with(b"PK") {
        return (PaperFormat::Docx, typeset::docx_receipt(bytes));
    }
    let start = bytes.get(..512).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    if start.starts_with("<!doctype html") {
        return (PaperFormat::Html, typeset::html_receipt(bytes));
    }
    (PaperFormat::Md, typeset::markdown_receipt(bytes))
}

/// What the record shows otherwise now.
fn changed(bench: &Bench<'_>, receipt: &Receipt, format: PaperFormat) -> Option<Vec<String>> {
    let record = bench.dossier.at(&receipt.on)?;
    let order = Order {
        day: receipt.day,
        draft: true,
        flawed: false,
        commit: None,
    };
    let now = |medium| {
        let plate = plate(bench.process, record, receipt, medium)?;
        Some(plate.receipt(bench, record, order).ok()?.0)
    };
    // The template that it was made by may no longer be the one for files of this format.
    let mut ways = Medium::ALL.into_iter().filter_map(now);
    let same = ways.find(|now| now.template == receipt.template);
    let now = same.or_else(|| now(papers::medium(format)))?;
    let mut changed = receipt.changed(&now);
    if receipt.template != now.template {
        changed.push("template".to_owned());
    }
    Some(changed)
}

/// The file made again from the commit that it names; nothing where that can't be.
fn remade(desk: &Desk, receipt: &Receipt, format: PaperFormat) -> Result<Option<Vec<u8>>, Failure> {
    let (Some(commit), Some(repository)) = (&receipt.commit, Repository::around(&desk.root)?)
    else {
        return Ok(None);
    };
    // A commit that is gone, or was never here, proves nothing.
    let Ok(commit) = repository.resolve(commit) else {
        return Ok(None);
    };
    let files = repository.snapshot(commit)?;
    let (loaded, _) = Definition::load_from(&files);
    let Some(process) = &loaded.process else {
        return Ok(None);
    };
    let paper = print(process, &files, receipt, papers::medium(format));
    repository.lacks_nothing()?;
    let writer = Writer::of(format, &desk.root, &files);
    Ok(paper.and_then(|paper| writer.ok()?.bytes(paper).ok()))
}

fn print(process: &Process, files: &dyn Files, receipt: &Receipt, medium: Medium) -> Option<Paper> {
    let listing = history::listing(process, files);
    let state = State::new(process, &listing, "deal", receipt.day);
    let order = Order {
        day: receipt.day,
        draft: receipt.draft,
        flawed: receipt.draft,
        commit: receipt.commit.as_deref(),
    };
    state
        .open(&receipt.on, |bench, _| {
            let record = bench.dossier.at(&receipt.on)?;
            let plate = plate(process, record, receipt, medium)?;
            plate.print(bench, record, order).ok()
        })
        .map(|print| print.paper)
}

/// The document that a receipt names, made ready.
fn plate<'p>(
    process: &'p Process,
    record: &Record,
    receipt: &Receipt,
    medium: Medium,
) -> Option<Plate<'p>> {
    let kind = process.kind(record.kind);
    let mut documents = kind.clauses.documents.iter();
    let document = documents.find(|document| document.name == receipt.document)?;
    Plate::new(process, kind, document, receipt.language()?, medium).ok()
}

fn text(verdict: &Verdict, language: Language) -> String {
    let receipt = &verdict.receipt;
    let mut lines = vec![say!(
        en: "{file}: {document} of {on}, made on {day} [{code}]", zh: "{file}：{on} 的 {document}，生成于 {day} [{code}]",
        file = verdict.file, document = receipt.document, on = receipt.on, day = receipt.day, code = receipt.code()
    )];
    lines.push(match verdict.unaltered {
        Some(true) => say!(en: "  ✓ as it was made", zh: "  ✓ 与生成时一致"),
        Some(false) => say!(en: "  ✗ edited: it is not what was made", zh: "  ✗ 已被改动：与生成的内容不一致"),
        None => say!(en: "  ? can't be compared: it was made from files that no commit here has", zh: "  ? 无法比对：生成所依据的文件不在本仓库的任何提交中"),
    });
    lines.push(match &verdict.changed {
        Some(changed) if changed.is_empty() => say!(en: "  ✓ the record still says this", zh: "  ✓ 与记录的当前内容一致"),
        Some(changed) => say!(en: "  ✗ stale: {parts} changed since", zh: "  ✗ 已过时：{parts} 之后有改动", parts = changed.join(", ")),
        None => say!(en: "  ✗ the record or the document is no longer there", zh: "  ✗ 记录或单据已不存在"),
    });
    let facts: [Option<Phrase>; 4] = [
        receipt
            .draft
            .then(|| say!(en: "  ✗ a draft", zh: "  ✗ 草稿")),
        verdict
            .sent
            .as_ref()
            .map(|day| say!(en: "  sent on {day}", zh: "  于 {day} 发出", day = day)),
        verdict
            .confirmed
            .as_ref()
            .map(|day| say!(en: "  confirmed on {day}", zh: "  于 {day} 得到确认", day = day)),
        verdict.superseded.then(
            || say!(en: "  ✗ superseded: another one went out", zh: "  ✗ 已被取代：发出的是另一份"),
        ),
    ];
    lines.extend(facts.into_iter().flatten());
    let lines = lines
        .iter()
        .map(|line| visible::line(line.get(language)).into_owned() + "\n");
    lines.collect()
}

fn machine(verdicts: &[Verdict]) -> String {
    let files: Vec<Value> = verdicts
        .iter()
        .map(|verdict| {
            json!({
                "file": verdict.file,
                "holds": verdict.holds(),
                "code": verdict.receipt.code(),
                "unaltered": verdict.unaltered,
                "changed": verdict.changed,
                "sent": verdict.sent,
                "confirmed": verdict.confirmed,
                "superseded": verdict.superseded,
                "receipt": verdict.receipt,
            })
        })
        .collect();
    let whole = json!({ "version": 1, "files": files });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}
