//! Files made to exhaust memory, stack or time: refused, and in linear time (these inputs take minutes or
//! overflow the stack where it is not).

use super::{Fault, broken, faults, read, whole};
use crate::text::{Tree, read_yaml};
use std::fmt::Write as _;

/// Runs on a stack as small as a worker thread's.
fn on_a_small_stack(job: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(job);
    thread.unwrap().join().unwrap();
}

#[test]
fn deep_brackets_are_too_deep() {
    on_a_small_stack(|| {
        for sign in ["[", "{", "{a: ", "[[{", "- ", "? ", "{? "] {
            let text = sign.repeat(250_000 / sign.len());
            let problems = broken(&text);
            let last = problems.last().unwrap();
            assert_eq!(last.fault, Fault::TooLarge, "{sign}: {last:?}");
        }
        assert!(!broken(&"]".repeat(250_000)).is_empty());
    });
}

#[test]
fn deep_blocks_are_too_deep() {
    on_a_small_stack(|| {
        let nested = |depth: usize| -> String {
            (0..depth).fold(String::new(), |mut text, level| {
                let _ = writeln!(text, "{:1$}a:", "", level);
                text
            })
        };
        read(&nested(63));
        read(&format!("a: {}{}\n", "[".repeat(63), "]".repeat(63)));
        assert_eq!(faults(&broken(&nested(65))), [Fault::TooLarge]);
        assert_eq!(faults(&broken(&nested(2_000))), [Fault::TooLarge]);
        // Block and flow count together.
        let mixed = format!(
            "{}{:40}b: {}{}\n",
            nested(40),
            "",
            "[".repeat(30),
            "]".repeat(30)
        );
        assert_eq!(broken(&mixed)[0].fault, Fault::TooLarge);
    });
}

#[test]
fn an_alias_bomb_is_never_expanded() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..40 {
        let last = format!("*a{}", level - 1);
        writeln!(text, "a{level}: &a{level} [{}]", vec![last; 10].join(", ")).unwrap();
    }
    let problems = broken(&text);
    assert_eq!(problems.len(), 100);
    assert!(
        faults(&problems)
            .iter()
            .all(|&fault| fault == Fault::UnsupportedYaml)
    );
}

#[test]
fn very_long_lines_are_linear() {
    let many = 1 << 16;
    for text in [
        format!("a: {}\n", "x".repeat(4 << 20)),
        format!("a: {}\n", "字".repeat(many)),
        format!("a: \"{}\"\n", "\\n".repeat(many)),
        format!("a: '{}'\n", "x ".repeat(many)),
        format!("a: |\n  {}\n", "x".repeat(4 * many)),
        format!("a: >\n{}", "  x\n".repeat(many / 2)),
        format!("a: 1{}\n", "\n".repeat(4 * many)),
        format!("a: 1{}\n", " #".repeat(2 * many)),
        format!("a: 1\n{}", "# x\n".repeat(many)),
        format!("a: x\n{}", "  y\n".repeat(many / 2)),
        format!("a: \"{}\"\n", "\n  x".repeat(many / 2)),
    ] {
        let mut tree = Tree::new();
        let outcome = read_yaml(&text, whole(&text), &mut tree);
        assert_eq!(outcome, Ok(Vec::new()), "{:.20}", text);
    }
}

#[test]
fn long_broken_files_are_linear() {
    let many = 1 << 16;
    for text in [
        "a: [b, ".repeat(many / 2),
        "- [a]: ".repeat(many / 2),
        "\"".repeat(many),
        "x:\n  '".repeat(many / 2),
        format!("a: {}", "[x, ".repeat(60) + &"y, ".repeat(many)),
        format!("{}: 1\n", "x".repeat(many)),
        format!("{{{}", "a: 1, ".repeat(many / 2)),
        "=======\n<<<<<<< \n".repeat(many / 2),
        "客户：华辰\n".repeat(many / 2),
        "\t\n\tx: y\n".repeat(many / 2),
        "\u{7}".repeat(many),
        "a: &b *c !d e\n".repeat(many / 2),
    ] {
        let problems = broken(&text);
        assert!(problems.len() <= 100, "{:.20}: {}", text, problems.len());
    }
}

#[test]
fn two_hundred_thousand_values_are_the_most() {
    let most: String = (0..66_000).fold(String::new(), |mut text, key| {
        let _ = writeln!(text, "k{key}: [x]");
        text
    });
    read(&most);
    let more = format!("{most}{}", "z: y\n".repeat(2_000));
    assert_eq!(faults(&broken(&more)), [Fault::TooLarge]);
    let problems = read(&"a: 1\n".repeat(50_000)).1;
    assert_eq!(problems.len(), 100);
    assert_eq!(
        faults(&broken(&format!("[{}]", "a,".repeat(300_000)))),
        [Fault::TooLarge]
    );
}
