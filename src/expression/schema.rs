//! What the checker must know of a process.

use crate::form::{KindId, Shape};
use crate::language::Phrase;
use crate::value::Currency;

/// A process, as expressions see it.
pub trait Schema {
    /// All kinds with their names, in the order of the definition.
    fn kinds(&self) -> Vec<(KindId, &str)>;
    /// The fields of a kind.
    fn shape(&self, kind: KindId) -> &Shape;
    /// The kinds whose records lie in the folder of a record of this kind, and whether there is at most one.
    fn children(&self, kind: KindId) -> Vec<(KindId, Many)>;
    /// The kind in whose folders records of this kind lie.
    fn parent(&self, kind: KindId) -> Option<KindId>;
    /// The kind whose records are people.
    fn people(&self) -> Option<KindId>;
    /// Names and titles of a kind's stages, in their order; [`World`](super::World) gets positions in it.
    fn stages(&self, kind: KindId) -> Vec<(&str, &Phrase)>;
    /// Names of a kind's sign-offs; [`World`](super::World) gets positions in it.
    fn signoffs(&self, kind: KindId) -> Vec<&str>;
    /// Names and titles of the roles; [`World`](super::World) gets positions in it.
    fn roles(&self) -> Vec<(&str, &Phrase)>;
    /// The currency of money written without one.
    fn currency(&self) -> Currency;

    /// The name of a kind.
    fn name(&self, kind: KindId) -> &str {
        self.kinds()
            .into_iter()
            .find_map(|(id, name)| (id == kind).then_some(name))
            .unwrap_or_default()
    }

    /// The kind of this name.
    fn kind(&self, name: &str) -> Option<KindId> {
        self.kinds()
            .into_iter()
            .find_map(|(id, known)| (known == name).then_some(id))
    }
}

/// How many children of a kind a record may have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Many {
    /// At most one.
    One,
    /// Any number.
    Any,
}
