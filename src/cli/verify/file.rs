//! A file that came back: the receipt in it, whether it is as it was made, and whether the record still says it.

use super::super::args::{Global, PaperFormat};
use super::super::desk::Desk;
use super::super::failure::Failure;
use super::super::papers;
use super::again::{made, plate, remade};
use crate::check::Bench;
use crate::documents::{Order, Receipt};
use crate::form::Record;
use crate::history::{self, State};
use crate::language::Phrase;
use crate::process::{Medium, Process};
use crate::records::Dispatch;
use crate::say;
use crate::text::sha256;
use crate::typeset;
use chrono::NaiveDate;
use std::fs;
use std::io::Read as _;
use std::path::Path;

/// Largest file that is looked at, in bytes.
const MOST: u64 = 64 << 20;

/// What can be said of a file.
pub struct Verdict {
    /// The file, as it was named.
    pub file: String,
    /// What it says of itself.
    pub receipt: Receipt,
    /// What people call the document of the record.
    pub title: Phrase,
    /// Whether it is as it was made; none where that can't be said.
    pub unaltered: Option<bool>,
    /// It is as it was made but for the ends of its lines.
    pub other_ends: bool,
    /// What the record shows otherwise now; none where that can't be said.
    pub changed: Option<Changed>,
    /// When it went out.
    pub sent: Option<NaiveDate>,
    /// When the file went out that it was, where it isn't that any more.
    pub original: Option<NaiveDate>,
    /// When somebody confirmed it.
    pub confirmed: Option<NaiveDate>,
    /// That another one went out since.
    pub superseded: bool,
}

/// What a record shows otherwise than a document.
pub struct Changed {
    /// Paths of the parts; `template` where it is made otherwise.
    pub paths: Vec<String>,
    /// What people call them.
    pub titles: Phrase,
}

impl Changed {
    /// What differs between the receipt of a document and that of the same one made now.
    pub fn between(bench: &Bench<'_>, record: &Record, then: &Receipt, now: &Receipt) -> Changed {
        let mut paths = then.changed(now);
        let mut titles: Vec<Phrase> = Vec::new();
        if !paths.is_empty() {
            titles.push(bench.titles(record, &paths));
        }
        if then.template != now.template {
            paths.push("template".to_owned());
            titles.push(say!(en: "template", zh: "模板"));
        }
        Changed {
            paths,
            titles: Phrase::joined(&titles, ", ", "、"),
        }
    }
}

impl Verdict {
    /// Whether the file is as it was made and still holds.
    pub fn holds(&self) -> bool {
        let changed = self.changed.as_ref();
        let is_current = changed.is_some_and(|changed| changed.paths.is_empty());
        self.unaltered == Some(true) && is_current && !self.superseded && !self.receipt.draft
    }
}

/// A file with the receipt that it carries.
pub struct Paper {
    /// As it was named.
    pub file: String,
    bytes: Vec<u8>,
    format: PaperFormat,
    /// What it says of itself.
    pub receipt: Receipt,
}

impl Paper {
    /// Reads a file.
    ///
    /// # Errors
    /// It can't be read, carries no receipt, or is of another pipeline.
    pub fn read(process: &Process, file: &Path) -> Result<Paper, Failure> {
        let shown = file.display().to_string();
        let unread = |error: std::io::Error| {
            Failure::correctable(
                say!(en: "can't read {file}: {error}", zh: "无法读取 {file}：{error}", file = shown, error = error),
            )
        };
        let mut bytes = Vec::new();
        // A pipe or a device has no size.
        let part = fs::File::open(file).map(|file| file.take(MOST + 1));
        part.and_then(|mut part| part.read_to_end(&mut bytes))
            .map_err(unread)?;
        if bytes.len() as u64 > MOST {
            return Err(Failure::correctable(
                say!(en: "{file} is larger than 64 MB", zh: "{file} 超过 64 MB", file = shown),
            ));
        }
        let (format, statement) = receipt(&bytes);
        let receipt = statement.and_then(|statement| Receipt::read(&statement)).ok_or_else(|| {
            Failure::nothing(say!(en: "{file} carries no receipt", zh: "{file} 不含单据凭据", file = shown))
                .hint(say!(en: "it was not made by `deal render`, or its metadata were taken out", zh: "它不是由 `deal render` 生成的，或其元数据已被去掉"))
                .hint(say!(en: "the code that is printed on it tells more: deal verify CODE", zh: "可用印在上面的编号查询：deal verify 编号"))
        })?;
        if receipt.pipeline != process.pipeline.uuid {
            return Err(Failure::nothing(
                say!(en: "{file} is of another pipeline", zh: "{file} 属于另一个销售库", file = shown),
            ));
        }
        Ok(Paper {
            file: shown,
            bytes,
            format,
            receipt,
        })
    }
}

/// What can be said of a file.
///
/// # Errors
/// It can't be read, carries no receipt, is of another pipeline, or Git fails.
pub fn verdict(
    global: &Global,
    desk: &Desk,
    process: &Process,
    file: &Path,
) -> Result<Verdict, Failure> {
    let paper = Paper::read(process, file)?;
    let listing = history::listing(process, &desk.files);
    let state = State::new(process, &listing, "deal", desk.today(global));
    state.open(&paper.receipt.on.clone(), |bench, _| {
        judge(desk, bench, paper)
    })
}

/// What can be said of a file beside the dossier of its record.
///
/// # Errors
/// Git fails.
pub fn judge(desk: &Desk, bench: &Bench<'_>, paper: Paper) -> Result<Verdict, Failure> {
    let Paper {
        file,
        bytes,
        format,
        receipt,
    } = paper;
    let dispatches = bench.dossier.dispatches.iter();
    let dispatches =
        dispatches.filter(|sent| sent.on == receipt.on && sent.document == receipt.document);
    let dispatches: Vec<&Dispatch> = dispatches.collect();
    let last = dispatches.iter().max_by_key(|sent| sent.order());
    let code = receipt.code();
    let changed = changed(bench, &receipt, papers::medium(format));
    let is_current = changed
        .as_ref()
        .is_some_and(|changed| changed.paths.is_empty());
    // What the record says now was made after another one that went out on the same day.
    let is_later =
        |last: &Dispatch| last.made_on > receipt.day || last.made_on == receipt.day && !is_current;
    let superseded = last.is_some_and(|last| last.code != code && is_later(last));
    let went_out = |bytes: &[u8]| {
        let digest = sha256(bytes);
        dispatches
            .iter()
            .copied()
            .find(|sent| sent.sha256 == digest)
    };
    let as_written = unix_ends(&bytes, format);
    let mut this = went_out(&bytes);
    let mut unaltered = this.map(|_| true);
    let mut other_ends = false;
    if this.is_none() {
        let is_it = |made: &Vec<u8>| *made == bytes || as_written.as_ref() == Some(made);
        let now = || made(desk, bench.process, &desk.files, &receipt, format).filter(is_it);
        // Of a commit that is gone the record may still say the same: then it makes the same file.
        let made = remade(desk, &receipt, format)?.or_else(now);
        unaltered = made.as_ref().map(|made| *made == bytes);
        if let Some(written) = as_written.as_ref().filter(|_| unaltered != Some(true)) {
            this = went_out(written);
            other_ends = this.is_some() || made.as_ref() == Some(written);
            unaltered = if other_ends { Some(true) } else { unaltered };
        }
    }
    let of_this_code = dispatches.iter().copied().filter(|sent| sent.code == code);
    let original = this.or_else(|| of_this_code.max_by_key(|sent| sent.order()));
    Ok(Verdict {
        file,
        title: title(bench, &receipt.on, &receipt.document),
        unaltered,
        other_ends,
        changed,
        sent: this.map(|sent| sent.sent_on),
        original: original.map(|sent| sent.sent_on),
        confirmed: this.and_then(|sent| sent.confirmed.as_ref().map(|how| how.on)),
        superseded,
        receipt,
    })
}

/// A text whose lines end as on Windows, as it is written here; nothing where they don't.
fn unix_ends(bytes: &[u8], format: PaperFormat) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|_| format.is_text())?;
    text.contains("\r\n")
        .then(|| text.replace("\r\n", "\n").into_bytes())
}

/// What people call the document of a record.
pub fn title(bench: &Bench<'_>, on: &str, document: &str) -> Phrase {
    let title = || {
        let record = bench.dossier.at(on)?;
        let mut documents = bench.kind(record).clauses.documents.iter();
        let document = documents.find(|known| known.name == document)?;
        Some(say!(
            en: "{title} of {record}", zh: "{record} 的{title}",
            title = document.title, record = record.address
        ))
    };
    title().unwrap_or_else(
        || say!(en: "{document} of {on}", zh: "{on} 的 {document}", document = document, on = on),
    )
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
    if start.starts_with("<!doctype html") || start.contains("<html") {
        return (PaperFormat::Html, typeset::html_receipt(bytes));
    }
    (PaperFormat::Md, typeset::markdown_receipt(bytes))
}

/// What the record shows otherwise now.
pub fn changed(bench: &Bench<'_>, receipt: &Receipt, medium: Medium) -> Option<Changed> {
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
    let now = same.or_else(|| now(medium))?;
    Some(Changed::between(bench, record, receipt, &now))
}
