//! Stages: the order in which a deal moves, and the places aside from it.

use super::block::{Block, Key, Located, key};
use super::problem::Spot;
use crate::language::Phrase;
use crate::say;
use crate::value::{Decimal, Length, number};

/// The stages of a kind, in the definition's order.
#[derive(Debug, Default)]
pub struct Stages {
    /// All of them; those aside may stand anywhere.
    pub all: Vec<Stage>,
}

/// One stage.
#[derive(Debug)]
pub struct Stage {
    /// Its name in files and expressions.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// The longest stay.
    pub longest: Option<Length>,
    /// How likely a record here is to be won, as a share; none: it isn't in the forecast.
    pub likely: Option<Decimal>,
    /// A record may rest here.
    pub end: bool,
    /// Not part of the order.
    pub aside: Option<Aside>,
    /// A move here must give a reason.
    pub reason: bool,
    /// Where it is defined.
    pub spot: Spot,
}

/// How a stage aside is entered and left.
#[derive(Debug)]
pub struct Aside {
    /// Positions of the stages it is entered from.
    pub from: Vec<usize>,
    /// Whether it can be left again.
    pub back: bool,
}

/// The keys of a stage.
pub const STAGE_KEYS: &[Key] = &[
    key("id", "name", "the stage's name", "阶段名称"),
    key("title", "texts", "what people call it", "显示名称"),
    key(
        "longest",
        "duration",
        "longest stay; after it the record is stale",
        "最长停留时间，超过即为停滞",
    ),
    key(
        "likely",
        "percent",
        "how likely a record here is to be won; the forecast is the sum of `worth` × `likely` of open records",
        "此阶段的赢单概率；预测为未结束记录的 `worth` × `likely` 之和",
    ),
    key(
        "end",
        "boolean",
        "a record may rest here: needs no way out",
        "可停留的终点，不需要出口",
    ),
    key(
        "aside",
        "boolean",
        "not part of the order: entered from the stages in `from`",
        "不在顺序中，从 `from` 所列阶段进入",
    ),
    key(
        "from",
        "list of stages",
        "for `aside`: default is every stage in the order that is no end",
        "仅 `aside`：默认为顺序中所有非终点阶段",
    ),
    key(
        "back",
        "boolean",
        "for `aside`: may be left again to where it was entered from, or earlier",
        "仅 `aside`：可回到进入前的阶段或更早阶段",
    ),
    key(
        "reason",
        "boolean",
        "a move to it must give a reason",
        "进入时必须写明原因",
    ),
];

impl Stages {
    /// Reads the list under `stages`.
    pub fn read(kind: Block<'_>) -> Option<Stages> {
        let node = kind.get("stages")?;
        let blocks: Vec<Block<'_>> = kind
            .list("stages")
            .into_iter()
            .filter_map(|node| kind.reading().block(node, &[STAGE_KEYS]))
            .collect();
        let mut all: Vec<Stage> = Vec::new();
        let mut kept: Vec<Block<'_>> = Vec::new();
        for block in blocks {
            let Some(name) = block.need("id").and_then(|id| block.reading().text(id)) else {
                continue;
            };
            if all.iter().any(|stage| stage.name == name.value) {
                let message = say!(en: "the stage `{name}` is defined twice", zh: "阶段 `{name}` 重复定义", name = name.value);
                block.reading().wrong(name.spot.span, message, None);
                continue;
            }
            all.push(Stage::read(block, &name));
            kept.push(block);
        }
        let mut stages = Stages { all };
        for (index, block) in kept.into_iter().enumerate() {
            if block.flag("aside") {
                let aside = stages.read_aside(block);
                stages.all[index].aside = Some(aside);
            }
        }
        if stages.order().next().is_none() {
            let message = say!(en: "no stage is in the order", zh: "没有任何按顺序进行的阶段");
            kind.reading().wrong(node.span(), message, None);
            return None;
        }
        Some(stages)
    }

    fn read_aside(&self, block: Block<'_>) -> Aside {
        let mut from: Vec<usize> = Vec::new();
        for name in block.texts("from") {
            match self.find(name.value) {
                Some(index) => from.push(index),
                None => block
                    .reading()
                    .unknown(name.spot.span, name.value, self.names()),
            }
        }
        let misspelt = from.is_empty() && !block.texts("from").is_empty();
        if misspelt || block.get("from").is_none() {
            from = self.order().filter(|&index| !self.all[index].end).collect();
        }
        Aside {
            from,
            back: block.flag("back"),
        }
    }

    /// Position of a stage.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|stage| stage.name == name)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|stage| stage.name.as_str())
    }

    /// Positions of the stages in the order, which excludes those aside.
    pub fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.all
            .iter()
            .enumerate()
            .filter(|(_, stage)| stage.aside.is_none())
            .map(|(index, _)| index)
    }

    /// The stage that follows `index` in the order.
    pub fn next(&self, index: usize) -> Option<usize> {
        self.order().find(|&later| later > index)
    }
}

/// A percentage from 0% to 100%.
fn likely(block: Block<'_>) -> Option<Decimal> {
    let node = block.get("likely")?;
    let share = block.reading().value(node, number::percent)?;
    let fits = (Decimal::ZERO..=Decimal::ONE).contains(&share);
    if !fits {
        let message = say!(en: "`likely` is from 0% to 100%", zh: "`likely` 应在 0% 到 100% 之间");
        block.reading().wrong(node.span(), message, None);
    }
    fits.then_some(share)
}

impl Stage {
    fn read(block: Block<'_>, name: &Located<&str>) -> Stage {
        let aside = block.flag("aside").then(|| Aside {
            from: Vec::new(),
            back: false,
        });
        for key in ["from", "back"] {
            if let (Some(node), None) = (block.get(key), &aside) {
                let message = say!(en: "`{key}` is for stages with `aside: true`", zh: "`{key}` 只用于 `aside: true` 的阶段", key = key);
                block.reading().wrong(node.span(), message, None);
            }
        }
        Stage {
            name: name.value.to_owned(),
            title: block.title(name.value),
            longest: block.length("longest"),
            likely: likely(block),
            end: block.flag("end"),
            aside,
            reason: block.flag("reason"),
            spot: name.spot,
        }
    }
}
