//! Deadlines: when something is due, and what counts as done.

use super::block::{Block, Key, Located, key};
use super::clause::{CLAUSE_KEYS, Clause};
use super::compile::Compiler;
use crate::calendar::Every;
use crate::expression::Compiled;
use crate::language::Phrase;
use crate::say;
use crate::text::NodeRef;
use crate::value::Length;

/// A deadline.
#[derive(Debug)]
pub struct Deadline {
    /// Its head.
    pub clause: Clause,
    /// The list whose items it runs for.
    pub each: Option<Compiled>,
    /// Only where this is true.
    pub when: Option<Compiled>,
    /// The person responsible.
    pub who: Option<Compiled>,
    /// The day after which it no longer runs.
    pub until: Option<Compiled>,
    /// How it runs.
    pub term: Term,
}

/// How a deadline runs.
#[derive(Debug)]
pub enum Term {
    /// A length of time from a moment.
    Once {
        /// The moment.
        from: Compiled,
        /// The length.
        within: Length,
        /// When it was done.
        met: Option<Compiled>,
    },
    /// A day of its own.
    Own {
        /// The day.
        due: Compiled,
        /// When it was done.
        met: Option<Compiled>,
    },
    /// Each event starts the next term.
    Chain {
        /// What starts the first.
        from: Compiled,
        /// The events.
        chain: Compiled,
        /// The length of a term.
        within: Length,
    },
    /// Every period holds an event.
    Every {
        /// The period.
        period: Every,
        /// The first day that counts.
        from: Compiled,
        /// How long after its end a period is closed.
        within: Option<Length>,
        /// The events.
        events: Compiled,
    },
}

/// The keys of a deadline.
pub const DEADLINE_KEYS: &[Key] = &[
    key(
        "each",
        "expression",
        "a list; it runs for each `item`",
        "列表，对每个 `item` 分别计时",
    ),
    key(
        "when",
        "expression",
        "only where this is true",
        "仅当成立时适用",
    ),
    key("who", "expression", "the person responsible", "责任人"),
    key(
        "until",
        "expression",
        "the day after which it no longer runs",
        "此日之后不再计时",
    ),
    key(
        "from",
        "expression",
        "the moment that starts it",
        "开始时间",
    ),
    key("within", "duration", "how long it takes at most", "期限"),
    key("met", "expression", "when it was done", "完成时间"),
    key(
        "due",
        "expression",
        "a day of its own, instead of `from` and `within`",
        "自带到期日，代替 `from` 和 `within`",
    ),
    key(
        "chain",
        "expression",
        "list of days, each of which starts the next term",
        "日期列表，每个日期开始下一期",
    ),
    key(
        "every",
        "`week`, `month`, `quarter` or `year`",
        "each period from `from` on holds one of `events`",
        "自 `from` 起每期须有一次 `events`",
    ),
    key(
        "events",
        "expression",
        "list of days that count for `every`",
        "`every` 所数的日期列表",
    ),
];

impl Deadline {
    /// Reads one deadline.
    pub fn read(
        compiler: &Compiler<'_>,
        name: &Located<&str>,
        node: NodeRef<'_>,
    ) -> Option<Deadline> {
        let block = compiler
            .reading
            .block(node, &[CLAUSE_KEYS, DEADLINE_KEYS])?;
        let (each, compiler) = compiler.each(block)?;
        Some(Deadline {
            clause: Clause::read(name, block),
            each,
            when: block.get("when").and_then(|node| compiler.boolean(node)),
            who: block.get("who").and_then(|node| compiler.person(node)),
            until: block.get("until").and_then(|node| compiler.moment(node)),
            term: read_term(&compiler, block)?,
        })
    }
}

fn read_term(compiler: &Compiler<'_>, block: Block<'_>) -> Option<Term> {
    let moment = |key| block.need(key).and_then(|node| compiler.moment(node));
    let optional = |key| block.get(key).and_then(|node| compiler.moment(node));
    let moments = |key| block.need(key).and_then(|node| compiler.moments(node));
    let within = || block.need("within").and_then(|_| block.length("within"));
    let has = |key: &str| block.get(key).is_some();
    match (has("due"), has("chain"), has("every")) {
        (true, false, false) => {
            refuse(block, &["from", "within", "events"], "due");
            Some(Term::Own {
                due: moment("due")?,
                met: optional("met"),
            })
        }
        (false, true, false) => {
            refuse(block, &["met", "events"], "chain");
            Some(Term::Chain {
                from: moment("from")?,
                chain: moments("chain")?,
                within: within()?,
            })
        }
        (false, false, true) => {
            refuse(block, &["met"], "every");
            Some(Term::Every {
                period: block
                    .get("every")
                    .and_then(|node| block.reading().value(node, read_period))?,
                from: moment("from")?,
                within: block.length("within"),
                events: moments("events")?,
            })
        }
        (false, false, false) => {
            refuse(block, &["events"], "from");
            Some(Term::Once {
                from: moment("from")?,
                within: within()?,
                met: optional("met"),
            })
        }
        _ => {
            let message = say!(
                en: "a deadline has one of `due`, `chain` and `every`",
                zh: "期限只能写 `due`、`chain`、`every` 之一"
            );
            block.reading().wrong(block.span(), message, None);
            None
        }
    }
}

fn refuse(block: Block<'_>, keys: &[&str], beside: &str) {
    for key in keys {
        if let Some(node) = block.get(key) {
            let message = say!(en: "`{key}` has no meaning beside `{beside}`", zh: "`{key}` 不能与 `{beside}` 同用", key = key, beside = beside);
            block.reading().wrong(node.span(), message, None);
        }
    }
}

fn read_period(text: &str) -> Result<Every, Phrase> {
    match text {
        "week" => Ok(Every::Week),
        "month" => Ok(Every::Month),
        "quarter" => Ok(Every::Quarter),
        "year" => Ok(Every::Year),
        _ => Err(say!(
            en: "`every` takes `week`, `month`, `quarter` or `year`",
            zh: "`every` 只能是 `week`、`month`、`quarter` 或 `year`"
        )),
    }
}
