//! `deal new`: a record that isn't there yet: what is given, what the process fills in, its first stage, its id.

use super::assignment::Assignment;
use super::draft::Draft;
use super::ground::{Ground, Target};
use super::move_::entry;
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, preset, slug};
use crate::check::{self, Bench};
use crate::expression::{Found, Val, World};
use crate::form::{Field, FieldType, KindId, Record, Value};
use crate::language::Phrase;
use crate::process::{Kind, Process};
use crate::records::{Archive, Furniture, Listing};
use crate::say;
use crate::text::{Edit, Plant, Step};
use crate::value::{id, shown};

/// Stands in the path of a record whose id isn't known yet.
const UNNAMED: &str = "new-new-new-new";

/// The kind of this name or title.
///
/// # Errors
/// There is none.
pub fn kind_called<'p>(process: &'p Process, text: &str) -> Result<&'p Kind, Refusal> {
    let titled = || {
        process
            .kinds
            .iter()
            .find(|kind| kind.outline.title.says(text))
    };
    process.kind_named(text).or_else(titled).ok_or_else(|| {
        let kinds = || process.kinds.iter().map(|kind| &kind.outline);
        let names = kinds().map(|outline| &*outline.name);
        let help = match crate::process::block::nearest(text, names) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
            None => {
                let glossed: Vec<Phrase> = kinds()
                    .map(|outline| Phrase::gloss(&outline.name, &outline.title))
                    .collect();
                let all = Phrase::joined(&glossed, ", ", "、");
                say!(en: "kinds: {all}", zh: "可用：{all}", all = all)
            }
        };
        Refusal::new(
            say!(en: "there is no kind `{kind}`", zh: "没有表单 `{kind}`", kind = shown(text)),
        )
        .help(help)
    })
}

/// A record that is being made.
#[derive(Clone)]
pub struct Making<'m> {
    draft: Draft<'m>,
    parent: String,
    id: Option<String>,
    has_body: bool,
}

impl<'m> Making<'m> {
    /// A record of a kind, in its parent's folder, with this id if one is wanted.
    ///
    /// # Errors
    /// The parent is missing or none, or the id is taken or none.
    pub fn begin(
        ground: &'m Ground<'m>,
        kind: KindId,
        parent: Option<&str>,
        id: Option<&str>,
    ) -> Result<Making<'m>, Refusal> {
        let outline = &ground.process.kind(kind).outline;
        let parent = find_parent(ground, kind, parent)?;
        if let Some(id) = id {
            if outline.single {
                return Err(Refusal::new(
                    say!(en: "{kind} has no id of its own", zh: "{kind}没有自己的编号", kind = outline.title),
                ));
            }
            id::read(id).map_err(Refusal::new)?;
        }
        let named = id.unwrap_or(if outline.single { &parent } else { UNNAMED });
        let path = path(ground.process, kind, named, &parent)?;
        if (id.is_some() || outline.single) && !is_free(ground, kind, named, &parent) {
            let there = Listing::live(ground.files, Furniture::of(ground.process));
            let archive = Archive::new(ground.process, &there, ground.command);
            let path = archive.path(kind, named, &parent).unwrap_or(path);
            return Err(Refusal::new(say!(en: "{path} is there already", zh: "{path} 已存在", path = path)).help(
                say!(en: "{command} set changes it", zh: "修改请用 {command} set", command = ground.command),
            ));
        }
        let mut making = Making {
            draft: Draft::blank(ground, Target { path, kind }),
            parent,
            id: id.map(str::to_owned),
            has_body: false,
        };
        making.enter_first_stage()?;
        Ok(making)
    }

    /// The record's kind.
    pub fn kind(&self) -> &'m Kind {
        self.draft.kind()
    }

    /// Gives fields their values.
    ///
    /// # Errors
    /// A field or value is wrong.
    pub fn assign(&mut self, assignments: &[Assignment]) -> Result<(), Refusal> {
        self.has_body |= assignments.iter().any(|each| each.path == "body");
        self.draft.assign_all(assignments).map(|_| ())
    }

    /// Fills in the defaults; gives the required fields that are empty still.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn fill(&mut self) -> Result<Vec<&'m Field>, Refusal> {
        preset::fill(&mut self.draft)?;
        let shape = &self.kind().outline.shape;
        let lacking = self.draft.lacking()?;
        Ok(lacking
            .into_iter()
            .filter_map(|at| shape.fields.get(at))
            .collect())
    }

    /// What is said first: a value refers to a record that isn't there, and a default may be empty only for that.
    ///
    /// # Errors
    /// Such a value; or the record can't be read.
    pub fn leads_on(&self) -> Result<(), Refusal> {
        let fields = &self.kind().outline.shape.fields;
        fields.iter().try_for_each(|field| match self.astray(field)? {
            Some(message) => Err(Refusal::new(
                say!(en: "{field}: {message}", zh: "{field}：{message}", field = field.title, message = message),
            )),
            None => Ok(()),
        })
    }

    /// That the record which a field refers to is not there.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn astray(&self, field: &Field) -> Result<Option<Phrase>, Refusal> {
        let people = self
            .draft
            .ground
            .process
            .people
            .as_ref()
            .map(|people| people.kind);
        let kind = match field.ty {
            FieldType::Reference(kind) => Some(kind),
            FieldType::Person(_) => people,
            _ => None,
        };
        let Some(kind) = kind else { return Ok(None) };
        self.draft.with(|bench, record| {
            let at = self.kind().outline.shape.find(&field.name);
            let slot = at.and_then(|(index, _)| record.slots.get(index));
            Ok(match slot.map(|slot| &slot.value) {
                Some(Value::Text(text)) => {
                    let text = record.text(text);
                    let is_missing = matches!(bench.resolve(kind, text, record), Found::Missing);
                    is_missing.then(|| check::unknown(bench, kind, text, text))
                }
                _ => None,
            })
        })
    }

    /// The new file; `random` gives bytes for its id.
    ///
    /// # Errors
    /// No id can be made.
    pub fn finish(mut self, random: &mut dyn FnMut() -> u8) -> Result<Change, Refusal> {
        let (ground, kind) = (self.draft.ground, self.draft.target.kind);
        let outline = &self.kind().outline;
        if !outline.single && self.id.is_none() {
            let id = self.mint(random)?;
            self.draft.target.path = path(ground.process, kind, &id, &self.parent)?;
        }
        self.head_body()?;
        let record = self.draft.record()?.address;
        Ok(Change {
            note: Note {
                deed: Deed::New,
                record,
                summary: say!(en: "new {kind}", zh: "新建{kind}", kind = lower(&outline.title)),
                body: None,
            },
            writes: vec![self.draft.write()],
        })
    }

    /// A kind with stages begins in the first of them.
    fn enter_first_stage(&mut self) -> Result<(), Refusal> {
        let (ground, outline) = (self.draft.ground, &self.kind().outline);
        let (Some(stages), Some((stage, moves))) = (&outline.stages, outline.stage_fields) else {
            return Ok(());
        };
        let Some(first) = stages.order().next() else {
            return Ok(());
        };
        let person = ground.person.ok_or_else(|| ground.nobody())?;
        let step = entry(stages, first, ground.now, person, None);
        let name = Plant::Text(stages.all[first].name.clone());
        for (field, value) in [(stage, name), (moves, Plant::List(vec![step]))] {
            let path = vec![Step::Key(outline.shape.fields[field].name.clone())];
            let after = Vec::new();
            self.draft.edit(&Edit::Set { path, value, after })?;
        }
        Ok(())
    }

    /// A Markdown record without a text gets its title as a heading.
    fn head_body(&mut self) -> Result<(), Refusal> {
        let is_markdown = self.draft.target.path.ends_with(".md");
        if !is_markdown || self.has_body {
            return Ok(());
        }
        let title = &self.kind().outline.title;
        let language = self.draft.ground.process.pipeline.language;
        self.draft
            .edit(&Edit::Body(format!("# {}\n", title.get(language))))
    }

    /// An id that no record of the kind has.
    fn mint(&self, random: &mut dyn FnMut() -> u8) -> Result<String, Refusal> {
        let (ground, kind) = (self.draft.ground, self.draft.target.kind);
        let making = &self.kind().clauses.making;
        let slug = self
            .draft
            .with(|bench, record| Ok(self.slug(bench, record)))?;
        let is_free = |id: &str| is_free(ground, kind, id, &self.parent);
        let with_tail = making.tail.unwrap_or(self.parent.is_empty());
        slug::free(&slug, with_tail, &is_free, random).ok_or_else(|| {
            Refusal::new(say!(en: "no id follows from the fields", zh: "无法由字段得出编号"))
                .help(say!(en: "give one: `--id ID`", zh: "请用 `--id 编号` 指定"))
        })
    }

    /// What the kind says, else the record's name, else the kind's.
    fn slug(&self, bench: &Bench<'_>, record: &Record) -> String {
        let kind = self.kind();
        let parts = kind.clauses.making.id.iter();
        let parts = parts.map(|part| word(bench, &bench.value(part, record, None)));
        let mut words: Vec<String> = parts.filter(|word| !word.is_empty()).collect();
        if words.is_empty()
            && let Some(name) = &kind.clauses.name
        {
            words.push(word(bench, &bench.value(name, record, None)));
        }
        match slug::slug(&words.join("-")) {
            slug if slug.is_empty() => slug::slug(&kind.outline.name),
            slug => slug,
        }
    }
}

/// A value as a part of an id: names and not titles; of a record, its id without the random tail.
fn word(bench: &Bench<'_>, value: &Val<'_>) -> String {
    let own = |id: &str| slug::without_tail(id.rsplit('/').next().unwrap_or(id)).to_owned();
    match value {
        Val::Choice(choices, at) => {
            let choice = choices.values.get(usize::from(*at));
            choice.map_or_else(String::new, |(name, _)| name.clone())
        }
        Val::Moment(moment) => moment.date.to_string(),
        Val::Record(record) => own(&record.id),
        Val::Reference(to) => own(to.id),
        Val::Null | Val::Unknown => String::new(),
        value => value.key(bench).unwrap_or_default(),
    }
}

/// The id of the record in whose folder the new one lies; empty where it lies in none.
fn find_parent(ground: &Ground<'_>, kind: KindId, asked: Option<&str>) -> Result<String, Refusal> {
    let outline = &ground.process.kind(kind).outline;
    let (command, name) = (ground.command, &outline.name);
    match (outline.parent, asked) {
        (None, None) => Ok(String::new()),
        (None, Some(asked)) => Err(Refusal::new(
            say!(en: "{kind} belongs to no other record, and `{asked}` is no FIELD=VALUE", zh: "{kind}不属于其他记录，`{asked}` 也不是“字段=值”", kind = outline.title, asked = shown(asked)),
        )),
        (Some(parent), None) => {
            let parent = &ground.process.kind(parent).outline;
            Err(Refusal::new(say!(
                en: "{kind} belongs to a record of the kind {parent}: say which", zh: "{kind}属于{parent}：请指明哪一条",
                kind = outline.title, parent = parent.title
            ))
            .help(Phrase::same(format!("{command} new {name} {} …", parent.name.to_uppercase()))))
        }
        (Some(parent), Some(asked)) => {
            let target = ground.target(asked)?;
            let patterns = &ground.process.kind(target.kind).outline.patterns;
            let claim = patterns
                .iter()
                .find_map(|pattern| pattern.claim(&target.path));
            match claim
                .and_then(|claim| claim.id)
                .filter(|_| target.kind == parent)
            {
                Some(id) => Ok(id.to_owned()),
                None => Err(Refusal::new(say!(
                    en: "{asked} is no {parent}", zh: "{asked} 不是{parent}",
                    asked = asked, parent = ground.process.kind(parent).outline.title
                ))),
            }
        }
    }
}

fn path(process: &Process, kind: KindId, id: &str, parent: &str) -> Result<String, Refusal> {
    let outline = &process.kind(kind).outline;
    let path = outline
        .patterns
        .first()
        .and_then(|pattern| pattern.path(id, parent));
    path.ok_or_else(|| {
        Refusal::new(say!(
            en: "the id `{id}` has too few parts for `{pattern}`", zh: "编号 `{id}` 的段数不够 `{pattern}` 使用",
            id = id, pattern = outline.patterns.first().map_or("", |pattern| &pattern.text)
        ))
    })
}

/// Whether no record of the kind has this id.
fn is_free(ground: &Ground<'_>, kind: KindId, id: &str, parent: &str) -> bool {
    let listing = Listing::live(ground.files, Furniture::of(ground.process));
    let archive = Archive::new(ground.process, &listing, ground.command);
    archive.path(kind, id, parent).is_none()
}

/// A title inside an English sentence.
fn lower(title: &Phrase) -> Phrase {
    let mut letters = title.en.chars();
    let first = letters.next().map(char::to_lowercase);
    let acronym = title.en.chars().nth(1).is_some_and(char::is_uppercase);
    match first {
        Some(first) if !acronym => Phrase {
            en: first.collect::<String>() + letters.as_str(),
            zh: title.zh.clone(),
        },
        _ => title.clone(),
    }
}
