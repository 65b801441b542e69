//! What holds of any text and any expression.

use super::sample::{Sample, items, number};
use crate::expression::ast::{BinaryOperator, Expr, ExprKind, Name, UnaryOperator};
use crate::expression::*;
use crate::text::Span;
use crate::value::Decimal;
use proptest::prelude::*;

fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

fn names() -> impl Strategy<Value = String> {
    "[a-z_][a-zA-Z0-9_]{0,5}".prop_filter("a word of the language", |name| !is_reserved(name))
}

fn exprs() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        Just(ExprKind::Null),
        any::<bool>().prop_map(ExprKind::Boolean),
        (0u64.., 0u32..20)
            .prop_map(
                |(digits, scale)| Decimal::from(digits) / Decimal::from(10u64.pow(scale.min(9)))
            )
            .prop_map(|number| ExprKind::Number(number.normalize())),
        any::<String>().prop_map(ExprKind::Text),
        names().prop_map(ExprKind::Name),
    ]
    .prop_map(expr);
    leaf.prop_recursive(6, 60, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let name = names()
            .prop_map(|text| Name {
                text,
                span: Span::default(),
            })
            .boxed();
        let operators = prop::sample::select(&BinaryOperator::ALL[..]);
        let signs = prop::sample::select(vec![UnaryOperator::Not, UnaryOperator::Negate]);
        let list = prop::collection::vec(inner, 0..4);
        prop_oneof![
            list.clone().prop_map(ExprKind::List),
            (boxed.clone(), name.clone()).prop_map(|(of, name)| ExprKind::Member(of, name)),
            (boxed.clone(), boxed.clone()).prop_map(|(of, at)| ExprKind::Index(of, at)),
            (prop::option::of(boxed.clone()), name, list).prop_map(|(on, name, arguments)| {
                ExprKind::Call {
                    on,
                    name,
                    arguments,
                }
            }),
            (signs, boxed.clone()).prop_map(|(sign, of)| ExprKind::Unary(sign, of)),
            (operators, boxed.clone(), boxed.clone())
                .prop_map(|(operator, left, right)| ExprKind::Binary(operator, left, right)),
            (boxed.clone(), boxed.clone(), boxed)
                .prop_map(|(c, yes, no)| ExprKind::Conditional(c, yes, no)),
        ]
        .prop_map(expr)
    })
}

/// Words and signs of the language in any order: nearer to expressions than any text.
fn salad() -> impl Strategy<Value = String> {
    let words = [
        "lines",
        "owner",
        "amount",
        "score",
        "budget.low",
        "item",
        "today",
        "pipeline.deal",
        "'A'",
        "'needs'",
        "0.5",
        "7",
        "null",
        "true",
        "[",
        "]",
        "(",
        ")",
        ",",
        ".",
        "?",
        ":",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        "in",
        "&&",
        "||",
        "!",
        "size(",
        "sum(",
        "has(",
        ".map(x,",
        ".all(y,",
        "x",
        "y",
        "entered(",
        "date('2026-01-01')",
        "days(",
        "grade",
        "{",
        "}",
        "'",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..24)
        .prop_map(|words| words.join(" "))
}

fn judge(text: &str) {
    let sample = Sample::new();
    let problems = match sample.try_compile(text) {
        Ok(compiled) => {
            compiled.eval(&Scope::of(&sample.records[0], &sample));
            return;
        }
        Err(problems) => problems,
    };
    assert!(!problems.is_empty());
    for problem in problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        assert!(!problem.message.en.is_empty() && !problem.message.zh.is_empty());
    }
}

proptest! {
    #[test]
    fn any_text_is_judged(text in any::<String>()) {
        judge(&text);
        let _ = Template::compile(&text, &Sample::new(), &Sample::new().site());
    }

    #[test]
    fn any_words_are_judged(text in salad()) {
        judge(&text);
    }

    #[test]
    fn printing_and_parsing_agree(tree in exprs()) {
        let text = tree.to_string();
        match parse(&text) {
            Ok(again) => prop_assert_eq!(again, tree, "{}", text),
            // Only limits may be in the way.
            Err(problems) => prop_assert!(
                problems.iter().all(|problem| problem.message.en.contains("more than")
                    || problem.message.en.contains("longer than")),
                "{}: {:?}", text, problems
            ),
        }
    }

    #[test]
    fn any_tree_is_judged(tree in exprs()) {
        let sample = Sample::new();
        if let Ok(compiled) = check(&tree, &sample, &sample.site()) {
            compiled.eval(&Scope::of(&sample.records[0], &sample));
        }
    }
}

#[test]
fn evaluation_is_bounded() {
    let many = items((0..2_000).map(|_| number("1")).collect());
    let sample = Sample::new().with("scores", many);
    let costly = "(unknown) ! the expression takes too many steps on this record";
    for text in [
        "scores.all(a, scores.all(b, a == b))",
        "scores.map(a, scores.map(b, a + b)) == []",
        "sum(scores.map(a, sum(scores)))",
        "scores.filter(a, !(a in scores.map(b, b + 1)))",
        "scores.all(a, scores == scores)",
        "size(scores.map(a, distinct(scores))) > 0",
    ] {
        assert_eq!(sample.show(text), costly, "{text}");
    }
    let doubled = format!("['0123456789']{}", ".map(x, x + x)".repeat(40));
    assert_eq!(sample.show(&doubled), costly);
    let lists = format!("[[1]]{}", ".map(x, x + x)".repeat(40));
    assert_eq!(sample.show(&lists), costly);
    assert_eq!(sample.show("scores.all(a, a == 1)"), "yes");
}
