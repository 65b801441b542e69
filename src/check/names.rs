//! Names of files that one system tells apart and another doesn't.

use super::charge::Charge;
use crate::finding::Finding;
use crate::rules::Rule;
use crate::say;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// Paths that differ only in case or in the composition of characters, and names with characters that can't be seen.
pub fn judge(paths: &[Box<str>]) -> Vec<Charge> {
    let mut charges: Vec<Charge> = paths
        .iter()
        .filter(|path| hides(path))
        .map(|path| hidden(path))
        .collect();
    if paths.iter().all(|path| is_plain(path)) {
        return charges;
    }
    let mut seen: HashMap<String, Vec<&str>> = HashMap::new();
    for path in paths {
        let mut end = 0;
        // A folder collides as a whole; naming every file in it would say the same many times.
        for part in path.split_inclusive('/') {
            end += part.len();
            let prefix = path.get(..end).unwrap_or(path);
            let twins = seen.entry(folded(prefix)).or_default();
            if !twins.contains(&prefix) {
                twins.push(prefix);
            }
        }
    }
    let mut collisions: Vec<(&str, &str)> = seen
        .values()
        .filter(|twins| twins.len() > 1)
        .flat_map(|twins| {
            twins.iter().map(|one| {
                (
                    *one,
                    twins
                        .iter()
                        .find(|other| *other != one)
                        .copied()
                        .unwrap_or(one),
                )
            })
        })
        .collect();
    collisions.sort_unstable();
    charges.extend(
        collisions
            .into_iter()
            .map(|(path, twin)| colliding(path, twin)),
    );
    charges
}

fn is_plain(path: &str) -> bool {
    path.bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
}

fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

fn hides(path: &str) -> bool {
    path.chars()
        .any(|c| c.is_control() || crate::text::is_hidden(c))
}

fn hidden(path: &str) -> Charge {
    let message =
        say!(en: "the file's name has a character that can't be seen", zh: "文件名中有不可见字符");
    Charge::of(
        Finding::of_file(Rule::HiddenCharacter, path, message)
            .help(say!(en: "rename the file", zh: "请给文件改名")),
        None,
    )
}

fn colliding(path: &str, twin: &str) -> Charge {
    let message = say!(
        en: "the name is the same as `{twin}` on systems that ignore case or compose characters otherwise", zh: "在不区分大小写或字符组合方式不同的系统上，与 `{twin}` 同名",
        twin = twin
    );
    let finding = Finding::of_file(Rule::CollidingPath, path.trim_end_matches('/'), message);
    Charge::of(
        finding.help(say!(en: "rename one of them", zh: "请给其中一个改名")),
        None,
    )
}
