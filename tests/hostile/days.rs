//! Days: time zones, the clock's gaps, ends of months and years, working days.

use crate::pipeline::{Checked, DEAL, Pipeline, Ran, text};
use chrono::{Datelike, NaiveDate, Utc};

/// The day that a run without a fixed one judges at, and the two days between which it was taken.
fn judged_at(zone: &str, system: &str) -> (NaiveDate, [NaiveDate; 2]) {
    let pipeline = Pipeline::new();
    pipeline.replace("pipeline.yaml", "today: 2026-06-30\n", "");
    pipeline.replace("pipeline.yaml", "Asia/Shanghai", zone);
    let tz: chrono_tz::Tz = zone.parse().unwrap();
    let day = || Utc::now().with_timezone(&tz).date_naive();
    let before = day();
    let mut command = pipeline.command(&["check", "--format", "json"]);
    let checked = Checked::of(Ran::of(command.env("TZ", system)));
    let today = text(&checked.report["today"]).parse().unwrap();
    (today, [before, day()])
}

#[test]
fn the_day_is_the_pipelines_and_not_the_systems() {
    for zone in [
        "Pacific/Kiritimati",
        "Pacific/Niue",
        "Asia/Shanghai",
        "America/Sao_Paulo",
    ] {
        for system in [
            "Pacific/Kiritimati",
            "Pacific/Niue",
            "UTC",
            "nonsense/zone",
            "",
        ] {
            let (today, [before, after]) = judged_at(zone, system);
            assert!(
                (before..=after).contains(&today),
                "{zone} with TZ={system}: {today}"
            );
        }
    }
    // These two are 25 hours apart, so their days never are the same.
    let (east, _) = judged_at("Pacific/Kiritimati", "UTC");
    let (west, _) = judged_at("Pacific/Niue", "UTC");
    assert!(east > west);
}

#[test]
fn a_zone_that_does_not_exist_is_an_error() {
    let pipeline = Pipeline::new();
    pipeline.replace("pipeline.yaml", "Asia/Shanghai", "../../etc/localtime");
    pipeline.check(&[]).is(&["pipeline.yaml:5 invalid-process"]);
}

#[test]
fn a_time_in_the_gap_of_summer_time_is_refused_or_read_the_same_everywhere() {
    let pipeline = Pipeline::with_deal("called_at: 2026-03-29 02:30\n");
    pipeline.replace("pipeline.yaml", "Asia/Shanghai", "Europe/Berlin");
    let mut seen: Vec<_> = ["UTC", "Europe/Berlin", "Asia/Shanghai"]
        .map(|system| {
            let mut command = pipeline.command(&["check", "--format", "json"]);
            Ran::of(command.env("TZ", system)).out
        })
        .into();
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
    // The hour that comes twice, with and without its offset, and one that is never in doubt.
    for time in [
        "2026-10-25 02:30",
        "2026-10-25T02:30+01:00",
        "2026-03-29 03:30",
        "2026-03-29",
    ] {
        let pipeline = Pipeline::with_deal(&format!("called_at: {time}\n"));
        pipeline.replace("pipeline.yaml", "Asia/Shanghai", "Europe/Berlin");
        pipeline.check(&[]).is(&[]);
    }
}

#[test]
fn a_month_after_its_last_day_is_the_last_day_of_the_next() {
    for (from, due) in [
        ("2026-01-31", "2026-02-28"),
        ("2026-01-28", "2026-02-28"),
        ("2024-01-31", "2024-02-29"),
        ("2026-03-31", "2026-04-30"),
        ("2025-12-31", "2026-01-31"),
        ("2024-02-29", "2024-03-29"),
    ] {
        let pipeline = Pipeline::with_deal(&format!("assigned_on: {from}\n"));
        let checked = pipeline.check(&["--today", due]);
        checked.is(&[]);
        assert_eq!(
            checked.report["summary"]["deadlines"]["due_today"], 1,
            "{from}"
        );
        let next = due.parse::<NaiveDate>().unwrap().succ_opt().unwrap();
        let checked = pipeline.check(&["--today", &next.to_string()]);
        checked.is(&[&format!("{DEAL}:5 missed-deadline")]);
        assert!(
            text(&checked.findings()[0]["message"]).contains(due),
            "{from}"
        );
    }
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for day in [
        "2026-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-1-1",
        "10000-01-01",
        "1899-12-31",
        "9999-12-31",
        "-001-01-01",
    ] {
        Pipeline::with_deal(&format!("signed_on: '{day}'\n"))
            .check(&[])
            .is(&[&format!("{DEAL}:5 wrong-value")]);
        let ran = Pipeline::new().run(&["check", "--today", day]);
        assert_eq!(ran.status, 2, "{day}");
    }
    Pipeline::with_deal("signed_on: 2024-02-29\n")
        .check(&[])
        .is(&[]);
}

#[test]
fn extreme_days_do_not_overflow() {
    for from in ["1900-01-01", "2200-12-31", "2199-02-28"] {
        let pipeline = Pipeline::with_deal(&format!("assigned_on: {from}\npromised_on: {from}\n"));
        for today in ["1900-01-01", "2026-06-30", "2200-12-31"] {
            let checked = pipeline.check(&["--today", today]);
            assert!(checked.status < 2, "{from} at {today}");
        }
    }
}

#[test]
fn working_days_skip_holidays_and_take_make_up_days() {
    // 春节 2026: off from 15 to 23 February; Saturdays 14 and 28 February are worked.
    for (from, due) in [
        ("2026-02-12", "2026-02-24"),
        ("2026-02-13", "2026-02-25"),
        ("2026-02-26", "2026-03-02"),
        // 国庆: off from 1 to 7 October; Saturday 10 October is worked.
        ("2026-09-30", "2026-10-10"),
        ("2026-10-08", "2026-10-12"),
    ] {
        let pipeline = Pipeline::with_deal(&format!("promised_on: {from}\n"));
        let checked = pipeline.check(&["--today", due]);
        checked.is(&[]);
        assert_eq!(
            checked.report["summary"]["deadlines"]["due_today"], 1,
            "{from}"
        );
        let next = due.parse::<NaiveDate>().unwrap().succ_opt().unwrap();
        assert_eq!(next.year(), 2026);
        let checked = pipeline.check(&["--today", &next.to_string()]);
        checked.is(&[&format!("{DEAL}:5 missed-deadline")]);
    }
}

#[test]
fn a_year_that_the_calendar_lacks_is_a_finding_and_no_weekend_rule() {
    let pipeline = Pipeline::with_deal("promised_on: 2026-12-30\n");
    let checked = pipeline.check(&[]);
    checked.is(&["pipeline.yaml:6 calendar-year-missing"]);
    assert!(text(&checked.findings()[0]["message"]).contains("2027"));
    assert!(text(&checked.findings()[0]["help"]).contains("2027"));
    Pipeline::with_deal("promised_on: 2026-12-28\n")
        .check(&[])
        .is(&[]);
    // The same where nothing of the deal but its day says so.
    pipeline
        .check(&["--today", "2027-03-01"])
        .is(&["pipeline.yaml:6 calendar-year-missing"]);
}

#[test]
fn a_calendar_that_miscounts_is_an_error_at_its_line() {
    let pipeline = Pipeline::new();
    pipeline.replace("calendar/cn.yaml", "working_days: 248", "working_days: 249");
    pipeline
        .check(&[])
        .is(&["calendar/cn.yaml:8 invalid-process"]);
    let pipeline = Pipeline::new();
    pipeline.replace("calendar/cn.yaml", "to: 2026-10-07", "to: 2026-09-07");
    let checked = pipeline.check(&[]);
    assert_eq!(checked.status, 2);
    assert!(
        checked
            .places()
            .iter()
            .all(|place| place.starts_with("calendar/cn.yaml:"))
    );
}
