//! The names that a template asks for against the forms: what each is, or why it can't be shown.

use super::document::{Audience, Document};
use super::page::{Origin, View};
use super::{Kind, Process};
use crate::expression::{Member, Type};
use crate::language::Phrase;
use crate::say;
use crate::template::vocabulary::DOCUMENT;
use crate::template::{Asked, Name, Problem};
use crate::text::nearest;

/// What the names of a document's template show, and what is wrong with them.
pub fn views(
    process: &Process,
    kind: &Kind,
    document: &Document,
    asked: &Asked,
) -> (Vec<View>, Vec<Problem>) {
    let mut typing = Typing {
        process,
        document,
        asked,
        problems: Vec::new(),
    };
    let own = Type::Record(kind.outline.id);
    let views = asked.roots().filter_map(|name| typing.root(&own, name));
    let views = views.collect();
    let with = document.with.iter().map(|with| with.name.as_str());
    let roots: Vec<&str> = Member::names(process, &own)
        .into_iter()
        .chain(with)
        .collect();
    typing.mistaken(kind, &roots);
    (views, typing.problems)
}

/// What is wrong with names that no name is written like.
pub fn foreign(process: &Process, kind: &Kind, document: &Document, asked: &Asked) -> Vec<Problem> {
    let mut typing = Typing {
        process,
        document,
        asked,
        problems: Vec::new(),
    };
    typing.foreign(kind);
    typing.problems
}

/// The names of a template, held against the forms.
pub(super) struct Typing<'t> {
    pub(super) process: &'t Process,
    document: &'t Document,
    pub(super) asked: &'t Asked,
    pub(super) problems: Vec<Problem>,
}

impl Typing<'_> {
    /// A name that stands first.
    fn root(&mut self, own: &Type, name: &Name) -> Option<View> {
        if let Some(member) = Member::find(self.process, own, &name.name) {
            return self.member(name, member);
        }
        let mut with = self.document.with.iter();
        if let Some(at) = with.position(|with| with.name == name.name) {
            let ty = self.document.with.get(at)?.value.ty().clone();
            return self.view(name, Origin::With(at), ty);
        }
        let known: Vec<&str> = match name.name.as_str() {
            "document" => {
                let names: Vec<&str> = DOCUMENT.iter().map(|word| word.name).collect();
                return self.engine(name, Origin::Document, &names);
            }
            "company" => {
                let company = &self.process.pipeline.company;
                let names: Vec<&str> = company.iter().map(|(name, _)| name.as_str()).collect();
                return self.engine(name, Origin::Company, &names);
            }
            _ => Member::names(self.process, own),
        };
        let with = self.document.with.iter().map(|with| with.name.as_str());
        let known = known.into_iter().chain(with).chain(["document", "company"]);
        let message =
            say!(en: "there is no `{name}` here", zh: "此处没有 `{name}`", name = name.name);
        let help = suggestion(&name.name, known.collect());
        self.wrong(name, message, help)
    }

    fn member(&mut self, name: &Name, member: Member) -> Option<View> {
        if member.confidential && self.document.audience == Audience::Customer {
            let message = say!(
                en: "`{name}` is confidential and can't be in a document for the customer", zh: "`{name}` 是保密字段，不能出现在给客户的单据中",
                name = name.name
            );
            return self.wrong(name, message, None);
        }
        let ty = member.ty.clone();
        self.view(name, Origin::Member(member), ty)
    }

    fn view(&mut self, name: &Name, origin: Origin, ty: Type) -> Option<View> {
        let item = ty.item();
        let mut parts = Vec::new();
        for part in self.asked.members(name) {
            self.of_whole(name, &ty, part);
            parts.extend(self.part(item, part));
        }
        // Of a list that is printed whole something else is said.
        let whole = name.printed.filter(|_| matches!(ty, Type::List(_)));
        if let Some(at) = name.used.filter(|at| !prints(item) && whole != Some(*at)) {
            let message = say!(en: "`{name}` is {what}, which can't be printed", zh: "`{name}` 是{what}，不能直接打印", name = name.name, what = item.phrase(self.process));
            let parts = self.names(item);
            let help = match ty {
                Type::List(_) => {
                    say!(en: "say which field of its items: {fields}", zh: "请写明各项的哪个字段：{fields}", fields = parts.join(", "))
                }
                _ => {
                    say!(en: "say what of it: {parts}", zh: "请写明其中哪一项：{parts}", parts = examples(&name.name, &parts))
                }
            };
            self.problems.push(Problem {
                at,
                message,
                help: Some(help),
            });
        }
        self.used(name, &ty);
        Some(View {
            name: name.name.clone(),
            id: name.id,
            origin,
            ty,
            needed: name.needed,
            parts,
        })
    }

    /// A name after a point.
    fn part(&mut self, of: &Type, name: &Name) -> Option<View> {
        if let Type::Choice(choices) = of {
            let origin = match name.name.as_str() {
                "name" => Origin::ChoiceName,
                "title" => Origin::ChoiceTitle,
                _ => return self.unknown(of, name),
            };
            self.chosen(name, choices, &origin);
            return self.view(name, origin, Type::Text);
        }
        match Member::find(self.process, of, &name.name) {
            Some(member) => self.member(name, member),
            None => self.unknown(of, name),
        }
    }

    /// `document` or `company`, whose parts are texts.
    fn engine(&mut self, name: &Name, origin: Origin, known: &[&str]) -> Option<View> {
        let of = |origin: &Origin| match origin {
            Origin::Document => Origin::Document,
            _ => Origin::Company,
        };
        let mut parts = Vec::new();
        for part in self.asked.members(name) {
            // A company may leave a fact out that a template prints where it is there.
            let may_lack = matches!(origin, Origin::Company) && part.needed.is_none();
            if !known.contains(&part.name.as_str()) && !may_lack {
                let message = say!(en: "`{name}` has no `{part}`", zh: "`{name}` 没有 `{part}`", name = name.name, part = part.name);
                let help = match name.name.as_str() {
                    "company" if nearest(&part.name, known.iter().copied()).is_none() => Some(
                        say!(en: "add it to `company` in pipeline.yaml: {part}: …", zh: "在 pipeline.yaml 的 `company` 下补上 {part}: …", part = part.name),
                    ),
                    _ => suggestion(&part.name, known.to_vec()),
                };
                return self.wrong(part, message, help);
            }
            let ty = match (&origin, part.name.as_str()) {
                (Origin::Document, "draft") => Type::Boolean,
                _ => Type::Text,
            };
            parts.extend(self.view(part, of(&origin), ty));
        }
        Some(View {
            name: name.name.clone(),
            id: name.id,
            origin,
            ty: Type::Any,
            needed: None,
            parts,
        })
    }

    fn unknown(&mut self, of: &Type, name: &Name) -> Option<View> {
        let known = self.names(of);
        let message = say!(en: "there is no `{name}` in {of}", zh: "没有 `{name}` 这一项：这是{of}", name = name.name, of = of.phrase(self.process));
        self.wrong(name, message, suggestion(&name.name, known))
    }

    fn names(&self, of: &Type) -> Vec<&str> {
        match of {
            Type::Choice(_) => vec!["title", "name"],
            of => Member::names(self.process, of),
        }
    }

    fn wrong(&mut self, name: &Name, message: Phrase, help: Option<Phrase>) -> Option<View> {
        for at in &name.places {
            self.problems.push(Problem {
                at: *at,
                message: message.clone(),
                help: help.clone(),
            });
        }
        None
    }
}

fn prints(ty: &Type) -> bool {
    !matches!(ty, Type::Group(_) | Type::Record(_) | Type::Choice(_))
}

fn suggestion(name: &str, known: Vec<&str>) -> Option<Phrase> {
    const MOST: usize = 12;
    if let Some(near) = nearest(name, known.iter().copied()) {
        return Some(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near));
    }
    let shown: Vec<&str> = known.iter().copied().take(MOST).collect();
    let more = if known.len() > MOST { ", …" } else { "" };
    let help = say!(en: "there are: {names}{more}", zh: "可用的有：{names}{more}", names = shown.join(", "), more = more);
    (!known.is_empty()).then_some(help)
}

/// `owner.name, owner.phone, …`
fn examples(name: &str, parts: &[&str]) -> String {
    let shown: Vec<String> = parts
        .iter()
        .take(3)
        .map(|part| format!("`{name}.{part}`"))
        .collect();
    shown.join(", ")
}
