//! Calendar files: from trees to a [`Calendar`], with everything that is wrong in them.

mod nodes;

use super::{Calendar, Holiday, Status};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef, Source, Span};
use crate::value::{date, id, number};
use chrono::{Datelike, NaiveDate};

const TOP_KEYS: [&str; 4] = ["calendar", "name", "weekend", "years"];
const YEAR_KEYS: [&str; 5] = ["status", "source", "working_days", "holidays", "makeup"];
const HOLIDAY_KEYS: [&str; 3] = ["name", "from", "to"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Something wrong in a calendar file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Index of the file among those that were loaded.
    pub source: usize,
    /// Where.
    pub span: Span,
    /// What.
    pub message: Phrase,
    /// What mends it.
    pub help: Option<Phrase>,
}

/// The calendar that the files add up to, day by day, later ones over earlier ones; and all that is wrong in them, in
/// their order. What is wrong is left out of the calendar.
pub fn load(sources: &[(&Source, NodeRef<'_>)]) -> (Calendar, Vec<Problem>) {
    let mut calendar = Calendar::default();
    let mut problems = Vec::new();
    for (index, (_, root)) in sources.iter().enumerate() {
        let mut file = File {
            index,
            calendar: &mut calendar,
            problems: &mut problems,
        };
        file.read(*root);
    }
    problems.sort_by_key(|problem| (problem.source, problem.span));
    (calendar, problems)
}

/// One file on its way into the calendar.
struct File<'a> {
    index: usize,
    calendar: &'a mut Calendar,
    problems: &'a mut Vec<Problem>,
}

/// The number of working days that a file states for a year.
struct Checksum {
    year: i32,
    stated: u32,
    span: Span,
}

impl File<'_> {
    fn read(&mut self, root: NodeRef<'_>) {
        if !self.is_map(root, &TOP_KEYS) {
            return;
        }
        if let Some(name) = self.required(root, "calendar") {
            self.scalar(name, |text| id::read(text).map(|_| ()));
        }
        if let Some(name) = self.required(root, "name") {
            self.name(name);
        }
        match root.get("weekend") {
            Some(weekend) => self.weekend(weekend),
            None if self.index == 0 => self.missing(root, "weekend"),
            None => {}
        }
        if let Some(years) = self.required(root, "years") {
            self.years(years);
        }
    }

    fn weekend(&mut self, node: NodeRef<'_>) {
        if !self.is_list(node) {
            return;
        }
        let mut weekend = [false; 7];
        for item in node.items() {
            let named = item
                .scalar()
                .and_then(|text| WEEKDAYS.iter().position(|&name| name == text));
            match named.and_then(|at| weekend.get_mut(at)) {
                Some(free) => *free = true,
                None => self.choice(item, &WEEKDAYS),
            }
        }
        self.calendar.set_weekend(weekend);
    }

    fn years(&mut self, node: NodeRef<'_>) {
        if node.kind() != NodeKind::Map {
            self.problem(
                node.span(),
                say!(en: "must be a map", zh: "这里要写成“键: 值”的形式"),
                None,
            );
            return;
        }
        let mut checksums = Vec::new();
        for (key, block) in node.entries() {
            let text = key.scalar().unwrap_or_default();
            match date::read(&format!("{text}-01-01")) {
                Ok(first) => checksums.extend(self.year(first.year(), key, block)),
                Err(_) => {
                    let message = say!(en: "isn't a year between 1900 and 2200", zh: "不是 1900 到 2200 之间的年份");
                    self.problem(key.span(), message, None);
                }
            }
        }
        for checksum in checksums {
            self.compare(&checksum);
        }
    }

    fn year(&mut self, year: i32, key: NodeRef<'_>, block: NodeRef<'_>) -> Option<Checksum> {
        let before = self.problems.len();
        if !self.is_map(block, &YEAR_KEYS) {
            return None;
        }
        let status = self.required(block, "status")?;
        match status.scalar() {
            Some("official") => {
                self.required(block, "source");
                self.calendar.open_year(year, Status::Official);
            }
            Some("estimated") => self.calendar.open_year(year, Status::Estimated),
            Some("company") if self.calendar.has_year(year) => {}
            Some("company") => {
                let message = say!(
                    en: "no earlier calendar file has {year}, so the company's days off have nothing to add to",
                    zh: "前面的日历文件里没有 {year} 年，公司假期无从叠加",
                    year = year,
                );
                let help = say!(
                    en: "add the public holidays of {year} to an earlier file in `calendar:`",
                    zh: "请先在 `calendar:` 里更靠前的文件中加入 {year} 年的法定节假日",
                    year = year,
                );
                self.problem(key.span(), message, Some(help));
                return None;
            }
            _ => {
                self.choice(status, &["official", "estimated", "company"]);
                return None;
            }
        }
        if let Some(source) = block.get("source") {
            self.scalar(source, |_| Ok(()));
        }
        let holidays = block.get("holidays").map(|node| self.holidays(year, node));
        // A day is judged by what the earlier files and the weekend say, before this block's days off.
        let makeup = block
            .get("makeup")
            .map(|node| self.makeup(year, node, holidays.as_deref().unwrap_or_default()));
        for holiday in holidays.into_iter().flatten() {
            self.calendar.add_holiday(holiday);
        }
        for day in makeup.into_iter().flatten() {
            self.calendar.mark(day, true);
        }
        let checksum = self.checksum(year, block.get("working_days")?)?;
        // Days that are wrong are left out, so that the sum would be wrong for no reason of its own.
        (self.problems.len() == before).then_some(checksum)
    }

    fn holidays(&mut self, year: i32, node: NodeRef<'_>) -> Vec<Holiday> {
        let mut holidays: Vec<Holiday> = Vec::new();
        if !self.is_list(node) {
            return holidays;
        }
        for item in node.items() {
            let Some(holiday) = self.holiday(year, item) else {
                continue;
            };
            let earlier = holidays
                .iter()
                .find(|other| holiday.first <= other.last && other.first <= holiday.last);
            if let Some(other) = earlier {
                let message = say!(
                    en: "overlaps {name}, {first} to {last}", zh: "与{name}（{first} 至 {last}）重叠",
                    name = other.name.clone(), first = other.first, last = other.last,
                );
                self.problem(item.span(), message, None);
            } else {
                holidays.push(holiday);
            }
        }
        holidays
    }

    fn holiday(&mut self, year: i32, node: NodeRef<'_>) -> Option<Holiday> {
        if !self.is_map(node, &HOLIDAY_KEYS) {
            return None;
        }
        let name = self.required(node, "name").and_then(|name| self.name(name));
        let from = self.required(node, "from")?;
        let first = self.day_in(year, from);
        let last = match node.get("to") {
            Some(to) => self
                .day_in(year, to)
                .map(|last| (last, from.span().to(to.span()))),
            None => first.map(|first| (first, from.span())),
        };
        let (name, first, (last, span)) = (name?, first?, last?);
        if last < first {
            let message = say!(en: "ends on {last}, before it begins on {first}", zh: "{last} 结束，早于 {first} 开始", first = first, last = last);
            self.problem(span, message, None);
            return None;
        }
        Some(Holiday { name, first, last })
    }

    fn makeup(&mut self, year: i32, node: NodeRef<'_>, holidays: &[Holiday]) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        if !self.is_list(node) {
            return days;
        }
        for item in node.items() {
            let Some(day) = self.day_in(year, item) else {
                continue;
            };
            let holiday = holidays
                .iter()
                .find(|holiday| (holiday.first..=holiday.last).contains(&day));
            let message = if days.contains(&day) {
                say!(en: "{day} is listed twice", zh: "{day} 列了两次", day = day)
            } else if let Some(holiday) = holiday {
                say!(en: "{day} is a day off of {name} too", zh: "{day} 又在{name}假期里", day = day, name = holiday.name.clone())
            } else if self.calendar.is_working(day) == Ok(true) {
                Phrase {
                    en: format!("{day} is a {}, a working day anyway", weekday(day).en),
                    zh: format!("{day} 是{}，本来就是工作日", weekday(day).zh),
                }
            } else {
                days.push(day);
                continue;
            };
            self.problem(item.span(), message, None);
        }
        days
    }

    fn checksum(&mut self, year: i32, node: NodeRef<'_>) -> Option<Checksum> {
        let stated = self.scalar(node, number::integer)?;
        match u32::try_from(stated) {
            Ok(stated) => Some(Checksum {
                year,
                stated,
                span: node.span(),
            }),
            Err(_) => {
                let message = say!(en: "isn't a number of days", zh: "不是天数");
                self.problem(node.span(), message, None);
                None
            }
        }
    }

    fn compare(&mut self, checksum: &Checksum) {
        let Ok(counted) = self.calendar.working_days_of(checksum.year) else {
            return;
        };
        if counted != checksum.stated {
            let message = say!(
                en: "{year} has {counted} working days by its holidays and make-up days, not {stated}",
                zh: "按节假日和调休计算，{year} 年有 {counted} 个工作日，不是 {stated} 个",
                year = checksum.year, counted = counted, stated = checksum.stated,
            );
            let help = say!(
                en: "compare the days with the announcement, then correct them or `working_days`",
                zh: "请对照放假通知核对日期，再改正日期或 `working_days`",
            );
            self.problem(checksum.span, message, Some(help));
        }
    }

    fn day_in(&mut self, year: i32, node: NodeRef<'_>) -> Option<NaiveDate> {
        let day = self.scalar(node, date::read)?;
        if day.year() == year {
            return Some(day);
        }
        let message =
            say!(en: "{day} isn't in {year}", zh: "{day} 不在 {year} 年", day = day, year = year);
        let help = say!(
            en: "write it in the block of {year}; a holiday across New Year has a part in each year",
            zh: "请写到 {year} 年下面；跨年的假期在两个年份里各写一段",
            year = day.year(),
        );
        self.problem(node.span(), message, Some(help));
        None
    }
}

fn weekday(day: NaiveDate) -> Phrase {
    let (en, zh) = match day.weekday() {
        chrono::Weekday::Mon => ("Monday", "星期一"),
        chrono::Weekday::Tue => ("Tuesday", "星期二"),
        chrono::Weekday::Wed => ("Wednesday", "星期三"),
        chrono::Weekday::Thu => ("Thursday", "星期四"),
        chrono::Weekday::Fri => ("Friday", "星期五"),
        chrono::Weekday::Sat => ("Saturday", "星期六"),
        chrono::Weekday::Sun => ("Sunday", "星期日"),
    };
    Phrase {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests;
