//! Operators, lists and conditions.

use super::literals::as_money;
use super::{Checker, Typed};
use crate::expression::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};
use crate::expression::compiled::{Constant, Node, Op};
use crate::expression::problem::Problem;
use crate::expression::types::Type;
use crate::expression::vocabulary::{Meaning, operator};
use crate::say;
use crate::text::Span;

impl Checker<'_> {
    /// An expression that must be true or false, as `by` demands.
    pub(super) fn boolean(&mut self, expr: &Expr, by: &str) -> Node {
        let typed = self.expr(expr);
        if !matches!(typed.ty, Type::Boolean | Type::Any) {
            let found = self.phrase(&typed.ty);
            self.problems.push(Problem::new(
                expr.span,
                say!(en: "`{by}` needs true or false, not {found}", zh: "`{by}` 需要是否值，不能用{found}", by = by, found = found),
            ));
        }
        typed.node
    }

    pub(super) fn negative(&mut self, operand: &Expr, span: Span) -> Typed {
        let typed = self.expr(operand);
        if let Op::Constant(Constant::Number(number)) = typed.node.op {
            return Typed::constant(Constant::Number(-number), span, Type::NUMBER);
        }
        let meaning = Meaning::Unary(UnaryOperator::Negate);
        let takes = [typed];
        let ty = self.operation(meaning, &takes, span);
        let [typed] = takes;
        Typed::new(Op::Negate(Box::new(typed.node)), span, ty)
    }

    fn operation(&mut self, meaning: Meaning, takes: &[Typed], span: Span) -> Type {
        operator(meaning).map_or(Type::Any, |entry| self.given_by(entry, takes, span))
    }

    pub(super) fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Typed {
        use BinaryOperator as B;
        match operator {
            B::And | B::Or => {
                let sides = [left, right].map(|side| self.boolean(side, operator.sign()));
                let sides = Box::new(sides);
                let op = if operator == B::And {
                    Op::And(sides)
                } else {
                    Op::Or(sides)
                };
                Typed::new(op, span, Type::Boolean)
            }
            B::Equal | B::Unequal if is_null(left) => self.presence(operator, right, span),
            B::Equal | B::Unequal if is_null(right) => self.presence(operator, left, span),
            _ => {
                let sides = [self.expr(left), self.expr(right)];
                self.operands(operator, sides, span)
            }
        }
    }

    /// `x == null`, `x != null`
    fn presence(&mut self, operator: BinaryOperator, of: &Expr, span: Span) -> Typed {
        let of = self.expr(of);
        let has = Op::Has(Box::new(of.node));
        let op = match operator {
            BinaryOperator::Unequal => has,
            _ => Op::Not(Box::new(Node { op: has, span })),
        };
        Typed::new(op, span, Type::Boolean)
    }

    fn operands(&mut self, operator: BinaryOperator, sides: [Typed; 2], span: Span) -> Typed {
        use BinaryOperator as B;
        let [mut left, mut right] = sides;
        if !matches!(operator, B::Multiply | B::Divide | B::Remainder) {
            as_money(&mut left, &mut right, self.schema.currency());
        }
        let sides = [left, right];
        let ty = match operator {
            B::Equal | B::Unequal => {
                let [left, right] = &sides;
                self.comparable(operator, (left, &left.ty), (right, &right.ty), span);
                Type::Boolean
            }
            B::In => self.membership(&sides, span),
            B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual => {
                self.ordered(operator, &sides, span)
            }
            _ => self.operation(Meaning::Binary(operator), &sides, span),
        };
        let sides = Box::new(sides.map(|side| side.node));
        Typed::new(Op::Binary(operator, sides), span, ty)
    }

    fn ordered(&mut self, operator: BinaryOperator, sides: &[Typed; 2], span: Span) -> Type {
        let sign = operator.sign();
        if sides.iter().any(|side| matches!(side.ty, Type::Choice(_))) {
            self.problems.push(
                Problem::new(
                    span,
                    say!(en: "`{sign}`: named values have no order", zh: "`{sign}`：选项没有大小之分", sign = sign),
                )
                .help(say!(en: "list them: `x in ['a', 'b']`; of stages ask `reached('…')` or `passed('…')`", zh: "请列出来：`x in ['a', 'b']`；阶段请用 `reached('…')` 或 `passed('…')`")),
            );
            return Type::Boolean;
        }
        self.operation(Meaning::Binary(operator), sides, span);
        Type::Boolean
    }

    fn membership(&mut self, sides: &[Typed; 2], span: Span) -> Type {
        let [item, list] = sides;
        match &list.ty {
            Type::List(of) => {
                self.comparable(BinaryOperator::In, (item, &item.ty), (list, of), span);
            }
            Type::Any => {}
            other => {
                let found = self.phrase(other);
                let help = matches!(other, Type::Text | Type::Choice(_)).then(|| {
                    say!(en: "of a text ask `t.contains('…')`", zh: "判断文本是否包含，请用 `t.contains('…')`")
                });
                self.problems.push(
                    Problem::new(
                        list.node.span,
                        say!(en: "`in` needs a list, not {found}", zh: "`in` 后面要用列表，不能用{found}", found = found),
                    )
                    .advise(help),
                );
            }
        }
        Type::Boolean
    }

    /// Says what can't be equal.
    fn comparable(
        &mut self,
        operator: BinaryOperator,
        (left, left_ty): (&Typed, &Type),
        (right, right_ty): (&Typed, &Type),
        span: Span,
    ) {
        let alike = match (left_ty, right_ty) {
            (Type::Any | Type::Null, _) | (_, Type::Any | Type::Null) => true,
            (Type::Group(_), _) | (_, Type::Group(_)) => false,
            (Type::Choice(one), Type::Choice(two)) => one
                .values
                .iter()
                .any(|(name, _)| two.position(name).is_some()),
            (Type::Choice(choices), Type::Text) => {
                let choices = choices.clone();
                self.choice_names(&choices, &right.node);
                true
            }
            (Type::Text, Type::Choice(choices)) => {
                let choices = choices.clone();
                self.choice_names(&choices, &left.node);
                true
            }
            (Type::Record(_), Type::Text) | (Type::Text, Type::Record(_)) => true,
            (Type::List(one), Type::List(two)) => {
                return self.comparable(operator, (left, one), (right, two), span);
            }
            (one, two) => one.joined(two).is_some(),
        };
        if alike {
            return;
        }
        let (one, two, sign) = (self.phrase(left_ty), self.phrase(right_ty), operator.sign());
        let help = [left_ty, right_ty]
            .iter()
            .any(|ty| matches!(ty, Type::Group(_)))
            .then(|| say!(en: "compare its fields, or ask `has(…)`", zh: "请比较其中的字段，或用 `has(…)`"));
        self.problems.push(
            Problem::new(
                span,
                say!(en: "`{sign}` can't compare {one} with {two}", zh: "`{sign}` 不能比较{one}与{two}", sign = sign, one = one, two = two),
            )
            .advise(help),
        );
    }

    pub(super) fn conditional(
        &mut self,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        span: Span,
    ) -> Typed {
        let condition = self.boolean(condition, "? :");
        let (mut yes, mut no) = (self.expr(yes), self.expr(no));
        as_money(&mut yes, &mut no, self.schema.currency());
        let ty = yes.ty.joined(&no.ty).unwrap_or_else(|| {
            let (one, two) = (self.phrase(&yes.ty), self.phrase(&no.ty));
            self.problems.push(Problem::new(
                span,
                say!(en: "one side gives {one}, the other {two}", zh: "一边是{one}，另一边是{two}", one = one, two = two),
            ));
            Type::Any
        });
        let own = yes.own && no.own;
        let parts = Box::new([condition, yes.node, no.node]);
        Typed::new(Op::If(parts), span, ty).own(own)
    }

    pub(super) fn list(&mut self, items: &[Expr], span: Span) -> Typed {
        let mut typed: Vec<Typed> = items.iter().map(|item| self.expr(item)).collect();
        if let Some(money) = typed.iter().position(|item| item.ty == Type::Money) {
            let (before, rest) = typed.split_at_mut(money);
            if let Some((money, after)) = rest.split_first_mut() {
                for item in before.iter_mut().chain(after) {
                    as_money(money, item, self.schema.currency());
                }
            }
        }
        let mut of = Type::Any;
        for item in &typed {
            match of.joined(&item.ty) {
                Some(joined) => of = joined,
                None => {
                    let list = self.phrase(&Type::list(of.clone()));
                    let item_type = self.phrase(&item.ty);
                    self.problems.push(Problem::new(
                        item.node.span,
                        say!(en: "{list} can't hold {item}", zh: "{list}里不能有{item}", list = list, item = item_type),
                    ));
                }
            }
        }
        let own = typed.iter().all(|item| item.own);
        let nodes = typed.into_iter().map(|item| item.node).collect();
        Typed::new(Op::List(nodes), span, Type::list(of)).own(own)
    }

    pub(super) fn index(&mut self, of: &Expr, index: &Expr, span: Span) -> Typed {
        let takes = [self.expr(of), self.expr(index)];
        let ty = self.operation(Meaning::Index, &takes, span);
        let own = takes[0].own;
        let nodes = takes.map(|typed| typed.node);
        Typed::new(Op::Index(Box::new(nodes)), span, ty).own(own)
    }
}

fn is_null(expr: &Expr) -> bool {
    expr.kind == ExprKind::Null
}
