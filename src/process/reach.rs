//! What the judgement of a record reads of records that are not in its dossier: which of them, and which of their
//! fields. So it can be said which dossiers a change of another record concerns.

use super::document::{Audience, Document};
use super::page::{Medium, Origin, Page, View};
use super::{Kind, Process};
use crate::expression::{Compiled, Type};
use crate::form::{FieldType, KindId};
use crate::language::Language;
use std::collections::BTreeSet;

/// What the judgement of all kinds reads of other records.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Fields: the kind, and the position.
    pub fields: BTreeSet<(KindId, usize)>,
    /// Kinds whose records are asked for what is no field: whether there are any, a stage, a sign-off.
    pub facts: BTreeSet<KindId>,
    /// Kinds whose records go through all records of a kind: the first, the second.
    whole: BTreeSet<(KindId, KindId)>,
}

impl Reach {
    /// Takes in an expression that is judged on records of a kind.
    pub fn add(&mut self, reader: KindId, expression: &Compiled) {
        let beyond = &expression.reads().beyond;
        self.fields.extend(&beyond.fields);
        self.facts.extend(&beyond.facts);
        let whole = beyond.whole.iter().map(|kind| (reader, *kind));
        self.whole.extend(whole);
    }
}

impl Process {
    /// What the judgement reads of other records: the expressions, the people's roles and keys, and what documents for
    /// customers show, since a customer may have confirmed them. Reads the templates of those.
    pub fn reach(&self) -> Reach {
        let mut reach = self.reach.clone();
        if let Some(people) = &self.people {
            let fields = [Some(people.roles), people.delegations, people.keys];
            let fields = fields.into_iter().flatten();
            reach
                .fields
                .extend(fields.map(|field| (people.kind, field)));
        }
        for kind in &self.kinds {
            for (document, view) in shown_to_customers(self, kind) {
                let own = match &view.origin {
                    Origin::With(at) => {
                        let with = document.with.get(*at);
                        with.is_some_and(|with| with.value.reads().own)
                    }
                    origin => !leads_away(origin),
                };
                parts(&view, own, &mut reach);
            }
        }
        reach
    }

    /// The kinds whose records go through all records of a kind.
    pub fn readers(&self, of: KindId) -> impl Iterator<Item = KindId> {
        let whole = self.reach.whole.iter();
        whole
            .filter(move |(_, kind)| *kind == of)
            .map(|(reader, _)| *reader)
    }

    /// Whether other files may name a record of a kind.
    pub fn is_named(&self, kind: KindId) -> bool {
        let is_people = self
            .people
            .as_ref()
            .is_some_and(|people| people.kind == kind);
        let mut kinds = self.kinds.iter();
        is_people || kinds.any(|other| self.refers(other.outline.id, kind))
    }

    /// Whether records of `kind` may refer to records of `to`.
    pub fn refers(&self, kind: KindId, to: KindId) -> bool {
        let fields = &self.kind(kind).outline.shape.fields;
        fields.iter().any(|field| self.leads(&field.ty, to))
    }

    /// Whether values of a type may refer to records of a kind.
    pub fn leads(&self, ty: &FieldType, to: KindId) -> bool {
        let people = || self.people.as_ref().map(|people| people.kind);
        match ty {
            FieldType::Reference(kind) => *kind == to,
            FieldType::Person(_) => people() == Some(to),
            FieldType::Group(shape) | FieldType::Moves(shape) => {
                shape.fields.iter().any(|field| self.leads(&field.ty, to))
            }
            FieldType::List { of, .. } => self.leads(of, to),
            _ => false,
        }
    }
}

fn shown_to_customers<'p>(
    process: &'p Process,
    kind: &'p Kind,
) -> impl Iterator<Item = (&'p Document, View)> {
    let documents = kind.clauses.documents.iter();
    let documents = documents.filter(|document| document.audience == Audience::Customer);
    documents.flat_map(move |document| {
        let languages = [Language::ZhCn, Language::En].into_iter();
        let pages = languages.flat_map(|language| Medium::ALL.map(|medium| (language, medium)));
        pages.flat_map(move |(language, medium)| {
            let views = Page::shown(process, kind, document, language, medium);
            views.into_iter().map(move |view| (document, view))
        })
    })
}

/// What the names after a point show of the record before it, unless that is its own dossier's.
fn parts(view: &View, own: bool, reach: &mut Reach) {
    for part in &view.parts {
        if let (Type::Record(kind), Origin::Member(member), false) =
            (view.ty.item(), &part.origin, own)
        {
            match member.field() {
                Some(field) => drop(reach.fields.insert((*kind, field))),
                None => drop(reach.facts.insert(*kind)),
            }
        }
        parts(part, own && !leads_away(&part.origin), reach);
    }
}

fn leads_away(origin: &Origin) -> bool {
    matches!(origin, Origin::Member(member) if member.leads_away())
}
