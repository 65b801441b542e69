//! Compiling the expressions of a definition where they stand, with problems at their place in the file.

use super::block::{Block, Located, Reading};
use super::kind::Outline;
use super::problem::{Problem, Sort};
use super::proof::Proof;
use super::reach::Reach;
use crate::expression::{self, Bound, Compiled, Site, Type, Wants};
use crate::form::{FieldType, KindId};
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
use crate::text::{NodeKind, NodeRef, Span};
use crate::value::Currency;
use std::cell::RefCell;

/// The outlines of all kinds: what expressions can see.
#[derive(Debug)]
pub struct Outlines {
    /// By [`KindId`].
    pub all: Vec<Outline>,
    /// Names and titles of the roles.
    pub roles: Vec<(String, Phrase)>,
    /// The kind of people's records.
    pub people: Option<KindId>,
    /// Of money written without a currency.
    pub currency: Currency,
    /// How sign-offs are proven unless they say otherwise.
    pub proof: Proof,
    /// What the expressions that were compiled so far read of other records.
    pub reach: RefCell<Reach>,
}

impl Outlines {
    /// An outline.
    pub fn get(&self, kind: KindId) -> &Outline {
        &self.all[usize::from(kind.0)]
    }

    /// The names of the roles.
    pub fn role_names(&self) -> impl Iterator<Item = &str> {
        self.roles.iter().map(|(name, _)| name.as_str())
    }
}

/// A message with expressions in it, in both languages.
#[derive(Debug)]
pub struct Template {
    /// In Chinese.
    pub zh: expression::Template,
    /// In English.
    pub en: expression::Template,
}

/// Compiles expressions that stand in one kind's file.
pub struct Compiler<'c> {
    /// The file.
    pub reading: Reading<'c>,
    /// All kinds.
    pub outlines: &'c Outlines,
    kind: KindId,
    item: Option<Bound>,
    /// Whether what is compiled takes part in the judgement.
    judged: bool,
}

impl<'c> Compiler<'c> {
    /// A compiler for the kind that the file defines.
    pub fn new(reading: Reading<'c>, outlines: &'c Outlines, kind: KindId) -> Compiler<'c> {
        Compiler {
            reading,
            outlines,
            kind,
            item: None,
            judged: true,
        }
    }

    /// For expressions that no judgement asks.
    pub fn unjudged(&self) -> Compiler<'c> {
        Compiler {
            item: self.item.clone(),
            judged: false,
            ..*self
        }
    }

    /// The kind's outline.
    pub fn outline(&self) -> &'c Outline {
        self.outlines.get(self.kind)
    }

    /// The list under `each`, if there is one, and the compiler for what is inside; `None` where it is wrong.
    pub fn each(&self, block: Block<'_>) -> Option<(Option<Compiled>, Compiler<'c>)> {
        match block.get("each").map(|node| self.list(node)) {
            Some(Some((each, ty))) => {
                let own = each.reads().own;
                let inside = Compiler {
                    item: Some(Bound { ty, own }),
                    ..*self
                };
                Some((Some(each), inside))
            }
            Some(None) => None,
            None => Some((
                None,
                Compiler {
                    item: self.item.clone(),
                    ..*self
                },
            )),
        }
    }

    /// For expressions in this file whose names are those of another kind.
    pub fn of_kind(&self, kind: KindId) -> Compiler<'c> {
        Compiler {
            kind,
            item: None,
            ..*self
        }
    }

    /// An expression that is true or false.
    pub fn boolean(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Boolean)
    }

    /// An expression that gives a day.
    pub fn moment(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Moment)
    }

    /// An expression that gives days.
    pub fn moments(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Moments)
    }

    /// An expression that gives a person, or several.
    pub fn people(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::People)
    }

    /// An expression that gives a person.
    pub fn person(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Person)
    }

    /// An expression that gives money.
    pub fn money(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Money)
    }

    /// An expression that gives anything.
    pub fn any(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Anything)
    }

    /// An expression that gives a value of a record that is being made.
    pub fn made(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Made)
    }

    /// An expression whose values can be equal in two records.
    pub fn key(&self, node: NodeRef<'_>) -> Option<Compiled> {
        self.compile(node, Wants::Key)
    }

    /// An expression that gives a list, and the type of its items.
    pub fn list(&self, node: NodeRef<'_>) -> Option<(Compiled, Type)> {
        let compiled = self.compile(node, Wants::List)?;
        let item = match compiled.ty() {
            Type::List(item) => (**item).clone(),
            _ => Type::Any,
        };
        Some((compiled, item))
    }

    fn compile(&self, node: NodeRef<'_>, wants: Wants) -> Option<Compiled> {
        let text = self.text(node)?;
        match expression::compile(text, self.outlines, &self.site(wants)) {
            Ok(compiled) => {
                if self.judged && wants != Wants::Made {
                    self.outlines.reach.borrow_mut().add(self.kind, &compiled);
                }
                Some(compiled.written(self.reading.file, node.span()))
            }
            Err(problems) => {
                self.report(node, problems);
                None
            }
        }
    }

    /// A message with expressions.
    pub fn template(&self, node: NodeRef<'_>) -> Option<Template> {
        if node.kind() != NodeKind::Map {
            return Some(Template {
                zh: self.message(node)?,
                en: self.message(node)?,
            });
        }
        self.reading.phrase(node)?;
        let part = |key| node.get(key).and_then(|node| self.message(node));
        Some(Template {
            zh: part("zh-CN")?,
            en: part("en")?,
        })
    }

    fn message(&self, node: NodeRef<'_>) -> Option<expression::Template> {
        let text = self.text(node)?;
        match expression::Template::compile(text, self.outlines, &self.site(Wants::Shown)) {
            Ok(message) => Some(message),
            Err(problems) => {
                self.report(node, problems);
                None
            }
        }
    }

    fn site(&self, wants: Wants) -> Site {
        Site {
            kind: self.kind,
            item: self.item.clone(),
            wants,
        }
    }

    fn text<'t>(&self, node: NodeRef<'t>) -> Option<&'t str> {
        let text = node.scalar();
        if text.is_none() {
            self.reading.wrong(
                node.span(),
                say!(en: "an expression is expected here", zh: "此处应为表达式"),
                Some(say!(en: "put quotes around it if it has `: `, `#`, `{{` or `[`", zh: "含 `: `、`#`、`{{`、`[` 时请加引号")),
            );
        }
        text
    }

    /// Problems are at bytes of the expression; where quotes changed it, the whole value is named.
    fn report(&self, node: NodeRef<'_>, problems: Vec<expression::Problem>) {
        for problem in problems {
            let span = match node.verbatim() {
                Some(text) => Span::new(
                    (text.start + problem.span.start).min(text.end),
                    (text.start + problem.span.end).min(text.end),
                ),
                None => node.span(),
            };
            self.reading.keep(Problem {
                rule: Rule::InvalidExpression,
                spot: self.reading.spot(span),
                message: problem.message,
                help: problem.help,
                misses: problem
                    .misses
                    .map(|name| (&[Sort::Field, Sort::Kind][..], name.into())),
            });
        }
    }

    /// The kind of a child of this kind.
    pub fn child(&self, name: &Located<&str>) -> Option<KindId> {
        let children: Vec<&Outline> = self
            .outlines
            .all
            .iter()
            .filter(|outline| outline.parent == Some(self.kind))
            .collect();
        let found = children
            .iter()
            .find(|outline| outline.name == name.value)
            .map(|outline| outline.id);
        if found.is_none() {
            let names = children.iter().map(|outline| outline.name.as_str());
            self.reading
                .unknown_name(&[Sort::Kind], name.spot.span, name.value, names);
        }
        found
    }

    /// The slots and the title of a field, through groups: `budget.low`.
    pub fn field_path(&self, path: &Located<&str>) -> Option<(Vec<usize>, Phrase)> {
        let mut shape = &self.outline().shape;
        let mut slots: Vec<usize> = Vec::new();
        let mut title = Phrase::default();
        for (index, name) in path.value.split('.').enumerate() {
            if index > 0 {
                let FieldType::Group(inner) = &shape.fields[*slots.last()?].ty else {
                    let message = say!(en: "`{path}` goes into a field that is no group", zh: "`{path}` 中有一段不是组", path = path.value);
                    self.reading.wrong(path.spot.span, message, None);
                    return None;
                };
                shape = inner;
            }
            let Some((slot, field)) = shape.find(name) else {
                let names = shape.fields.iter().map(|field| field.name.as_str());
                self.reading
                    .unknown_name(&[Sort::Field], path.spot.span, name, names);
                return None;
            };
            slots.push(slot);
            title = field.title.clone();
        }
        Some((slots, title))
    }
}
