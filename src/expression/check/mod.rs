//! Names and types: a syntax tree and a process to a [`Compiled`] expression, or everything that is wrong with it.

mod calls;
mod fit;
mod literals;
mod names;
mod operators;

pub use names::is_taken;

use super::ast::{Expr, ExprKind, UnaryOperator};
use super::compiled::{Compiled, Constant, Node, Op};
use super::parse::parse;
use super::problem::Problem;
use super::reads::{Beyond, Reads};
use super::schema::Schema;
use super::types::Type;
use crate::form::KindId;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// Where an expression stands in the process: what its names mean, and what it must give.
#[derive(Clone, Debug)]
pub struct Site {
    /// The kind of the record at hand.
    pub kind: KindId,
    /// `item`, inside `each`.
    pub item: Option<Bound>,
    /// What it must give.
    pub wants: Wants,
}

/// What `item` or a variable stands for.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    /// Its type.
    pub ty: Type,
    /// Whether it is of the record at hand or lies in its folder.
    pub own: bool,
}

/// What an expression must give.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wants {
    /// Any value.
    Anything,
    /// `true` or `false`.
    Boolean,
    /// A number or money.
    Quantity,
    /// Money.
    Money,
    /// A day.
    Moment,
    /// A list of days.
    Moments,
    /// A list.
    List,
    /// A person.
    Person,
    /// A person or a list of people.
    People,
    /// What a text can show: no group of fields.
    Shown,
    /// What can be equal in two records: a value, or a list of values.
    Key,
    /// A value of a record that is being made; `me` is the person who makes it.
    Made,
}

/// Checks an expression.
///
/// # Errors
/// All mistakes, in the text's order; of a text that can't be read, those of its syntax.
pub fn compile(text: &str, schema: &dyn Schema, site: &Site) -> Result<Compiled, Vec<Problem>> {
    check(&parse(text)?, schema, site)
}

/// Checks a syntax tree.
///
/// # Errors
/// All mistakes, in the text's order.
pub fn check(expr: &Expr, schema: &dyn Schema, site: &Site) -> Result<Compiled, Vec<Problem>> {
    let mut checker = Checker {
        schema,
        site,
        variables: Vec::new(),
        beyond: Beyond::default(),
        confidential: false,
        problems: Vec::new(),
    };
    let typed = checker.expr(expr);
    checker.result(&typed);
    if checker.problems.is_empty() {
        return Ok(Compiled {
            reads: Reads::of(&typed.node, typed.own, checker.beyond, checker.confidential),
            root: typed.node,
            ty: typed.ty,
            written: None,
        });
    }
    checker
        .problems
        .sort_by_key(|problem| (problem.span.start, problem.span.end));
    checker.problems.dedup();
    Err(checker.problems)
}

/// A checked part and its type.
struct Typed {
    node: Node,
    ty: Type,
    /// Whether its records are the one at hand or lie in its folder: they are judged together.
    own: bool,
}

impl Typed {
    fn new(op: Op, span: Span, ty: Type) -> Typed {
        Typed {
            node: Node { op, span },
            ty,
            own: false,
        }
    }

    fn constant(constant: Constant, span: Span, ty: Type) -> Typed {
        Typed::new(Op::Constant(constant), span, ty).own(true)
    }

    fn own(self, own: bool) -> Typed {
        Typed { own, ..self }
    }
}

struct Checker<'s> {
    schema: &'s dyn Schema,
    site: &'s Site,
    /// Variables of the macros around, outermost first.
    variables: Vec<(String, Bound)>,
    /// What it reads of other records.
    beyond: Beyond,
    /// Whether it reads a field that is confidential.
    confidential: bool,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    /// Notes a mistake and stands in for the part that has it.
    fn wrong(&mut self, problem: Problem) -> Typed {
        let span = problem.span;
        self.problems.push(problem);
        Typed::constant(Constant::Null, span, Type::Any)
    }

    fn phrase(&self, ty: &Type) -> Phrase {
        ty.phrase(self.schema)
    }

    fn expr(&mut self, expr: &Expr) -> Typed {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Null => Typed::constant(Constant::Null, span, Type::Null),
            ExprKind::Boolean(value) => {
                Typed::constant(Constant::Boolean(*value), span, Type::Boolean)
            }
            ExprKind::Number(number) => {
                Typed::constant(Constant::Number(*number), span, Type::NUMBER)
            }
            ExprKind::Text(text) => {
                Typed::constant(Constant::Text(text.as_str().into()), span, Type::Text)
            }
            ExprKind::List(items) => self.list(items, span),
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::Member(of, name) => self.member(of, name, span),
            ExprKind::Index(of, index) => self.index(of, index, span),
            ExprKind::Call {
                on,
                name,
                arguments,
            } => self.call(on.as_deref(), name, arguments, span),
            ExprKind::Unary(UnaryOperator::Not, operand) => {
                let operand = self.boolean(operand, "!");
                Typed::new(Op::Not(Box::new(operand)), span, Type::Boolean)
            }
            ExprKind::Unary(UnaryOperator::Negate, operand) => self.negative(operand, span),
            ExprKind::Binary(operator, left, right) => self.binary(*operator, left, right, span),
            ExprKind::Conditional(condition, yes, no) => self.conditional(condition, yes, no, span),
        }
    }

    /// Whether the whole gives what the site wants.
    fn result(&mut self, typed: &Typed) {
        let wants = self.site.wants;
        if wants.admits(&typed.ty, self.schema) {
            return;
        }
        let (wanted, found) = (wants.phrase(), self.phrase(&typed.ty));
        self.problems.push(Problem::new(
            typed.node.span,
            say!(en: "this must give {wanted}, and gives {found}", zh: "这里应得到{wanted}，实际得到{found}", wanted = wanted, found = found),
        ));
    }
}

impl Wants {
    fn admits(self, ty: &Type, schema: &dyn Schema) -> bool {
        let person = |ty: &Type| match ty {
            Type::Any => true,
            Type::Record(kind) => schema.people() == Some(*kind),
            _ => false,
        };
        match (self, ty) {
            (Wants::Anything | Wants::Made, _) | (_, Type::Any) => true,
            (Wants::Boolean, ty) => *ty == Type::Boolean,
            (Wants::Quantity, ty) => matches!(ty, Type::Number { .. } | Type::Money),
            (Wants::Money, ty) => *ty == Type::Money,
            (Wants::Moment, ty) => *ty == Type::Moment,
            (Wants::Moments, Type::List(of)) => matches!(**of, Type::Moment | Type::Any),
            (Wants::List, ty) => matches!(ty, Type::List(_)),
            (Wants::Person, ty) => person(ty),
            (Wants::People, Type::List(of)) => person(of),
            (Wants::People, ty) => person(ty),
            (Wants::Shown | Wants::Key, Type::List(of)) => fit::is_plain(of),
            (Wants::Shown | Wants::Key, ty) => fit::is_plain(ty),
            (Wants::Moments, _) => false,
        }
    }

    fn phrase(self) -> Phrase {
        match self {
            Wants::Anything | Wants::Made => say!(en: "anything", zh: "任意值"),
            Wants::Boolean => say!(en: "true or false", zh: "是否值"),
            Wants::Quantity => say!(en: "a number or money", zh: "数字或金额"),
            Wants::Money => say!(en: "money", zh: "金额"),
            Wants::Moment => say!(en: "a day", zh: "日期"),
            Wants::Moments => say!(en: "a list of days", zh: "日期的列表"),
            Wants::List => say!(en: "a list", zh: "列表"),
            Wants::Person => say!(en: "a person", zh: "人员"),
            Wants::People => say!(en: "a person or a list of people", zh: "人员或人员列表"),
            Wants::Shown => say!(en: "a value that can be shown", zh: "可以显示的值"),
            Wants::Key => say!(en: "a value or a list of values", zh: "值或值的列表"),
        }
    }
}
