//! Functions, methods, facts of records, and macros.

use super::names::OWN_NAMES;
use super::{Bound, Checker, Typed};
use crate::expression::ast::{Expr, ExprKind, Name};
use crate::expression::compiled::{Base, Constant, Node, Op};
use crate::expression::problem::{Problem, did_you_mean};
use crate::expression::types::Type;
use crate::expression::vocabulary::{Entry, Form, Function, Macro, Meaning, called, reference};
use crate::form::KindId;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::value::{Decimal, Money};

/// Most macros inside one another.
const DEEPEST_MACROS: usize = 2;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        on: Option<&Expr>,
        name: &Name,
        arguments: &[Expr],
        span: Span,
    ) -> Typed {
        let Some(entry) = called(&name.text) else {
            return self.unknown_function(name);
        };
        let usable = match entry.form {
            Form::Function => on.is_none(),
            Form::Method | Form::Macro => on.is_some(),
            Form::Fact | Form::Operator => true,
        };
        let counted = arguments.len() + usize::from(on.is_some() || entry.form == Form::Fact);
        let takes = entry.signatures.first().map_or(0, |s| s.takes.len());
        if !usable || counted != takes {
            return self.misused(entry, usable, name.span, counted);
        }
        match (entry.meaning, on, arguments) {
            (Meaning::Has, _, [of]) => self.has(of, span),
            (Meaning::Macro(name), Some(list), [variable, body]) => {
                self.over_list(entry, name, list, (variable, body), span)
            }
            (Meaning::Function(function), _, _) => {
                self.function(entry, function, on, arguments, span)
            }
            _ => self.misused(entry, usable, name.span, counted),
        }
    }

    fn unknown_function(&mut self, name: &Name) -> Typed {
        let text = name.text.as_str();
        let names = reference()
            .iter()
            .filter(|entry| entry.form != Form::Operator)
            .map(|entry| entry.name);
        self.wrong(
            Problem::new(
                name.span,
                say!(en: "there is no function `{text}`", zh: "没有函数 `{text}`", text = text),
            )
            .advise(did_you_mean(text, names)),
        )
    }

    fn misused(&mut self, entry: &Entry, usable: bool, span: Span, given: usize) -> Typed {
        let usages: Vec<Phrase> = entry
            .signatures
            .iter()
            .map(|signature| entry.usage(signature))
            .collect();
        let usages = super::fit::joined(&usages, "; ", "；");
        let name = entry.name;
        let message = match (usable, entry.form) {
            (true, form) => {
                let before = usize::from(form != Form::Function);
                let takes = entry.signatures.first().map_or(0, |s| s.takes.len());
                let (takes, given) = (takes - before.min(takes), given - before.min(given));
                say!(en: "`{name}` takes {takes} in its brackets, not {given}", zh: "`{name}` 的括号里需要 {takes} 项，现在是 {given} 项", name = name, takes = takes, given = given)
            }
            (false, Form::Function) => {
                say!(en: "`{name}` takes its value in brackets", zh: "`{name}` 的值要写在括号里", name = name)
            }
            (false, _) => {
                say!(en: "`{name}` follows what it is asked of, with a point", zh: "`{name}` 要写在对象后面，用点连接", name = name)
            }
        };
        self.wrong(
            Problem::new(span, message)
                .help(say!(en: "use: {usages}", zh: "用法：{usages}", usages = usages)),
        )
    }

    fn has(&mut self, of: &Expr, span: Span) -> Typed {
        let is_path = matches!(
            of.kind,
            ExprKind::Name(_) | ExprKind::Member(..) | ExprKind::Index(..) | ExprKind::Call { .. }
        );
        if !is_path {
            return self.wrong(Problem::new(
                of.span,
                say!(en: "`has` asks for a field: `has(budget.low)`", zh: "`has` 用于字段：`has(budget.low)`"),
            ));
        }
        let of = self.expr(of);
        Typed::new(Op::Has(Box::new(of.node)), span, Type::Boolean)
    }

    fn function(
        &mut self,
        entry: &Entry,
        function: Function,
        on: Option<&Expr>,
        arguments: &[Expr],
        span: Span,
    ) -> Typed {
        let patterns = entry.signatures.first().map_or(&[][..], |s| s.takes);
        let mut takes = Vec::with_capacity(patterns.len());
        if on.is_none() && entry.form == Form::Fact {
            let op = Op::Path(Base::Record, Vec::new());
            takes.push(Typed::new(op, span, Type::Record(self.site.kind)).own(true));
        }
        for expr in on.into_iter().chain(arguments) {
            let of = takes.first().and_then(|first: &Typed| kind_of(&first.ty));
            let typed = match patterns.get(takes.len()) {
                Some(pattern) if pattern.is_literal() => self.literal(*pattern, of, expr),
                _ => self.expr(expr),
            };
            takes.push(typed);
        }
        if on.is_some() {
            let first = takes.first().filter(|first| !first.own);
            let of = first.and_then(|first| kind_of(&first.ty));
            self.beyond.facts.extend(of);
        }
        let own = takes.iter().all(|typed| typed.own);
        let ty = self.given_by(entry, &takes, span);
        let mut nodes: Vec<Node> = takes.into_iter().map(|typed| typed.node).collect();
        match function {
            // They are their argument once it is read.
            Function::Date | Function::Duration | Function::Money => {
                let op = nodes.pop().map(|node| node.op);
                return Typed::new(op.unwrap_or(Op::Constant(Constant::Null)), span, ty).own(own);
            }
            Function::Sum => nodes.push(Node::constant(self.zero(&ty), span)),
            _ => {}
        }
        Typed::new(Op::Call(function, nodes), span, ty).own(own)
    }

    /// What the sum of no items is.
    fn zero(&self, ty: &Type) -> Constant {
        match ty {
            Type::Money => Constant::Money(Money {
                amount: Decimal::ZERO,
                currency: self.schema.currency(),
            }),
            _ => Constant::Number(Decimal::ZERO),
        }
    }

    fn over_list(
        &mut self,
        entry: &Entry,
        name: Macro,
        list: &Expr,
        (variable, body): (&Expr, &Expr),
        span: Span,
    ) -> Typed {
        let over = self.expr(list);
        let item = match &over.ty {
            Type::List(of) => (**of).clone(),
            Type::Any => Type::Any,
            other => {
                let (found, name) = (self.phrase(other), entry.name);
                return self.wrong(Problem::new(
                    list.span,
                    say!(en: "`{name}` needs a list, not {found}", zh: "`{name}` 要用于列表，不能用于{found}", name = name, found = found),
                ));
            }
        };
        let Some(variable) = self.variable(variable) else {
            return Typed::constant(Constant::Null, span, Type::Any);
        };
        let at = self.variables.len();
        if at == DEEPEST_MACROS {
            return self.wrong(Problem::new(
                span,
                say!(en: "`all`, `exists`, `filter` and `map` may stand {most} deep inside one another", zh: "`all`、`exists`、`filter`、`map` 最多嵌套 {most} 层", most = DEEPEST_MACROS),
            ));
        }
        let own = over.own;
        let ty = item.clone();
        self.variables.push((variable, Bound { ty, own }));
        let body = match name {
            Macro::Map => self.expr(body),
            _ => Typed {
                node: self.boolean(body, entry.name),
                ty: Type::Boolean,
                own,
            },
        };
        self.variables.pop();
        let ty = match name {
            Macro::All | Macro::Exists | Macro::ExistsOne => Type::Boolean,
            Macro::Filter => Type::list(item),
            Macro::Map => Type::list(body.ty),
        };
        let own = own && body.own;
        let op = Op::Macro {
            name,
            over: Box::new(over.node),
            variable: at,
            body: Box::new(body.node),
        };
        Typed::new(op, span, ty).own(own)
    }

    /// The name that stands for an item.
    fn variable(&mut self, expr: &Expr) -> Option<String> {
        let ExprKind::Name(name) = &expr.kind else {
            self.problems.push(Problem::new(
                expr.span,
                say!(en: "first comes a name for the item, as in `all(x, x.done)`", zh: "先写一个代表各项的名称，例如 `all(x, x.done)`"),
            ));
            return None;
        };
        let taken = OWN_NAMES.contains(&name.as_str())
            || self.variables.iter().any(|(known, _)| known == name);
        if taken {
            self.problems.push(Problem::new(
                expr.span,
                say!(en: "`{name}` is taken: choose another name", zh: "`{name}` 已被占用，请换一个名称", name = name),
            ));
            return None;
        }
        Some(name.clone())
    }
}

fn kind_of(ty: &Type) -> Option<KindId> {
    match ty {
        Type::Record(kind) => Some(*kind),
        _ => None,
    }
}
