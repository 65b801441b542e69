//! What mistakes look like, in both languages: `errors.golden` has every kind of them.

use super::sample::{DEAL, Sample, own};
use crate::expression::*;
use std::fmt::Write;

const GOLDEN: &str = include_str!("errors.golden");

/// The problems of an expression as the golden file has them.
fn told(text: &str) -> String {
    let mut told = format!("> {text}\n");
    let problems = Sample::new().try_compile(text).err().unwrap_or_default();
    for problem in &problems {
        let at = text.get(problem.span.range()).unwrap_or("?");
        let _ = writeln!(told, "  at {at}");
        for (language, pick) in [
            (
                "en",
                (|phrase| &phrase.en) as fn(&crate::language::Phrase) -> &String,
            ),
            ("zh", |phrase| &phrase.zh),
        ] {
            let help = problem
                .help
                .as_ref()
                .map_or(String::new(), |help| format!(" | {}", pick(help)));
            let _ = writeln!(told, "  {language} {}{help}", pick(&problem.message));
        }
    }
    told
}

#[test]
fn mistakes_are_explained() {
    let expressions = GOLDEN.lines().filter_map(|line| line.strip_prefix("> "));
    let told: Vec<String> = expressions.map(told).collect();
    let told = told.join("\n");
    assert!(told == GOLDEN, "the file would be:\n{told}");
}

#[test]
fn results_must_be_what_the_site_wants() {
    let sample = Sample::new();
    let message = |text: &str, wants| {
        let site = Site {
            wants,
            ..sample.site()
        };
        compile(text, &sample, &site)
            .err()
            .map(|problems| problems[0].message.en.clone())
    };
    let fits = |text: &str, wants| message(text, wants).is_none();
    assert!(fits("urgent", Wants::Boolean));
    assert!(fits("amount", Wants::Quantity) && fits("score", Wants::Quantity));
    assert!(fits("entered('needs')", Wants::Moment) && fits("today", Wants::Moment));
    assert!(fits("days_off", Wants::Moments) && fits("moves.map(m, m.at)", Wants::Moments));
    assert!(fits("lines", Wants::List) && fits("minutes", Wants::List));
    assert!(fits("owner", Wants::Person) && fits("customer.owner", Wants::Person));
    assert!(fits("helpers", Wants::People) && fits("owner", Wants::People));
    assert!(fits("helpers", Wants::Key) && fits("fold(title)", Wants::Key));
    assert!(!fits("lines", Wants::Key) && !fits("customer", Wants::Person));
    assert!(!fits("scores", Wants::Moments) && !fits("helpers", Wants::Person));
    assert_eq!(
        message("score", Wants::Boolean).as_deref(),
        Some("this must give true or false, and gives a number")
    );
    assert_eq!(
        message("assigned_on", Wants::Moments).as_deref(),
        Some("this must give a list of days, and gives a day")
    );
}

#[test]
fn item_is_known_inside_each_only() {
    let sample = Sample::new();
    assert!(sample.try_compile("item > 1").is_err());
    let site = Site {
        kind: DEAL,
        item: Some(own(Type::NUMBER)),
        wants: Wants::Boolean,
    };
    assert!(compile("item > 1", &sample, &site).is_ok());
}
