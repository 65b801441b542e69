//! The definition of a process: no panic on any files, every problem at a place in one of them, a process only where
//! nothing is wrong, and the same outcome twice.
//!
//! A line `=====` ends each of pipeline.yaml, kinds/deal.yaml, kinds/customer.yaml and the calendar; a file that is
//! missing is that of the small pipeline of the tests.
#![no_main]

use dealdesk::finding::Place;
use dealdesk::process::Definition;
use dealdesk::text::{Source, decode};
use libfuzzer_sys::fuzz_target;

macro_rules! small {
    ($path:literal) => {
        ($path, include_str!(concat!("../../tests/pipeline/small/", $path)))
    };
}

const PIPELINE: (&str, &str) = small!("pipeline.yaml");
const CALENDAR: (&str, &str) = small!("calendar/cn.yaml");
const KINDS: [(&str, &str); 4] = [
    small!("kinds/deal.yaml"),
    small!("kinds/customer.yaml"),
    small!("kinds/minutes.yaml"),
    small!("kinds/person.yaml"),
];

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes.to_vec()) else {
        return;
    };
    let first = outcome(&text);
    assert_eq!(first, outcome(&text));
});

/// Each problem's place and message; nothing where there is a process.
fn outcome(text: &str) -> Vec<String> {
    let loaded = definition(text).load();
    assert_eq!(loaded.process.is_some(), loaded.problems.is_empty(), "{text:?}");
    let problems = loaded.problems.iter().map(|problem| {
        let source = &loaded.sources[problem.spot.file];
        let span = problem.spot.span;
        assert!(source.text.get(span.range()).is_some(), "{span:?} in {}: {text:?}", source.path);
        let place = Place::of(source, span);
        format!("{place:?} {:?} {:?}", problem.message, problem.help)
    });
    problems.collect()
}

fn definition(text: &str) -> Definition {
    let mut parts = text.split("=====\n");
    let mut file = |(path, other): (&str, &str)| Source::new(path, parts.next().unwrap_or(other));
    let pipeline = file(PIPELINE);
    let [deal, customer, minutes, person] = KINDS;
    let kinds = vec![
        file(deal),
        file(customer),
        Source::new(minutes.0, minutes.1),
        Source::new(person.0, person.1),
    ];
    let paths = Definition::calendar_paths(&pipeline);
    let calendars = paths.first().map(|_| file(CALENDAR)).into_iter().collect();
    Definition {
        pipeline,
        kinds,
        calendars,
        templates: Vec::new(),
        forms: Vec::new(),
        logos: Vec::new(),
        incomplete: false,
    }
}
