//! The value of a [`Compiled`] expression. Three-valued: what can't be said is [`Val::Unknown`], and spreads but where
//! one side of `&&`, `||`, `all` or `exists` is enough. Never fails, never runs long.

mod arithmetic;
mod compare;
mod functions;
mod macros;
mod path;

pub(super) use path::stepped;

use super::ast::BinaryOperator;
use super::compiled::{Compiled, Constant, Node, Op};
use super::trouble::{Cause, Trouble};
use super::value::{List, Reference, Val};
use super::world::Scope;
use crate::text::Span;
use crate::value::Moment;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Most steps of one evaluation: a step is a part evaluated once, an item looked at, or 64 bytes of text.
pub const MOST_STEPS: u32 = 200_000;
/// Bytes of text that are worth a step.
const BYTES_A_STEP: usize = 64;

/// The value of an expression, and why it is unknown where nothing is absent.
#[derive(Clone, Debug)]
pub struct Evaluated<'a> {
    /// The value.
    pub value: Val<'a>,
    /// What went wrong first, where it matters to the value.
    pub trouble: Option<Trouble>,
}

impl Evaluated<'_> {
    /// Whether it holds; none where that can't be said.
    pub fn truth(&self) -> Option<bool> {
        self.value.truth()
    }
}

impl Compiled {
    /// The expression's value.
    pub fn eval<'a>(&'a self, scope: &Scope<'a>) -> Evaluated<'a> {
        let mut evaluation = Evaluation {
            scope,
            steps: MOST_STEPS,
            variables: [Val::Null, Val::Null],
            trouble: None,
        };
        let value = evaluation.node(&self.root);
        let too_costly = evaluation.steps == 0;
        let trouble = evaluation.trouble;
        match value {
            _ if too_costly => Evaluated {
                value: Val::Unknown,
                trouble: Some(Trouble {
                    cause: Cause::TooCostly,
                    span: self.root.span,
                }),
            },
            Val::Unknown | Val::List(_) => Evaluated { value, trouble },
            value => Evaluated {
                value,
                trouble: None,
            },
        }
    }
}

struct Evaluation<'a, 'e> {
    scope: &'e Scope<'a>,
    /// Steps that are left.
    steps: u32,
    variables: [Val<'a>; 2],
    trouble: Option<Trouble>,
}

impl<'a> Evaluation<'a, '_> {
    /// Takes so many steps; whether there are that many.
    fn spend(&mut self, steps: usize) -> bool {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.steps = self.steps.saturating_sub(steps);
        self.steps > 0
    }

    fn spend_text(&mut self, bytes: usize) -> bool {
        self.spend(bytes / BYTES_A_STEP + 1)
    }

    /// Notes why the value can't be said.
    fn trouble(&mut self, cause: Cause, span: Span) -> Val<'a> {
        self.trouble.get_or_insert(Trouble { cause, span });
        Val::Unknown
    }

    fn node(&mut self, node: &'a Node) -> Val<'a> {
        if !self.spend(1) {
            return Val::Unknown;
        }
        match &node.op {
            Op::Constant(constant) => of_constant(constant),
            Op::Today => Val::Moment(Moment::day(self.scope.world.today())),
            Op::Me(people) => match self.scope.world.me() {
                Some(id) => Val::Reference(Reference {
                    kind: *people,
                    id,
                    from: self.scope.record,
                }),
                None => Val::Null,
            },
            Op::Path(base, steps) => self.path(base, steps),
            Op::Not(of) => Val::from_truth(self.truth(of).map(|truth| !truth)),
            Op::Negate(of) => self.negated(of),
            Op::And(sides) => Val::from_truth(self.either(sides, false)),
            Op::Or(sides) => Val::from_truth(self.either(sides, true)),
            Op::If(parts) => {
                let [condition, yes, no] = &**parts;
                match self.truth(condition) {
                    Some(true) => self.node(yes),
                    Some(false) => self.node(no),
                    None => Val::Unknown,
                }
            }
            Op::Binary(operator, sides) => self.binary(*operator, sides, node.span),
            Op::Has(of) => match self.node(of) {
                Val::Null => Val::Boolean(false),
                Val::Unknown => Val::Unknown,
                Val::List(list) => Val::Boolean(!list.is_empty()),
                _ => Val::Boolean(true),
            },
            Op::List(items) => {
                let values = items.iter().map(|item| self.node(item)).collect();
                Val::List(List::Values(values))
            }
            Op::Index(sides) => self.item_at(sides),
            Op::Macro {
                name,
                over,
                variable,
                body,
            } => self.over_list(*name, over, *variable, body),
            Op::Call(function, takes) => self.call(*function, takes, node.span),
        }
    }

    fn truth(&mut self, node: &'a Node) -> Option<bool> {
        self.node(node).truth()
    }

    /// `||` where `enough` is true, `&&` where it is false: one side that is `enough` decides.
    fn either(&mut self, sides: &'a [Node; 2], enough: bool) -> Option<bool> {
        let [left, right] = sides;
        let left = self.truth(left);
        if left == Some(enough) {
            return left;
        }
        match self.truth(right) {
            Some(right) if right == enough => Some(enough),
            Some(_) => left,
            None => None,
        }
    }

    fn binary(&mut self, operator: BinaryOperator, sides: &'a [Node; 2], span: Span) -> Val<'a> {
        use BinaryOperator as B;
        let [left, right] = sides;
        let (left, right) = (self.node(left), self.node(right));
        let ordered = |this: &mut Self, holds: fn(Ordering) -> bool| {
            Val::from_truth(this.compare(&left, &right, span).map(holds))
        };
        match operator {
            B::Equal => Val::from_truth(self.equal(&left, &right, span)),
            B::Unequal => Val::from_truth(self.equal(&left, &right, span).map(|same| !same)),
            B::Less => ordered(self, Ordering::is_lt),
            B::LessOrEqual => ordered(self, Ordering::is_le),
            B::Greater => ordered(self, Ordering::is_gt),
            B::GreaterOrEqual => ordered(self, Ordering::is_ge),
            B::In => Val::from_truth(self.is_in(&left, &right, span)),
            _ => self.arithmetic(operator, left, right, span),
        }
    }

    fn item_at(&mut self, sides: &'a [Node; 2]) -> Val<'a> {
        let [list, index] = sides;
        let (list, at) = (self.node(list), self.node(index));
        match (list, at) {
            (Val::Null, _) => Val::Null,
            (Val::List(list), Val::Number(at)) => match usize::try_from(at) {
                Ok(place) if at.is_integer() => list.get(place).unwrap_or(Val::Null),
                _ => self.trouble(Cause::NotWhole, index.span),
            },
            _ => Val::Unknown,
        }
    }
}

fn of_constant(constant: &Constant) -> Val<'_> {
    match constant {
        Constant::Null => Val::Null,
        Constant::Boolean(truth) => Val::Boolean(*truth),
        Constant::Number(number) => Val::Number(*number),
        Constant::Text(text) => Val::Text(Cow::Borrowed(text)),
        Constant::Moment(moment) => Val::Moment(*moment),
        Constant::Length(length) => Val::Length(*length),
        Constant::Money(money) => Val::Money(*money),
        // They are read by the functions that take them.
        Constant::Position(_) | Constant::Regex(_) => Val::Unknown,
    }
}
