//! Values that the form alone can't judge: references, people's roles, files and their digests, fields that are
//! required since a day, personal data in free text.

use super::attachments;
use super::bench::{Bench, split_reference};
use super::charge::Charge;
use super::mending;
use super::people;
use crate::expression::World;
use crate::finding::{Finding, Place};
use crate::form::{
    Attachment, Field, FieldType, KindId, Record, Shape, Slot, Text, TextKind, Value,
};
use crate::language::Phrase;
use crate::process::{Process, Spot};
use crate::records;
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use crate::value::personal;

/// Judges every value of a record.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let mut walk = Walk {
        bench,
        record,
        charges: Vec::new(),
    };
    walk.group(&bench.kind(record).outline.shape, &record.slots, "");
    walk.charges
}

struct Walk<'w> {
    bench: &'w Bench<'w>,
    record: &'w Record,
    charges: Vec<Charge>,
}

impl Walk<'_> {
    fn group(&mut self, shape: &Shape, slots: &[Slot], inside: &str) {
        for (field, slot) in shape.fields.iter().zip(slots) {
            if matches!(slot.value, Value::Absent) {
                self.absent(field, slot.span, inside);
            } else {
                self.value(field, &field.ty, slot, inside);
            }
        }
    }

    fn value(&mut self, field: &Field, ty: &FieldType, slot: &Slot, inside: &str) {
        match (ty, &slot.value) {
            (FieldType::Group(shape), Value::Group(slots)) => {
                self.group(shape, slots, &join(inside, &field.name));
            }
            (FieldType::List { of, .. }, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    match (&**of, &item.value) {
                        (FieldType::Group(shape), Value::Group(slots)) => {
                            self.group(
                                shape,
                                slots,
                                &format!("{}[{}]", join(inside, &field.name), index + 1),
                            );
                        }
                        (of, _) => self.value(field, of, item, inside),
                    }
                }
            }
            (FieldType::Moves(shape), Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if let Value::Group(slots) = &item.value {
                        self.group(shape, slots, &format!("{}[{}]", field.name, index + 1));
                    }
                }
            }
            (FieldType::Reference(kind), Value::Text(text)) => {
                let text = self.record.text(text);
                let (id, parent) = split_reference(self.bench.process, *kind, text, self.record);
                if self.bench.path(*kind, id, &parent).is_none() {
                    let message = unknown(self.bench, *kind, text, id);
                    self.broken(field, message, slot.span, inside);
                }
            }
            (FieldType::Person(role), Value::Text(text)) => {
                self.person(field, *role, text, slot, inside)
            }
            (FieldType::File { digest }, Value::File(file)) => {
                self.file(field, *digest, file, inside)
            }
            (
                FieldType::Text {
                    kind: TextKind::Plain | TextKind::Markdown,
                    ..
                },
                Value::Text(text),
            ) if !field.personal => {
                self.personal(field, text, slot.span, inside);
            }
            _ => {}
        }
    }

    /// `required` with `since` asks for the record's day.
    fn absent(&mut self, field: &Field, span: Span, inside: &str) {
        if field.required && field.since.is_some() && self.bench.applies(field.since, self.record) {
            let finding = records::missing(&self.record.source, field, span, inside.to_owned());
            let demand = (
                demand(self.bench.process, self.record, field),
                say!(en: "required since {day}", zh: "自 {day} 起必填", day = field.since.unwrap_or_default()),
            );
            let path = join(inside, &field.name);
            let fill = mending::fill(self.bench, self.record, &path, &field.ty);
            let finding = Finding {
                help: Some(Phrase::same(fill)),
                record: Some(self.record.address.clone()),
                demand: Some(demand),
                ..finding
            };
            self.charges
                .push(Charge::of(finding, Some(self.record.kind)));
        }
    }

    fn person(
        &mut self,
        field: &Field,
        role: Option<usize>,
        text: &Text,
        slot: &Slot,
        inside: &str,
    ) {
        let id = self.record.text(text).to_owned();
        let Some(people) = &self.bench.process.people else {
            return;
        };
        if self.bench.path(people.kind, &id, "").is_none() {
            let message =
                say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = id);
            self.broken(field, message, slot.span, inside);
            return;
        }
        let Some(role) = role.and_then(|role| self.bench.process.pipeline.roles.get(role)) else {
            return;
        };
        let Some(person) = self.bench.person(&id) else {
            return;
        };
        if people::holds(self.bench.process, person, &role.name, self.bench.today) == Some(false)
            && !person.broken
        {
            let message = say!(en: "{person} does not hold the role {role}", zh: "{person}不担任“{role}”", person = self.bench.name(person), role = role.title);
            self.push(Rule::WrongValue, field, message, slot.span, inside);
        }
    }

    fn file(&mut self, field: &Field, needs_digest: bool, file: &Attachment, inside: &str) {
        let (path, span) = (self.record.text(&file.path.0).to_owned(), file.path.1);
        let written = file.sha256.as_ref();
        let sha256 = written.map(|(text, _)| self.record.text(text));
        match attachments::flaw(self.bench.archive.listing, &path, sha256) {
            Some(flaw) if flaw.rule == Rule::BrokenReference => {
                self.broken(field, flaw.message, span, inside);
                if let (Some(help), Some(charge)) = (flaw.help, self.charges.last_mut()) {
                    charge.finding.help = Some(help);
                }
            }
            Some(flaw) => {
                let span = written.map_or(span, |(_, span)| *span);
                self.push(flaw.rule, field, flaw.message, span, inside)
                    .finding
                    .help = flaw.help;
            }
            None if needs_digest && written.is_none() => {
                let message = say!(en: "{title} needs its digest", zh: "{title}须附摘要", title = field.title);
                let help =
                    say!(en: "write `{{path: …, sha256: …}}`", zh: "写成 `{{path: …, sha256: …}}`");
                self.push(Rule::MissingField, field, message, span, inside)
                    .finding
                    .help = Some(help);
            }
            None => {}
        }
    }

    fn personal(&mut self, field: &Field, text: &Text, span: Span, inside: &str) {
        let text = self.record.text(text);
        // No number that matters here is shorter.
        if text.bytes().filter(u8::is_ascii_digit).count() < 11 {
            return;
        }
        for (_, kind) in personal::find(text).into_iter().take(1) {
            let message = say!(en: "{title} holds personal data: {kind}", zh: "{title}中含个人信息：{kind}", title = field.title, kind = kind.title());
            let help = say!(
                en: "take it out, or allow it with `personal: true` on the field; Git's history keeps what was committed",
                zh: "请删去，或在字段上写 `personal: true` 予以允许；已提交的内容会留在 Git 历史中"
            );
            let charge = self.push(Rule::PersonalData, field, message, span, inside);
            charge.finding.help = Some(help);
            if let Some(excerpt) = &mut charge.finding.place.excerpt {
                excerpt.text = excerpt
                    .text
                    .chars()
                    .map(|c| if c.is_ascii_digit() { '*' } else { c })
                    .collect();
            }
        }
    }

    fn broken(&mut self, field: &Field, message: Phrase, span: Span, inside: &str) {
        let path = join(inside, &field.name);
        // An item of a list is changed by its number, which isn't known here.
        let help = match &field.ty {
            FieldType::List { .. } => None,
            ty => Some(Phrase::same(mending::fill(
                self.bench,
                self.record,
                &path,
                ty,
            ))),
        };
        self.push(Rule::BrokenReference, field, message, span, inside)
            .finding
            .help = help;
    }

    fn push(
        &mut self,
        rule: Rule,
        field: &Field,
        message: Phrase,
        span: Span,
        inside: &str,
    ) -> &mut Charge {
        let place = demand(self.bench.process, self.record, field);
        let charge =
            Charge::on(rule, self.record, span, message).subject(join(inside, &field.name));
        let at = self.charges.len();
        self.charges
            .push(charge.demand(place, say!(en: "declared here", zh: "定义在此")));
        &mut self.charges[at]
    }
}

fn join(inside: &str, name: &str) -> String {
    match inside.is_empty() {
        true => name.to_owned(),
        false => format!("{inside}.{name}"),
    }
}

fn demand(process: &Process, record: &Record, field: &Field) -> Place {
    process.place(Spot {
        file: process.kind(record.kind).outline.file,
        span: field.span,
    })
}

/// That no record of a kind has an id, which is how `text` begins or all of it; with the one that it is most like.
pub fn unknown(bench: &Bench<'_>, kind: KindId, text: &str, id: &str) -> Phrase {
    let title = &bench.process.kind(kind).outline.title;
    let message = say!(en: "there is no {kind} `{id}`", zh: "没有编号为 `{id}` 的{kind}", kind = title, id = text);
    match bench.archive.nearest(kind, id) {
        Some(near) => {
            say!(en: "{message}; did you mean `{near}`?", zh: "{message}，是不是 `{near}`？", message = message, near = near)
        }
        None => message,
    }
}
