//! Directives: what a template says of its blocks' look.

use super::Problem;
use super::blocks::Reader;
use crate::language::Phrase;
use crate::say;
use crate::typeset::{Block, Inline, Look};
use comrak::Node;
use comrak::nodes::NodeValue;

/// Most items of a list, or rows of a table, that goes along with the signatures below it.
const SHORT: usize = 5;

enum Directive {
    Look(Look),
    PageBreak,
}

const KNOWN: [(&str, Directive); 8] = [
    ("cover", Directive::Look(Look::Cover)),
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
        Directive::Look(Look::Cover) if reader.depth > 1 => Err(inside(reader, node)),
        Directive::Look(look) => Ok(vec![Block::Section(*look, reader.blocks(node)?)]),
    }
}

/// Signatures that are kept on one page take along what stands before them, so that they never have a page to
/// themselves: a paragraph, a short list or table, and its heading.
pub(super) fn hold(above: &mut Vec<Block>, read: &mut [Block]) {
    let is_signed = |block: &Block| matches!(block, Block::Section(Look::Signatures, _));
    let [Block::Section(Look::Keep, kept)] = read else {
        return;
    };
    let is_short = match above.last() {
        Some(Block::Paragraph(_)) => true,
        Some(Block::List { items, .. }) => items.len() <= SHORT,
        Some(Block::Table(table)) => table.rows.len() <= SHORT,
        _ => false,
    };
    if is_short && kept.iter().any(is_signed) {
        let before = above.split_last().map_or(&[][..], |(_, before)| before);
        let headings = before.iter().rev();
        let headings = headings.take_while(|block| matches!(block, Block::Heading { .. }));
        let from = above.len() - 1 - headings.count();
        kept.splice(0..0, above.drain(from..));
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
        return Err(inside(reader, node));
    }
    Ok(vec![Block::PageBreak])
}

fn inside(reader: &Reader<'_>, node: Node<'_>) -> Problem {
    reader.problem(
        node,
        say!(en: "a page can't begin within something else", zh: "不能在其他内容中间换页"),
    )
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
        .map(|item| {
            let mut party = reader.blocks(item)?;
            party.iter_mut().for_each(open);
            Ok(Block::Section(Look::Keep, party))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let beside = if parties.len() == 4 { 2 } else { 3 };
    Ok(parties
        .chunks(beside)
        .map(|parties| Block::Section(Look::Signatures, parties.to_vec()))
        .collect())
}

/// A party's line that ends with a blank, `签字：____`, ends with its colon: each format draws a line from there.
fn open(block: &mut Block) {
    if let Block::Paragraph(line) = block
        && let Some(Inline::Text(text)) = line.last_mut()
    {
        let before = text.trim_end_matches(['_', ' ']);
        if before.ends_with([':', '：']) {
            *text = before.to_owned();
        }
    }
}
