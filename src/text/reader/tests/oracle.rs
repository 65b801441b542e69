//! A second opinion: yaml_serde reads the same structure and the same strings.

use super::{cases, fragments, read, whole};
use crate::text::{NodeKind, NodeRef, Style, Tree, read_yaml};
use proptest::prelude::*;
use serde_yaml::Value;

/// Panics where the two trees differ in shape, or in the text of a scalar that no YAML types.
fn same(node: NodeRef<'_>, value: &Value, text: &str) {
    match (node.kind(), value) {
        (NodeKind::Map, Value::Mapping(map)) => {
            assert_eq!(node.entries().count(), map.len(), "in {text:?}");
            for ((key, value), (other_key, other)) in node.entries().zip(map) {
                same(key, other_key, text);
                same(value, other, text);
            }
        }
        (NodeKind::List, Value::Sequence(items)) => {
            assert_eq!(node.items().count(), items.len(), "in {text:?}");
            for (item, other) in node.items().zip(items) {
                same(item, other, text);
            }
        }
        // libyaml ends a block scalar otherwise where the file's last line has no end.
        (NodeKind::Scalar(Style::Literal | Style::Folded), Value::String(other))
            if !text.ends_with('\n') =>
        {
            assert_eq!(
                node.scalar().map(str::trim_end),
                Some(other.trim_end()),
                "in {text:?}"
            );
        }
        (NodeKind::Scalar(_), Value::String(other)) => {
            assert_eq!(node.scalar(), Some(other.as_str()), "in {text:?}");
        }
        (NodeKind::Null, Value::Null) => {}
        // Typed by YAML 1.1 or 1.2 there, text here.
        (NodeKind::Scalar(Style::Plain), Value::Bool(_) | Value::Number(_) | Value::Null) => {}
        (kind, other) => panic!("{kind:?} is {other:?} there, in {text:?}"),
    }
}

#[test]
fn realistic_files_read_alike() {
    for text in fragments::files() {
        let (tree, problems) = read(text);
        assert_eq!(problems, []);
        same(
            tree.root(text).unwrap(),
            &serde_yaml::from_str(text).unwrap(),
            text,
        );
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn fragments_read_alike(text in fragments::fragment()) {
        let mut tree = Tree::new();
        let clean = read_yaml(&text, whole(&text), &mut tree).is_ok_and(|found| found.is_empty());
        // The readers differ on a document that is one block scalar, which no record is.
        let root = tree.root(&text).filter(|root| !matches!(root.kind(), NodeKind::Scalar(_)));
        // libyaml takes any `?` in a flow map for a sign.
        let clean = clean && !text.contains('?');
        if let (true, Some(root), Ok(value)) = (clean, root, serde_yaml::from_str::<Value>(&text)) {
            same(root, &value, &text);
        }
    }
}
