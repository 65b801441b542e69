//! Blocks: what is printed only under a condition, and what a loop repeats, which is counted before it runs.

use super::walk::Walk;
use super::{Bound, DEEPEST, Scanner, Sign, Token};
use crate::say;
use crate::template::asked::{AskedId, Nest};
use crate::text::Span;

/// Loops in loops.
const DEEPEST_LOOP: usize = 6;

/// A block that is open.
pub(super) enum Open {
    /// Something is printed only under a condition.
    If,
    /// A loop.
    For(Loop),
    /// The branch of a loop that goes through nothing.
    Otherwise,
}

/// A loop that is open.
pub(super) struct Loop {
    /// How many names were bound outside of it.
    outside: usize,
    /// What it goes through.
    list: Option<AskedId>,
    /// Its position among the loops that were found.
    nest: usize,
}

impl Scanner<'_> {
    /// A block inside of too many: what it asks for is not looked at.
    pub(super) fn too_deep(&mut self, at: Span) {
        if self.open.len() == DEEPEST {
            let message = say!(en: "blocks are nested more than {most} deep", zh: "块嵌套超过 {most} 层", most = DEEPEST);
            self.wrong(at, message, None);
        }
        self.open.push(Open::If);
    }

    pub(super) fn otherwise(&mut self) {
        if let Some(Open::For(of)) = self.open.last() {
            self.bound.truncate(of.outside);
            self.open.pop();
            self.open.push(Open::Otherwise);
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(Open::For(of)) = self.open.pop() {
            self.bound.truncate(of.outside);
        }
    }

    /// `NAME in LIST`, or `KEY, VALUE in MAP`.
    pub(super) fn for_loop(&mut self, signs: &[Sign<'_>], at: Span) {
        let Some(here) = signs
            .iter()
            .position(|sign| sign.token == Token::Name("in"))
        else {
            return;
        };
        let (names, list) = signs.split_at(here);
        let written = list.get(1..).unwrap_or_default();
        let list = self.list(written);
        // A text is a list of letters to Tera, and one that the template makes has any length.
        if list.is_none() && !is_written_out(written) {
            let message = say!(
                en: "a loop goes through a list of the record, `[…]` or `range(…)`", zh: "循环只能遍历记录中的列表、`[…]` 或 `range(…)`"
            );
            self.wrong(at, message, None);
        }
        let names: Vec<&str> = names
            .iter()
            .filter_map(|sign| match sign.token {
                Token::Name(name) => Some(name),
                _ => None,
            })
            .collect();
        let item = match (list, names.len()) {
            (Some(list), 1) => Bound::Item(list),
            _ => Bound::Made,
        };
        let outside = self.bound.len();
        self.bound
            .extend(names.iter().map(|name| ((*name).to_owned(), item)));
        let nest = self.scan.asked.nests.len();
        self.open.push(Open::For(Loop {
            outside,
            list,
            nest,
        }));
        let lists: Vec<Option<AskedId>> = self.loops().map(|of| of.list).collect();
        if lists.len() > DEEPEST_LOOP {
            let message = say!(en: "loops are nested more than {most} deep", zh: "循环嵌套超过 {most} 层", most = DEEPEST_LOOP);
            self.wrong(at, message, None);
        }
        let at = self.at(at);
        self.scan.asked.nests.push(Nest { at, lists, made: 0 });
    }

    /// The loops that are open, outermost first.
    fn loops(&self) -> impl DoubleEndedIterator<Item = &Loop> {
        self.open.iter().filter_map(|open| match open {
            Open::For(of) => Some(of),
            _ => None,
        })
    }

    /// A value is made here of others.
    pub(super) fn makes(&mut self) {
        let nest = self.loops().next_back().map(|of| of.nest);
        let nest = nest.and_then(|nest| self.scan.asked.nests.get_mut(nest));
        match nest {
            Some(nest) => nest.made += 1,
            None => self.scan.asked.made += 1,
        }
    }

    /// Whether what is printed here may be left out.
    pub(super) fn is_conditional(&self) -> bool {
        let mut open = self.open.iter();
        open.any(|open| matches!(open, Open::If | Open::Otherwise))
    }
}

/// Whether a list is written in the template itself, or made by `range`.
fn is_written_out(signs: &[Sign<'_>]) -> bool {
    let rest = match signs {
        [range, open, rest @ ..]
            if range.token == Token::Name("range") && open.token == Token::Sign("(") =>
        {
            rest
        }
        [open, rest @ ..] if matches!(open.token, Token::Sign("[" | "{")) => rest,
        _ => return false,
    };
    let mut walk = Walk::new(rest);
    walk.until_closed();
    walk.peek().is_none()
}
