//! The fields that say when something happened: the days by which deadlines are met, and those of
//! follow-ups and other lists of facts. A day that
//! starts a deadline, or a due date, may lie ahead.

use super::deadline::{Deadline, Term};
use super::kind::Kind;
use super::problem::Spot;
use crate::expression::{Compiled, KindField};
use crate::form::{Field, FieldType, KindId, Shape};

/// A field that says when something happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    /// Positions of the fields on the way, through groups and the items of lists.
    pub fields: Vec<usize>,
    /// Where the definition says that it counts as done then.
    pub spot: Spot,
}

/// The fields of each kind, by [`KindId`]; each field once, in the order of the form.
pub fn of_kinds(kinds: &[Kind]) -> Vec<Vec<Happened>> {
    let mut found: Vec<Vec<Happened>> = kinds.iter().map(|_| Vec::new()).collect();
    let mut note = |field: KindField, spot: Spot| {
        let (Some(known), Some(kind)) = (
            found.get_mut(usize::from(field.kind.0)),
            kinds.get(usize::from(field.kind.0)),
        ) else {
            return;
        };
        if is_day(&kind.outline.shape, &field.fields)
            && known.iter().all(|known| known.fields != field.fields)
        {
            let fields = field.fields;
            known.push(Happened { fields, spot });
        }
    };
    for kind in kinds {
        let id = kind.outline.id;
        for deadline in &kind.clauses.deadlines {
            for (field, spot) in met_by(id, deadline) {
                note(field, spot);
            }
        }
        let shape = &kind.outline.shape;
        for (list, field) in shape.fields.iter().enumerate() {
            if let Some(day) = day_of_items(kind, list, field) {
                let spot = Spot {
                    file: kind.outline.file,
                    span: field.span,
                };
                let fields = vec![list, day];
                note(KindField { kind: id, fields }, spot);
            }
        }
    }
    for fields in &mut found {
        fields.sort_by(|one, two| one.fields.cmp(&two.fields));
    }
    found
}

fn met_by(kind: KindId, deadline: &Deadline) -> Vec<(KindField, Spot)> {
    let by: Option<&Compiled> = match &deadline.term {
        Term::Once { met, .. } | Term::Own { met, .. } => met.as_ref(),
        Term::Chain { chain, .. } => Some(chain),
        // With `within`, an event stands for the period that it is about, whose end may be to come.
        Term::Every {
            events,
            within: None,
            ..
        } => Some(events),
        Term::Every { .. } => None,
    };
    let Some(by) = by else {
        return Vec::new();
    };
    let spot = by.place().map(|(file, span)| Spot { file, span });
    let spot = spot.unwrap_or(deadline.clause.spot);
    let given = by.gives(kind, deadline.each.as_ref());
    given.into_iter().map(|field| (field, spot)).collect()
}

/// The position of the day of a list's items, where they are facts: what `follow` says, else, of a list that only grows,
/// the first date.
pub fn day_of_items(kind: &Kind, list: usize, field: &Field) -> Option<usize> {
    let follow = kind.clauses.follow.as_ref();
    if let Some(follow) = follow.filter(|follow| follow.list == list) {
        return Some(follow.date);
    }
    let FieldType::List { of, .. } = &field.ty else {
        return None;
    };
    let FieldType::Group(shape) = &**of else {
        return None;
    };
    let is_day = |field: &Field| matches!(field.ty, FieldType::Date | FieldType::DateTime);
    shape.fields.iter().position(is_day).filter(|_| field.grows)
}

fn is_day(shape: &Shape, fields: &[usize]) -> bool {
    let Some((first, rest)) = fields.split_first() else {
        return false;
    };
    let Some(field) = shape.fields.get(*first) else {
        return false;
    };
    let ty = match &field.ty {
        FieldType::List { of, .. } => &**of,
        ty => ty,
    };
    match (ty, rest) {
        (FieldType::Date | FieldType::DateTime, []) => true,
        (FieldType::Group(shape), rest) => is_day(shape, rest),
        _ => false,
    }
}
