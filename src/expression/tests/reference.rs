//! The table of the language is in order.

use crate::expression::vocabulary::{Pattern, reference};
use crate::expression::*;

#[test]
fn every_entry_is_documented() {
    for entry in reference() {
        let name = entry.name;
        assert!(parse(entry.example).is_ok(), "{name}: {}", entry.example);
        for sign in name.split(' ') {
            let first = if sign == "[]" { "[" } else { sign };
            assert!(entry.example.contains(first), "{name}: {}", entry.example);
        }
        let doc = entry.doc.phrase();
        assert!(doc.en.ends_with('.') && doc.zh.ends_with('。'), "{name}");
    }
}

#[test]
fn signatures_of_an_entry_take_equally_much() {
    for entry in reference() {
        let mut counts = entry
            .signatures
            .iter()
            .map(|signature| signature.takes.len());
        let first = counts.next().expect("a signature");
        assert!(counts.all(|count| count == first), "{}", entry.name);
    }
}

#[test]
fn usages_read_like_expressions() {
    let usage = |name: &str, at: usize| {
        let entry = reference()
            .iter()
            .find(|entry| entry.name == name)
            .expect(name);
        entry.usage(&entry.signatures[at])
    };
    assert_eq!(usage("round", 0).en, "round(number, whole number)");
    assert_eq!(usage("+", 2).en, "day + duration");
    assert_eq!(usage("? :", 0).en, "boolean ? any : any");
    assert_eq!(usage("[]", 0).en, "list[whole number]");
    assert_eq!(usage("all", 0).en, "list.all(name, boolean)");
    assert_eq!(usage("contains", 0).zh, "文本.contains(文本)");
    assert_eq!(usage("!", 0).en, "!boolean");
    assert_eq!(Pattern::List(&Pattern::Money).phrase().zh, "金额列表");
}
