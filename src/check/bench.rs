//! The bench that a dossier is judged on: its records, the archive of all others, the calendar and the day.

use super::charge::Charge;
use super::people;
use super::proof::Signed;
use super::signoffs;
use super::stages::Course;
use crate::calendar;
use crate::expression::{Compiled, Fact, Found, Item, Scope, Trouble, Val, World};
use crate::form::{FieldType, KindId, Record, Slot, Value};
use crate::language::{Language, Phrase};
use crate::process::{Kind, Process, Spot, Template};
use crate::records::{self, Archive, Dossier, Statement, folder};
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use crate::value::{Length, Moment};
use chrono::NaiveDate;
use elsa::FrozenVec;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// What a judgement knows.
pub struct Bench<'b> {
    /// The process.
    pub process: &'b Process,
    /// Every other record.
    pub archive: &'b Archive<'b>,
    /// The records that are judged.
    pub dossier: &'b Dossier,
    /// The day.
    pub today: NaiveDate,
    /// Id of the person who makes the record, where one is made.
    pub me: Option<&'b str>,
    /// Years that the calendar lacks and a deadline needed.
    pub missing_years: RefCell<BTreeSet<i32>>,
    /// Expressions that could not be evaluated.
    pub troubles: RefCell<Vec<Charge>>,
    /// Digests of what sign-offs cover, by record and expression: several people sign the same.
    pub(super) digests: RefCell<HashMap<(*const Record, *const Compiled), Option<String>>>,
    /// Whether the digest of a sign-off file fits it: each is asked about by every gate that demands it.
    pub(super) sealed: RefCell<HashMap<*const Statement, bool>>,
    /// What the signature of a sign-off file proves; only of files that have one.
    pub(super) signed: RefCell<HashMap<*const Statement, Signed>>,
    /// Paths that references led to: a dossier asks for the same few again and again.
    sought: FrozenVec<Box<Sought>>,
    /// Records whose names are being said: a name that leads back to itself ends there.
    naming: RefCell<Vec<*const Record>>,
    /// Sign-offs that are being judged, by record and position: one that asks for itself ends there.
    signing: RefCell<Vec<(*const Record, usize)>>,
}

/// What a reference said, and the path of the record that it leads to.
struct Sought {
    kind: KindId,
    id: Box<str>,
    parent: Box<str>,
    path: Option<String>,
}

impl<'b> Bench<'b> {
    /// A bench for a dossier.
    pub fn new(archive: &'b Archive<'b>, dossier: &'b Dossier, today: NaiveDate) -> Bench<'b> {
        Bench {
            process: archive.process,
            archive,
            dossier,
            today,
            me: None,
            missing_years: RefCell::default(),
            troubles: RefCell::default(),
            digests: RefCell::default(),
            sealed: RefCell::default(),
            signed: RefCell::default(),
            sought: FrozenVec::new(),
            naming: RefCell::default(),
            signing: RefCell::default(),
        }
    }

    /// The value of an expression on a record.
    pub fn value<'a>(
        &'a self,
        expression: &'a Compiled,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Val<'a> {
        let scope = Scope {
            world: self,
            record,
            item: item.cloned(),
        };
        let evaluated = expression.eval(&scope);
        if let Some(trouble) = evaluated.trouble {
            self.note(record, expression, trouble);
        }
        evaluated.value
    }

    /// Whether an expression holds; `None` where that can't be said.
    pub fn truth<'a>(
        &'a self,
        expression: &'a Compiled,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Option<bool> {
        self.value(expression, record, item).truth()
    }

    /// The day that an expression gives.
    pub fn moment<'a>(
        &'a self,
        expression: &'a Compiled,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Fact<Moment> {
        match self.value(expression, record, item) {
            Val::Moment(moment) => Fact::Known(moment),
            Val::Null => Fact::Absent,
            _ => Fact::Unknown,
        }
    }

    /// The days that an expression gives, sorted; `None` where one can't be said.
    pub fn moments<'a>(
        &'a self,
        expression: &'a Compiled,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Option<Vec<Moment>> {
        let Val::List(list) = self.value(expression, record, item) else {
            return None;
        };
        let mut moments = Vec::with_capacity(list.len());
        for value in list.values() {
            match value {
                Val::Moment(moment) => moments.push(moment),
                Val::Null => {}
                _ => return None,
            }
        }
        moments.sort_by_key(|moment| (moment.date, moment.time));
        Some(moments)
    }

    /// The items of `each`; one empty item where there is no `each`.
    pub fn items<'a>(
        &'a self,
        each: Option<&'a Compiled>,
        record: &'a Record,
    ) -> Vec<Option<Item<'a>>> {
        match each {
            None => vec![None],
            Some(each) => match self.value(each, record, None) {
                Val::List(list) => list.items().map(Some).collect(),
                _ => Vec::new(),
            },
        }
    }

    /// A message with its expressions filled in.
    pub fn message<'a>(
        &'a self,
        template: &'a Template,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Phrase {
        let scope = Scope {
            world: self,
            record,
            item: item.cloned(),
        };
        Phrase {
            zh: template.zh.render(&scope, Language::ZhCn),
            en: template.en.render(&scope, Language::En),
        }
    }

    /// Where the first field that an expression names is written in the record.
    pub fn first_slot(&self, expression: &Compiled, record: &Record) -> Option<Span> {
        self.first_place(expression, record, None)
            .map(|(_, span)| span)
    }

    /// Where the first field that an expression names is written: in the record, or where the item is, which may be
    /// another record's file.
    pub fn first_place<'a>(
        &self,
        expression: &Compiled,
        record: &'a Record,
        item: Option<&Item<'a>>,
    ) -> Option<(&'a Record, Span)> {
        let path = expression.reads().first_field()?;
        let (home, root): (&'a Record, &'a [Slot]) = match path.from {
            crate::expression::Root::Record => (record, &record.slots),
            crate::expression::Root::Item => match &item?.value {
                Val::Group(group) => (group.record, group.slots),
                Val::Record(record) => (record, &record.slots),
                _ => return item.and_then(|item| item.place),
            },
        };
        let mut slots = root;
        let mut span = None;
        for index in &path.fields {
            let slot = slots.get(*index)?;
            span = Some(slot.span);
            slots = match &slot.value {
                Value::Group(inner) => inner,
                _ => &[],
            };
        }
        span.map(|span| (home, span))
            .or_else(|| item.and_then(|item| item.place))
    }

    /// Where a record's stage is written.
    pub fn stage_span(&self, record: &Record) -> Option<Span> {
        let (stage, _) = self.kind(record).outline.stage_fields?;
        record.slots.get(stage).map(|slot| slot.span)
    }

    /// The name of the first field that an expression reads, for advice: `item.closed_on`.
    pub fn field_name(&self, expression: &Compiled, record: &Record) -> Option<String> {
        let path = expression.reads().first_field()?;
        let mut shape = match path.from {
            crate::expression::Root::Record => &self.kind(record).outline.shape,
            crate::expression::Root::Item => return None,
        };
        let mut names: Vec<&str> = Vec::new();
        for index in &path.fields {
            let field = shape.fields.get(*index)?;
            names.push(&field.name);
            if let FieldType::Group(inner) = &field.ty {
                shape = inner;
            }
        }
        (!names.is_empty()).then(|| names.join("."))
    }

    /// When a length of time that starts at `start` is over; a missing year of the calendar is noted.
    pub fn after(&self, start: Moment, length: Length) -> Option<Moment> {
        match calendar::after(start, length, &self.process.calendar) {
            Ok(end) => Some(end),
            Err(missing) => {
                self.missing_years.borrow_mut().insert(missing.0);
                None
            }
        }
    }

    /// The kind of a record.
    pub fn kind(&self, record: &Record) -> &'b Kind {
        self.process.kind(record.kind)
    }

    /// The day that a record belongs to.
    pub fn dated(&self, record: &Record) -> Option<NaiveDate> {
        let dated = self.kind(record).clauses.dated.as_ref()?;
        match self.moment(dated, record, None) {
            Fact::Known(moment) => Some(moment.date),
            _ => None,
        }
    }

    /// Whether a clause with this `since` is judged on a record.
    pub fn applies(&self, since: Option<NaiveDate>, record: &Record) -> bool {
        since.is_none_or(|since| self.dated(record).is_some_and(|dated| dated >= since))
    }

    /// The sign-offs on a record.
    pub fn statements(&self, record: &Record) -> Vec<&Statement> {
        let path = record.source.path.as_str();
        match self.judged(record) {
            true => {
                let all = self.dossier.signoffs.iter();
                all.filter(|statement| statement.on == path).collect()
            }
            false => self.archive.statements(path).iter().collect(),
        }
    }

    /// The record of a person.
    pub fn person(&self, id: &str) -> Option<&Record> {
        let people = self.process.people.as_ref()?;
        self.find(people.kind, id, "")
    }

    /// What people call fields along these paths from a record, each once.
    pub fn titles(&self, record: &Record, paths: &[String]) -> Phrase {
        let title = |path: &String| {
            let title = self.process.title_of(record.kind, path);
            title.unwrap_or_else(|| Phrase::same(path))
        };
        let mut titles: Vec<Phrase> = paths.iter().map(title).collect();
        titles.dedup();
        Phrase::joined(&titles, ", ", "、")
    }

    /// What people call a person; one that isn't known, by the id.
    pub fn called(&self, id: &str) -> Phrase {
        let person = self.person(id).filter(|person| !person.broken);
        person.map_or_else(|| Phrase::same(id), |person| self.name(person))
    }

    /// Whether a record is one of the dossier's.
    fn judged(&self, record: &Record) -> bool {
        let mut records = self.dossier.records.iter();
        records.any(|own| std::ptr::eq(own, record))
            || self.dossier.at(&record.source.path).is_some()
    }

    fn find(&self, kind: KindId, id: &str, parent: &str) -> Option<&Record> {
        let here = self.dossier.records.iter().find(|record| {
            record.kind == kind
                && record.id == id
                && (parent.is_empty() || records::parent_id(self.process, record) == parent)
        });
        // The archive keeps what it reads, so it is asked only for records of other dossiers.
        here.or_else(|| {
            let path = self.path(kind, id, parent)?;
            Some(self.archive.at(kind, path, id, parent))
        })
    }

    /// The path of the record of this id, if there is a file.
    pub fn path(&self, kind: KindId, id: &str, parent: &str) -> Option<&str> {
        let known = self
            .sought
            .iter()
            .find(|known| known.kind == kind && *known.id == *id && *known.parent == *parent);
        let sought = known.unwrap_or_else(|| {
            self.sought.push_get(Box::new(Sought {
                kind,
                id: id.into(),
                parent: parent.into(),
                path: self.archive.path(kind, id, parent),
            }))
        });
        sought.path.as_deref()
    }

    fn note(&self, record: &Record, expression: &Compiled, trouble: Trouble) {
        if trouble.cause == crate::expression::Cause::BeyondCalendar {
            return;
        }
        let span = self.first_slot(expression, record).unwrap_or_default();
        let message = say!(
            en: "{record} can't be judged: {why}", zh: "{record}无法判断：{why}",
            record = self.name(record), why = trouble.phrase()
        );
        let charge = Charge::on(Rule::NotJudged, record, span, message);
        let charge = match expression.place() {
            Some((file, span)) => charge.demand(
                self.process.place(Spot { file, span }),
                say!(en: "by this", zh: "由此判断"),
            ),
            None => charge,
        };
        let charge = match trouble.help() {
            Some(help) => charge.help(help),
            None => charge,
        };
        self.troubles.borrow_mut().push(charge);
    }
}

/// The id of the parent and the own id in what a reference says: an id within the same parent, or an address.
pub fn split_reference<'i>(
    process: &Process,
    kind: KindId,
    text: &'i str,
    from: &Record,
) -> (&'i str, Cow<'i, str>) {
    let outline = &process.kind(kind).outline;
    if outline.parent.is_none() {
        return (text, Cow::Borrowed(""));
    }
    match text.split_once('/') {
        Some((parent, rest)) => (
            rest.rsplit('/').next().unwrap_or(rest),
            Cow::Borrowed(parent),
        ),
        None => (
            text,
            Cow::Owned(records::parent_id(process, from).to_owned()),
        ),
    }
}

impl World for Bench<'_> {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn me(&self) -> Option<&str> {
        self.me
    }

    fn resolve(&self, kind: KindId, id: &str, from: &Record) -> Found<'_> {
        let (own, parent) = split_reference(self.process, kind, id, from);
        match self.find(kind, own, &parent) {
            Some(record) if record.broken => Found::Broken,
            Some(record) => Found::Record(record),
            None => Found::Missing,
        }
    }

    fn address<'i>(&self, kind: KindId, id: &'i str, from: &Record) -> Cow<'i, str> {
        let outline = &self.process.kind(kind).outline;
        match outline.parent {
            Some(_) if !id.contains('/') => Cow::Owned(format!(
                "{}/{}/{id}",
                records::parent_id(self.process, from),
                outline.name
            )),
            _ => Cow::Borrowed(id),
        }
    }

    fn children(&self, of: &Record, kind: KindId) -> Cow<'_, [&Record]> {
        let path = of.source.path.as_str();
        Cow::Owned(match self.judged(of) {
            true => self.dossier.children(path, kind).collect(),
            false => self.archive.children(path, kind),
        })
    }

    fn parent(&self, of: &Record) -> Option<&Record> {
        let parent = self.process.kind(of.kind).outline.parent?;
        self.find(parent, records::parent_id(self.process, of), "")
    }

    fn all(&self, kind: KindId) -> Cow<'_, [&Record]> {
        Cow::Owned(self.archive.all(kind).iter().collect())
    }

    fn name(&self, record: &Record) -> Phrase {
        let this = std::ptr::from_ref(record);
        let is_asked = self.naming.borrow().contains(&this);
        let name = self.kind(record).clauses.name.as_ref();
        let shown = name.filter(|_| !record.broken && !is_asked).map(|name| {
            self.naming.borrow_mut().push(this);
            let scope = Scope::of(record, self);
            let shown = name.eval(&scope).value.shown(name.ty(), self);
            self.naming.borrow_mut().pop();
            shown
        });
        match shown {
            Some(name) if !name.en.is_empty() => name,
            _ => Phrase::same(record.address.clone()),
        }
    }

    fn entered(&self, record: &Record, stage: usize) -> Fact<Moment> {
        self.stage_fact(record, |course| course.entered(stage))
    }

    fn left(&self, record: &Record, stage: usize) -> Fact<Moment> {
        self.stage_fact(record, |course| course.left(stage))
    }

    fn reached(&self, record: &Record, stage: usize) -> Option<bool> {
        self.whole_course(record)
            .map(|course| course.reached(stage))
    }

    fn passed(&self, record: &Record, stage: usize) -> Option<bool> {
        self.whole_course(record).map(|course| course.passed(stage))
    }

    fn closed(&self, record: &Record) -> Option<bool> {
        let course = Course::of(self.process.kind(record.kind), record)?;
        course.current.map(|_| course.closed())
    }

    fn signed(&self, record: &Record, signoff: usize) -> Option<bool> {
        let this = (std::ptr::from_ref(record), signoff);
        if self.signing.borrow().contains(&this) {
            self.troubles
                .borrow_mut()
                .extend(signoffs::circular(self, record, signoff));
            return None;
        }
        self.signing.borrow_mut().push(this);
        let signed = signoffs::signed(self, record, signoff);
        self.signing.borrow_mut().pop();
        signed
    }

    fn holds(&self, person: &Record, role: usize) -> Option<bool> {
        let role = &self.process.pipeline.roles.get(role)?.name;
        people::holds(self.process, person, role, self.today)
    }

    fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        self.kept(self.process.calendar.working_days_between(from, to))
    }

    fn add(&self, moment: Moment, length: Length) -> Option<Moment> {
        self.kept(calendar::after(moment, length, &self.process.calendar))
    }

    fn subtract(&self, moment: Moment, length: Length) -> Option<Moment> {
        self.kept(calendar::before(moment, length, &self.process.calendar))
    }
}

impl Bench<'_> {
    fn kept<T>(&self, result: Result<T, calendar::MissingYear>) -> Option<T> {
        result
            .map_err(|missing| self.missing_years.borrow_mut().insert(missing.0))
            .ok()
    }

    fn whole_course<'a>(&'a self, record: &'a Record) -> Option<Course<'a>> {
        Course::of(self.process.kind(record.kind), record).filter(|course| course.whole)
    }

    fn stage_fact(
        &self,
        record: &Record,
        fact: impl FnOnce(&Course<'_>) -> Option<Moment>,
    ) -> Fact<Moment> {
        match self.whole_course(record) {
            Some(course) => fact(&course).map_or(Fact::Absent, Fact::Known),
            None => Fact::Unknown,
        }
    }

    /// The folder that a record's papers are in.
    pub fn papers_folder(record: &Record) -> String {
        format!("{}signoffs/", folder(&record.source.path))
    }
}
