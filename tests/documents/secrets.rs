//! A planted secret: no document of the example that goes to a customer shows a confidential value, in any format. Of a
//! PDF it is the Typst source that is looked at, of which all in it is made; with `--features pdf` and
//! `DEALDESK_DOCUMENTS=FOLDER` the PDFs themselves are kept, for `ci/documents` to read with another program.

use crate::desk::{Desk, OFFER};
use crate::glyphs::all_letters;
use crate::pipeline::{Ran, guarded};
use dealdesk::documents::{Order, Paper, Plate};
use dealdesk::files::Disk;
use dealdesk::form::{FieldType, Shape};
use dealdesk::history::State;
use dealdesk::language::Language;
use dealdesk::process::{Audience, Definition, Medium, Process};
use dealdesk::records::{Claims, Furniture, Listing, Role};
use dealdesk::typeset::pdf::{self, Fonts};
use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Stands nowhere else; and an amount that doesn't.
const SECRET: &str = "QZ9137SECRET";
const AMOUNT: &str = "913713.37";
const AMOUNT_PRINTED: &str = "913,713.37";
/// So many papers of one document in one format are looked at.
const ENOUGH: usize = 3;
#[cfg(not(feature = "pdf"))]
const FORMATS: [(&str, &str); 3] = [("md", "zh-CN"), ("html", "en"), ("docx", "zh-CN")];
#[cfg(feature = "pdf")]
const FORMATS: [(&str, &str); 4] = [
    ("md", "zh-CN"),
    ("html", "en"),
    ("docx", "zh-CN"),
    ("pdf", "zh-CN"),
];

/// The example with the secret in it.
fn planted_example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    let files = Disk::new(&example);
    let process = Definition::load_from(&files).0.process.unwrap();
    plant(&process, &example, &example, folder.path());
    folder
}

/// Whether a text has something of the secret.
fn tells(text: &str) -> bool {
    [SECRET, AMOUNT, AMOUNT_PRINTED]
        .iter()
        .any(|secret| text.contains(secret))
}

/// Copies the example with the secret in every confidential text of every record, and another amount in the
/// confidential prices of products.
fn plant(process: &Process, root: &Path, folder: &Path, to: &Path) {
    let claims = Claims::of(process);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let inside = path.strip_prefix(root).unwrap();
        let target = to.join(inside);
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            plant(process, root, &path, to);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let bytes = match claims.role(inside.to_str().unwrap()) {
            Role::Record(kind, _) => {
                let shape = &process.kind(kind).outline.shape;
                with_secret(shape, &String::from_utf8(bytes).unwrap()).into_bytes()
            }
            _ => bytes,
        };
        fs::write(target, bytes).unwrap();
    }
}

/// The text of a record with the secret in it.
fn with_secret(shape: &Shape, text: &str) -> String {
    let (mut confidential, mut open) = (Vec::new(), Vec::new());
    gather(shape, false, &mut confidential, &mut open);
    // Of two fields of one name a line doesn't say which it is.
    confidential.retain(|(name, _)| !open.contains(name));
    let chinese = Regex::new(r"[\u{4e00}-\u{9fff}]+").unwrap();
    let (mut out, mut inside) = (String::new(), false);
    for line in text.lines() {
        let top = line.split(':').next().unwrap_or_default();
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            inside = shape
                .fields
                .iter()
                .any(|field| field.name == top && field.confidential);
        }
        let secret = |found: &Captures<'_>| format!("{SECRET}{}", &found[0]);
        let mut line = match inside {
            true => chinese.replace_all(line, secret).into_owned(),
            false => line.to_owned(),
        };
        for (name, is_money) in &confidential {
            let value = match is_money {
                true => r"\d[\d.]*",
                false => r"[\u{4e00}-\u{9fff}]",
            };
            let field = Regex::new(&format!(r"\b({name}: +)({value})")).unwrap();
            line = match is_money {
                true => field
                    .replace_all(&line, format!("${{1}}{AMOUNT}"))
                    .into_owned(),
                false => field
                    .replace_all(&line, format!("${{1}}{SECRET}${{2}}"))
                    .into_owned(),
            };
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// The names of confidential fields of a shape and whether they are money, and the names of the others.
fn gather(shape: &Shape, within: bool, found: &mut Vec<(String, bool)>, open: &mut Vec<String>) {
    for field in &shape.fields {
        let confidential = within || field.confidential;
        match &field.ty {
            FieldType::Group(inner) => gather(inner, confidential, found, open),
            FieldType::List { of, .. } => {
                if let FieldType::Group(inner) = &**of {
                    gather(inner, confidential, found, open);
                }
            }
            FieldType::Money { .. } if confidential => found.push((field.name.clone(), true)),
            FieldType::Text { .. } if confidential => found.push((field.name.clone(), false)),
            _ if !confidential => open.push(field.name.clone()),
            _ => {}
        }
    }
}

#[test]
fn a_secret_is_in_no_paper_for_a_customer() {
    let folder = planted_example();
    let product = fs::read_to_string(folder.path().join("products/plc-300.yaml")).unwrap();
    assert!(
        product.contains(&format!("floor_price: {AMOUNT}")),
        "{product}"
    );
    let internal = deal_in(
        folder.path(),
        &["render", "huachen-2603-k7q", "deal", "--draft"],
    );
    assert!(
        internal.out.contains(SECRET),
        "it can be found where it may be"
    );
    #[cfg(feature = "pdf")]
    {
        let file = folder.path().join("internal.pdf");
        let file_name = file.to_str().unwrap();
        let args = [
            "render",
            "huachen-2603-k7q",
            "deal",
            "--draft",
            "--to",
            "pdf",
            "-o",
            file_name,
        ];
        assert_eq!(deal_in(folder.path(), &args).status, 0);
        keep(&file, "internal.pdf");
    }
    let mut made_of: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let records = ["deals", "cases", "products"]
        .into_iter()
        .flat_map(|kind| fs::read_dir(folder.path().join(kind)).unwrap());
    for record in records {
        let path = record.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let listed = deal_in(folder.path(), &["documents", &id, "--format", "json"]);
        if listed.status == 3 {
            continue;
        }
        let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
        for document in listed["documents"].as_array().unwrap() {
            if document["for"] != "customer" {
                continue;
            }
            let (path, name) = (
                document["path"].as_str().unwrap(),
                document["document"].as_str().unwrap(),
            );
            for (format, language) in FORMATS {
                let seen = made_of.entry((name.to_owned(), format)).or_insert(0);
                if *seen == ENOUGH {
                    continue;
                }
                let file = folder.path().join(format!("paper.{format}"));
                let made = deal_in(
                    folder.path(),
                    &[
                        "render",
                        path,
                        name,
                        "--draft",
                        "--to",
                        format,
                        "--lang",
                        language,
                        "-o",
                        file.to_str().unwrap(),
                    ],
                );
                if made.status == 0 {
                    assert!(!tells(&said(&file)), "{path} {name} {format}");
                    *seen += 1;
                    keep(&file, &format!("{name}-{seen}.{format}"));
                    fs::remove_file(file).unwrap();
                }
            }
        }
    }
    // Each document for a customer was made in each format.
    let missed: Vec<_> = made_of.iter().filter(|(_, made)| **made == 0).collect();
    assert!(missed.is_empty() && made_of.len() > 24, "{made_of:?}");
}

/// All that a file says: of a Word file, all its parts.
fn said(file: &Path) -> String {
    if file.extension().is_some_and(|end| end == "docx") {
        let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
        let parts = (0..archive.len()).map(|at| {
            let mut bytes = Vec::new();
            let mut part = archive.by_index(at).unwrap();
            part.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        return parts.collect();
    }
    // Of a PDF that is no more than its metadata.
    String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned()
}

/// Keeps a PDF for another reader, where one is asked for.
fn keep(file: &Path, name: &str) {
    if name.ends_with(".pdf")
        && let Some(folder) = std::env::var_os("DEALDESK_DOCUMENTS")
    {
        fs::copy(file, Path::new(&folder).join(format!("secret-{name}"))).unwrap();
    }
}

#[test]
fn a_receipt_says_nothing_of_a_confidential_field() {
    let desk = Desk::new();
    let amount = "      amount: {type: money}\n";
    let cost = "      cost: {type: money, confidential: true}\n";
    desk.pipeline
        .replace("kinds/offer.yaml", amount, &format!("{amount}{cost}"));
    for template in [
        "{{ lines | length }}",
        "{% for line in lines %}{{ loop.index }}{% endfor %}",
        "{% if lines %}1{% endif %}",
        "{% for line in lines %}{% if line %}1{% endif %}{% endfor %}",
    ] {
        desk.pipeline.write("templates/en/letter.md", template);
        let made = ["5", "6"].map(|cost| {
            let lines = format!("lines:\n  - {{what: Robot, cost: {cost}}}\n");
            desk.pipeline.write(OFFER, format!("number: Q-1\n{lines}"));
            desk.deal(&["render", "q-1", "letter"]).out
        });
        assert!(made[0].starts_with("1\n"), "{template}: {}", made[0]);
        assert_eq!(made[0], made[1], "{template}");
    }
}

#[test]
fn a_paper_for_a_customer_is_the_same_whatever_is_confidential() {
    let folder = planted_example();
    let files = Disk::new(folder.path());
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    let plain_files = Disk::new(&example);
    let process = Definition::load_from(&files).0.process.unwrap();
    let listing = Listing::whole(&files, Furniture::of(&process));
    let plain_listing = Listing::whole(&plain_files, Furniture::of(&process));
    let claims = Claims::of(&process);
    let day = process.pipeline.today.unwrap();
    let state = State::new(&process, &listing, "deal", day);
    let plain_state = State::new(&process, &plain_listing, "deal", day);
    let fonts = Fonts {
        files: vec![all_letters()],
    };
    let order = Order {
        day,
        draft: true,
        flawed: true,
        commit: None,
    };
    let (mut told, mut made, mut wanted) = (0, BTreeSet::new(), BTreeSet::new());
    for kind in &process.kinds {
        let is_of_kind =
            |path: &&str| matches!(claims.role(path), Role::Record(of, _) if of == kind.outline.id);
        let paths = listing.paths().iter().map(|path| &**path);
        let paths: Vec<&str> = paths.filter(is_of_kind).collect();
        for document in &kind.clauses.documents {
            let language = Language::ZhCn;
            let plate = Plate::new(&process, kind, document, language, Medium::Markdown);
            let plate = plate.unwrap_or_else(|why| panic!("{}: {why:?}", document.name));
            for path in &paths {
                let print = state.open(path, |bench, record| {
                    plate.print(bench, record?, order).ok()
                });
                let Some(Paper::Typeset(paper)) = print.map(|print| print.paper) else {
                    continue;
                };
                let tells = tells(&pdf::source(&paper, &fonts).unwrap().text);
                match document.audience {
                    Audience::Us => told += usize::from(tells),
                    Audience::Customer => {
                        assert!(!tells, "{path} {}", document.name);
                        let plain = plain_state.open(path, |bench, record| {
                            plate.print(bench, record?, order).ok()
                        });
                        let Some(Paper::Typeset(plain)) = plain.map(|print| print.paper) else {
                            panic!("{path} {}: only with the secret", document.name);
                        };
                        // Its receipt too: a digest of a price can be guessed.
                        assert_eq!(paper, plain, "{path} {}", document.name);
                        made.insert(&document.name);
                    }
                }
            }
            if document.audience == Audience::Customer {
                wanted.insert(&document.name);
            }
        }
    }
    assert!(told > 0, "it can be found where it may be");
    assert_eq!(made, wanted, "each was made");
}

fn deal_in(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(guarded().args(args).current_dir(folder))
}
