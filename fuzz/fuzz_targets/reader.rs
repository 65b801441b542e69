//! The reader of YAML: no panic on any bytes; its fast path against granit-parser; both against yaml_serde.
//!
//! A line `---` before the text sends it past the fast path, so that the two readers meet.
#![no_main]

use dealdesk::text::{NodeKind, NodeRef, Span, Style, Tree, decode, read_front_matter, read_yaml};
use libfuzzer_sys::fuzz_target;
use serde_yaml::Value;

const START: &str = "---\n";

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes.to_vec()) else {
        return;
    };
    let mut tree = Tree::new();
    // Panics are all that is looked for here.
    let _ = read_front_matter(&text, &mut tree);
    let Ok(problems) = read_yaml(&text, whole(&text), &mut tree) else {
        return;
    };
    let Some(root) = tree.root(&text) else {
        panic!("no tree and no problem: {text:?}");
    };
    let marked = ["---", "...", "%", "\u{feff}"];
    if !text
        .lines()
        .any(|line| marked.iter().any(|mark| line.starts_with(mark)))
    {
        let long = format!("{START}{text}");
        let mut other = Tree::new();
        assert!(
            read_yaml(&long, whole(&long), &mut other).is_ok(),
            "{text:?}"
        );
        same(root, other.root(&long), &text);
    }
    let peculiar = text.contains('?') || !text.ends_with('\n');
    let collection = matches!(root.kind(), NodeKind::Map | NodeKind::List);
    // yaml_serde is quadratic on deep flow collections.
    if problems.is_empty() && collection && !peculiar && text.len() < 4096 {
        if let Ok(value) = serde_yaml::from_str::<Value>(&text) {
            like(root, &value, &text);
        }
    }
});

fn whole(text: &str) -> Span {
    Span::new(0, text.len() as u32)
}

/// Panics unless both nodes are alike in everything, the other one's places one [`START`] on.
fn same(node: NodeRef<'_>, other: Option<NodeRef<'_>>, text: &str) {
    let Some(other) = other else {
        panic!("a node is missing: {text:?}");
    };
    let shift = START.len() as u32;
    let back = |span: Span| Span::new(span.start - shift, span.end - shift);
    assert_eq!(node.kind(), other.kind(), "{text:?}");
    assert_eq!(node.span(), back(other.span()), "{text:?}");
    assert_eq!(node.scalar(), other.scalar(), "{text:?}");
    assert_eq!(node.verbatim(), other.verbatim().map(back), "{text:?}");
    assert_eq!(node.entries().count(), other.entries().count(), "{text:?}");
    assert_eq!(node.items().count(), other.items().count(), "{text:?}");
    for ((key, value), (other_key, other_value)) in node.entries().zip(other.entries()) {
        same(key, Some(other_key), text);
        same(value, Some(other_value), text);
    }
    for (item, other) in node.items().zip(other.items()) {
        same(item, Some(other), text);
    }
}

/// Panics unless shape and untyped texts are those of yaml_serde.
fn like(node: NodeRef<'_>, value: &Value, text: &str) {
    match (node.kind(), value) {
        (NodeKind::Map, Value::Mapping(map)) => {
            assert_eq!(node.entries().count(), map.len(), "{text:?}");
            for ((key, value), (other_key, other)) in node.entries().zip(map) {
                like(key, other_key, text);
                like(value, other, text);
            }
        }
        (NodeKind::List, Value::Sequence(items)) => {
            assert_eq!(node.items().count(), items.len(), "{text:?}");
            for (item, other) in node.items().zip(items) {
                like(item, other, text);
            }
        }
        (NodeKind::Scalar(_), Value::String(other)) => {
            assert_eq!(node.scalar(), Some(other.as_str()), "{text:?}");
        }
        (NodeKind::Null, Value::Null) => {}
        (NodeKind::Scalar(Style::Plain), Value::Bool(_) | Value::Number(_) | Value::Null) => {}
        (kind, other) => panic!("{kind:?} is {other:?} there: {text:?}"),
    }
}
