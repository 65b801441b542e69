//! Names: variables, `item`, fields, children, parents, `today`, `pipeline`; and the steps of a path.

use super::{Checker, Typed, Wants};
use crate::expression::ast::{Expr, ExprKind, Name};
use crate::expression::compiled::{Base, Constant, Node, Op, Step};
use crate::expression::member::Member;
use crate::expression::problem::{Problem, did_you_mean};
use crate::expression::types::Type;
use crate::expression::vocabulary::called;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// Names with a meaning of their own. A field can't have them.
pub const OWN_NAMES: [&str; 4] = ["item", "today", "pipeline", "me"];

/// Whether a name means something to the language, so that no field or kind can have it.
pub fn is_taken(name: &str) -> bool {
    OWN_NAMES.contains(&name) || crate::expression::is_reserved(name)
}

impl Checker<'_> {
    /// A name that stands alone.
    pub(super) fn name(&mut self, name: &str, span: Span) -> Typed {
        match self.known(name, span) {
            Some(typed) => typed,
            None if name == "pipeline" => self.wrong(
                Problem::new(span, say!(en: "`pipeline` alone is no value", zh: "`pipeline` 不能单独使用"))
                    .help(say!(en: "write `pipeline.KIND` for all records of a kind", zh: "用 `pipeline.表单` 取某种表单的全部记录")),
            ),
            None => self.unknown_name(name, span),
        }
    }

    fn known(&mut self, name: &str, span: Span) -> Option<Typed> {
        let variable = self
            .variables
            .iter()
            .enumerate()
            .rev()
            .find(|(_, (known, _))| known == name);
        if let Some((at, (_, item))) = variable {
            let op = Op::Path(Base::Variable(at), Vec::new());
            return Some(Typed::new(op, span, item.ty.clone()).own(item.own));
        }
        if let Some(item) = self.site.item.as_ref().filter(|_| name == "item") {
            let op = Op::Path(Base::Item, Vec::new());
            return Some(Typed::new(op, span, item.ty.clone()).own(item.own));
        }
        if let Some((step, ty)) = self.step_from(&Type::Record(self.site.kind), name) {
            let own = !step.leads_away();
            return Some(Typed::new(Op::Path(Base::Record, vec![step]), span, ty).own(own));
        }
        match (name, self.schema.people()) {
            ("today", _) => Some(Typed::new(Op::Today, span, Type::Moment)),
            ("me", Some(people)) if self.site.wants == Wants::Made => {
                Some(Typed::new(Op::Me(people), span, Type::Record(people)))
            }
            _ => None,
        }
    }

    fn unknown_name(&mut self, name: &str, span: Span) -> Typed {
        let kind = self.schema.name(self.site.kind).to_owned();
        let help = if name == "item" {
            Some(
                say!(en: "`item` is known where there is an `each`", zh: "只有写了 `each` 才能用 `item`"),
            )
        } else if name == "me" {
            Some(
                say!(en: "`me` is known where a record is made: in `default` and `id`", zh: "只有新建记录时（`default` 和 `id` 中）才能用 `me`"),
            )
        } else if let Some(entry) = called(name) {
            let usage = entry
                .signatures
                .first()
                .map(|signature| entry.usage(signature));
            usage.map(|usage| say!(en: "use: {usage}", zh: "用法：{usage}", usage = usage))
        } else {
            did_you_mean(name, self.visible_names()).or_else(|| {
                Some(say!(en: "a text is written in quotes: `'{name}'`", zh: "文本要加引号：`'{name}'`", name = name))
            })
        };
        self.wrong(
            Problem::new(
                span,
                say!(en: "`{kind}` has no field `{name}`", zh: "`{kind}` 没有字段 `{name}`", kind = kind, name = name),
            )
            .misses(name)
            .advise(help),
        )
    }

    fn visible_names(&self) -> Vec<&str> {
        let own = OWN_NAMES.into_iter().filter(|name| match *name {
            "item" => self.site.item.is_some(),
            "me" => self.site.wants == Wants::Made,
            _ => true,
        });
        self.variables
            .iter()
            .map(|(name, _)| name.as_str())
            .chain(self.members(&Type::Record(self.site.kind)))
            .chain(own)
            .collect()
    }

    /// A name after a point.
    pub(super) fn member(&mut self, of: &Expr, name: &Name, span: Span) -> Typed {
        let is_pipeline = matches!(&of.kind, ExprKind::Name(first) if first == "pipeline");
        if is_pipeline && self.known("pipeline", of.span).is_none() {
            return self.all_of(name, span);
        }
        let of = self.expr(of);
        if matches!(of.ty, Type::Any | Type::Null) {
            return Typed::constant(Constant::Null, span, Type::Any);
        }
        let Some((step, ty)) = self.step_from(&of.ty, &name.text) else {
            return self.unknown_member(&of.ty, name);
        };
        match (&of.ty, &step) {
            _ if of.own => {}
            (Type::Record(kind), Step::Field { index, .. }) => {
                self.beyond.fields.insert((*kind, *index));
            }
            (_, Step::Field { .. }) => {}
            (_, Step::Children(kind) | Step::Child(kind) | Step::Parent(kind)) => {
                self.beyond.facts.insert(*kind);
            }
        }
        let own = of.own && !step.leads_away();
        Typed::new(with_step(of, step), span, ty).own(own)
    }

    /// `pipeline.KIND`
    fn all_of(&mut self, name: &Name, span: Span) -> Typed {
        if let Some(kind) = self.schema.kind(&name.text) {
            self.beyond.whole.insert(kind);
            let op = Op::Path(Base::All(kind), Vec::new());
            return Typed::new(op, span, Type::list(Type::Record(kind)));
        }
        let kinds = self.schema.kinds();
        let help = did_you_mean(&name.text, kinds.into_iter().map(|(_, name)| name));
        self.wrong(
            Problem::new(
                name.span,
                say!(en: "there is no kind `{name}`", zh: "没有表单 `{name}`", name = name.text),
            )
            .misses(&name.text)
            .advise(help),
        )
    }

    fn step_from(&mut self, of: &Type, name: &str) -> Option<(Step, Type)> {
        let member = Member::find(self.schema, of, name)?;
        self.confidential |= member.confidential;
        Some((member.step, member.ty))
    }

    fn members(&self, of: &Type) -> Vec<&str> {
        Member::names(self.schema, of)
    }

    fn unknown_member(&mut self, of: &Type, name: &Name) -> Typed {
        let member = name.text.as_str();
        let problem = match of {
            Type::Record(kind) => {
                let kind = self.schema.name(*kind);
                Problem::new(
                    name.span,
                    say!(en: "`{kind}` has no field `{member}`", zh: "`{kind}` 没有字段 `{member}`", kind = kind, member = member),
                )
                .advise(did_you_mean(member, self.members(of)))
            }
            Type::Group(_) => Problem::new(
                name.span,
                say!(en: "the group has no field `{member}`", zh: "这一组没有字段 `{member}`", member = member),
            )
            .advise(did_you_mean(member, self.members(of))),
            Type::List(_) => Problem::new(
                name.span,
                say!(en: "a list has no field `{member}`", zh: "列表没有字段 `{member}`", member = member),
            )
            .advise(counting(member).or_else(|| {
                Some(say!(en: "its items have: write `.map(x, x.{member})` or `.all(x, …)`", zh: "字段在各项里：写 `.map(x, x.{member})` 或 `.all(x, …)`", member = member))
            })),
            _ => {
                let of = self.phrase(of);
                Problem::new(
                    name.span,
                    say!(en: "there is no `{member}` in {of}", zh: "没有 `{member}` 这一项：这是{of}", of = of, member = member),
                )
                .advise(counting(member))
            }
        };
        self.wrong(problem.misses(member))
    }
}

/// What to write where other languages ask for the length.
fn counting(member: &str) -> Option<Phrase> {
    matches!(member, "length" | "len" | "count" | "size")
        .then(|| say!(en: "use: size(…)", zh: "用法：size(…)"))
}

/// A path that goes one step on.
fn with_step(of: Typed, step: Step) -> Op {
    match of.node.op {
        Op::Path(base, mut steps) => {
            steps.push(step);
            Op::Path(base, steps)
        }
        op => {
            let node = Node {
                op,
                span: of.node.span,
            };
            Op::Path(Base::Value(Box::new(node)), vec![step])
        }
    }
}
