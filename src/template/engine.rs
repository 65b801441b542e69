//! The engine: Tera with the words of documents, and with bounds on what it may take.

use super::asked::At;
use super::filters::{self, Setting};
use super::library::Shelf;
use super::problem::Problem;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::typeset::literal;
use std::io::{self, Write};
use tera::{Context, ErrorKind, ReportError, Tera, Value};

/// Most bytes that a template may make.
const MOST_BYTES: usize = 8 << 20;

/// Templates that fit together, ready to be filled any number of times.
pub struct Engine {
    tera: Tera,
    /// The templates, to name places in them.
    shelf: Shelf,
}

/// Why a template could not be filled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// Where, if that is known.
    pub at: Option<At>,
    /// The name that has no value there, where that is what is wrong.
    pub absent: Option<String>,
    /// What is wrong.
    pub message: Phrase,
}

impl Engine {
    /// An engine for the templates of a shelf.
    ///
    /// # Errors
    /// What is wrong with their syntax.
    pub fn new(shelf: &Shelf, setting: &Setting) -> Result<Engine, Vec<Problem>> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".md", ".docx"]);
        tera.set_escape_fn(literal::guard);
        filters::register(&mut tera, setting);
        let form = shelf.form.as_ref().map(|form| form.template.as_str());
        tera.add_raw_templates(
            shelf
                .named()
                .map(|(name, source)| (name, form.unwrap_or(&source.text))),
        )
        .map_err(|error| problems(&error, shelf))?;
        Ok(Engine {
            tera,
            shelf: shelf.clone(),
        })
    }

    /// Fills the template of this name.
    ///
    /// # Errors
    /// The first thing that is in the way.
    pub fn fill(&self, name: &str, values: &[(String, Value)]) -> Result<String, Trouble> {
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(name.clone(), value.clone());
        }
        let mut page = Page::default();
        match self.tera.render_to(name, &context, &mut page) {
            Ok(()) => String::from_utf8(page.bytes).map_err(|_| Trouble {
                at: None,
                absent: None,
                message: say!(en: "the template made no text", zh: "模板输出的不是文本"),
            }),
            Err(_) if page.is_full => Err(Trouble {
                at: None,
                absent: None,
                message: say!(en: "the document would be larger than {most} MB", zh: "单据超过 {most} MB", most = MOST_BYTES >> 20),
            }),
            Err(error) => Err(self.trouble(&error)),
        }
    }

    fn trouble(&self, error: &tera::Error) -> Trouble {
        match error.kind() {
            ErrorKind::RenderingError(report) => {
                let at = place(report, &self.shelf);
                let absent = at.filter(|_| is_absence(report.message())).and_then(|at| {
                    let source = self.shelf.sources.get(at.template)?;
                    Some(source.slice(at.span).trim().to_owned())
                });
                let message = match &absent {
                    Some(name) => {
                        say!(en: "`{name}` has no value", zh: "`{name}` 没有内容", name = name)
                    }
                    None => of_engine(report.message()),
                };
                Trouble {
                    at,
                    absent,
                    message,
                }
            }
            _ => Trouble {
                at: None,
                absent: None,
                message: of_engine(&error.to_string()),
            },
        }
    }
}

/// Tera's two ways to say that a name has no value.
fn is_absence(message: &str) -> bool {
    message.contains("undefined") || message.contains("is not defined")
}

/// Tera speaks English only.
fn of_engine(message: &str) -> Phrase {
    let first = message.lines().next().unwrap_or_default();
    // A list of all names around doesn't help.
    let first = first.split(" Available ").next().unwrap_or(first);
    let expected = first
        .strip_prefix("Found ")
        .and_then(|rest| rest.split_once(" but expected "));
    match expected {
        Some((found, expected)) => {
            say!(en: "found {found} but expected {expected}", zh: "模板写法有误：此处是 {found}，应为 {expected}", found = found, expected = expected)
        }
        None => say!(en: "{message}", zh: "模板出错：{message}", message = first),
    }
}

fn problems(error: &tera::Error, shelf: &Shelf) -> Vec<Problem> {
    let start = |name: &str| At {
        template: shelf
            .sources
            .iter()
            .position(|source| source.path.ends_with(name))
            .unwrap_or(0),
        span: Span::default(),
    };
    let (at, message) = match error.kind() {
        ErrorKind::SyntaxError(report) => (
            place(report, shelf).unwrap_or_else(|| start(report.filename())),
            of_engine(report.message()),
        ),
        ErrorKind::CircularInclude { tpl, .. } => (
            start(tpl),
            say!(en: "the template includes itself", zh: "模板包含了自己"),
        ),
        _ => (start(""), of_engine(&error.to_string())),
    };
    vec![Problem {
        at,
        message,
        help: None,
    }]
}

fn place(report: &ReportError, shelf: &Shelf) -> Option<At> {
    let names: Vec<(&str, _)> = shelf.named().collect();
    let template = names
        .iter()
        .position(|(name, _)| *name == report.filename())?;
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let range = &report.span().range;
    let span = Span::new(byte(range.start), byte(range.end));
    let span = shelf.form.as_ref().map_or(span, |form| form.seen_at(span));
    Some(At { template, span })
}

/// What a template makes, up to a bound.
#[derive(Default)]
struct Page {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            self.is_full = true;
            return Err(io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
