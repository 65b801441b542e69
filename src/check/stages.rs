//! The log of stage moves, and what it says of a record: pure facts, and the rules on the log itself.

use super::bench::Bench;
use super::charge::Charge;
use super::mending;
use crate::calendar;
use crate::expression::World;
use crate::form::{Record, Slot, Text, Value};
use crate::language::Phrase;
use crate::process::{Kind, Stages};
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use crate::value::{Length, Moment};
use chrono::NaiveDate;

/// One move of the log.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Position of the stage that was entered.
    pub to: usize,
    /// When.
    pub at: Moment,
    /// Whether a reason is given.
    pub reason: bool,
    /// Where the stage, and the time, are written.
    pub spans: (Span, Span),
}

/// A record's way through its stages.
#[derive(Debug)]
pub struct Course<'c> {
    /// The kind's stages.
    pub stages: &'c Stages,
    /// The moves, oldest first; those that are broken are left out.
    pub moves: Vec<Move>,
    /// Whether every move could be read: only then is the log judged.
    pub whole: bool,
    /// The current stage, as the record says.
    pub current: Option<usize>,
    /// Where the current stage is written.
    pub span: Span,
}

impl<'c> Course<'c> {
    /// The course of a record; `None` where its kind has no stages or its fields are broken.
    pub fn of(kind: &'c Kind, record: &Record) -> Option<Course<'c>> {
        let stages = kind.outline.stages.as_ref()?;
        let (stage, moves) = kind.outline.stage_fields?;
        let stage = record.slots.get(stage)?;
        let log = record.slots.get(moves)?;
        let current = match stage.value {
            Value::Choice(index) => Some(usize::from(index)),
            _ => None,
        };
        let items: &[Slot] = match &log.value {
            Value::List(items) => items,
            _ => &[],
        };
        let moves: Vec<Move> = items
            .iter()
            .filter_map(|item| read_move(record, item))
            .collect();
        let whole = moves.len() == items.len() && !matches!(log.value, Value::Broken);
        Some(Course {
            stages,
            moves,
            whole,
            current,
            span: stage.span,
        })
    }

    /// When a stage was last entered.
    pub fn entered(&self, stage: usize) -> Option<Moment> {
        self.moves
            .iter()
            .rev()
            .find(|step| step.to == stage)
            .map(|step| step.at)
    }

    /// When a stage was last left.
    pub fn left(&self, stage: usize) -> Option<Moment> {
        let last = self.moves.iter().rposition(|step| step.to == stage)?;
        self.moves.get(last + 1).map(|step| step.at)
    }

    /// Whether a stage was ever entered.
    pub fn reached(&self, stage: usize) -> bool {
        self.moves.iter().any(|step| step.to == stage)
    }

    /// Whether the record stands beyond a stage of the order now.
    pub fn passed(&self, stage: usize) -> bool {
        self.base().is_some_and(|base| base > stage)
    }

    /// Whether the record rests in an end.
    pub fn closed(&self) -> bool {
        self.current.is_some_and(|stage| self.stages.all[stage].end)
    }

    /// The current stage of the order; for a record aside, the one it went aside from.
    pub fn base(&self) -> Option<usize> {
        self.base_before(self.moves.len())
            .or(self.current.filter(|stage| !self.is_aside(*stage)))
    }

    /// The stage of the order that holds after the first `count` moves.
    fn base_before(&self, count: usize) -> Option<usize> {
        let moves = self.moves.get(..count)?;
        moves
            .iter()
            .rev()
            .map(|step| step.to)
            .find(|stage| !self.is_aside(*stage))
    }

    /// The stages that can be entered from here, in the definition's order.
    pub fn entrances(&self) -> Vec<usize> {
        let (Some(current), Some(base)) = (self.current, self.base()) else {
            return Vec::new();
        };
        let here = &self.stages.all[current].aside;
        let can = |to: &usize| match (here, &self.stages.all[*to].aside) {
            _ if *to == current => false,
            (_, Some(aside)) => aside.from.contains(&base),
            (Some(aside), None) => aside.back && *to <= base,
            (None, None) => *to <= base || self.skipped(base, *to).is_empty(),
        };
        (0..self.stages.all.len()).filter(can).collect()
    }

    /// Whether a move from here to a stage must give a reason.
    pub fn wants_reason(&self, to: usize) -> bool {
        let back = self
            .current
            .is_some_and(|current| to < current && !self.is_aside(current) && !self.is_aside(to));
        back || self.stages.all[to].reason
    }

    /// Whether a move of the log goes where the stages don't lead: past one, or from or to a stage aside that is no way.
    pub fn is_leap(&self, index: usize) -> bool {
        let Some(step) = self.moves.get(index) else {
            return false;
        };
        let Some(before) = index.checked_sub(1).and_then(|at| self.moves.get(at)) else {
            return self.stages.order().next() != Some(step.to);
        };
        let from = self.base_before(index).unwrap_or(before.to);
        let (old, new) = (&self.stages.all[before.to], &self.stages.all[step.to]);
        match (&old.aside, &new.aside) {
            (_, Some(aside)) => !aside.from.contains(&from),
            (Some(aside), None) => !aside.back || step.to > from,
            (None, None) => step.to > from && !self.skipped(from, step.to).is_empty(),
        }
    }

    fn is_aside(&self, stage: usize) -> bool {
        self.stages.all[stage].aside.is_some()
    }

    /// Names of the stages that a move from `from` to `to` leaves out.
    fn skipped(&self, from: usize, to: usize) -> Vec<usize> {
        self.stages
            .order()
            .filter(|&stage| stage > from && stage < to)
            .collect()
    }
}

fn read_move(record: &Record, item: &Slot) -> Option<Move> {
    let Value::Group(parts) = &item.value else {
        return None;
    };
    let [to, at, _, reason] = &**parts else {
        return None;
    };
    let (Value::Choice(stage), Value::Moment(moment)) = (&to.value, &at.value) else {
        return None;
    };
    let reason = match &reason.value {
        Value::Text(Text::Slice(span)) => !record.source.slice(*span).trim().is_empty(),
        Value::Text(Text::Owned(text)) => !text.trim().is_empty(),
        _ => false,
    };
    Some(Move {
        to: usize::from(*stage),
        at: *moment,
        reason,
        spans: (to.span, at.span),
    })
}

/// How long a record has been in its stage, and may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stay {
    /// When it entered.
    pub entered: Moment,
    /// Days since.
    pub days: i64,
    /// The longest stay and its last day.
    pub longest: Option<(Length, NaiveDate)>,
}

impl Stay {
    /// A record's stay in its current stage; `None` where no move says when it began.
    pub fn of(bench: &Bench<'_>, course: &Course<'_>) -> Option<Stay> {
        let current = course.current?;
        let entered = course.entered(current)?;
        let longest = course.stages.all.get(current)?.longest;
        Some(Stay {
            entered,
            days: (bench.today - entered.date).num_days(),
            longest: longest
                .and_then(|longest| Some((longest, bench.after(entered, longest)?.date))),
        })
    }
}

/// Judges a record's log of moves and its stay in the current stage.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let kind = bench.process.kind(record.kind);
    let Some(course) = Course::of(kind, record) else {
        return Vec::new();
    };
    let judge = Judge {
        bench,
        record,
        course: &course,
    };
    let mut charges = Vec::new();
    if course.whole {
        judge.log(&mut charges);
    }
    judge.stay(&mut charges);
    charges
}

struct Judge<'j> {
    bench: &'j Bench<'j>,
    record: &'j Record,
    course: &'j Course<'j>,
}

impl Judge<'_> {
    fn log(&self, charges: &mut Vec<Charge>) {
        let moves = &self.course.moves;
        self.agreement(charges);
        for (index, step) in moves.iter().enumerate() {
            match index.checked_sub(1).and_then(|before| moves.get(before)) {
                Some(before) => {
                    self.order(index, before, step, charges);
                    self.dates(before, step, charges);
                }
                None => self.beginning(step, charges),
            }
            if step.at.date > self.bench.today {
                let message = say!(
                    en: "{record} enters {stage} on {day}, which is in the future", zh: "{record}进入“{stage}”的日期 {day} 在将来",
                    record = self.name(), stage = self.title(step.to), day = step.at.date
                );
                charges.push(
                    self.charge(Rule::FutureDated, step.spans.1, message)
                        .help(true_day()),
                );
            }
        }
    }

    /// The record's stage is where its last move went.
    fn agreement(&self, charges: &mut Vec<Charge>) {
        let Some(current) = self.course.current else {
            return;
        };
        let message = match self.course.moves.last() {
            Some(last) if last.to == current => return,
            Some(last) => say!(
                en: "{record} stands in {stage}, and its last logged move went to {last}", zh: "{record}处于“{stage}”，而最后一次变动记录是进入“{last}”",
                record = self.name(), stage = self.title(current), last = self.title(last.to)
            ),
            None => say!(
                en: "{record} stands in {stage}, and no move is logged", zh: "{record}处于“{stage}”，却没有任何变动记录",
                record = self.name(), stage = self.title(current)
            ),
        };
        let stage = &self.course.stages.all[current].name;
        let help = mending::enter(self.bench, self.record, stage, " --at …");
        charges.push(
            self.charge(Rule::StageLog, self.course.span, message)
                .help(help),
        );
    }

    fn beginning(&self, step: &Move, charges: &mut Vec<Charge>) {
        let first = self.course.stages.order().next();
        if first.is_some_and(|first| first != step.to) {
            let first = first.unwrap_or_default();
            let message = say!(
                en: "{record} begins in {stage} instead of {first}", zh: "{record}从“{stage}”开始，而不是“{first}”",
                record = self.name(), stage = self.title(step.to), first = self.title(first)
            );
            charges.push(
                self.charge(Rule::SkippedStage, step.spans.0, message)
                    .help(every_stage()),
            );
        }
    }

    fn order(&self, index: usize, before: &Move, step: &Move, charges: &mut Vec<Charge>) {
        let stages = self.course.stages;
        let from = self.course.base_before(index).unwrap_or(before.to);
        let (old, new) = (&stages.all[before.to], &stages.all[step.to]);
        if before.to == step.to {
            let message = say!(en: "{record} moves from {stage} to {stage}", zh: "{record}从“{stage}”变动到“{stage}”", record = self.name(), stage = new.title);
            charges.push(self.charge(Rule::StageLog, step.spans.0, message));
            return;
        }
        let wrong = match (&old.aside, &new.aside) {
            (_, Some(aside)) if !aside.from.contains(&from) => Some(say!(
                en: "{record} went to {stage}, which is not entered from {from}", zh: "{record}进入了“{stage}”，而“{from}”不能进入该阶段",
                record = self.name(), stage = new.title, from = self.title(from)
            )),
            (Some(aside), None) if !aside.back || step.to > from => Some(say!(
                en: "{record} left {old} for {stage}; the way back leads to {from} or earlier", zh: "{record}从“{old}”进入“{stage}”；只能回到“{from}”或更早的阶段",
                record = self.name(), old = old.title, stage = new.title, from = self.title(from)
            )),
            (None, None) if step.to > from => self.skipping(from, step.to),
            _ => None,
        };
        if let Some(message) = wrong {
            charges.push(
                self.charge(Rule::SkippedStage, step.spans.0, message)
                    .help(every_stage()),
            );
        }
        let goes_back = old.aside.is_none() && new.aside.is_none() && step.to < before.to;
        if (goes_back || new.reason) && !step.reason {
            let message = match goes_back {
                true => {
                    say!(en: "{record} went back from {old} to {stage} without a reason", zh: "{record}从“{old}”退回“{stage}”，没有写明原因", record = self.name(), old = old.title, stage = new.title)
                }
                false => {
                    say!(en: "{record} went to {stage} without a reason", zh: "{record}进入“{stage}”，没有写明原因", record = self.name(), stage = new.title)
                }
            };
            let help = say!(en: "add `reason: …` to the move", zh: "在这次变动中加上 `reason: …`");
            charges.push(
                self.charge(Rule::MissingReason, step.spans.0, message)
                    .help(help),
            );
        }
    }

    fn skipping(&self, from: usize, to: usize) -> Option<Phrase> {
        let skipped = self.course.skipped(from, to);
        if skipped.is_empty() {
            return None;
        }
        let titles = |language| {
            let titles: Vec<&str> = skipped
                .iter()
                .map(|&stage| self.title(stage).get(language))
                .collect();
            titles
        };
        let skipped = Phrase {
            en: titles(crate::language::Language::En).join(", "),
            zh: titles(crate::language::Language::ZhCn).join("、"),
        };
        Some(say!(
            en: "{record} went from {from} to {stage} and skipped {skipped}", zh: "{record}从“{from}”到“{stage}”，跳过了“{skipped}”",
            record = self.name(), from = self.title(from), stage = self.title(to), skipped = skipped
        ))
    }

    fn dates(&self, before: &Move, step: &Move, charges: &mut Vec<Charge>) {
        if !calendar::late(step.at, before.at) {
            return;
        }
        let message = say!(
            en: "{record} entered {stage} on {day}, before it entered {before} on {earlier}",
            zh: "{record}进入“{stage}”的日期 {day}，早于进入前一阶段“{before}”的日期 {earlier}",
            record = self.name(), stage = self.title(step.to), day = step.at.date,
            before = self.title(before.to), earlier = before.at.date
        );
        charges.push(
            self.charge(Rule::ImpossibleDate, step.spans.1, message)
                .help(true_day()),
        );
    }

    /// The current stage's longest stay.
    fn stay(&self, charges: &mut Vec<Charge>) {
        let Some(current) = self.course.current else {
            return;
        };
        let stage = &self.course.stages.all[current];
        let Some(stay) = Stay::of(self.bench, self.course) else {
            return;
        };
        let Some((longest, _)) = stay.longest.filter(|(_, end)| *end < self.bench.today) else {
            return;
        };
        let Stay { entered, days, .. } = stay;
        let message = say!(
            en: "{record} has been in {stage} for {days} days; the longest stay is {longest}",
            zh: "{record}在“{stage}”已停留 {days} 天，最长可停留 {longest}",
            record = self.name(), stage = stage.title, days = days, longest = longest.phrase()
        );
        let charge = self
            .charge(Rule::StaleStage, self.course.span, message)
            .subject(stage.name.clone());
        let label = say!(en: "entered {day}", zh: "{day} 进入", day = entered.date);
        let onwards = match &stage.aside {
            Some(_) => self.course.base(),
            None => self.course.stages.next(current),
        };
        let help = match onwards.map(|next| &self.course.stages.all[next].name) {
            Some(next) => mending::enter(self.bench, self.record, next, ""),
            None => say!(en: "move it on, or close it", zh: "请继续推进，或予以关闭"),
        };
        charges.push(charge.help(help).label(label).demand(
            self.bench.process.place(stage.spot),
            say!(en: "longest stay: {longest}", zh: "最长停留：{longest}", longest = longest.phrase()),
        ));
    }

    fn name(&self) -> Phrase {
        self.bench.name(self.record)
    }

    fn title(&self, stage: usize) -> &Phrase {
        &self.course.stages.all[stage].title
    }

    fn charge(&self, rule: Rule, span: Span, message: Phrase) -> Charge {
        Charge::on(rule, self.record, span, message)
    }
}

fn true_day() -> Phrase {
    say!(en: "write the day on which it happened", zh: "请写上实际发生的日期")
}

fn every_stage() -> Phrase {
    say!(
        en: "log the moves that were made; where a stage was really left out, a waiver says why",
        zh: "请补记实际的变动；确实跳过了阶段的，用豁免写明原因"
    )
}
