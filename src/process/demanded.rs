//! What a definition's file demands, part by part, in one form: so that history can say which parts were changed.

use super::proof::canonical;
use crate::text::{self, NodeKind, NodeRef, Source, Span, Tree};

/// Maps whose items each stand for themselves: another one more loosens nothing.
const ITEMS: [&str; 8] = [
    "deadlines",
    "fields",
    "gates",
    "roles",
    "rules",
    "types",
    "unique",
    "years",
];

/// What is only shown, or what decides who may sign, which is told of its own.
const ELSEWHERE: [&str; 12] = [
    "audit",
    "company",
    "documents",
    "help",
    "language",
    "levels",
    "name",
    "people",
    "signoffs",
    "source",
    "title",
    "waivers",
];

/// A part of a definition's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demanded {
    /// Its name: `gates.leave-needs`, `timezone`.
    pub name: String,
    /// What it says, without what is only shown.
    pub said: String,
    /// Where it is.
    pub span: Span,
    /// Whether one more of its sort loosens nothing.
    pub adds: bool,
}

/// The parts of a file that can be read.
pub fn demanded(source: &Source) -> Vec<Demanded> {
    let mut tree = Tree::new();
    let whole = Span::new(0, source.text.len() as u32);
    if text::read_yaml(&source.text, whole, &mut tree).is_err() {
        return Vec::new();
    }
    let entries = tree
        .root(&source.text)
        .into_iter()
        .flat_map(NodeRef::entries);
    let mut all = Vec::new();
    for (key, value) in entries {
        let Some(name) = key.scalar().filter(|name| !ELSEWHERE.contains(name)) else {
            continue;
        };
        let part = |name: String, node: NodeRef<'_>, span: Span, adds: bool| Demanded {
            name,
            said: canonical(node),
            span,
            adds,
        };
        if value.is_null() {
            continue;
        }
        let is_items = ITEMS.contains(&name) && value.kind() == NodeKind::Map;
        if !is_items {
            all.push(part(name.to_owned(), value, key.span(), false));
            continue;
        }
        for (item, value) in value.entries().filter(|(_, value)| !value.is_null()) {
            let item_name = item.scalar().unwrap_or_default();
            all.push(part(
                format!("{name}.{item_name}"),
                value,
                item.span(),
                true,
            ));
        }
    }
    all
}

/// The names of the parts that another version of a file changed, removed or added, with the place of the first that
/// is still there.
pub fn changed(before: &[Demanded], after: &[Demanded]) -> (Vec<String>, Option<Span>) {
    let at = |all: &[Demanded], name: &str| all.iter().position(|part| part.name == name);
    let gone = before.iter().filter(|part| at(after, &part.name).is_none());
    let mut names: Vec<String> = gone.map(|part| part.name.clone()).collect();
    let mut place = None;
    for part in after {
        let same = match before.iter().find(|other| other.name == part.name) {
            Some(other) => other.said == part.said,
            None => part.adds,
        };
        if !same {
            names.push(part.name.clone());
            place = place.or(Some(part.span));
        }
    }
    (names, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Demanded> {
        demanded(&Source::new("kinds/deal.yaml", text))
    }

    const DEAL: &str = "kind: deal\ntitle: Deal\nstages:\n  - {id: needs, longest: 45 days}\n  - won\ngates:\n  known: {title: Known, leaving: needs, needs: [budget]}\nfields:\n  title: {type: text, title: {en: Title}}\n";

    #[test]
    fn what_is_only_shown_and_how_it_is_written_demands_nothing() {
        for (old, new) in [
            ("title: Deal", "title: Opportunity"),
            ("title: Known, leaving: needs", "leaving: 'needs', title: X"),
            ("{en: Title}", "{en: Name}"),
            ("kind: deal", "# A deal\nkind: deal"),
        ] {
            assert_eq!(changed(&of(DEAL), &of(&DEAL.replace(old, new))).0, [""; 0]);
        }
        let more = DEAL.to_owned() + "  owner: person\nrules:\n  x: {that: 'true'}\n";
        assert_eq!(changed(&of(DEAL), &of(&more)).0, [""; 0]);
    }

    #[test]
    fn what_was_changed_or_removed_is_named() {
        for (old, new, names) in [
            ("needs: [budget]", "needs: []", "gates.known"),
            ("longest: 45 days", "longest: 450 days", "stages"),
            ("  - won\n", "  - offer\n  - won\n", "stages"),
            ("type: text", "type: markdown", "fields.title"),
            ("kind: deal", "kind: deal\nfiles: x", "files"),
            ("{type: text, title: {en: Title}}", "", "fields.title"),
        ] {
            let (found, _) = changed(&of(DEAL), &of(&DEAL.replace(old, new)));
            assert_eq!(found, [names], "{new}");
        }
        let without = DEAL.replace(
            "  known: {title: Known, leaving: needs, needs: [budget]}\n",
            "",
        );
        assert_eq!(changed(&of(DEAL), &of(&without)).0, ["gates.known"]);
    }
}
