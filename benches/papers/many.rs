//! A thousand quotes, each of a deal of its own, made by one process; and what the typesetter needs for them by itself.

use std::fs;
use std::path::{Path, PathBuf};

/// Quotes that are made.
pub const QUOTES: usize = 1000;
/// The deal that all others are like.
const MODEL: &str = "deals/huachen-2603-k7q";
/// A field of the quote, and how that of each copy begins.
const FIELD: &str = "\ndelivery: ";
const MARK: &str = "批次";

/// Measures and prints Markdown tables.
pub fn print() {
    let root = made();
    #[cfg(unix)]
    processes(&root);
    #[cfg(feature = "pdf")]
    typesetter(&root);
    #[cfg(not(any(unix, feature = "pdf")))]
    drop(root);
}

/// The example with a thousand deals more, made once and kept.
fn made() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quotes");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    if root.join("done").exists() {
        return root;
    }
    let _ = fs::remove_dir_all(&root);
    copy(&example, &root);
    for number in 1..=QUOTES {
        let deal = root.join(format!("deals/batch-{number:04}"));
        copy(&example.join(MODEL), &deal);
        let quote = deal.join("quote.yaml");
        let text = fs::read_to_string(&quote).expect("the quote");
        let own = format!("{FIELD}{MARK} {number}，");
        fs::write(quote, text.replace(FIELD, &own)).expect("written");
    }
    fs::write(root.join("done"), "").expect("written");
    root
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("its type").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("copied")),
        }
    }
}

/// `deal render quote --where …` in each format.
#[cfg(unix)]
fn processes(root: &Path) {
    use crate::cost;
    println!("\n| {QUOTES} quotes, one process | clock | CPU | CPU each | peak memory |");
    println!("|---|---:|---:|---:|---:|");
    let filter = format!("delivery.startsWith('{MARK}')");
    let out = root.with_file_name("quotes-made");
    let (root, out) = (root.display().to_string(), out.display().to_string());
    let formats = ["md", "html", "docx", "pdf"];
    let formats = formats
        .iter()
        .take(if cfg!(feature = "pdf") { 4 } else { 3 });
    for format in formats {
        let command = [
            env!("CARGO_BIN_EXE_deal"),
            "-C",
            &root,
            "render",
            "quote",
            "--where",
            &filter,
            "--draft",
            "--to",
            format,
            "-o",
            &out,
        ];
        let _ = fs::remove_dir_all(&out);
        let cost = cost::of(&command.map(str::to_owned), 3).expect("it runs");
        let made = fs::read_dir(&out).expect("documents").count();
        assert_eq!(made, QUOTES, "all are made");
        println!(
            "| {format} | {:.1} s | {:.1} s | {:.2} ms | {:.0} MB |",
            cost.wall.as_secs_f64(),
            cost.cpu.as_secs_f64(),
            cost.cpu.as_secs_f64() * 1e3 / QUOTES as f64,
            cost.memory as f64 * 1024.0 / 1e6,
        );
    }
}

/// Typst alone, on the sources of the same quotes.
#[cfg(feature = "pdf")]
fn typesetter(root: &Path) {
    use dealdesk::cli::fonts;
    use dealdesk::documents::{Order, Paper, Plate};
    use dealdesk::files::Disk;
    use dealdesk::history::{self, State};
    use dealdesk::language::Language;
    use dealdesk::process::{Definition, Medium};
    use dealdesk::typeset::{Document, pdf};
    use std::time::Instant;

    let files = Disk::new(root);
    let process = Definition::load_from(&files).0.process.expect("a process");
    let listing = history::listing(&process, &files);
    let day = process.pipeline.today.expect("the example stands still");
    let state = State::new(&process, &listing, "deal", day);
    let kind = process.kind_named("quote").expect("quotes");
    let document = kind.clauses.documents.first().expect("a document");
    let plate = Plate::new(&process, kind, document, Language::ZhCn, Medium::Markdown);
    let plate = plate.expect("the template is right");
    let order = Order {
        day,
        draft: true,
        flawed: true,
        commit: None,
    };
    let papers = (1..=QUOTES).map(|number| {
        let path = format!("deals/batch-{number:04}/quote.yaml");
        let print = state.open(&path, |bench, record| {
            plate.print(bench, record.expect("a quote"), order)
        });
        match print.expect("it is made").paper {
            Paper::Typeset(paper) => paper,
            Paper::Word(_) => panic!("the quote is made from Markdown"),
        }
    });
    let papers: Vec<_> = papers.collect();
    let clock = |work: &mut dyn FnMut()| {
        let started = Instant::now();
        work();
        started.elapsed().as_secs_f64() * 1e3
    };
    let (mut fonts, mut sources) = (pdf::Fonts::default(), Vec::new());
    let found = clock(&mut || fonts = fonts::of(root));
    let mut write = |papers: &[Box<Document>]| {
        clock(&mut || {
            let written = papers.iter().map(|paper| pdf::source(paper, &fonts));
            sources.extend(written.map(|source| source.expect("the fonts are there")));
        })
    };
    let (first, others) = papers.split_at(1);
    let chosen = write(first);
    let written = write(others) / others.len() as f64;
    let typesetter = pdf::Typesetter::new(fonts);
    let set = |sources: &[pdf::Source]| {
        clock(&mut || {
            for source in sources {
                typesetter.set(source, day).expect("it is set");
            }
        })
    };
    let (first, others) = sources.split_at(1);
    println!("\n| the typesetter alone | clock |\n|---|---:|");
    for (name, time) in [
        ("the fonts of the machine found", found),
        ("the first source: fonts read and chosen", chosen),
        ("each other source", written),
        ("the first quote set", set(first)),
        ("each other quote set", set(others) / others.len() as f64),
    ] {
        println!("| {name} | {time:.2} ms |");
    }
}
