//! A document's template against the process: what each of its names is, checked before any record is there.

use super::document::{Audience, Document};
use super::{Kind, Process};
use crate::expression::{Member, Type};
use crate::language::{Language, Phrase};
use crate::say;
use crate::template::vocabulary::DOCUMENT;
use crate::template::{Asked, AskedId, At, Engine, Name, Problem, Setting, Shelf, scan};
use crate::text::{Span, nearest};
use std::sync::Arc;

/// A template that fits its document.
#[derive(Debug)]
pub struct Page {
    /// The template and all that it includes, in the order of reading.
    pub shelf: Shelf,
    /// The name of the template itself: `quote.md`.
    pub template: String,
    /// What it shows.
    pub views: Vec<View>,
    /// Loops inside loops: which lists, outermost first.
    pub nests: Vec<(At, Vec<Option<AskedId>>)>,
}

/// A name in a template, and what it shows.
#[derive(Debug)]
pub struct View {
    /// The name.
    pub name: String,
    /// Its position among the names that the template asks for.
    pub id: AskedId,
    /// Where its value comes from.
    pub origin: Origin,
    /// The type of its value.
    pub ty: Type,
    /// Where it is printed whatever the record holds.
    pub needed: Option<At>,
    /// The names after its point.
    pub parts: Vec<View>,
}

/// Where the value of a name comes from.
#[derive(Debug)]
pub enum Origin {
    /// From what stands before it.
    Member(Member),
    /// From the document's `with`, by position.
    With(usize),
    /// A choice's own name, as it is written in files.
    ChoiceName,
    /// What people call a choice.
    ChoiceTitle,
    /// The document itself.
    Document,
    /// The company, from `pipeline.yaml`.
    Company,
}

/// A template that doesn't fit.
#[derive(Debug)]
pub struct Unfit {
    /// The templates that were read.
    pub shelf: Shelf,
    /// What is wrong with them; at least one.
    pub problems: Vec<Problem>,
}

impl Page {
    /// The page of a document in a language; nothing where there is no template for it.
    ///
    /// # Errors
    /// All that is wrong with the template.
    pub fn read(
        process: &Process,
        kind: &Kind,
        document: &Document,
        language: Language,
    ) -> Result<Option<Page>, Box<Unfit>> {
        let template = format!("{}.md", document.template);
        if process.library.find(language, &template).is_none() {
            return Ok(None);
        }
        let mut shelf = Shelf::new(language);
        let (asked, mut problems) = scan(&process.library, &mut shelf, &template);
        if let Err(syntax) = Engine::new(&shelf, &setting(process, language)) {
            // Of an include that isn't there the engine doesn't know the place.
            let placed = syntax
                .iter()
                .any(|problem| problem.at.span != Span::default());
            if placed || problems.is_empty() {
                problems = syntax;
            }
            return Err(Box::new(Unfit { shelf, problems }));
        }
        let mut typing = Typing {
            process,
            document,
            asked: &asked,
            problems: Vec::new(),
        };
        let own = Type::Record(kind.outline.id);
        let views = asked.roots().filter_map(|name| typing.root(&own, name));
        let views: Vec<View> = views.collect();
        problems.append(&mut typing.problems);
        if problems.is_empty() {
            return Ok(Some(Page {
                shelf,
                template,
                views,
                nests: asked.nests,
            }));
        }
        problems.sort_by_key(|problem| problem.at);
        problems.dedup();
        Err(Box::new(Unfit { shelf, problems }))
    }
}

/// What the filters of a document in this language go by.
pub fn setting(process: &Process, language: Language) -> Setting {
    Setting {
        language,
        currency: process.pipeline.currency,
        calendar: Arc::new(process.calendar.clone()),
    }
}

struct Typing<'t> {
    process: &'t Process,
    document: &'t Document,
    asked: &'t Asked,
    problems: Vec<Problem>,
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
            parts.extend(self.part(item, part));
        }
        if let Some(at) = name.used.filter(|_| !prints(item)) {
            let message = say!(en: "`{name}` is {what}, which can't be printed", zh: "`{name}` 是{what}，不能直接打印", name = name.name, what = item.phrase(self.process));
            let help = say!(en: "say what of it: {parts}", zh: "请写明其中哪一项：{parts}", parts = examples(&name.name, &self.names(item)));
            self.problems.push(Problem {
                at,
                message,
                help: Some(help),
            });
        }
        let loops_over = matches!(ty, Type::List(_) | Type::Any | Type::Text);
        if let Some(at) = name.looped.filter(|_| !loops_over) {
            let message =
                say!(en: "`{name}` is no list", zh: "`{name}` 不是列表", name = name.name);
            self.problems.push(Problem {
                at,
                message,
                help: None,
            });
        }
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
        if let Type::Choice(_) = of {
            return match name.name.as_str() {
                "name" => self.view(name, Origin::ChoiceName, Type::Text),
                "title" => self.view(name, Origin::ChoiceTitle, Type::Text),
                _ => self.unknown(of, name),
            };
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
                    "company" => Some(
                        say!(en: "add it to `company` in pipeline.yaml: {part}: …", zh: "在 pipeline.yaml 的 `company` 下补上 {part}: …", part = part.name),
                    ),
                    _ => suggestion(&part.name, known.to_vec()),
                };
                return self.wrong(part, message, help);
            }
            parts.extend(self.view(part, of(&origin), Type::Text));
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
