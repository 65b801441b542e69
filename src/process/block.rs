//! Reading the maps of a definition: known keys only, every problem kept with its place, none stops the rest.

use super::problem::{FileId, Findings, Problem, Sort, Spot};
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
pub use crate::text::nearest;
use crate::text::{NodeKind, NodeRef, Span};
use crate::value::shown;
use crate::value::{self, Length};
use chrono::NaiveDate;

/// A key that a map of the definition may have: its name, what it takes, and its meaning in English and Chinese.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value looks like.
    pub takes: &'static str,
    /// What it means, in English.
    pub en: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
}

/// The keys that a map may have, in groups: those of all clauses, and its own.
pub type Keys = &'static [&'static [Key]];

/// Shorthand for tables of keys.
pub const fn key(
    name: &'static str,
    takes: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Key {
    Key {
        name,
        takes,
        en,
        zh,
    }
}

/// A value with its place in the definition.
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub spot: Spot,
}

/// One definition file being read, and the list that takes what is wrong with it.
#[derive(Clone, Copy)]
pub struct Reading<'t> {
    /// The file.
    pub file: FileId,
    findings: &'t Findings,
}

impl<'t> Reading<'t> {
    /// A reading of `file`.
    pub fn new(file: FileId, findings: &'t Findings) -> Reading<'t> {
        Reading { file, findings }
    }

    /// The place `span` of this file.
    pub fn spot(self, span: Span) -> Spot {
        Spot {
            file: self.file,
            span,
        }
    }

    /// Names of kinds whose own definition is wrong.
    pub fn lost_kinds(self) -> Vec<String> {
        self.findings.lost_kinds()
    }

    /// Keeps a problem with the definition's form.
    pub fn wrong(self, span: Span, message: Phrase, help: Option<Phrase>) {
        self.report(Rule::InvalidProcess, span, message, help);
    }

    /// Keeps a problem.
    pub fn report(self, rule: Rule, span: Span, message: Phrase, help: Option<Phrase>) {
        self.keep(Problem {
            rule,
            spot: self.spot(span),
            message,
            help,
            misses: None,
        });
    }

    /// Keeps a problem.
    pub fn keep(self, problem: Problem) {
        self.findings.problems.borrow_mut().push(problem);
    }

    /// Keeps that the definition of `name` is wrong, so that those who use the name are not blamed.
    pub fn lose(self, sort: Sort, name: &str) {
        self.findings
            .lost
            .borrow_mut()
            .push((sort, name.to_owned()));
    }

    /// Whether a thing of this sort was lost whose name is `wanted`.
    pub fn lost_any(self, sort: Sort, wanted: impl Fn(&str) -> bool) -> bool {
        let lost = self.findings.lost.borrow();
        lost.iter().any(|(its, name)| *its == sort && wanted(name))
    }

    /// The map `node`, whose keys are names of its own.
    pub fn open_block(self, node: NodeRef<'t>) -> Option<Block<'t>> {
        if node.kind() == NodeKind::Map {
            return Some(Block {
                reading: self,
                node,
            });
        }
        self.wrong(
            node.span(),
            say!(en: "a map of names is expected here", zh: "此处应为以名称为键的映射"),
            None,
        );
        None
    }

    /// The map `node`, which may have `keys` only.
    pub fn block(self, node: NodeRef<'t>, keys: Keys) -> Option<Block<'t>> {
        let all = || keys.iter().flat_map(|keys| keys.iter()).map(|key| key.name);
        if node.kind() != NodeKind::Map {
            let first = all().next().unwrap_or_default();
            self.wrong(
                node.span(),
                say!(en: "a map is expected here", zh: "此处应为键值映射"),
                Some(say!(en: "write `{first}: …`", zh: "写成 `{first}: …`", first = first)),
            );
            return None;
        }
        for (name, _) in node.entries() {
            let text = name.scalar().unwrap_or_default();
            if !all().any(|key| key == text) {
                self.unknown(name.span(), text, all());
            }
        }
        Some(Block {
            reading: self,
            node,
        })
    }

    /// Keeps that `text` is none of the words `known` that stand here.
    pub fn unknown<'k>(self, span: Span, text: &str, known: impl Iterator<Item = &'k str>) {
        let problem = self.none_of(span, text, known);
        self.keep(problem);
    }

    /// Keeps that `text` is none of the names `known` that the process defines.
    pub fn unknown_name<'k>(
        self,
        sorts: &'static [Sort],
        span: Span,
        text: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        let problem = self.none_of(span, text, known);
        let message = match sorts {
            [Sort::Kind] => {
                say!(en: "there is no kind `{text}`", zh: "没有表单 `{text}`", text = shown(text))
            }
            [Sort::Field] => {
                say!(en: "there is no field `{text}`", zh: "没有字段 `{text}`", text = shown(text))
            }
            [Sort::Role] => {
                say!(en: "there is no role `{text}`", zh: "没有角色 `{text}`", text = shown(text))
            }
            _ => problem.message,
        };
        self.keep(Problem {
            message,
            misses: Some((sorts, text.to_owned())),
            ..problem
        });
    }

    fn none_of<'k>(self, span: Span, text: &str, known: impl Iterator<Item = &'k str>) -> Problem {
        let known: Vec<&str> = known.collect();
        let help = match nearest(text, known.iter().copied()) {
            Some(near) => {
                Some(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
            }
            None if known.is_empty() => None,
            None => {
                Some(say!(en: "known here: {all}", zh: "此处可用：{all}", all = known.join(", ")))
            }
        };
        Problem {
            rule: Rule::InvalidProcess,
            spot: self.spot(span),
            message: say!(en: "`{text}` is not known here", zh: "此处没有 `{text}` 这一项", text = shown(text)),
            help,
            misses: None,
        }
    }

    /// A text, from a scalar.
    pub fn text(self, node: NodeRef<'t>) -> Option<Located<&'t str>> {
        if let Some(text) = node.scalar() {
            return Some(Located {
                value: text,
                spot: self.spot(node.span()),
            });
        }
        self.wrong(
            node.span(),
            say!(en: "a text is expected here", zh: "此处应为文本"),
            None,
        );
        None
    }

    /// A text for people: one string for both languages, or a map `{zh-CN: …, en: …}`.
    pub fn phrase(self, node: NodeRef<'t>) -> Option<Phrase> {
        if node.kind() != NodeKind::Map {
            return self.text(node).map(|text| Phrase::same(text.value));
        }
        let block = self.block(node, &[PHRASE_KEYS])?;
        let zh = block.text("zh-CN").map(|text| text.value.to_owned());
        let en = block.text("en").map(|text| text.value.to_owned());
        if zh.is_none() || en.is_none() {
            let missing = if zh.is_none() { "zh-CN" } else { "en" };
            self.wrong(
                node.span(),
                say!(en: "the text has no `{missing}`", zh: "该文本缺少 `{missing}`", missing = missing),
                Some(say!(
                    en: "write `{{zh-CN: …, en: …}}`, or one string for both languages",
                    zh: "写成 `{{zh-CN: …, en: …}}`，或用一个字符串同时表示两种语言"
                )),
            );
        }
        Some(Phrase {
            zh: zh.clone().or(en.clone())?,
            en: en.or(zh)?,
        })
    }

    /// Texts: a list, or one alone.
    pub fn texts(self, node: NodeRef<'t>) -> Vec<Located<&'t str>> {
        match node.kind() {
            NodeKind::List => node.items().filter_map(|item| self.text(item)).collect(),
            _ => self.text(node).into_iter().collect(),
        }
    }

    /// What `read` makes of a scalar's text.
    pub fn value<T>(
        self,
        node: NodeRef<'t>,
        read: impl FnOnce(&str) -> Result<T, Phrase>,
    ) -> Option<T> {
        let text = self.text(node)?;
        match read(text.value) {
            Ok(value) => Some(value),
            Err(message) => {
                self.wrong(node.span(), message, None);
                None
            }
        }
    }
}

/// The keys of a text for people.
const PHRASE_KEYS: &[Key] = &[
    key("zh-CN", "text", "the Chinese text", "中文文本"),
    key("en", "text", "the English text", "英文文本"),
];

/// A map of the definition whose keys were checked.
#[derive(Clone, Copy)]
pub struct Block<'t> {
    reading: Reading<'t>,
    node: NodeRef<'t>,
}

impl<'t> Block<'t> {
    /// The reading that this is part of.
    pub fn reading(self) -> Reading<'t> {
        self.reading
    }

    /// The map's keys.
    pub fn names(self) -> impl Iterator<Item = &'t str> {
        self.node.entries().filter_map(|(name, _)| name.scalar())
    }

    /// Where the map is.
    pub fn span(self) -> Span {
        self.node.span()
    }

    /// The map's own place.
    pub fn spot(self) -> Spot {
        self.reading.spot(self.node.span())
    }

    /// The value of a key, unless it is absent or null.
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.node.get(key).filter(|node| !node.is_null())
    }

    /// The value of a key that must be there.
    pub fn need(self, key: &str) -> Option<NodeRef<'t>> {
        let value = self.get(key);
        if value.is_none() {
            self.reading.wrong(
                first_line(self.node.span()),
                say!(en: "`{key}` is missing", zh: "缺少 `{key}`", key = key),
                Some(say!(en: "add `{key}: …`", zh: "补上 `{key}: …`", key = key)),
            );
        }
        value
    }

    /// A text.
    pub fn text(self, key: &str) -> Option<Located<&'t str>> {
        self.reading.text(self.get(key)?)
    }

    /// A text for people.
    pub fn phrase(self, key: &str) -> Option<Phrase> {
        self.reading.phrase(self.get(key)?)
    }

    /// A title: absent, it is the thing's own name.
    pub fn title(self, name: &str) -> Phrase {
        self.phrase("title").unwrap_or_else(|| Phrase::same(name))
    }

    /// `true` or `false`; absent is `false`.
    pub fn flag(self, key: &str) -> bool {
        let value = self
            .get(key)
            .and_then(|node| self.reading.value(node, value::boolean::read));
        value.unwrap_or(false)
    }

    /// A whole number that isn't negative.
    pub fn count(self, key: &str) -> Option<usize> {
        let node = self.get(key)?;
        self.reading.value(node, |text| {
            text.parse::<usize>().map_err(|_| {
                say!(en: "`{text}` is not a whole number", zh: "`{text}` 不是整数", text = shown(text))
            })
        })
    }

    /// A day.
    pub fn day(self, key: &str) -> Option<NaiveDate> {
        self.reading.value(self.get(key)?, value::date::read)
    }

    /// A length of time.
    pub fn length(self, key: &str) -> Option<Length> {
        self.reading.value(self.get(key)?, Length::read)
    }

    /// Texts: a list, or one alone; absent is none.
    pub fn texts(self, key: &str) -> Vec<Located<&'t str>> {
        self.get(key)
            .map_or_else(Vec::new, |node| self.reading.texts(node))
    }

    /// The items of a list; absent is none.
    pub fn list(self, key: &str) -> Vec<NodeRef<'t>> {
        match self.get(key) {
            Some(node) if node.kind() == NodeKind::List => node.items().collect(),
            Some(node) => {
                let message = say!(en: "`{key}` takes a list", zh: "`{key}` 应为列表", key = key);
                self.reading.wrong(node.span(), message, None);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// The named things of a map under `key`, whose names must be well formed; absent is none.
    pub fn named(self, key: &str) -> Vec<(Located<&'t str>, NodeRef<'t>)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if node.kind() != NodeKind::Map {
            let message = say!(en: "`{key}` takes a map of names", zh: "`{key}` 应为以名称为键的映射", key = key);
            self.reading.wrong(node.span(), message, None);
            return Vec::new();
        }
        node.entries()
            .filter_map(|(name, value)| Some((self.reading.text(name)?, value)))
            .filter(|(name, _)| self.well_named(name))
            .collect()
    }

    fn well_named(self, name: &Located<&str>) -> bool {
        let good = is_name(name.value);
        if !good {
            for sort in [Sort::Field, Sort::Role, Sort::Clause] {
                self.reading.lose(sort, &name.value.to_lowercase());
            }
            self.reading.wrong(
                name.spot.span,
                say!(en: "`{name}` is not a name", zh: "`{name}` 不能作名称", name = shown(name.value)),
                Some(say!(
                    en: "use lower-case letters, digits, `_` and `-`, beginning with a letter",
                    zh: "名称用小写字母、数字、`_` 和 `-`，以字母开头"
                )),
            );
        }
        good
    }
}

/// Whether `text` can name a thing of the process.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 64
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'))
}

/// A mark for a whole map: its first byte, so that it doesn't underline pages.
fn first_line(span: Span) -> Span {
    Span::new(span.start, span.start)
}
