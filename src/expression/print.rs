//! Syntax tree to text, with no more brackets than needed.

use super::ast::{Expr, ExprKind};
use std::fmt::{Display, Formatter, Result, Write};

/// Binding of a condition, below every operator.
const CONDITION: u8 = 0;
const UNARY: u8 = 6;
const MEMBER: u8 = 7;

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.kind {
            ExprKind::Null => f.write_str("null"),
            ExprKind::Boolean(value) => value.fmt(f),
            ExprKind::Number(number) => number.fmt(f),
            ExprKind::Text(text) => quoted(text, f),
            ExprKind::List(items) => {
                f.write_char('[')?;
                separated(items, f)?;
                f.write_char(']')
            }
            ExprKind::Name(name) => f.write_str(name),
            ExprKind::Member(of, name) => {
                within(of, MEMBER, f)?;
                write!(f, ".{}", name.text)
            }
            ExprKind::Index(of, index) => {
                within(of, MEMBER, f)?;
                write!(f, "[{index}]")
            }
            ExprKind::Call {
                on,
                name,
                arguments,
            } => {
                if let Some(on) = on {
                    within(on, MEMBER, f)?;
                    f.write_char('.')?;
                }
                write!(f, "{}(", name.text)?;
                separated(arguments, f)?;
                f.write_char(')')
            }
            ExprKind::Unary(operator, operand) => {
                f.write_str(operator.sign())?;
                within(operand, UNARY, f)
            }
            ExprKind::Binary(operator, left, right) => {
                within(left, operator.precedence(), f)?;
                write!(f, " {} ", operator.sign())?;
                within(right, operator.precedence() + 1, f)
            }
            ExprKind::Conditional(condition, yes, no) => {
                within(condition, CONDITION + 1, f)?;
                f.write_str(" ? ")?;
                within(yes, CONDITION + 1, f)?;
                write!(f, " : {no}")
            }
        }
    }
}

fn binding(expr: &Expr) -> u8 {
    match &expr.kind {
        ExprKind::Conditional(..) => CONDITION,
        ExprKind::Binary(operator, ..) => operator.precedence(),
        ExprKind::Unary(..) => UNARY,
        _ => MEMBER,
    }
}

fn within(expr: &Expr, tightest: u8, f: &mut Formatter<'_>) -> Result {
    if binding(expr) < tightest {
        write!(f, "({expr})")
    } else {
        expr.fmt(f)
    }
}

fn separated(items: &[Expr], f: &mut Formatter<'_>) -> Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn quoted(text: &str, f: &mut Formatter<'_>) -> Result {
    f.write_char('\'')?;
    for c in text.chars() {
        match c {
            '\'' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            c if c.is_control() => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('\'')
}
