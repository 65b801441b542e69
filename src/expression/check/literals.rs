//! Literals whose meaning depends on what stands beside them: names of choices, amounts of money, and the texts
//! that some functions demand.

use super::{Checker, Typed};
use crate::expression::ast::{Expr, ExprKind};
use crate::expression::compiled::{Constant, Node, Op};
use crate::expression::problem::{Problem, known_names};
use crate::expression::types::{Choices, Origin, Type};
use crate::expression::vocabulary::Pattern;
use crate::form::KindId;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::value::{Currency, Length, Moment, Money, date};
use regex::RegexBuilder;

/// Largest compiled regular expression, in bytes.
const LARGEST_REGEX: usize = 1 << 20;

/// Makes literal numbers beside money amounts in the pipeline's currency.
pub(super) fn as_money(one: &mut Typed, two: &mut Typed, currency: Currency) {
    let (one_is, two_is) = (is_money(&one.ty), is_money(&two.ty));
    for (this, beside_money) in [(one, two_is), (two, one_is)] {
        if beside_money && turn_to_money(&mut this.node, currency) {
            this.ty = match &this.ty {
                Type::List(_) => Type::list(Type::Money),
                _ => Type::Money,
            };
        }
    }
}

fn is_money(ty: &Type) -> bool {
    match ty {
        Type::Money => true,
        Type::List(of) => is_money(of),
        _ => false,
    }
}

fn turn_to_money(node: &mut Node, currency: Currency) -> bool {
    match &mut node.op {
        Op::Constant(Constant::Number(amount)) => {
            let amount = *amount;
            node.op = Op::Constant(Constant::Money(Money { amount, currency }));
            true
        }
        Op::List(items) if !items.is_empty() && items.iter().all(is_number_literal) => {
            items.iter_mut().all(|item| turn_to_money(item, currency))
        }
        _ => false,
    }
}

fn is_number_literal(node: &Node) -> bool {
    matches!(node.op, Op::Constant(Constant::Number(_)))
}

impl Checker<'_> {
    /// Says which literal texts of `node` are none of the names that they are compared with.
    pub(super) fn choice_names(&mut self, choices: &Choices, node: &Node) {
        match &node.op {
            Op::Constant(Constant::Text(name)) if choices.position(name).is_none() => {
                let problem = unknown_choice(choices, name, node.span, self);
                self.problems.push(problem);
            }
            Op::List(items) => items
                .iter()
                .for_each(|item| self.choice_names(choices, item)),
            Op::If(parts) => {
                let [_, yes, no] = &**parts;
                self.choice_names(choices, yes);
                self.choice_names(choices, no);
            }
            _ => {}
        }
    }

    /// The literal text that a function demands, as what it means.
    pub(super) fn literal(&mut self, pattern: Pattern, of: Option<KindId>, expr: &Expr) -> Typed {
        let ExprKind::Text(text) = &expr.kind else {
            let wanted = pattern.phrase();
            return self.wrong(Problem::new(
                expr.span,
                say!(en: "this must be a text written here: {wanted}", zh: "这里必须直接写出文本：{wanted}", wanted = wanted),
            ));
        };
        let span = expr.span;
        let constant = match pattern {
            Pattern::DayText => date::read(text)
                .map(|day| Constant::Moment(Moment::day(day)))
                .map_err(|refusal| Problem::new(span, refusal)),
            Pattern::LengthText => Length::read(text)
                .map(Constant::Length)
                .map_err(|refusal| Problem::new(span, refusal)),
            Pattern::MoneyText => Money::read(text, self.schema.currency())
                .map(Constant::Money)
                .map_err(|refusal| Problem::new(span, refusal)),
            Pattern::Regex => regex(text, span),
            Pattern::Stage => self.stage(text, of, span),
            Pattern::SignOff => self.signoff(text, of, span),
            _ => self.role(text, span),
        };
        match constant {
            Ok(constant) => Typed::constant(constant, span, Type::Text),
            Err(problem) => self.wrong(problem),
        }
    }

    fn stage(&self, name: &str, of: Option<KindId>, span: Span) -> Result<Constant, Problem> {
        let Some(kind) = of else {
            return Ok(Constant::Null);
        };
        let stages = self.schema.stages(kind);
        let names: Vec<&str> = stages.into_iter().map(|(name, _)| name).collect();
        let kind = self.schema.name(kind);
        if names.is_empty() {
            return Err(Problem::new(
                span,
                say!(en: "`{kind}` has no stages", zh: "`{kind}` 没有阶段", kind = kind),
            ));
        }
        position(&names, name, || {
            Problem::new(
                span,
                say!(en: "`{kind}` has no stage `{name}`", zh: "`{kind}` 没有阶段 `{name}`", kind = kind, name = name),
            )
        })
    }

    fn signoff(&self, name: &str, of: Option<KindId>, span: Span) -> Result<Constant, Problem> {
        let Some(kind) = of else {
            return Ok(Constant::Null);
        };
        let names = self.schema.signoffs(kind);
        let kind = self.schema.name(kind);
        position(&names, name, || {
            Problem::new(
                span,
                say!(en: "`{kind}` has no sign-off `{name}`", zh: "`{kind}` 没有签批 `{name}`", kind = kind, name = name),
            )
        })
    }

    fn role(&self, name: &str, span: Span) -> Result<Constant, Problem> {
        let roles = self.schema.roles();
        let names: Vec<&str> = roles.into_iter().map(|(name, _)| name).collect();
        position(&names, name, || Problem::new(span, unknown_role(name)))
    }
}

fn position(
    names: &[&str],
    name: &str,
    unknown: impl FnOnce() -> Problem,
) -> Result<Constant, Problem> {
    names
        .iter()
        .position(|known| *known == name)
        .map(Constant::Position)
        .ok_or_else(|| unknown().advise(known_names(name, names)))
}

fn unknown_role(name: &str) -> Phrase {
    say!(en: "there is no role `{name}`", zh: "没有角色 `{name}`", name = name)
}

fn unknown_choice(choices: &Choices, name: &str, span: Span, checker: &Checker<'_>) -> Problem {
    let message = match &choices.origin {
        Origin::Field(field) => {
            say!(en: "`{field}` has no value `{name}`", zh: "`{field}` 没有选项 `{name}`", field = field, name = name)
        }
        Origin::Stages(kind) => {
            let kind = checker.schema.name(*kind);
            say!(en: "`{kind}` has no stage `{name}`", zh: "`{kind}` 没有阶段 `{name}`", kind = kind, name = name)
        }
        Origin::Roles => unknown_role(name),
    };
    Problem::new(span, message).advise(known_names(name, &choices.names()))
}

fn regex(text: &str, span: Span) -> Result<Constant, Problem> {
    let built = RegexBuilder::new(text)
        .size_limit(LARGEST_REGEX)
        .dfa_size_limit(LARGEST_REGEX)
        .build();
    built.map(Constant::Regex).map_err(|error| {
        let why = match error {
            regex::Error::CompiledTooBig(_) => {
                say!(en: "the regular expression is too large", zh: "正则表达式太大")
            }
            error => {
                // The last line says what is wrong; the ones before draw a picture of where.
                let text = error.to_string();
                let why = text.lines().last().unwrap_or_default();
                let why = why.trim_start_matches("error: ").to_owned();
                say!(en: "not a regular expression: {why}", zh: "正则表达式有误：{why}", why = why)
            }
        };
        Problem::new(span, why)
    })
}
