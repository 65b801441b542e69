//! A record on its way to another state: assignments are made one after the other, each on what the ones before left.

use super::Write;
use super::assignment::{Assignment, Verb};
use super::ground::{Ground, Target};
use super::place::Place;
use super::preset;
use super::refusal::Refusal;
use super::same;
use super::sheet::Sheet;
use super::told;
use super::typist::Typist;
use crate::check::Bench;
use crate::files::Overlay;
use crate::form::{FieldType, Record, Value};
use crate::language::Phrase;
use crate::process::{Kind, Outline};
use crate::records::{Furniture, Listing, Reader};
use crate::say;
use crate::text::{Edit, Plant, Step};

/// A record that is being changed.
#[derive(Clone)]
pub struct Draft<'d> {
    /// What the change is built on.
    pub ground: &'d Ground<'d>,
    /// The record.
    pub target: Target,
    /// Its text.
    pub sheet: Sheet,
    old: Option<String>,
}

impl<'d> Draft<'d> {
    /// A record that is there.
    ///
    /// # Errors
    /// It can't be read.
    pub fn open(ground: &'d Ground<'d>, target: Target) -> Result<Draft<'d>, Refusal> {
        let text = ground.text(&target.path)?;
        let draft = Draft {
            ground,
            target,
            sheet: Sheet::Kept(text.clone()),
            old: Some(text),
        };
        match draft.record()?.broken {
            true => Err(ground.broken(&draft.target.path)),
            false => Ok(draft),
        }
    }

    /// A record with no field yet.
    pub fn blank(ground: &'d Ground<'d>, target: Target) -> Draft<'d> {
        let body = target.path.ends_with(".md").then(String::new);
        let fields = Plant::Map(Vec::new());
        Draft {
            ground,
            target,
            sheet: Sheet::New { fields, body },
            old: None,
        }
    }

    /// The record's kind.
    pub fn kind(&self) -> &'d Kind {
        self.ground.process.kind(self.target.kind)
    }

    fn outline(&self) -> &'d Outline {
        &self.kind().outline
    }

    /// The text as it is now.
    pub fn text(&self) -> String {
        self.sheet.text(&self.outline().shape)
    }

    fn overlay(&self) -> Overlay<'d> {
        let mut files = Overlay::new(self.ground.files);
        files.put(&self.target.path, Some(self.text().into_bytes()));
        files
    }

    /// The record as it is now.
    ///
    /// # Errors
    /// The path is none of its kind's.
    pub fn record(&self) -> Result<Record, Refusal> {
        let files = self.overlay();
        let path = &self.target.path;
        let process = self.ground.process;
        let listing = Listing::live(&files, Furniture::of(process));
        let mut patterns = self.outline().patterns.iter();
        let claim = patterns.find_map(|pattern| pattern.claim(path));
        let id = claim.and_then(|claim| claim.id.or(claim.parent));
        let (Some(claim), Some(id)) = (claim, id) else {
            return Err(Refusal::nothing(
                say!(en: "{path} is no record", zh: "{path} 不是记录", path = path),
            ));
        };
        let (record, _) =
            Reader::new(process, &listing).record(self.target.kind, path, id, claim.parent);
        Ok(record)
    }

    /// Does something with the record as it is now, and with the bench of its dossier.
    ///
    /// # Errors
    /// The record is broken, or `then` refuses.
    pub fn with<T>(
        &self,
        then: impl FnOnce(&Bench<'_>, &Record) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let files = self.overlay();
        let ground = Ground {
            files: &files,
            ..*self.ground
        };
        ground.with(&self.target, then)
    }

    /// Who writes values of this record.
    pub fn typist(&self) -> Typist<'d> {
        Typist {
            process: self.ground.process,
            stages: self.outline().stages.as_ref(),
            files: self.ground.files,
            today: self.ground.today,
        }
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// The file's layout doesn't allow it.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), Refusal> {
        let path = &self.target.path;
        let about = |refusal: Refusal| refusal.about(path);
        self.sheet.edit(path, edit).map_err(about)
    }

    /// Makes assignments; says what each did, unless it changed nothing. Items are removed by the numbers that they
    /// have before, so values are set first, then items go from the last on, then items are added.
    ///
    /// # Errors
    /// One of them is wrong.
    pub fn assign_all(&mut self, assignments: &[Assignment]) -> Result<Vec<Phrase>, Refusal> {
        let mut done = Vec::new();
        for assignment in assignments.iter().filter(|each| each.verb == Verb::Set) {
            done.extend(self.assign(assignment)?);
        }
        done.extend(self.remove_items(assignments)?);
        for assignment in assignments.iter().filter(|each| each.verb == Verb::Add) {
            done.extend(self.assign(assignment)?);
        }
        Ok(done)
    }

    fn assign(&mut self, assignment: &Assignment) -> Result<Option<Phrase>, Refusal> {
        let record = self.record()?;
        let place = self.place(&record, &assignment.path)?;
        let about = |refusal: Refusal| refusal.about(&place.name);
        let (edit, done) = match assignment.verb {
            _ if self.is_body(&place) => {
                let mut body = assignment.value.clone();
                if !body.is_empty() && !body.ends_with('\n') {
                    body.push('\n');
                }
                let text = Plant::Text(body.clone());
                let stands = |slot| same::is(self.typist(), &record, slot, place.ty, &text);
                if place.slot.is_some_and(stands) {
                    return Ok(None);
                }
                let edit = Edit::Body(body);
                (edit, told::changed(&place))
            }
            Verb::Set if assignment.value.is_empty() => {
                if !place.is_there() {
                    return Ok(None);
                }
                let path = place.steps.clone();
                (Edit::Remove { path }, told::removed(&place))
            }
            Verb::Set => {
                let value = self.typist().value(place.ty, &assignment.value);
                let value = value.map_err(about)?;
                let is_same = place
                    .slot
                    .is_some_and(|slot| same::is(self.typist(), &record, slot, place.ty, &value));
                if is_same {
                    return Ok(None);
                }
                let done = told::set(&record, &place, &value);
                (place.write(value), done)
            }
            Verb::Add | Verb::Remove => {
                let FieldType::List { of, .. } = place.ty else {
                    return Err(no_list(&place));
                };
                let item = self.typist().value(of, &assignment.value).map_err(about)?;
                let is_group = matches!(**of, FieldType::Group(_));
                let stands = |slot| same::is(self.typist(), &record, slot, of, &item);
                if !is_group && place.items()?.iter().any(stands) {
                    return Ok(None);
                }
                let item = preset::complete(self, &place.slots, of, item)?;
                let done = told::added(&place, &item);
                (place.add(item), done)
            }
        };
        self.edit(&edit)?;
        Ok(Some(done))
    }

    fn remove_items(&mut self, assignments: &[Assignment]) -> Result<Vec<Phrase>, Refusal> {
        let record = self.record()?;
        let mut going: Vec<(Vec<Step>, usize)> = Vec::new();
        let mut done = Vec::new();
        for assignment in assignments.iter().filter(|each| each.verb == Verb::Remove) {
            let place = self.place(&record, &assignment.path)?;
            if !matches!(place.ty, FieldType::List { .. }) {
                return Err(no_list(&place));
            }
            let pick = assignment.value.trim();
            let pick = pick
                .strip_prefix('[')
                .and_then(|pick| pick.strip_suffix(']'))
                .unwrap_or(pick);
            let item = place.item(&record, pick)?;
            if !going.contains(&(place.steps.clone(), item)) {
                done.push(told::lost(&record, &place, item));
                going.push((place.steps.clone(), item));
            }
        }
        going.sort_by_key(|(_, item)| std::cmp::Reverse(*item));
        for (mut path, item) in going {
            path.push(Step::Item(item));
            self.edit(&Edit::Remove { path })?;
        }
        Ok(done)
    }

    /// The place of a field that a person may set.
    ///
    /// # Errors
    /// There is none, or the stage is meant.
    pub fn place<'p>(&'p self, record: &'p Record, path: &str) -> Result<Place<'p>, Refusal> {
        let outline: &'p Outline = self.outline();
        let first = path.split(['.', '[']).next().unwrap_or_default();
        let moved = |ty: &FieldType| matches!(ty, FieldType::Stage | FieldType::Moves(_));
        if outline
            .shape
            .called(first)
            .is_some_and(|(_, field)| moved(&field.ty))
        {
            let command = self.ground.command;
            return Err(Refusal::new(say!(
                en: "`{field}` is written by moving the record", zh: "`{field}` 由阶段变动写入",
                field = first
            ))
            .help(Phrase::same(format!("{command} move {} …", record.address))));
        }
        Place::find(outline, record, path)
    }

    /// Whether a place is the text of a Markdown record.
    fn is_body(&self, place: &Place<'_>) -> bool {
        self.target.path.ends_with(".md") && place.name == "body"
    }

    /// The names of fields that are empty and may not be, outside of groups and lists.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn lacking(&self) -> Result<Vec<usize>, Refusal> {
        let record = self.record()?;
        let today = self.ground.today;
        let fields = self.outline().shape.fields.iter().zip(&record.slots);
        let lacks = |field: &crate::form::Field, value: &Value| {
            field.required
                && field.since.is_none_or(|since| since <= today)
                && matches!(value, Value::Absent)
        };
        let lacking = fields
            .enumerate()
            .filter(|(_, (field, slot))| lacks(field, &slot.value));
        Ok(lacking.map(|(index, _)| index).collect())
    }

    /// The file that changes.
    pub fn write(self) -> Write {
        Write {
            new: Some(self.text()),
            path: self.target.path,
            old: self.old,
        }
    }
}

fn no_list(place: &Place<'_>) -> Refusal {
    Refusal::new(
        say!(en: "`{name}` is no list: nothing can be added to it or taken from it", zh: "`{name}` 不是列表，不能增减项", name = place.name),
    )
}
