//! Sign-offs: who must approve what, and what their approval covers.

use super::block::{Block, Key, Located, key};
use super::clause::{CLAUSE_KEYS, Clause};
use super::compile::Compiler;
use super::problem::Sort;
use super::proof::{self, Proof};
use crate::expression::{Compiled, Type};
use crate::form::FieldType;
use crate::say;
use crate::text::{NodeKind, NodeRef};

/// A sign-off that a kind's records can need.
#[derive(Debug)]
pub struct Signoff {
    /// Its head.
    pub clause: Clause,
    /// Who gives it.
    pub by: Givers,
    /// The values that it covers, in the definition's order.
    pub covers: Vec<Covered>,
    /// People who can't give it.
    pub not_by: Vec<(String, Compiled)>,
    /// The only people who can, where any are named.
    pub only_by: Vec<(String, Compiled)>,
    /// Demanded where this is true; without it, where a gate demands it.
    pub when: Option<Compiled>,
    /// How it must be proven.
    pub proof: Proof,
    /// SHA-256 over who gives it, over what and how it is proven: what a statement says it was given under.
    pub policy: String,
}

/// A value that a sign-off covers.
#[derive(Debug)]
pub struct Covered {
    /// As written: `lines`, `deal.requirements`.
    pub path: String,
    /// The value.
    pub value: Compiled,
}

/// Who gives a sign-off.
#[derive(Debug)]
pub enum Givers {
    /// People with roles.
    Roles(Quorum),
    /// Roles by limit: all steps that hold add up.
    Ladder(Vec<Step>),
    /// Someone outside the company.
    Outside {
        /// What they are called in the file.
        role: String,
        /// The list of those who can.
        from: Compiled,
        /// Position of the field with the name, in an item's shape.
        field: usize,
    },
}

/// One step of a ladder.
#[derive(Debug)]
pub struct Step {
    /// The limit.
    pub when: Compiled,
    /// Who then.
    pub quorum: Quorum,
}

/// How many of which roles: all of them, any, or a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quorum {
    /// Positions of the roles.
    pub roles: Vec<usize>,
    /// How many of them.
    pub of: usize,
    /// Where each is demanded.
    pub spots: Vec<super::Spot>,
}

/// The keys of a sign-off.
pub const SIGNOFF_KEYS: &[Key] = &[
    key(
        "roles",
        "list of roles, `{any: […]}` or `{of: 2, among: […]}`",
        "who gives it",
        "由谁签批",
    ),
    key(
        "ladder",
        "list of `{when, roles}`",
        "who gives it, by limit; all steps that hold add up",
        "按额度分级，成立的各级相加",
    ),
    key(
        "outside",
        "`{role, from, by}`",
        "given by someone outside: an item of the list `from`, named by its field `by`",
        "由外部人员确认：`from` 列表中的一项，以其 `by` 字段为名",
    ),
    key(
        "covers",
        "list of expressions",
        "the values that it covers, most of them fields; a change of one voids it",
        "所覆盖的内容，多为字段，任一改变即失效",
    ),
    key(
        "not_by",
        "list of expressions",
        "people who can't give it",
        "不得签批的人",
    ),
    key(
        "only_by",
        "list of expressions",
        "the only people who can, besides holding the role",
        "除担任角色外，只有这些人可签批",
    ),
    key(
        "when",
        "expression",
        "demanded where this is true",
        "成立时须有此签批",
    ),
    key(
        "proof",
        "`declared`, `committed` or `signed`",
        "how it must be proven; default: what `signoffs` of `pipeline.yaml` says",
        "须如何证明；默认按 `pipeline.yaml` 的 `signoffs`",
    ),
];

/// The keys of a step of a ladder.
pub const STEP_KEYS: &[Key] = &[
    key("when", "expression", "the limit", "额度条件"),
    key(
        "roles",
        "list of roles, `{any: […]}` or `{of: 2, among: […]}`",
        "who then",
        "此时由谁签批",
    ),
];

/// The keys of a quorum.
pub const QUORUM_KEYS: &[Key] = &[
    key("any", "list of roles", "one of them", "其中任一"),
    key("of", "integer", "so many of `among`", "`among` 中的几个"),
    key(
        "among",
        "list of roles",
        "the roles for `of`",
        "供 `of` 选择的角色",
    ),
];

/// The keys under `outside`.
pub const OUTSIDE_KEYS: &[Key] = &[
    key(
        "role",
        "name",
        "what they are called in the file",
        "在签批文件中的角色名",
    ),
    key(
        "from",
        "expression",
        "the list of those who can",
        "可确认者的列表",
    ),
    key(
        "by",
        "field",
        "the field of an item with the name",
        "作为姓名的字段",
    ),
];

impl Signoff {
    /// Reads one sign-off.
    pub fn read(
        compiler: &Compiler<'_>,
        name: &Located<&str>,
        node: NodeRef<'_>,
    ) -> Option<Signoff> {
        let block = compiler.reading.block(node, &[CLAUSE_KEYS, SIGNOFF_KEYS])?;
        let covers: Vec<Covered> = match block.need("covers") {
            Some(_) => block
                .list("covers")
                .into_iter()
                .filter_map(|node| {
                    let path = compiler.reading.text(node)?.value.to_owned();
                    Some(Covered {
                        path,
                        value: compiler.any(node)?,
                    })
                })
                .collect(),
            None => Vec::new(),
        };
        let proof = block
            .get("proof")
            .and_then(|node| compiler.reading.value(node, Proof::read))
            .unwrap_or(compiler.outlines.proof);
        Some(Signoff {
            clause: Clause::read(name, block),
            by: read_givers(compiler, block)?,
            covers,
            not_by: read_people(compiler, block, "not_by"),
            only_by: read_people(compiler, block, "only_by"),
            when: block.get("when").and_then(|node| compiler.boolean(node)),
            proof,
            policy: proof::policy(node, proof),
        })
    }
}

fn read_people(compiler: &Compiler<'_>, block: Block<'_>, key: &str) -> Vec<(String, Compiled)> {
    let expressions = block.list(key).into_iter();
    expressions
        .filter_map(|node| {
            let text = compiler.reading.text(node)?.value.to_owned();
            Some((text, compiler.people(node)?))
        })
        .collect()
}

fn read_givers(compiler: &Compiler<'_>, block: Block<'_>) -> Option<Givers> {
    match (
        block.get("roles"),
        block.get("ladder"),
        block.get("outside"),
    ) {
        (Some(roles), None, None) => Some(Givers::Roles(read_quorum(compiler, roles)?)),
        (None, Some(_), None) => {
            let steps = block.list("ladder").into_iter().filter_map(|node| {
                let step = compiler.reading.block(node, &[STEP_KEYS])?;
                Some(Step {
                    when: step.need("when").and_then(|node| compiler.boolean(node))?,
                    quorum: read_quorum(compiler, step.need("roles")?)?,
                })
            });
            Some(Givers::Ladder(steps.collect()))
        }
        (None, None, Some(outside)) => {
            let outside = compiler.reading.block(outside, &[OUTSIDE_KEYS])?;
            let role = outside
                .need("role")
                .and_then(|node| compiler.reading.text(node));
            let by = outside
                .need("by")
                .and_then(|node| compiler.reading.text(node));
            let from = outside.need("from").and_then(|node| compiler.list(node));
            let (role, by, (from, item)) = (role?, by?, from?);
            Some(Givers::Outside {
                role: role.value.to_owned(),
                from,
                field: name_field(compiler, &by, &item)?,
            })
        }
        _ => {
            let message = say!(
                en: "a sign-off has one of `roles`, `ladder` and `outside`",
                zh: "签批须写 `roles`、`ladder`、`outside` 之一"
            );
            block.reading().wrong(block.span(), message, None);
            None
        }
    }
}

/// The position of the text field `by` in the shape of an item.
fn name_field(compiler: &Compiler<'_>, by: &Located<&str>, item: &Type) -> Option<usize> {
    let shape = match item {
        Type::Group(within) => within.shape(compiler.outlines)?,
        Type::Record(kind) => &compiler.outlines.get(*kind).shape,
        _ => {
            let message =
                say!(en: "the items of `from` have no fields", zh: "`from` 的各项没有字段");
            compiler.reading.wrong(by.spot.span, message, None);
            return None;
        }
    };
    match shape.find(by.value) {
        Some((index, field)) if matches!(field.ty, FieldType::Text { .. }) => Some(index),
        Some(_) => {
            let message = say!(en: "`{name}` is no text, so it names nobody", zh: "`{name}` 不是文本，不能作姓名", name = by.value);
            compiler.reading.wrong(by.spot.span, message, None);
            None
        }
        None => {
            let names = shape.fields.iter().map(|field| field.name.as_str());
            compiler
                .reading
                .unknown_name(&[Sort::Field], by.spot.span, by.value, names);
            None
        }
    }
}

fn read_quorum(compiler: &Compiler<'_>, node: NodeRef<'_>) -> Option<Quorum> {
    if node.kind() != NodeKind::Map {
        let quorum = read_roles(compiler, compiler.reading.texts(node));
        return Some(Quorum {
            of: quorum.roles.len(),
            ..quorum
        });
    }
    let block = compiler.reading.block(node, &[QUORUM_KEYS])?;
    if block.get("any").is_some() {
        return Some(Quorum {
            of: 1,
            ..read_roles(compiler, block.texts("any"))
        });
    }
    block.need("of")?;
    block.need("among")?;
    Some(Quorum {
        of: block.count("of")?,
        ..read_roles(compiler, block.texts("among"))
    })
}

fn read_roles(compiler: &Compiler<'_>, names: Vec<Located<&str>>) -> Quorum {
    let mut quorum = Quorum {
        roles: Vec::new(),
        of: 0,
        spots: Vec::new(),
    };
    for name in names {
        match compiler
            .outlines
            .role_names()
            .position(|role| role == name.value)
        {
            Some(role) => {
                quorum.roles.push(role);
                quorum.spots.push(name.spot);
            }
            None => compiler.reading.unknown_name(
                &[Sort::Role],
                name.spot.span,
                name.value,
                compiler.outlines.role_names(),
            ),
        }
    }
    quorum
}
