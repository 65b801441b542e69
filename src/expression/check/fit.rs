//! Which types fit the table's signatures.

use super::{Checker, Typed};
use crate::expression::compiled::{Constant, Op};
use crate::expression::problem::Problem;
use crate::expression::schema::Schema;
use crate::expression::types::Type;
use crate::expression::vocabulary::{Entry, Pattern, Signature};
use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// Whether values of this type can be compared with each other and shown: no group, no list.
pub(super) fn is_plain(ty: &Type) -> bool {
    !matches!(ty, Type::Group(_) | Type::List(_))
}

/// Whether a type fits a pattern; what stands for [`Pattern::Item`] is kept in `item`.
fn fits(pattern: Pattern, ty: &Type, item: &mut Option<Type>, schema: &dyn Schema) -> bool {
    match (pattern, ty) {
        (Pattern::Plain, ty) if !is_plain(ty) => false,
        (Pattern::Item | Pattern::Plain, ty) => {
            let joined = match item {
                None => Some(ty.clone()),
                Some(known) => known.joined(ty),
            };
            let fits = joined.is_some();
            *item = joined.or(item.take());
            fits
        }
        (Pattern::List(of), Type::List(ty)) => fits(*of, ty, item, schema),
        (_, Type::Any) => true,
        (Pattern::Boolean, ty) => *ty == Type::Boolean,
        (Pattern::Number | Pattern::Whole, ty) => matches!(ty, Type::Number { .. }),
        (Pattern::Text, ty) => matches!(ty, Type::Text | Type::Choice(_)),
        (Pattern::Moment, ty) => *ty == Type::Moment,
        (Pattern::Length, ty) => *ty == Type::Length,
        (Pattern::Money, ty) => *ty == Type::Money,
        (Pattern::Record, ty) => matches!(ty, Type::Record(_)),
        (Pattern::Person, Type::Record(kind)) => schema.people() == Some(*kind),
        // Literals are checked where they are read.
        (
            Pattern::DayText
            | Pattern::LengthText
            | Pattern::MoneyText
            | Pattern::Regex
            | Pattern::Stage
            | Pattern::SignOff
            | Pattern::Role,
            _,
        ) => true,
        _ => false,
    }
}

fn given(pattern: Pattern, item: Option<Type>) -> Type {
    match pattern {
        Pattern::Boolean => Type::Boolean,
        Pattern::Number => Type::NUMBER,
        Pattern::Text => Type::Text,
        Pattern::Moment => Type::Moment,
        Pattern::Length => Type::Length,
        Pattern::Money => Type::Money,
        Pattern::List(of) => Type::list(given(*of, item)),
        _ => item.unwrap_or(Type::Any),
    }
}

fn is_percent(ty: &Type) -> bool {
    match ty {
        Type::Number { percent } => *percent,
        Type::List(of) => is_percent(of),
        _ => false,
    }
}

fn is_number(ty: &Type) -> bool {
    match ty {
        Type::Number { .. } => true,
        Type::List(of) => is_number(of),
        _ => false,
    }
}

impl Checker<'_> {
    /// The type that an entry gives for these operands or arguments; says what doesn't fit.
    pub(super) fn given_by(&mut self, entry: &Entry, takes: &[Typed], span: Span) -> Type {
        let patterns = entry.signatures.first().map_or(&[][..], |s| s.takes);
        self.whole_numbers(patterns, takes);
        if let Some(ty) = self.signature_for(entry, takes) {
            return ty;
        }
        match entry.signatures {
            [only] => self.argument_mismatch(entry, only, takes),
            _ => self.mismatch(entry, takes, span),
        }
        Type::Any
    }

    /// Says which literals that must be whole and not negative are otherwise.
    fn whole_numbers(&mut self, patterns: &[Pattern], takes: &[Typed]) {
        for (pattern, typed) in patterns.iter().zip(takes) {
            let Op::Constant(Constant::Number(number)) = typed.node.op else {
                continue;
            };
            let whole = number.is_integer() && !number.is_sign_negative();
            if *pattern == Pattern::Whole && !whole {
                self.problems.push(Problem::new(
                    typed.node.span,
                    say!(en: "this must be a whole number, not below 0", zh: "这里要用不小于 0 的整数"),
                ));
            }
        }
    }

    fn signature_for(&self, entry: &Entry, takes: &[Typed]) -> Option<Type> {
        let mut given = entry
            .signatures
            .iter()
            .filter_map(|signature| self.fit(signature, takes));
        let first = given.next()?;
        // With an operand of unknown type several may fit.
        let certain = given.all(|other| other == first) || !takes.iter().any(has_any);
        Some(if certain { first } else { Type::Any })
    }

    fn fit(&self, signature: &Signature, takes: &[Typed]) -> Option<Type> {
        let mut item = None;
        let fit = signature.takes.len() == takes.len()
            && signature
                .takes
                .iter()
                .zip(takes)
                .all(|(pattern, typed)| fits(*pattern, &typed.ty, &mut item, self.schema));
        if !fit {
            return None;
        }
        let mut numbers = (signature.takes.iter().zip(takes))
            .filter(|(pattern, _)| **pattern != Pattern::Whole)
            .map(|(_, typed)| &typed.ty)
            .filter(|ty| is_number(ty))
            .peekable();
        let percent =
            signature.keeps_percent && numbers.peek().is_some() && numbers.all(is_percent);
        Some(match given(signature.gives, item) {
            Type::Number { .. } if percent => Type::Number { percent },
            ty => ty,
        })
    }

    fn argument_mismatch(&mut self, entry: &Entry, signature: &Signature, takes: &[Typed]) {
        let mut item = None;
        let wrong = signature
            .takes
            .iter()
            .zip(takes)
            .find(|(pattern, typed)| !fits(**pattern, &typed.ty, &mut item, self.schema));
        let Some((pattern, typed)) = wrong else {
            return;
        };
        let (name, wanted, found) = (entry.name, pattern.phrase(), self.phrase(&typed.ty));
        let problem = Problem::new(
            typed.node.span,
            say!(en: "`{name}` takes a {wanted} here, not {found}", zh: "`{name}` 这里要用{wanted}，不能用{found}", name = name, wanted = wanted, found = found),
        )
        .help(say!(en: "use: {usage}", zh: "用法：{usage}", usage = entry.usage(signature)));
        self.problems.push(problem);
    }

    fn mismatch(&mut self, entry: &Entry, takes: &[Typed], span: Span) {
        let types: Vec<Phrase> = takes.iter().map(|typed| self.phrase(&typed.ty)).collect();
        let types = joined(&types, " and ", "与");
        let begins = |signature: &&Signature| match (signature.takes.first(), takes.first()) {
            (Some(pattern), Some(typed)) => fits(*pattern, &typed.ty, &mut None, self.schema),
            _ => false,
        };
        let signatures = entry.signatures.iter();
        let usage = |signature| entry.usage(signature);
        let mut usages: Vec<Phrase> = signatures.clone().filter(begins).map(usage).collect();
        if usages.is_empty() {
            usages = signatures.map(usage).collect();
        }
        let name = entry.name;
        self.problems.push(
            Problem::new(
                span,
                say!(en: "`{name}` can't be used with {types}", zh: "`{name}` 不能用于{types}", name = name, types = types),
            )
            .help(say!(en: "use: {usages}", zh: "用法：{usages}", usages = joined(&usages, "; ", "；"))),
        );
    }
}

fn has_any(typed: &Typed) -> bool {
    match &typed.ty {
        Type::Any => true,
        Type::List(of) => **of == Type::Any,
        _ => false,
    }
}

pub(super) fn joined(phrases: &[Phrase], en: &str, zh: &str) -> Phrase {
    let texts = |pick: fn(&Phrase) -> &str| phrases.iter().map(pick).collect::<Vec<_>>();
    Phrase {
        en: texts(|phrase| &phrase.en).join(en),
        zh: texts(|phrase| &phrase.zh).join(zh),
    }
}
