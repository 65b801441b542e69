//! The steps of a quote, in this process and on one core.

use dealdesk::check::{Bench, showing};
use dealdesk::documents::{Order, Paper, Plate};
use dealdesk::files::Disk;
use dealdesk::history::{self, State};
use dealdesk::language::Language;
use dealdesk::process::{Definition, Medium, Page, setting};
use dealdesk::template::{Engine, Value};
use dealdesk::{records, typeset};
use std::path::Path;
use std::time::{Duration, Instant};

/// Documents of a round.
const DOCUMENTS: u32 = 1000;
/// Rounds, of which the fastest counts.
const ROUNDS: usize = 5;
const RECORD: &str = "deals/huachen-2603-k7q/quote.yaml";

/// Measures and prints a Markdown table.
pub fn print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    let files = Disk::new(&root);
    let (loaded, _) = Definition::load_from(&files);
    let process = loaded.process.expect("the example's process is right");
    let listing = history::listing(&process, &files);
    let day = process.pipeline.today.expect("the example stands still");
    let state = State::new(&process, &listing, "deal", day);
    let home = records::home(&process, &records::Claims::of(&process), RECORD);
    let dossier = state.dossier(&home);
    let bench: Bench<'_> = state.bench(&dossier);
    let record = dossier.at(RECORD).expect("the quote is there");
    let kind = process.kind(record.kind);
    let document = kind
        .clauses
        .documents
        .first()
        .expect("the quote is a document");
    let (language, medium) = (Language::ZhCn, Medium::Markdown);

    let page = Page::read(&process, kind, document, language, medium)
        .expect("the template fits")
        .expect("it is there");
    let engine =
        Engine::new(&page.shelf, &setting(&process, language)).expect("the template is right");
    let mut values = showing(&bench, record, document, &page).values;
    let facts = serde_json::json!({"title": "报价单", "code": "0000-0000", "day": day.to_string()});
    values.push(("document".to_owned(), Value::from_serializable(&facts)));
    let engine_alone = fastest(|| {
        engine.fill(&page.template, &values).expect("it is filled");
    });

    let plate =
        Plate::new(&process, kind, document, language, medium).expect("the document is right");
    let order = Order {
        day,
        draft: false,
        flawed: false,
        commit: None,
    };
    let paper = || {
        plate
            .print(&bench, record, order)
            .expect("it can go out")
            .paper
    };
    let Paper::Typeset(one) = paper() else {
        panic!("the quote is made from Markdown");
    };
    let rows = [
        ("the template engine alone", engine_alone),
        (
            "values, engine, Markdown read: the tree",
            fastest(|| drop(paper())),
        ),
        (
            "tree to Markdown",
            fastest(|| drop(typeset::markdown(&one))),
        ),
        ("tree to HTML", fastest(|| drop(typeset::html(&one)))),
        ("tree to Word", fastest(|| drop(typeset::docx(&one, None)))),
        (
            "the template made ready, once a run",
            fastest(|| {
                drop(Plate::new(&process, kind, document, language, medium));
            }),
        ),
    ];
    println!(
        "| a quote of {} lines | time | engine's time × |\n|---|---:|---:|",
        7
    );
    for (name, time) in rows {
        let each = time.as_secs_f64() * 1e6 / f64::from(DOCUMENTS);
        let ratio = time.as_secs_f64() / engine_alone.as_secs_f64();
        println!("| {name} | {each:.0} µs | {ratio:.1} |");
    }
}

/// The fastest round.
fn fastest(mut make: impl FnMut()) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for _ in 0..DOCUMENTS {
            make();
        }
        start.elapsed()
    });
    rounds.min().unwrap_or_default()
}
