//! Any three lists: what a side added is there, what neither took away is there, and a clean merge is the same from
//! either side but for the order.

use super::super::{Custody, merge};
use proptest::prelude::*;
use serde_yaml::Value;

fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|asked| asked.parse().ok()).unwrap_or(count),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What is done to a list: where, and what.
type Doing = Vec<(u8, u8, u8)>;

/// The names of a list's items after someone worked on it; what is new has `who` in its name.
fn worked(base: &[String], doing: &Doing, who: &str) -> Vec<String> {
    let mut items = base.to_vec();
    for (index, (at, what, _)) in doing.iter().enumerate() {
        let place = *at as usize % (items.len() + 1);
        match what % 5 {
            0 if place < items.len() => drop(items.remove(place)),
            1 if place < items.len() => items[place] = format!("{}{who}", items[place]),
            2 => items.insert(place, format!("{who}{index}")),
            3 => items.push("两人都写".to_owned()),
            _ => items.push(format!("{who}{index}")),
        }
    }
    items.dedup();
    items
}

fn text(items: &[String], how: u8) -> String {
    let items: Vec<String> = match how % 4 {
        0 => items.iter().map(|item| format!("  - {item}\n")).collect(),
        1 => items
            .iter()
            .map(|item| format!("  - {{id: {item}, t: 文}}\n"))
            .collect(),
        2 => items
            .iter()
            .map(|item| format!("  - text: {item}\n    why: 因\n"))
            .collect(),
        _ => items
            .iter()
            .map(|item| format!("  - {{kind: 电话, text: {item}}}\n"))
            .collect(),
    };
    match items.is_empty() {
        true => "a: 1\nl: []\nz: 1\n".to_owned(),
        false => format!("a: 1\nl:\n{}z: 1\n", items.concat()),
    }
}

/// The names of the items in a merged text.
fn names(text: &str, how: u8) -> Vec<String> {
    let value: Value = serde_yaml::from_str(text).unwrap();
    let items = value["l"].as_sequence().cloned().unwrap_or_default();
    let name = |item: &Value| match how % 4 {
        0 => item.clone(),
        1 => item["id"].clone(),
        _ => item["text"].clone(),
    };
    items
        .iter()
        .map(|item| name(item).as_str().unwrap().to_owned())
        .collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_item_is_lost(
        count in 0usize..5,
        mine in prop::collection::vec(any::<(u8, u8, u8)>(), 0..4),
        other in prop::collection::vec(any::<(u8, u8, u8)>(), 0..4),
        how in any::<u8>(),
    ) {
        let base: Vec<String> = (0..count).map(|index| format!("原{index}")).collect();
        let (ours, theirs) = (worked(&base, &mine, "甲"), worked(&base, &other, "乙"));
        let texts = (text(&base, how), text(&ours, how), text(&theirs, how));
        let custody = Custody::Record(Vec::new());
        let merged = merge("deals/x/deal.yaml", &texts.0, &texts.1, &texts.2, &custody);
        if !merged.clean {
            prop_assert!(merged.text.contains("<<<<<<< ours\n"), "{}", merged.text);
            for item in ours.iter().chain(&theirs).filter(|item| !base.contains(item)) {
                prop_assert!(merged.text.contains(item.as_str()), "{item} of {base:?} {ours:?} {theirs:?} is lost in\n{}", merged.text);
            }
            return Ok(());
        }
        let names = names(&merged.text, how);
        for item in ours.iter().chain(&theirs).filter(|item| !base.contains(item)) {
            prop_assert!(names.contains(item), "{item} of {ours:?} and {theirs:?} is lost: {names:?}");
        }
        for item in base.iter().filter(|item| ours.contains(item) && theirs.contains(item)) {
            prop_assert!(names.contains(item), "{item} is lost: {names:?}");
        }
        for item in &names {
            prop_assert!(ours.contains(item) || theirs.contains(item), "{item} comes from nowhere");
        }
        for item in base.iter().filter(|item| !ours.contains(item) || !theirs.contains(item)) {
            prop_assert!(!names.contains(item), "{item} is back: {ours:?} {theirs:?} {names:?}");
        }
        let back = merge("deals/x/deal.yaml", &texts.0, &texts.2, &texts.1, &custody);
        prop_assert!(back.clean);
        prop_assert_eq!(sorted(names), sorted(self::names(&back.text, how)));
    }
}
