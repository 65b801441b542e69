//! Which item of a list is which item of its later version: by what identifies it, else by its content, else by its place.

use crate::value::Cell;
use std::collections::{HashMap, HashSet, VecDeque};

/// Most pairs of items whose likeness is measured.
const MOST_COMPARED: usize = 10_000;

/// Positions of an item before and after; one of them is missing where it came or went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// In the earlier list.
    pub old: Option<usize>,
    /// In the later list.
    pub new: Option<usize>,
}

/// The items of both lists, in the order of the later one, with what went where it stood.
pub struct Matched {
    /// The pairs.
    pub pairs: Vec<Pair>,
    /// Whether items that are in both stand in another order.
    pub reordered: bool,
    /// The name of the field that identifies items, if one does.
    pub identity: Option<&'static str>,
}

/// Finds the pairs.
pub fn matched(old: &[Cell], new: &[Cell]) -> Matched {
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let identity = ["id", "name"]
        .into_iter()
        .find(|name| identifies(name, old) && identifies(name, new));
    let key = |cell: &Cell| match identity {
        Some(name) => member(cell, name).map(Cell::key).unwrap_or_default(),
        None => cell.key(),
    };
    let mut known: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, cell) in old.iter().enumerate() {
        known.entry(key(cell)).or_default().push_back(at);
    }
    for (at, cell) in new.iter().enumerate() {
        partner[at] = known.get_mut(&key(cell)).and_then(VecDeque::pop_front);
    }
    if identity.is_none() {
        pair_the_rest(old, new, &mut partner);
    }
    let in_both: Vec<usize> = partner.iter().flatten().copied().collect();
    Matched {
        pairs: in_order(old.len(), &partner),
        reordered: !in_both.is_sorted(),
        identity,
    }
}

/// Maps whose content changed: first those that are alike, then those at the same place.
fn pair_the_rest(old: &[Cell], new: &[Cell], partner: &mut [Option<usize>]) {
    let mut taken: HashSet<usize> = partner.iter().flatten().copied().collect();
    let is_map = |cells: &[Cell], at: usize| matches!(cells.get(at), Some(Cell::Group(_)));
    let left: Vec<usize> = (0..old.len())
        .filter(|at| !taken.contains(at) && is_map(old, *at))
        .collect();
    let open: Vec<usize> = (0..new.len())
        .filter(|at| partner[*at].is_none() && is_map(new, *at))
        .collect();
    if left.len().saturating_mul(open.len()) <= MOST_COMPARED {
        for &at in &open {
            let like = left
                .iter()
                .find(|other| !taken.contains(other) && alike(&old[**other], &new[at]));
            partner[at] = like.copied().filter(|like| taken.insert(*like));
        }
    }
    for at in open {
        if partner[at].is_none() && is_map(old, at) && taken.insert(at) {
            partner[at] = Some(at);
        }
    }
}

/// Whether two maps agree in at least half of their fields.
fn alike(one: &Cell, two: &Cell) -> bool {
    let (Cell::Group(one), Cell::Group(two)) = (one, two) else {
        return false;
    };
    let same = one.iter().filter(|member| two.contains(member)).count();
    same > 0 && same * 2 >= one.len().max(two.len())
}

fn in_order(count: usize, partner: &[Option<usize>]) -> Vec<Pair> {
    let kept: HashSet<usize> = partner.iter().flatten().copied().collect();
    let mut gone = (0..count).filter(|at| !kept.contains(at)).peekable();
    let mut pairs = Vec::new();
    for (at, old) in partner.iter().enumerate() {
        while let Some(went) = gone.next_if(|went| *went <= at) {
            pairs.push(Pair {
                old: Some(went),
                new: None,
            });
        }
        pairs.push(Pair {
            old: *old,
            new: Some(at),
        });
    }
    pairs.extend(gone.map(|went| Pair {
        old: Some(went),
        new: None,
    }));
    pairs
}

/// Whether each item is a map with a value of its own in the field `name`.
fn identifies(name: &str, cells: &[Cell]) -> bool {
    let mut seen = HashSet::new();
    cells
        .iter()
        .all(|cell| member(cell, name).is_some_and(|value| seen.insert(value.key())))
}

/// A field of a map.
pub fn member<'c>(cell: &'c Cell, name: &str) -> Option<&'c Cell> {
    match cell {
        Cell::Group(members) => members
            .iter()
            .find(|member| member.name == name)
            .map(|member| &member.value),
        _ => None,
    }
}
