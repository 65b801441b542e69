//! The syntax tree: precedence, printing, limits, recovery.

use crate::expression::*;

fn printed(text: &str) -> String {
    parse(text)
        .unwrap_or_else(|problems| panic!("{text}: {problems:?}"))
        .to_string()
}

/// Every operation in brackets.
fn bracketed(expr: &ast::Expr) -> String {
    use ast::ExprKind as E;
    match &expr.kind {
        E::Unary(operator, of) => format!("({}{})", operator.sign(), bracketed(of)),
        E::Binary(operator, left, right) => {
            format!(
                "({} {} {})",
                bracketed(left),
                operator.sign(),
                bracketed(right)
            )
        }
        E::Conditional(condition, yes, no) => {
            let [condition, yes, no] = [condition, yes, no].map(|part| bracketed(part));
            format!("({condition} ? {yes} : {no})")
        }
        _ => expr.to_string(),
    }
}

#[test]
fn operators_bind_as_in_cel() {
    for (text, expected) in [
        ("a || b && c", "(a || (b && c))"),
        ("a && b || c", "((a && b) || c)"),
        ("a == b && c", "((a == b) && c)"),
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c", "((a / b) * c)"),
        ("a + b < c - d", "((a + b) < (c - d))"),
        ("a < b == c", "((a < b) == c)"),
        ("!a && b", "((!a) && b)"),
        ("!a == b", "((!a) == b)"),
        ("-a * b", "((-a) * b)"),
        ("--a", "(-(-a))"),
        ("!!a", "(!(!a))"),
        ("-a.b[0]", "(-a.b[0])"),
        ("a in b && c", "((a in b) && c)"),
        ("a + 1 in b", "((a + 1) in b)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a || b ? c : d", "((a || b) ? c : d)"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a % b", "(a % b)"),
    ] {
        assert_eq!(bracketed(&parse(text).expect(text)), expected, "{text}");
    }
}

#[test]
fn printing_keeps_the_meaning_and_drops_needless_brackets() {
    for (text, expected) in [
        ("((a))", "a"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("(a ? b : c) ? d : e", "(a ? b : c) ? d : e"),
        ("a ? (b ? c : d) : e", "a ? (b ? c : d) : e"),
        ("!(a && b)", "!(a && b)"),
        ("(-a).b", "(-a).b"),
        ("[1,2,]", "[1, 2]"),
        ("size( l )", "size(l)"),
        ("a.b( c , d )[0] . e", "a.b(c, d)[0].e"),
        ("\"it's\"", r"'it\'s'"),
        (r"'a\\b\n'", r"'a\\b\n'"),
        ("r'\\d+'", r"'\\d+'"),
        ("0.050", "0.05"),
        (".5", "0.5"),
        ("a // the rest\n + b", "a + b"),
        ("null == true", "null == true"),
    ] {
        assert_eq!(printed(text), expected, "{text}");
    }
}

#[test]
fn texts_have_cels_escapes() {
    let text = |source: &str| match parse(source).expect(source).kind {
        ast::ExprKind::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(r#"' \\ \? \" \' \` '"#), " \\ ? \" ' ` ");
    assert_eq!(text(r"'\a\b\f\t\v\n\r'"), "\u{7}\u{8}\u{c}\t\u{b}\n\r");
    assert_eq!(text(r"'\x41\u4e2d\U0001F600\101'"), "A中😀A");
    assert_eq!(text(r"r'\n\'"), r"\n\");
    assert_eq!(text("'中文 “引号”'"), "中文 “引号”");
}

#[test]
fn spans_are_bytes_of_the_text() {
    let text = "  owner.名";
    assert!(parse(text).is_err());
    let text = "a + size(  b.c )";
    let expr = parse(text).expect(text);
    let ast::ExprKind::Binary(_, _, call) = &expr.kind else {
        panic!("a sum");
    };
    assert_eq!(&text[call.span.range()], "size(  b.c )");
    assert_eq!(&text[call.parts()[0].span.range()], "b.c");
}

#[test]
fn limits_are_told() {
    let message = |text: &str| parse(text).expect_err("too much")[0].message.en.clone();
    let nested = |deep: usize| format!("{}1{}", "(".repeat(deep), ")".repeat(deep));
    assert!(parse(&nested(32)).is_ok());
    assert!(message(&nested(33)).contains("32 levels"));
    assert!(message(&nested(1500)).contains("32 levels"));
    assert!(message(&"!".repeat(4000)).contains("32 levels"));
    assert!(message(&"[".repeat(4000)).contains("32 levels"));
    assert!(message(&"1,".repeat(3000)).contains("4096 bytes"));
    let items = |many: usize| format!("[{}]", "1,".repeat(many));
    assert!(parse(&items(499)).is_ok());
    assert!(message(&items(500)).contains("500 parts"));
    let sum = |many: usize| format!("1{}", "+1".repeat(many));
    assert!(parse(&sum(95)).is_ok());
    assert!(message(&sum(96)).contains("in a row"));
    assert!(message(&format!("a{}", ".b".repeat(97))).contains("in a row"));
}

#[test]
fn several_mistakes_are_told_at_once() {
    let problems = parse("size(a b, c) && [1 2] ＝ 3 || d.").expect_err("mistakes");
    let places: Vec<u32> = problems.iter().map(|problem| problem.span.start).collect();
    assert_eq!(places, [7, 19, 22, 33]);
}
