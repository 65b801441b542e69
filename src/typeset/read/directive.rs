//! Directives: what a template says of its blocks' look.

use super::Problem;
use super::blocks::Reader;
use crate::language::Phrase;
use crate::say;
use crate::typeset::{Block, Look};
use comrak::Node;
use comrak::nodes::NodeValue;

enum Directive {
    Look(Look),
    PageBreak,
}

const KNOWN: [(&str, Directive); 7] = [
    ("centre", Directive::Look(Look::Centre)),
    ("right", Directive::Look(Look::Right)),
    ("small", Directive::Look(Look::Small)),
    ("note", Directive::Look(Look::Note)),
    ("keep", Directive::Look(Look::Keep)),
    ("signatures", Directive::Look(Look::Signatures)),
    ("page-break", Directive::PageBreak),
];

/// The blocks of `:::name` … `:::`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: Node<'_>,
    name: &str,
) -> Result<Vec<Block>, Problem> {
    let Some((_, directive)) = KNOWN.iter().find(|(known, _)| *known == name) else {
        return Err(unknown(reader, node, name));
    };
    closed(reader, node, name)?;
    match directive {
        Directive::PageBreak => page_break(reader, node),
        Directive::Look(Look::Signatures) => signatures(reader, node),
        Directive::Look(look) => Ok(vec![Block::Section(*look, reader.blocks(node)?)]),
    }
}

fn unknown(reader: &Reader<'_>, node: Node<'_>, name: &str) -> Problem {
    if name.is_empty() {
        return reader
            .problem(
                node,
                say!(en: "this `:::` closes nothing", zh: "这一行 ::: 没有对应的开头"),
            )
            .help(nesting());
    }
    let names = KNOWN.map(|(known, _)| known).join(", ");
    reader.problem(
        node,
        say!(
            en: "there is no directive `{name}`; there are: {names}",
            zh: "没有名为 {name} 的指令；可用的有：{names}",
            name = name,
            names = names,
        ),
    )
}

/// A directive that isn't closed would take in all that follows.
fn closed(reader: &Reader<'_>, node: Node<'_>, name: &str) -> Result<(), Problem> {
    let pos = node.data().sourcepos;
    let last = pos
        .end
        .line
        .checked_sub(1)
        .and_then(|at| reader.lines.get(at));
    let fence = |line: &&str| {
        let line = line.trim_matches([' ', '\t', '>']);
        line.len() >= 3 && line.bytes().all(|byte| byte == b':')
    };
    if pos.end.line > pos.start.line && last.is_some_and(fence) {
        return Ok(());
    }
    Err(reader
        .problem(
            node,
            say!(
                en: "`:::{name}` has no end: a line `:::` is missing",
                zh: ":::{name} 没有结束：缺少一行 :::",
                name = name,
            ),
        )
        .help(nesting()))
}

fn nesting() -> Phrase {
    say!(
        en: "begin and end the outer one of two with four colons: `::::keep` … `::::`",
        zh: "嵌套时外层用四个冒号：::::keep … ::::",
    )
}

fn page_break(reader: &Reader<'_>, node: Node<'_>) -> Result<Vec<Block>, Problem> {
    if node.first_child().is_some() {
        return Err(reader.problem(
            node,
            say!(en: "`:::page-break` has nothing in it", zh: ":::page-break 里不能有内容"),
        ));
    }
    if reader.depth > 1 {
        return Err(reader.problem(
            node,
            say!(en: "a page can't begin within something else", zh: "不能在其他内容中间换页"),
        ));
    }
    Ok(vec![Block::PageBreak])
}

/// Parties beside each other: three at most, so that there is room to sign; more of them below.
fn signatures(reader: &mut Reader<'_>, node: Node<'_>) -> Result<Vec<Block>, Problem> {
    let mut children = node.children();
    let list = children
        .next()
        .filter(|list| matches!(list.data().value, NodeValue::List(_)));
    let (Some(list), None) = (list, children.next()) else {
        return Err(reader.problem(
            node,
            say!(
                en: "`:::signatures` has one list in it, an item for each party",
                zh: ":::signatures 里是一个列表，每一方一项",
            ),
        ));
    };
    let parties = list
        .children()
        .map(|item| Ok(Block::Section(Look::Keep, reader.blocks(item)?)))
        .collect::<Result<Vec<_>, _>>()?;
    let beside = if parties.len() == 4 { 2 } else { 3 };
    Ok(parties
        .chunks(beside)
        .map(|parties| Block::Section(Look::Signatures, parties.to_vec()))
        .collect())
}
