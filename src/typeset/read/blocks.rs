//! Blocks of comrak's tree as the document's blocks.

use super::{DEEPEST, Problem, directive, inlines, prose, source, table};
use crate::language::Phrase;
use crate::say;
use crate::typeset::literal::plain;
use crate::typeset::{Block, Inline};
use comrak::nodes::{ListType, NodeValue};
use comrak::{Arena, Node};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// A template: what it can't say is a problem.
    Template,
    /// A person, in a value: what has no meaning is text.
    Person,
}

/// Reads one piece of Markdown.
pub(super) struct Reader<'m> {
    pub voice: Voice,
    /// The piece's lines.
    pub lines: Vec<&'m str>,
    /// Number of its first line in the rendered text.
    pub first_line: usize,
    /// Whether tables have the width of a page that lies on its side.
    pub landscape: bool,
    /// Level of the heading that blocks stand under.
    pub under: u8,
    /// How deep blocks are nested.
    pub depth: usize,
}

impl<'m> Reader<'m> {
    /// A reader of a template's text below its fields.
    pub fn template(body: &'m str, first_line: usize, landscape: bool) -> Reader<'m> {
        Reader {
            voice: Voice::Template,
            lines: body.lines().collect(),
            first_line,
            landscape,
            under: 0,
            depth: 0,
        }
    }

    /// Reads all of it.
    pub fn read(&mut self, markdown: &str) -> Result<Vec<Block>, Problem> {
        if self.voice == Voice::Template {
            self.no_footnotes()?;
        }
        let arena = Arena::new();
        let directives = self.voice == Voice::Template;
        let Some(root) = source::parse(&arena, markdown, directives) else {
            return Err(Problem::new(
                self.first_line,
                say!(en: "the document is too long or too deeply nested", zh: "文档太长，或嵌套太深"),
            ));
        };
        self.blocks(root)
    }

    /// The blocks within a node.
    pub fn blocks(&mut self, parent: Node<'_>) -> Result<Vec<Block>, Problem> {
        if self.depth >= DEEPEST {
            return Err(self.problem(
                parent,
                say!(en: "nested more than 32 deep", zh: "嵌套超过 32 层"),
            ));
        }
        self.depth += 1;
        let mut blocks = Vec::new();
        for node in parent.children() {
            self.block(node, &mut blocks)?;
        }
        self.depth -= 1;
        Ok(blocks)
    }

    fn block(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) -> Result<(), Problem> {
        match &node.data().value {
            NodeValue::Paragraph => self.paragraph(node, blocks)?,
            NodeValue::Heading(heading) => {
                let level = heading.level.clamp(1, 6);
                self.under = level;
                blocks.push(Block::Heading {
                    level,
                    number: None,
                    text: self.line(node)?,
                });
            }
            NodeValue::List(list) => {
                let items = node
                    .children()
                    .map(|item| self.blocks(item))
                    .collect::<Result<_, _>>()?;
                let first = (list.list_type == ListType::Ordered).then_some(list.start as u64);
                blocks.push(Block::List { first, items });
            }
            NodeValue::BlockQuote => blocks.push(Block::Quote(self.blocks(node)?)),
            NodeValue::CodeBlock(code) => {
                let text = plain(&code.literal);
                blocks.push(Block::Verbatim(
                    text.strip_suffix('\n').unwrap_or(&text).to_owned(),
                ));
            }
            NodeValue::ThematicBreak => blocks.push(Block::Rule),
            NodeValue::Table(columns) => {
                blocks.push(table::read(self, node, &columns.alignments)?);
            }
            NodeValue::BlockDirective(name) => {
                let mut read = directive::read(self, node, &plain(&name.info))?;
                directive::hold(blocks, &mut read);
                blocks.extend(read);
            }
            NodeValue::HtmlBlock(html) => match self.voice {
                Voice::Template => return Err(self.no_html(node)),
                Voice::Person => blocks.extend(prose::html(&html.literal)),
            },
            _ => {
                return Err(self.problem(
                    node,
                    say!(en: "this kind of Markdown has no place in a document", zh: "文档中不能用这种 Markdown"),
                ));
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: Node<'_>, blocks: &mut Vec<Block>) -> Result<(), Problem> {
        if self.voice == Voice::Template
            && let Some(values) = prose::alone(node)
        {
            for value in values {
                blocks.extend(prose::read(&value, self));
            }
            return Ok(());
        }
        let text = self.line(node)?;
        if !text.is_empty() {
            blocks.push(Block::Paragraph(text));
        }
        Ok(())
    }

    /// The line that a node's inlines make.
    pub fn line(&self, node: Node<'_>) -> Result<Vec<Inline>, Problem> {
        inlines::read(self, node)
    }

    /// A problem at a node.
    pub fn problem(&self, node: Node<'_>, message: Phrase) -> Problem {
        let line = node.data().sourcepos.start.line.max(1);
        Problem::new(self.first_line + line - 1, message)
    }

    /// That a template has HTML in it.
    pub fn no_html(&self, node: Node<'_>) -> Problem {
        self.problem(
            node,
            say!(en: "a template has no HTML: no other format could show it", zh: "模板中不能写 HTML：其他格式无法呈现"),
        )
        .help(say!(
            en: "write Markdown, `<br>` for a new line in a cell, and `{comment}` for a comment",
            zh: "请用 Markdown；单元格内换行用 <br>，注释用 {comment}",
            comment = "{# … #}",
        ))
    }

    /// A definition of a footnote would vanish without a trace: comrak takes it for that of a link.
    fn no_footnotes(&self) -> Result<(), Problem> {
        let definition = |line: &&str| {
            line.trim_start_matches([' ', '>'])
                .strip_prefix("[^")
                .is_some_and(|rest| rest.contains("]:"))
        };
        match self.lines.iter().position(definition) {
            None => Ok(()),
            Some(at) => Err(Problem::new(
                self.first_line + at,
                say!(en: "a template has no footnotes", zh: "模板中不能用脚注"),
            )
            .help(say!(
                en: "write the note in brackets, or below in `:::small`",
                zh: "请写在括号里，或写在下方的 :::small 中",
            ))),
        }
    }
}
