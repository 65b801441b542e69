//! Days on which something is said to have happened: none lies ahead.

use super::bench::Bench;
use super::charge::Charge;
use crate::expression::World;
use crate::form::{Field, FieldType, Record, Shape, Slot, Value};
use crate::process::Process;
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use crate::value::Moment;

/// A day that a record gives for something that happened.
pub struct Day<'d> {
    /// The field.
    pub field: &'d Field,
    /// Its name from the record: `requirements[2].alternative_on`.
    pub name: String,
    /// The day.
    pub at: Moment,
    /// Where it is written.
    pub span: Span,
}

/// The days of a record by the fields that say when something happened; `which` picks among [`Process::happened`].
pub fn days<'d>(process: &'d Process, record: &Record, which: usize) -> Vec<Day<'d>> {
    let mut days = Vec::new();
    if let Some(happened) = process.happened(record.kind).get(which) {
        let shape = &process.kind(record.kind).outline.shape;
        gather(shape, &record.slots, &happened.fields, "", &mut days);
    }
    days
}

fn gather<'d>(
    shape: &'d Shape,
    slots: &[Slot],
    fields: &[usize],
    inside: &str,
    days: &mut Vec<Day<'d>>,
) {
    let Some((first, rest)) = fields.split_first() else {
        return;
    };
    if let (Some(field), Some(slot)) = (shape.fields.get(*first), slots.get(*first)) {
        let name = format!("{inside}{}", field.name);
        of_value(field, &field.ty, slot, rest, name, days);
    }
}

fn of_value<'d>(
    field: &'d Field,
    ty: &'d FieldType,
    slot: &Slot,
    rest: &[usize],
    name: String,
    days: &mut Vec<Day<'d>>,
) {
    match (ty, &slot.value) {
        (_, Value::Moment(at)) => days.push(Day {
            field,
            name,
            at: *at,
            span: slot.span,
        }),
        (FieldType::Group(shape), Value::Group(slots)) => {
            gather(shape, slots, rest, &format!("{name}."), days);
        }
        (FieldType::List { of, .. }, Value::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                of_value(
                    field,
                    of,
                    item,
                    rest,
                    format!("{name}[{}]", index + 1),
                    days,
                );
            }
        }
        _ => {}
    }
}

/// Judges the days of a record.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let mut charges = Vec::new();
    for (which, happened) in bench.process.happened(record.kind).iter().enumerate() {
        let ahead = days(bench.process, record, which).into_iter();
        for day in ahead.filter(|day| day.at.date > bench.today) {
            let message = say!(
                en: "{record}: {title} says {day}, which is in the future", zh: "{record}：{title}为 {day}，在将来",
                record = bench.name(record), title = day.field.title, day = day.at.date
            );
            let demand = bench.process.place(happened.spot);
            charges.push(
                Charge::on(Rule::FutureDated, record, day.span, message)
                    .subject(day.name)
                    .demand(demand, say!(en: "counts as done then", zh: "以此日为完成日期"))
                    .help(say!(
                        en: "write the day on which it happened; what is still to come is no fact yet",
                        zh: "请写实际发生的日期；尚未发生的事不要写成已发生"
                    )),
            );
        }
    }
    charges
}
