//! Reading the nodes of a calendar file, each with the problems of its own shape.

use super::{File, Problem};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef, Span};

/// Longest key that is compared with the known ones.
const LONGEST_KEY: usize = 40;

impl File<'_> {
    /// A text for people: one for both languages, or one for each.
    pub(super) fn name(&mut self, node: NodeRef<'_>) -> Option<Phrase> {
        if node.kind() != NodeKind::Map {
            return self.scalar(node, |text| Ok(Phrase::same(text)));
        }
        self.is_map(node, &["zh-CN", "en"]);
        let (zh, en) = (self.required(node, "zh-CN"), self.required(node, "en"));
        let zh = self.scalar(zh?, |text| Ok(text.to_owned()))?;
        let en = self.scalar(en?, |text| Ok(text.to_owned()))?;
        Some(Phrase { zh, en })
    }

    pub(super) fn scalar<'t, T>(
        &mut self,
        node: NodeRef<'t>,
        read: impl Fn(&'t str) -> Result<T, Phrase>,
    ) -> Option<T> {
        let Some(text) = node.scalar() else {
            self.problem(
                node.span(),
                say!(en: "must be a single value", zh: "这里只能写一个值"),
                None,
            );
            return None;
        };
        read(text)
            .map_err(|refused| self.problem(node.span(), refused, None))
            .ok()
    }

    pub(super) fn choice(&mut self, node: NodeRef<'_>, choices: &[&str]) {
        let message = say!(en: "must be one of {choices}", zh: "只能是 {choices} 之一", choices = choices.join(", "));
        let help = node.scalar().and_then(|text| suggestion(text, choices));
        self.problem(node.span(), message, help);
    }

    pub(super) fn required<'t>(&mut self, node: NodeRef<'t>, key: &str) -> Option<NodeRef<'t>> {
        let value = node.get(key).filter(|value| !value.is_null());
        if value.is_none() {
            self.missing(node, key);
        }
        value
    }

    pub(super) fn missing(&mut self, node: NodeRef<'_>, key: &str) {
        let message = say!(en: "`{key}` is missing", zh: "缺少 `{key}`", key = key);
        self.problem(node.span(), message, None);
    }

    pub(super) fn is_map(&mut self, node: NodeRef<'_>, known: &[&str]) -> bool {
        if node.kind() != NodeKind::Map {
            let keys = known.join(", ");
            let message = say!(en: "must be a map with {keys}", zh: "这里要写成“键: 值”的形式，键有 {keys}", keys = keys);
            self.problem(node.span(), message, None);
            return false;
        }
        for (key, _) in node.entries() {
            let text = key.scalar().unwrap_or_default();
            if !known.contains(&text) {
                let message = say!(en: "unknown key `{key}`", zh: "未知的键 `{key}`", key = text);
                self.problem(key.span(), message, suggestion(text, known));
            }
        }
        true
    }

    pub(super) fn is_list(&mut self, node: NodeRef<'_>) -> bool {
        let list = node.kind() == NodeKind::List;
        if !list {
            self.problem(
                node.span(),
                say!(en: "must be a list", zh: "这里要写成列表"),
                None,
            );
        }
        list
    }

    pub(super) fn problem(&mut self, span: Span, message: Phrase, help: Option<Phrase>) {
        self.problems.push(Problem {
            source: self.index,
            span,
            message,
            help,
        });
    }
}

/// The known word that was probably meant.
fn suggestion(text: &str, known: &[&str]) -> Option<Phrase> {
    if text.len() > LONGEST_KEY {
        return None;
    }
    let lower = text.to_lowercase();
    let near = |word: &&&str| {
        strsim::osa_distance(&lower, word) <= 2.min(word.len() / 2) || lower.starts_with(**word)
    };
    let word = known
        .iter()
        .filter(near)
        .min_by_key(|word| strsim::osa_distance(&lower, word))?;
    Some(say!(en: "did you mean `{word}`?", zh: "是不是 `{word}`？", word = word))
}
