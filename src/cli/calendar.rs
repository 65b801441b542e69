//! `deal calendar`: the working days of each year that the pipeline knows.

use super::args::{Calendar, Global};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{Status, pager};
use crate::say;
use chrono::{Datelike, NaiveDate};
use comfy_table::{Table, presets};

/// Runs the command.
pub fn run(global: &Global, args: &Calendar) -> Result<Status, Failure> {
    let desk = Desk::open(&desk::start(global))?;
    let process = desk.process()?;
    let language = desk.language(global);
    let calendar = &process.calendar;
    let years: Vec<i32> = calendar
        .years()
        .map(|(year, _)| year)
        .filter(|year| args.year.is_none_or(|asked| asked == *year))
        .collect();
    if years.is_empty() {
        return Err(match args.year {
            Some(year) => Failure::nothing(
                say!(en: "the calendar doesn't have {year}", zh: "日历里没有 {year} 年", year = year),
            ),
            None => {
                Failure::nothing(say!(en: "the calendar has no year", zh: "日历里没有任何年份"))
            }
        });
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for year in years {
        let days = calendar
            .working_days_of(year)
            .map_or_else(|_| String::new(), |days| days.to_string());
        let count = say!(en: "{days} working days", zh: "{days} 个工作日", days = days);
        table.add_row([
            year.to_string(),
            count.get(language).to_owned(),
            String::new(),
        ]);
        let mut last = String::new();
        for day in days_of(year) {
            let Some(holiday) = calendar.holiday(day) else {
                continue;
            };
            let name = holiday.name.get(language).to_owned();
            if name != last {
                let range = format!("{} – {}", holiday.first, holiday.last);
                table.add_row([String::new(), range, name.clone()]);
                last = name;
            }
        }
    }
    pager::answer(global, &format!("{}\n", table.trim_fmt()))
}

fn days_of(year: i32) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    first.iter_days().take_while(move |day| day.year() == year)
}
