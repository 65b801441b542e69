//! Macros over lists.

use super::Evaluation;
use crate::expression::compiled::Node;
use crate::expression::value::{List, Val};
use crate::expression::vocabulary::Macro;

impl<'a> Evaluation<'a, '_> {
    pub(super) fn over_list(
        &mut self,
        name: Macro,
        over: &'a Node,
        variable: usize,
        body: &'a Node,
    ) -> Val<'a> {
        let list = match self.node(over) {
            Val::List(list) => list,
            Val::Null => List::Values([].into()),
            _ => return Val::Unknown,
        };
        match name {
            Macro::All => Val::from_truth(self.decided(&list, variable, body, false)),
            Macro::Exists => Val::from_truth(self.decided(&list, variable, body, true)),
            Macro::ExistsOne => Val::from_truth(self.exactly_one(&list, variable, body)),
            Macro::Filter => self.filtered(&list, variable, body),
            Macro::Map => self.mapped(&list, variable, body),
        }
    }

    /// The value for one item; none where no steps are left.
    fn body(&mut self, item: Val<'a>, variable: usize, body: &'a Node) -> Option<Val<'a>> {
        if !self.spend(1) {
            return None;
        }
        *self.variables.get_mut(variable)? = item;
        Some(self.node(body))
    }

    /// One item that is `enough` decides.
    fn decided(
        &mut self,
        list: &List<'a>,
        variable: usize,
        body: &'a Node,
        enough: bool,
    ) -> Option<bool> {
        let mut decided = Some(!enough);
        for item in list.values() {
            match self.body(item, variable, body)?.truth() {
                Some(truth) if truth == enough => return Some(enough),
                Some(_) => {}
                None => decided = None,
            }
        }
        decided
    }

    /// The same as `size(list.filter(x, P)) == 1`: every item counts.
    fn exactly_one(&mut self, list: &List<'a>, variable: usize, body: &'a Node) -> Option<bool> {
        let mut found = 0;
        for item in list.values() {
            found += usize::from(self.body(item, variable, body)?.truth()?);
        }
        Some(found == 1)
    }

    /// With an item of which it can't be said, the whole can't be.
    fn filtered(&mut self, list: &List<'a>, variable: usize, body: &'a Node) -> Val<'a> {
        let mut kept = Vec::new();
        for item in list.values() {
            let truth = self
                .body(item.clone(), variable, body)
                .and_then(|value| value.truth());
            match truth {
                Some(true) => kept.push(item),
                Some(false) => {}
                None => return Val::Unknown,
            }
        }
        Val::List(List::Values(kept.into()))
    }

    fn mapped(&mut self, list: &List<'a>, variable: usize, body: &'a Node) -> Val<'a> {
        let mut values = Vec::with_capacity(list.len());
        for item in list.values() {
            match self.body(item, variable, body) {
                Some(value) => values.push(value),
                None => return Val::Unknown,
            }
        }
        Val::List(List::Values(values.into()))
    }
}
