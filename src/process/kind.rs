//! A kind of record: its outline, which other kinds' expressions can see, and its clauses.

use super::block::{Block, Key, Located, Reading, is_name, key};
use super::compile::Compiler;
use super::deadline::Deadline;
use super::document::Document;
use super::follow::Follow;
use super::gate::Gate;
use super::making::Making;
use super::pattern::Pattern;
use super::problem::{FileId, Sort};
use super::rule::{ProcessRule, Unique};
use super::shape::{Names, read_shape};
use super::signoff::Signoff;
use super::stage::Stages;
use crate::expression::{Compiled, is_taken};
use crate::form::{Field, FieldType, KindId, Shape, TextKind};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeRef, Span};

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its form.
    pub outline: Outline,
    /// What its records must meet.
    pub clauses: Clauses,
}

/// What others can see of a kind: its name, files and fields.
#[derive(Debug)]
pub struct Outline {
    /// Its position in the process.
    pub id: KindId,
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Its definition file.
    pub file: FileId,
    /// Where its files are.
    pub patterns: Vec<Pattern>,
    /// The kind that its records belong to.
    pub parent: Option<KindId>,
    /// At most one for each parent.
    pub single: bool,
    /// Its fields.
    pub shape: Shape,
    /// Its stages.
    pub stages: Option<Stages>,
    /// Positions of its fields of type `stage` and `moves`.
    pub stage_fields: Option<(usize, usize)>,
    /// Names of its sign-offs.
    pub signoffs: Vec<String>,
    /// Where the kind's name is defined.
    pub span: Span,
}

/// What a kind demands.
#[derive(Debug, Default)]
pub struct Clauses {
    /// What people call a record.
    pub name: Option<Compiled>,
    /// The day that a record belongs to.
    pub dated: Option<Compiled>,
    /// Whose record it is.
    pub owner: Option<Compiled>,
    /// What a record is worth.
    pub worth: Option<Compiled>,
    /// How a new record is filled in.
    pub making: Making,
    /// Where follow-ups are logged.
    pub follow: Option<Follow>,
    /// Keys that no two records share.
    pub unique: Vec<Unique>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Deadlines.
    pub deadlines: Vec<Deadline>,
    /// Sign-offs, in the order of [`Outline::signoffs`].
    pub signoffs: Vec<Signoff>,
    /// Rules.
    pub rules: Vec<ProcessRule>,
    /// Documents that can be made of a record.
    pub documents: Vec<Document>,
}

/// The keys of a kind.
pub const KIND_KEYS: &[Key] = &[
    key(
        "kind",
        "name",
        "the kind's name, the same as its file's",
        "表单名，与文件名相同",
    ),
    key("title", "texts", "what people call it", "显示名称"),
    key("help", "texts", "what the form is for", "表单用途"),
    key("source", "text", "where the form comes from", "表单的出处"),
    key(
        "files",
        "pattern or list of patterns",
        "the paths of its records",
        "记录的路径",
    ),
    key(
        "name",
        "expression",
        "what people call a record",
        "一条记录的显示名称",
    ),
    key(
        "dated",
        "expression",
        "the day that a record belongs to",
        "记录所属日期",
    ),
    key(
        "owner",
        "expression",
        "the person whose record it is",
        "记录的负责人",
    ),
    key(
        "worth",
        "expression",
        "what a record is worth, in money; with the stages' `likely` it makes the forecast",
        "记录的金额；与各阶段的 `likely` 一起得出预测",
    ),
    key(
        "id",
        "expression or list of expressions",
        "the parts of a new record's id",
        "新记录编号的组成部分",
    ),
    key(
        "tail",
        "boolean",
        "whether three random characters end a new id (default: yes, unless the kind has a parent)",
        "新编号末尾是否加三个随机字符（默认：没有上级的表单加）",
    ),
    key(
        "follow",
        "map",
        "the list that `deal follow` adds to",
        "`deal follow` 写入的列表",
    ),
    key(
        "stages",
        "list of stages",
        "the stages, in their order",
        "各阶段，按顺序",
    ),
    key("fields", "map of fields", "the fields", "字段"),
    key(
        "unique",
        "map of keys",
        "keys that no two records share",
        "不得重复的值",
    ),
    key(
        "gates",
        "map of gates",
        "what must be there before a stage is left or entered",
        "离开或进入阶段的要求",
    ),
    key("deadlines", "map of deadlines", "what is due when", "期限"),
    key(
        "signoffs",
        "map of sign-offs",
        "who must approve what",
        "签批",
    ),
    key(
        "rules",
        "map of rules",
        "what every record must meet",
        "规则",
    ),
    key(
        "documents",
        "map of documents",
        "what can be printed of a record",
        "可由记录生成的单据",
    ),
];

/// A kind's file, read as far as its name and patterns.
pub struct Sketch<'t> {
    /// Its name.
    pub name: Located<&'t str>,
    /// Its map.
    pub block: Block<'t>,
}

impl<'t> Sketch<'t> {
    /// Reads a kind's name; `stem` is its file's name without `.yaml`.
    pub fn read(reading: Reading<'t>, root: NodeRef<'t>, stem: &str) -> Option<Sketch<'t>> {
        let block = reading.block(root, &[KIND_KEYS])?;
        let name = block.need("kind").and_then(|node| reading.text(node))?;
        if name.value != stem {
            let message = say!(en: "the kind `{name}` is in a file called `{stem}.yaml`", zh: "表单 `{name}` 所在文件却名为 `{stem}.yaml`", name = name.value, stem = stem);
            let help = say!(en: "name the file `{name}.yaml`, or write `kind: {stem}`", zh: "把文件改名为 `{name}.yaml`，或写成 `kind: {stem}`", name = name.value, stem = stem);
            reading.wrong(name.spot.span, message, Some(help));
        }
        if !is_name(name.value) || name.value.contains('-') || is_taken(name.value) {
            let message = say!(en: "`{name}` can't name a kind", zh: "`{name}` 不能作表单名", name = name.value);
            let help = say!(en: "use lower-case letters, digits and `_`, and no word of expressions", zh: "用小写字母、数字和 `_`，且不是表达式中的保留字");
            reading.wrong(name.spot.span, message, Some(help));
            reading.lose(Sort::Kind, stem);
        }
        Some(Sketch { name, block })
    }

    /// The kind's paths.
    fn patterns(&self, kinds: &[&str]) -> Vec<Pattern> {
        let reading = self.block.reading();
        // A pattern may name a kind whose own file is wrong: that is said there.
        let lost = reading.lost_kinds();
        let kinds: Vec<&str> = kinds
            .iter()
            .copied()
            .chain(lost.iter().map(String::as_str))
            .collect();
        self.block.need("files");
        let patterns: Vec<Pattern> = self
            .block
            .texts("files")
            .into_iter()
            .filter_map(|text| match Pattern::read(text.value, &kinds) {
                Ok(pattern) => Some(pattern),
                Err(message) => {
                    // Of a parent that is lost nobody knows whether it is named wrongly.
                    if !reading.lost_any(Sort::Kind, |kind| names(text.value, kind)) {
                        reading.wrong(text.spot.span, message, None);
                    }
                    None
                }
            })
            .collect();
        if patterns.is_empty() {
            reading.lose(Sort::Kind, self.name.value);
        }
        patterns
    }

    /// The kind's outline, except for its place below a parent, which needs all kinds' patterns.
    pub fn outline(&self, id: KindId, names: &Names<'_>) -> Outline {
        let stages = Stages::read(self.block);
        let names = Names {
            stages: stages.is_some(),
            ..*names
        };
        let patterns = self.patterns(names.kinds);
        let parent = patterns
            .iter()
            .find_map(|pattern| pattern.parent.as_deref());
        let parent = parent.and_then(|name| names.kinds.iter().position(|kind| *kind == name));
        let mut shape = read_shape(self.block, &names);
        if patterns.iter().any(|pattern| pattern.markdown) && shape.find("body").is_none() {
            shape.fields.push(body());
        }
        Outline {
            id,
            name: self.name.value.to_owned(),
            title: self.block.title(self.name.value),
            file: self.block.reading().file,
            parent: parent.map(|index| KindId(index as u16)),
            single: !patterns.iter().any(|pattern| pattern.has_id),
            stage_fields: stage_fields(self.block, &shape, stages.is_some()),
            patterns,
            shape,
            stages,
            signoffs: self
                .block
                .named("signoffs")
                .iter()
                .map(|(name, _)| name.value.to_owned())
                .collect(),
            span: self.name.spot.span,
        }
    }

    /// The kind's clauses.
    pub fn clauses(&self, compiler: &Compiler<'_>) -> Clauses {
        let block = self.block;
        let clauses = Clauses {
            name: block.get("name").and_then(|node| compiler.any(node)),
            dated: block.get("dated").and_then(|node| compiler.moment(node)),
            owner: block.get("owner").and_then(|node| compiler.person(node)),
            worth: block.get("worth").and_then(|node| compiler.money(node)),
            making: Making::read(compiler, block),
            follow: block
                .get("follow")
                .and_then(|node| Follow::read(compiler, node)),
            unique: each(block, "unique", |name, node| {
                Unique::read(compiler, name, node)
            }),
            gates: each(block, "gates", |name, node| {
                Gate::read(compiler, name, node)
            }),
            deadlines: each(block, "deadlines", |name, node| {
                Deadline::read(compiler, name, node)
            }),
            signoffs: each(block, "signoffs", |name, node| {
                Signoff::read(compiler, name, node)
            }),
            rules: each(block, "rules", |name, node| {
                ProcessRule::read(compiler, name, node)
            }),
            documents: each(block, "documents", |name, node| {
                Document::read(compiler, name, node)
            }),
        };
        clauses.demand_dated(block);
        clauses
    }
}

impl Clauses {
    /// `since` on a rule or sign-off asks for the record's day.
    fn demand_dated(&self, block: Block<'_>) {
        let mut heads = self
            .rules
            .iter()
            .map(|rule| &rule.clause)
            .chain(self.signoffs.iter().map(|signoff| &signoff.clause))
            .chain(self.unique.iter().map(|unique| &unique.clause));
        if let (None, Some(clause)) = (&self.dated, heads.find(|clause| clause.since.is_some())) {
            block.reading().wrong(
                clause.spot.span,
                say!(en: "`since` needs the record's day, and the kind has no `dated`", zh: "`since` 需要记录的日期，而此表单没有 `dated`"),
                Some(say!(en: "add `dated: FIELD` to the kind", zh: "在表单中加上 `dated: 字段`")),
            );
        }
    }
}

fn each<'t, T>(
    block: Block<'t>,
    key: &str,
    read: impl Fn(&Located<&'t str>, NodeRef<'t>) -> Option<T>,
) -> Vec<T> {
    block
        .named(key)
        .into_iter()
        .filter_map(|(name, node)| {
            let clause = read(&name, node);
            if clause.is_none() {
                block.reading().lose(Sort::Clause, name.value);
            }
            clause
        })
        .collect()
}

/// The text of a Markdown record below its front matter.
fn body() -> Field {
    Field {
        name: "body".to_owned(),
        title: say!(en: "Text", zh: "正文"),
        help: None,
        ty: FieldType::Text {
            kind: TextKind::Markdown,
            pattern: None,
            max: None,
        },
        required: false,
        since: None,
        confidential: false,
        personal: false,
        grows: false,
        span: Span::default(),
    }
}

fn stage_fields(block: Block<'_>, shape: &Shape, has_stages: bool) -> Option<(usize, usize)> {
    let position =
        |wanted: fn(&FieldType) -> bool| shape.fields.iter().position(|field| wanted(&field.ty));
    let stage = position(|ty| matches!(ty, FieldType::Stage));
    let moves = position(|ty| matches!(ty, FieldType::Moves(_)));
    if has_stages && (stage.is_none() || moves.is_none()) {
        let node = block.get("stages").map_or(block.span(), |node| node.span());
        block.reading().wrong(
            Span::new(node.start, node.start),
            say!(en: "a kind with stages has a field of type `stage` and one of type `moves`", zh: "有阶段的表单须有一个 `stage` 类型和一个 `moves` 类型的字段"),
            Some(say!(en: "add `stage: {{type: stage, required: true}}` and `moves: {{type: moves, required: true}}`", zh: "加上 `stage: {{type: stage, required: true}}` 和 `moves: {{type: moves, required: true}}`")),
        );
    }
    Some((stage?, moves?))
}

/// Whether a placeholder of the pattern is this kind's name.
fn names(pattern: &str, kind: &str) -> bool {
    let placeholders = pattern.split('{').skip(1);
    placeholders
        .filter_map(|rest| rest.split(['}', '[']).next())
        .any(|name| name == kind)
}
