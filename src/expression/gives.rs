//! Which fields an expression's value can be the value of: those that it chooses among, not those that it only looks at.

use super::compiled::{Base, Compiled, Node, Op, Step};
use super::types::Type;
use super::vocabulary::{Function, Macro};
use crate::form::KindId;

/// A field of a kind's records, through groups and the items of lists.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct KindField {
    /// The kind.
    pub kind: KindId,
    /// Positions of the fields on the way; none: the record itself.
    pub fields: Vec<usize>,
}

impl Compiled {
    /// The fields that its value may be the value of, or that the values of its list may be; `kind` is that of the
    /// record at hand, `each` gave the list that the item is of. What is computed comes from no field.
    pub fn gives(&self, kind: KindId, each: Option<&Compiled>) -> Vec<KindField> {
        let giving = |item| Giving {
            kind,
            item,
            variables: Vec::new(),
        };
        let item = each.map(|each| giving(Vec::new()).of(&each.root));
        giving(item.unwrap_or_default()).of(&self.root)
    }
}

struct Giving {
    kind: KindId,
    item: Vec<KindField>,
    /// What the visible variables of macros run through.
    variables: Vec<Vec<KindField>>,
}

impl Giving {
    fn of(&mut self, node: &Node) -> Vec<KindField> {
        match &node.op {
            Op::Path(base, steps) => {
                let from = self.base(base);
                from.into_iter().map(|from| along(from, steps)).collect()
            }
            Op::If(nodes) => {
                let [_, yes, no] = &**nodes;
                self.any(&[yes, no])
            }
            Op::Index(nodes) => self.of(&nodes[0]),
            Op::List(nodes) => self.any(&nodes.iter().collect::<Vec<_>>()),
            Op::Call(
                Function::Min
                | Function::Max
                | Function::First
                | Function::Last
                | Function::Distinct,
                nodes,
            ) => self.any(&nodes.iter().collect::<Vec<_>>()),
            Op::Macro {
                name,
                over,
                variable,
                body,
            } => match name {
                Macro::Filter => self.of(over),
                Macro::Map => {
                    let items = self.of(over);
                    self.variables.resize(*variable, Vec::new());
                    self.variables.push(items);
                    let given = self.of(body);
                    self.variables.truncate(*variable);
                    given
                }
                Macro::All | Macro::Exists | Macro::ExistsOne => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn any(&mut self, nodes: &[&Node]) -> Vec<KindField> {
        nodes.iter().flat_map(|node| self.of(node)).collect()
    }

    fn base(&mut self, base: &Base) -> Vec<KindField> {
        match base {
            Base::Record => vec![record(self.kind)],
            Base::Item => self.item.clone(),
            Base::Variable(at) => self.variables.get(*at).cloned().unwrap_or_default(),
            Base::All(kind) => vec![record(*kind)],
            Base::Value(node) => self.of(node),
        }
    }
}

fn record(kind: KindId) -> KindField {
    KindField {
        kind,
        fields: Vec::new(),
    }
}

fn along(from: KindField, steps: &[Step]) -> KindField {
    steps.iter().fold(from, |mut at, step| match step {
        Step::Field { index, ty } => match referred(ty) {
            Some(kind) => record(kind),
            None => {
                at.fields.push(*index);
                at
            }
        },
        Step::Children(kind) | Step::Child(kind) | Step::Parent(kind) => record(*kind),
    })
}

/// The kind that a reference, or a list of references, leads to.
fn referred(ty: &Type) -> Option<KindId> {
    match ty {
        Type::Record(kind) => Some(*kind),
        Type::List(of) => referred(of),
        _ => None,
    }
}
