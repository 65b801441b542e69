//! What an expression reads: the fields it names, and what it asks other records.

use super::compiled::{Base, Node, Op, Step};
use super::types::Type;
use crate::form::KindId;
use std::collections::BTreeSet;

/// What an expression reads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reads {
    /// The paths of fields, in the expression's order.
    pub paths: Vec<FieldPath>,
    /// What it asks other records.
    pub beyond: Beyond,
    /// Whether what it gives is of the record at hand or lies in its folder.
    pub own: bool,
    /// Whether one of the fields, here or anywhere, is confidential.
    pub confidential: bool,
}

/// What is read of records outside of the folder of the record at hand, which are not judged with it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Beyond {
    /// Fields: the kind, and the position.
    pub fields: BTreeSet<(KindId, usize)>,
    /// Kinds whose records are asked for what is no field: whether there are any, a stage, a sign-off.
    pub facts: BTreeSet<KindId>,
    /// Kinds all of whose records are gone through.
    pub whole: BTreeSet<KindId>,
}

/// A field of the record at hand or of the item, through groups. Where a path goes on along a reference, it ends in
/// the reference.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FieldPath {
    /// Where it begins.
    pub from: Root,
    /// Positions of the fields; none: the item itself.
    pub fields: Vec<usize>,
}

/// Where a field path begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Root {
    /// The record at hand.
    Record,
    /// The item of `each`.
    Item,
}

impl Reads {
    /// The first field that the expression names: the value to point at.
    pub fn first_field(&self) -> Option<&FieldPath> {
        self.paths.first()
    }

    pub(super) fn of(root: &Node, own: bool, beyond: Beyond, confidential: bool) -> Reads {
        let mut paths = Vec::new();
        gather(root, &mut paths);
        Reads {
            paths,
            beyond,
            own,
            confidential,
        }
    }
}

fn gather(node: &Node, paths: &mut Vec<FieldPath>) {
    if let Op::Path(base, steps) = &node.op {
        let path = match base {
            Base::Record => path(Root::Record, steps).filter(|path| !path.fields.is_empty()),
            Base::Item => path(Root::Item, steps),
            _ => None,
        };
        paths.extend(
            path.filter(|path| !paths.contains(path))
                .into_iter()
                .collect::<Vec<_>>(),
        );
    }
    for part in node.parts() {
        gather(part, paths);
    }
}

fn path(from: Root, steps: &[Step]) -> Option<FieldPath> {
    let mut fields = Vec::new();
    for step in steps {
        let Step::Field { index, ty } = step else {
            break;
        };
        fields.push(*index);
        if matches!(ty, Type::Record(_)) {
            break;
        }
    }
    Some(FieldPath { from, fields })
}
