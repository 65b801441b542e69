//! An expression after checking: names are resolved to slots, kinds and positions.

use super::ast::BinaryOperator;
use super::reads::Reads;
use super::types::Type;
use super::vocabulary::{Function, Macro};
use crate::form::KindId;
use crate::text::Span;
use crate::value::{Decimal, Length, Moment, Money};
use regex::Regex;

/// A checked expression, ready to be evaluated any number of times.
#[derive(Debug)]
pub struct Compiled {
    pub(super) root: Node,
    pub(super) ty: Type,
    pub(super) reads: Reads,
    pub(super) written: Option<(usize, Span)>,
}

impl Compiled {
    /// The type of its value.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// Its truth, where that is written and depends on nothing.
    pub fn constant(&self) -> Option<bool> {
        match self.root.op {
            Op::Constant(Constant::Boolean(truth)) => Some(truth),
            _ => None,
        }
    }

    /// Its text, where that is written and depends on nothing.
    pub fn constant_text(&self) -> Option<&str> {
        match &self.root.op {
            Op::Constant(Constant::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The same, written in the definition file of this index, at these bytes.
    pub fn written(self, file: usize, span: Span) -> Compiled {
        Compiled {
            written: Some((file, span)),
            ..self
        }
    }

    /// Where it is written: the index of the definition file, and the bytes.
    pub fn place(&self) -> Option<(usize, Span)> {
        self.written
    }

    /// What it reads.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }
}

/// A part of an expression, and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub op: Op,
    pub span: Span,
}

/// What a part does.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Constant(Constant),
    Today,
    /// The person who makes the record, whose kind this is.
    Me(KindId),
    Path(Base, Vec<Step>),
    Not(Box<Node>),
    Negate(Box<Node>),
    And(Box<[Node; 2]>),
    Or(Box<[Node; 2]>),
    If(Box<[Node; 3]>),
    /// Any operator but `&&` and `||`.
    Binary(BinaryOperator, Box<[Node; 2]>),
    Has(Box<Node>),
    List(Vec<Node>),
    Index(Box<[Node; 2]>),
    Macro {
        name: Macro,
        over: Box<Node>,
        /// The variable's place among those that are visible.
        variable: usize,
        body: Box<Node>,
    },
    Call(Function, Vec<Node>),
}

/// Where a path begins.
#[derive(Clone, Debug)]
pub(super) enum Base {
    /// The record at hand.
    Record,
    /// The item of `each`.
    Item,
    /// A macro's variable.
    Variable(usize),
    /// All records of a kind.
    All(KindId),
    /// Another expression's value.
    Value(Box<Node>),
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A field of a record or group.
    Field { index: usize, ty: Type },
    /// The children of a kind.
    Children(KindId),
    /// The one child of a kind.
    Child(KindId),
    /// The parent, of this kind.
    Parent(KindId),
}

impl Step {
    /// Whether it goes along a reference, to a record in another folder.
    pub fn leads_away(&self) -> bool {
        let Step::Field { ty, .. } = self else {
            return false;
        };
        matches!(ty.item(), Type::Record(_))
    }

    /// Whether the step gives a list, which is empty where there is nothing.
    pub fn gives_list(&self) -> bool {
        matches!(
            self,
            Step::Children(_)
                | Step::Field {
                    ty: Type::List(_),
                    ..
                }
        )
    }
}

/// A value that is written in the expression.
#[derive(Clone, Debug)]
pub(super) enum Constant {
    Null,
    Boolean(bool),
    Number(Decimal),
    Text(Box<str>),
    Moment(Moment),
    Length(Length),
    Money(Money),
    /// A stage, sign-off or role.
    Position(usize),
    Regex(Regex),
}

impl Node {
    pub fn constant(constant: Constant, span: Span) -> Node {
        Node {
            op: Op::Constant(constant),
            span,
        }
    }

    /// The parts it is made of, in the order of evaluation.
    pub fn parts(&self) -> Vec<&Node> {
        match &self.op {
            Op::Constant(_) | Op::Today | Op::Me(_) => Vec::new(),
            Op::Path(Base::Value(node), _) => vec![node],
            Op::Path(..) => Vec::new(),
            Op::Not(node) | Op::Negate(node) | Op::Has(node) => vec![node],
            Op::And(nodes) | Op::Or(nodes) | Op::Binary(_, nodes) | Op::Index(nodes) => {
                nodes.iter().collect()
            }
            Op::If(nodes) => nodes.iter().collect(),
            Op::List(nodes) | Op::Call(_, nodes) => nodes.iter().collect(),
            Op::Macro { over, body, .. } => vec![over, body],
        }
    }
}
