//! A path → a record: bytes, text, tree, typed values, with all that is wrong with the file.

use super::bind::{Binder, Trail};
use super::listing::Listing;
use crate::files::{self, Unread};
use crate::finding::Finding;
use crate::form::{KindId, Record, Shape, Slot, Text, Value};
use crate::process::{Outline, Process};
use crate::rules::Rule;
use crate::say;
use crate::text::{self, NodeKind, Source, Span, Tree};
use crate::value::size;

/// Reads files of one pipeline, one after the other, with one tree.
pub struct Reader<'r> {
    process: &'r Process,
    listing: &'r Listing<'r>,
    tree: Tree,
}

/// A file read by a form.
pub struct Filled {
    /// The file; empty where it could not be read.
    pub source: Source,
    /// A slot for each field; `None` when the file is broken.
    pub slots: Option<Box<[Slot]>>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl<'r> Reader<'r> {
    /// A reader of the pipeline's files.
    pub fn new(process: &'r Process, listing: &'r Listing<'r>) -> Reader<'r> {
        Reader {
            process,
            listing,
            tree: Tree::new(),
        }
    }

    /// Reads a record of `kind` with the ids that its path holds.
    pub fn record(
        &mut self,
        kind: KindId,
        path: &str,
        id: &str,
        parent: Option<&str>,
    ) -> (Record, Vec<Finding>) {
        let outline = &self.process.kind(kind).outline;
        let filled = self.fill(path, &outline.shape, Some(outline));
        self.made(kind, filled, id, parent)
    }

    /// The record of `kind` whose bytes are at hand; `None` where they are no text.
    pub fn record_of(
        &mut self,
        kind: KindId,
        path: &str,
        bytes: Vec<u8>,
        id: &str,
        parent: Option<&str>,
    ) -> Option<Record> {
        let outline = &self.process.kind(kind).outline;
        let filled = self.fill_of(path, bytes, &outline.shape, Some(outline))?;
        Some(self.made(kind, filled, id, parent).0)
    }

    fn made(
        &self,
        kind: KindId,
        filled: Filled,
        id: &str,
        parent: Option<&str>,
    ) -> (Record, Vec<Finding>) {
        let address = address(&self.process.kind(kind).outline, id, parent);
        let mut findings = filled.findings;
        for finding in &mut findings {
            finding.record = Some(address.clone());
        }
        let record = Record {
            kind,
            id: id.to_owned(),
            address,
            source: filled.source,
            broken: filled.slots.is_none(),
            slots: filled.slots.unwrap_or_default(),
        };
        (record, findings)
    }

    /// Reads a file by a form.
    pub fn fill(&mut self, path: &str, shape: &Shape, outline: Option<&Outline>) -> Filled {
        match self.source(path) {
            Ok(source) => self.fill_from(source, shape, outline),
            Err(broken) => *broken,
        }
    }

    /// The file whose bytes are at hand, by a form; `None` where they are no text.
    pub fn fill_of(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        shape: &Shape,
        outline: Option<&Outline>,
    ) -> Option<Filled> {
        let source = Source::new(path, text::decode(bytes).ok()?);
        Some(self.fill_from(source, shape, outline))
    }

    fn fill_from(&mut self, source: Source, shape: &Shape, outline: Option<&Outline>) -> Filled {
        let markdown = source.path.ends_with(".md");
        let whole = Span::new(0, source.text.len() as u32);
        let read = match markdown {
            true => text::read_front_matter(&source.text, &mut self.tree),
            false => text::read_yaml(&source.text, whole, &mut self.tree)
                .map(|problems| (whole, problems)),
        };
        match read {
            Err(problems) => Filled {
                findings: problems
                    .into_iter()
                    .map(|problem| Finding::of_text(&source, problem))
                    .collect(),
                source,
                slots: None,
            },
            Ok((body, problems)) => {
                let mut findings: Vec<Finding> = problems
                    .into_iter()
                    .map(|problem| Finding::of_text(&source, problem))
                    .collect();
                let body = markdown.then_some(body);
                let slots = self.bind(&source, shape, outline, body, &mut findings);
                Filled {
                    source,
                    slots,
                    findings,
                }
            }
        }
    }

    fn bind(
        &self,
        source: &Source,
        shape: &Shape,
        outline: Option<&Outline>,
        body: Option<Span>,
        findings: &mut Vec<Finding>,
    ) -> Option<Box<[Slot]>> {
        let root = self
            .tree
            .root(&source.text)
            .filter(|root| root.kind() == NodeKind::Map);
        let Some(root) = root else {
            let span = self
                .tree
                .root(&source.text)
                .map_or(Span::default(), |root| root.span());
            let start = Span::new(span.start, span.start);
            findings.push(
                Finding::at(
                    Rule::Syntax,
                    source,
                    start,
                    say!(en: "a record is a map of fields", zh: "记录应为“字段: 值”的映射"),
                )
                .help(say!(en: "write `field: value`, one to a line", zh: "每行写一个 `字段: 值`")),
            );
            return None;
        };
        let mut binder = Binder {
            process: self.process,
            outline,
            source,
            findings: Vec::new(),
        };
        let mut slots = binder.group(shape, root, &Trail::Root);
        findings.append(&mut binder.findings);
        if let (Some(body), Some((index, _))) = (body, shape.find("body")) {
            set_body(&mut slots[index], source, body, findings);
        }
        Some(slots)
    }

    /// The file's text.
    fn source(&self, path: &str) -> Result<Source, Box<Filled>> {
        let limit = self.process.pipeline.file_limit;
        let broken = |source: Source, finding: Finding| {
            Err(Box::new(Filled {
                source,
                slots: None,
                findings: vec![finding],
            }))
        };
        let nothing = || Source::new(path, "");
        match self.listing.read(path, limit) {
            Ok(bytes) => match text::decode(bytes) {
                Ok(text) => Ok(Source::new(path, text)),
                Err(undecodable) => {
                    let source = Source::new(path, undecodable.text);
                    let finding = Finding::of_text(&source, undecodable.problem);
                    broken(source, finding)
                }
            },
            Err(Unread::TooLarge(bytes)) => {
                let message = say!(
                    en: "the file has {size}, more than the limit of {limit}", zh: "文件有 {size}，超过上限 {limit}",
                    size = size::show(bytes), limit = size::show(limit)
                );
                let help = say!(en: "keep large files as attachments, or raise `limits.file` in pipeline.yaml", zh: "大文件请作为附件存放，或在 pipeline.yaml 中调高 `limits.file`");
                broken(
                    nothing(),
                    Finding::of_file(Rule::TooLarge, path, message).help(help),
                )
            }
            Err(Unread::Lacking) => broken(
                nothing(),
                Finding::of_file(Rule::UnreadableFile, path, files::lacking()).help(say!(
                    en: "get all contents: git fetch --refetch --no-filter",
                    zh: "请获取全部内容：git fetch --refetch --no-filter"
                )),
            ),
            Err(Unread::Failed(error)) => {
                let message = files::unreadable(&error);
                broken(
                    nothing(),
                    Finding::of_file(Rule::UnreadableFile, path, message),
                )
            }
        }
    }
}

fn set_body(slot: &mut Slot, source: &Source, body: Span, findings: &mut Vec<Finding>) {
    if !matches!(slot.value, Value::Absent) {
        let message = say!(en: "`body` is the text below the front matter", zh: "`body` 是前置数据之下的正文");
        findings.push(Finding::at(Rule::UnknownField, source, slot.span, message).subject("body"));
        return;
    }
    let text = source.slice(body);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = body.start + (text.len() - text.trim_start().len()) as u32;
    let span = Span::new(start, start + trimmed.len() as u32);
    findings.retain(|finding| {
        finding.rule != Rule::MissingField.name() || finding.subject.as_deref() != Some("body")
    });
    *slot = Slot {
        value: Value::Text(Text::Slice(span)),
        span,
    };
}

/// A record's id after its parent's.
fn address(outline: &Outline, id: &str, parent: Option<&str>) -> String {
    match parent {
        None => id.to_owned(),
        Some(parent) if outline.single => format!("{parent}/{}", outline.name),
        Some(parent) => format!("{parent}/{}/{id}", outline.name),
    }
}
