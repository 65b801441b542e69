//! What a template asks for: names, as a tree, with every place that mentions them.

use super::vocabulary::Word;
use crate::text::Span;
use std::collections::HashMap;

/// A place in a template.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct At {
    /// The template, by its position among those that are read.
    pub template: usize,
    /// The bytes.
    pub span: Span,
}

/// Position of a name in [`Asked`].
pub type AskedId = usize;

/// The names that a template asks for.
#[derive(Debug, Default)]
pub struct Asked {
    names: Vec<Name>,
    roots: Vec<AskedId>,
    /// The position of each name, by the one before its point.
    known: HashMap<(Option<AskedId>, String), AskedId>,
    /// Its loops.
    pub nests: Vec<Nest>,
    /// How many values it makes of others, outside of loops.
    pub made: u64,
    /// Names in other than Latin letters, which no name is written in: people took a title for one.
    pub foreign: Vec<(At, String)>,
    /// What stands in single braces, and would be printed so.
    pub braced: Vec<(At, String)>,
}

/// A loop, inside of others or not.
#[derive(Debug)]
pub struct Nest {
    /// Where it begins.
    pub at: At,
    /// The lists that are gone through, outermost first; one that the template itself writes has none.
    pub lists: Vec<Option<AskedId>>,
    /// How many values it makes of others in a turn, save in loops inside of it.
    pub made: u64,
}

/// A name, and what is asked of it. Items of a list are asked for as the list itself is.
#[derive(Debug)]
pub struct Name {
    /// Its position.
    pub id: AskedId,
    /// The name.
    pub name: String,
    /// Where it is mentioned, first place first.
    pub places: Vec<At>,
    /// Where it is used as a value: printed, compared, given to a filter.
    pub used: Option<At>,
    /// Where it is printed whatever the record holds, so that it must be there.
    pub needed: Option<At>,
    /// Where it is printed by this name, not as an item of a loop, and no filter makes something else of it.
    pub printed: Option<At>,
    /// Where a loop goes through it.
    pub looped: Option<At>,
    /// Where it is counted: how many items, or characters.
    pub counted: Option<At>,
    /// Where it is asked for after the name of a whole list, not of an item.
    pub of_whole: Option<At>,
    /// The first filter on it, each time.
    pub filtered: Vec<(At, &'static Word)>,
    /// The texts that it is compared with.
    pub compared: Vec<(At, String)>,
    /// Names after its point.
    pub members: Vec<AskedId>,
}

impl Asked {
    /// The names that stand first.
    pub fn roots(&self) -> impl Iterator<Item = &Name> {
        self.roots.iter().filter_map(|id| self.names.get(*id))
    }

    /// The names after the point of a name.
    pub fn members(&self, of: &Name) -> impl Iterator<Item = &Name> {
        of.members.iter().filter_map(|id| self.names.get(*id))
    }

    pub(super) fn name_mut(&mut self, id: AskedId) -> Option<&mut Name> {
        self.names.get_mut(id)
    }

    /// The position of a name after `of`, or of one that stands first, which is there from now on.
    pub(super) fn ask(&mut self, of: Option<AskedId>, name: &str, at: At) -> AskedId {
        let key = (of, name.to_owned());
        if let Some(id) = self.known.get(&key).copied() {
            if let Some(known) = self.names.get_mut(id) {
                known.places.push(at);
            }
            return id;
        }
        let id = self.names.len();
        self.known.insert(key, id);
        self.names.push(Name {
            id,
            name: name.to_owned(),
            places: vec![at],
            used: None,
            needed: None,
            printed: None,
            looped: None,
            counted: None,
            of_whole: None,
            filtered: Vec::new(),
            compared: Vec::new(),
            members: Vec::new(),
        });
        match of.and_then(|of| self.names.get_mut(of)) {
            Some(of) => of.members.push(id),
            None => self.roots.push(id),
        }
        id
    }
}
