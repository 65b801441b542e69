//! Where CEL's published behaviour and this language's coincide. What CEL calls an error is unknown here.

use super::sample::Sample;

#[test]
fn logic() {
    Sample::new().check_all(&[
        ("true ? 1 : 2", "1"),
        ("false ? 'foo' : 'bar'", "bar"),
        ("2 / 0 > 4 ? 'baz' : 'quux'", "(unknown) ! division by zero"),
        ("true && true", "yes"),
        ("false && false", "no"),
        ("false && true", "no"),
        ("true && false", "no"),
        ("false && (2 / 0 > 3 ? false : true)", "no"),
        ("(2 / 0 > 3 ? false : true) && false", "no"),
        ("true && 1 / 0 != 0", "(unknown) ! division by zero"),
        ("1 / 0 != 0 && true", "(unknown) ! division by zero"),
        ("true || (2 / 0 > 3 ? false : true)", "yes"),
        ("(2 / 0 > 3 ? false : true) || true", "yes"),
        ("false || 1 / 0 != 0", "(unknown) ! division by zero"),
        ("!true", "no"),
        ("!false", "yes"),
    ]);
}

#[test]
fn macros() {
    Sample::new().check_all(&[
        ("[1, 2, 3].exists(e, e > 0)", "yes"),
        ("[1, 2, 3].exists(e, e == 2)", "yes"),
        ("[1, 2, 3].exists(e, e > 3)", "no"),
        (
            "[1, 2, 3].exists(e, e / 0 == 17)",
            "(unknown) ! division by zero",
        ),
        ("[].exists(e, e == 2)", "no"),
        ("[1, 2, 3].all(e, e > 0)", "yes"),
        ("[1, 2, 3].all(e, e == 2)", "no"),
        ("[1, 2, 3].all(e, 6 / (2 - e) == 6)", "no"),
        (
            "[1, 2, 3].all(e, e / 0 != 17)",
            "(unknown) ! division by zero",
        ),
        ("[].all(e, e > 0)", "yes"),
        ("[].exists_one(a, a == 7)", "no"),
        ("[7].exists_one(a, a == 7)", "yes"),
        ("[6, 7, 8].exists_one(foo, foo % 5 == 2)", "yes"),
        ("[0, 1, 2, 3, 4].exists_one(n, n % 2 == 1)", "no"),
        (
            "['foal', 'foo', 'four'].exists_one(n, n.startsWith('fo'))",
            "no",
        ),
        (
            "[3, 2, 1, 0].exists_one(n, 12 / n > 1)",
            "(unknown) ! division by zero",
        ),
        ("[].map(n, n / 2)", ""),
        ("[2, 4, 6].map(n, n / 2)", "1, 2, 3"),
        ("[0, 1, 2, 3, 4].filter(x, x % 2 == 1)", "1, 3"),
        (
            "[3, 2, 1, 0].filter(n, 12 / n > 4)",
            "(unknown) ! division by zero",
        ),
    ]);
}

#[test]
fn texts() {
    Sample::new().check_all(&[
        ("size('')", "0"),
        ("size('πέντε')", "5"),
        ("'завтра'.startsWith('за')", "yes"),
        ("''.startsWith('foo')", "no"),
        ("'foobar'.endsWith('')", "yes"),
        ("'forté'.endsWith('té')", "yes"),
        ("'hubba'.matches('ubb')", "yes"),
        ("''.matches('foo|bar')", "no"),
        ("'cows'.matches('')", "yes"),
        ("'grey'.matches('gr(a|e)y')", "yes"),
        ("'mañana'.matches('a+ñ+a+')", "yes"),
        ("'he' + 'llo'", "hello"),
        ("'¢' + 'ÿ' + 'Ȁ'", "¢ÿȀ"),
        ("'abababc'.contains('ababc')", "yes"),
        ("'Straße'.contains('aß')", "yes"),
        ("'hello'.contains('ol')", "no"),
    ]);
}

#[test]
fn comparisons_and_lists() {
    Sample::new().check_all(&[
        ("1 == 1.0", "yes"),
        ("'abc' == 'ABC'", "no"),
        ("'a' < 'b'", "yes"),
        ("'' < 'a'", "yes"),
        ("'Abc' < 'aBC'", "yes"),
        ("'\\u00e4' == 'a\\u0308'", "no"),
        ("[] == []", "yes"),
        ("[1, 2] == [1, 2]", "yes"),
        ("[1, 2] == [2, 1]", "no"),
        ("[1] == [1, 2]", "no"),
        ("[1] != [2]", "yes"),
        ("2 in [7, 8, 2]", "yes"),
        ("'a' in []", "no"),
        ("[1, 2] + [3] == [1, 2, 3]", "yes"),
        ("[7, 8, 9][0]", "7"),
        ("size([1, 2, 3])", "3"),
        ("[[1], [2, 3]][1][0]", "2"),
        ("47 % 5", "2"),
        ("-7 % 3", "-1"),
        ("--3", "3"),
        ("true == !false", "yes"),
    ]);
}

#[test]
fn long_and_deep_expressions() {
    let sample = Sample::new();
    let deep = format!("{}7{}", "(".repeat(32), ")".repeat(32));
    assert_eq!(sample.show(&deep), "7");
    assert_eq!(sample.show(&format!("{}true", "!".repeat(32))), "yes");
    assert_eq!(sample.show(&format!("{}19", "-".repeat(32))), "19");
    assert_eq!(
        sample.show(&format!("{}true", "false || ".repeat(31))),
        "yes"
    );
    assert_eq!(sample.show(&format!("{}3", "3 - 3 + ".repeat(12))), "3");
    assert_eq!(
        sample.show(&format!("{}false", "true ? true : ".repeat(24))),
        "yes"
    );
    let lists = format!(
        "{}'foo'{}{}",
        "[".repeat(12),
        "]".repeat(12),
        "[0]".repeat(12)
    );
    assert_eq!(sample.show(&lists), "foo");
}
