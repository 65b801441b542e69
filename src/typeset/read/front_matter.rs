//! The fields at the top of a template: title, paper, header and footer, numbering.

use super::Problem;
use super::numbering::Numbering;
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef, Source, Span, Tree, front_matter, read_yaml};
use crate::typeset::literal::plain;
use crate::typeset::{Piece, Running, Sheet};

/// What the fields say.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub title: Option<String>,
    pub sheet: Sheet,
    pub numbering: Numbering,
}

const FIELDS: &str = "title, landscape, header, footer, numbering";

/// The fields, the text below them and the number of its first line.
pub(super) fn read(rendered: &str) -> Result<(Front, &str, usize), Problem> {
    let lead = rendered.len() - rendered.trim_start().len();
    // A comment of the template engine leaves an empty line.
    let start = rendered
        .get(..lead)
        .and_then(|blank| blank.rfind('\n'))
        .map_or(0, |end| end + 1);
    let text = rendered.get(start..).unwrap_or_default();
    if !begins(text) {
        return Ok((Front::default(), rendered, 1));
    }
    let fields = Fields {
        source: Source::new("", text),
        above: lines(rendered, start),
    };
    let (part, body) = front_matter(text).map_err(|problem| fields.yaml(*problem))?;
    let mut tree = Tree::new();
    let problems =
        read_yaml(text, part, &mut tree).map_err(|problems| fields.broken(problems, part))?;
    if let Some(problem) = problems.into_iter().next() {
        return Err(fields.yaml(problem));
    }
    let front = match tree.root(text) {
        Some(root) => fields.front(root)?,
        None => Front::default(),
    };
    let body = body.range();
    let first_line = fields.above + lines(text, body.start) + 1;
    Ok((front, text.get(body).unwrap_or_default(), first_line))
}

fn begins(text: &str) -> bool {
    text.lines().next() == Some("---")
}

fn lines(text: &str, end: usize) -> usize {
    let above = text.as_bytes().get(..end).unwrap_or_default();
    above.iter().filter(|&&byte| byte == b'\n').count()
}

struct Fields {
    source: Source,
    /// How many lines stand above the fields.
    above: usize,
}

impl Fields {
    fn front(&self, root: NodeRef<'_>) -> Result<Front, Problem> {
        let mut front = Front::default();
        if root.is_null() {
            return Ok(front);
        }
        if root.kind() != NodeKind::Map {
            return Err(self.unknown(root.span()));
        }
        for (key, value) in root.entries() {
            match key.scalar() {
                Some("title") => front.title = self.title(value)?,
                Some("landscape") => front.sheet.landscape = self.truth(value)?,
                Some("header") => front.sheet.header = self.running(value)?,
                Some("footer") => front.sheet.footer = self.running(value)?,
                Some("numbering") => front.numbering = self.numbering(value)?,
                _ => return Err(self.unknown(key.span())),
            }
        }
        Ok(front)
    }

    fn title(&self, value: NodeRef<'_>) -> Result<Option<String>, Problem> {
        let title = plain(self.text(value)?).replace('\n', " ");
        Ok(Some(title.trim().to_owned()).filter(|title| !title.is_empty()))
    }

    fn truth(&self, value: NodeRef<'_>) -> Result<bool, Problem> {
        match value.scalar() {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(self.problem(
                value.span(),
                say!(en: "`landscape` is `true` or `false`", zh: "landscape 只能是 true 或 false"),
            )),
        }
    }

    fn numbering(&self, value: NodeRef<'_>) -> Result<Numbering, Problem> {
        value
            .scalar()
            .and_then(Numbering::from_name)
            .ok_or_else(|| {
                self.problem(
                    value.span(),
                    say!(
                        en: "`numbering` is one of: {names}",
                        zh: "numbering 只能是：{names}",
                        names = Numbering::names(),
                    ),
                )
            })
    }

    fn running(&self, value: NodeRef<'_>) -> Result<Running, Problem> {
        let mut running = Running::default();
        if value.kind() != NodeKind::Map {
            running.centre = pieces(self.text(value)?);
            return Ok(running);
        }
        for (key, value) in value.entries() {
            let pieces = pieces(self.text(value)?);
            match key.scalar() {
                Some("left") => running.left = pieces,
                Some("centre") => running.centre = pieces,
                Some("right") => running.right = pieces,
                _ => {
                    return Err(self.problem(
                        key.span(),
                        say!(
                            en: "a header or footer has `left`, `centre` and `right`",
                            zh: "页眉页脚只有 left、centre 和 right",
                        ),
                    ));
                }
            }
        }
        Ok(running)
    }

    fn text<'t>(&self, value: NodeRef<'t>) -> Result<&'t str, Problem> {
        match value.scalar() {
            Some(text) => Ok(text),
            None if value.is_null() => Ok(""),
            None => Err(self
                .problem(
                    value.span(),
                    say!(en: "a text is needed here", zh: "这里需要一段文字"),
                )
                .help(say!(
                    en: "put a text that begins with a brace in quotes: \"{example}\"",
                    zh: "以花括号开头的文字要加引号：\"{example}\"",
                    example = "{page} / {pages}",
                ))),
        }
    }

    fn unknown(&self, span: Span) -> Problem {
        self.problem(
            span,
            say!(
                en: "a template has no field of this name; it has: {fields}",
                zh: "模板没有这个字段；可用的有：{fields}",
                fields = FIELDS,
            ),
        )
    }

    fn problem(&self, span: Span, message: Phrase) -> Problem {
        let line = self.source.position(span.start).line as usize;
        Problem::new(self.above + line, message)
    }

    fn yaml(&self, problem: crate::text::Problem) -> Problem {
        Problem {
            help: problem.help,
            ..self.problem(problem.span, problem.message)
        }
    }

    fn broken(&self, problems: Vec<crate::text::Problem>, part: Span) -> Problem {
        match problems.into_iter().next() {
            Some(problem) => self.yaml(problem),
            None => self.problem(
                part,
                say!(en: "these fields are no YAML", zh: "字段区不是 YAML"),
            ),
        }
    }
}

/// The pieces of a running line. `{page}` in a value is text, since values are guarded.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, piece, after)) = next_number(rest) {
        push_text(&mut pieces, before);
        pieces.push(piece);
        rest = after;
    }
    push_text(&mut pieces, rest);
    pieces
}

fn next_number(text: &str) -> Option<(&str, Piece, &str)> {
    [("{page}", Piece::Page), ("{pages}", Piece::Pages)]
        .into_iter()
        .filter_map(|(name, piece)| {
            let (before, after) = text.split_once(name)?;
            Some((before, piece, after))
        })
        .min_by_key(|(before, ..)| before.len())
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let text = plain(text).replace('\n', " ");
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}
