//! Values are text: each template that is built in, in both languages and every format, has the same headings, lists,
//! rows and links whatever stands in the texts of the records, as a second reader of the format sees it.

use crate::glyphs::all_letters;
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use dealdesk::documents::{Order, Paper, Plate};
use dealdesk::files::{Disk, Files, Overlay};
use dealdesk::form::{FieldType, Record, Shape, Slot, TextKind, Value};
use dealdesk::history::State;
use dealdesk::language::Language;
use dealdesk::process::{Definition, Medium, Process};
use dealdesk::records::{Claims, Furniture, Listing, Role};
use dealdesk::typeset::pdf::{self, Fonts};
use dealdesk::typeset::{self, Document};
use quick_xml::events::Event;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;
use typst_syntax::{SyntaxKind, SyntaxNode};

/// Papers of one document that are looked at.
const ENOUGH: usize = 1;
/// What values are made of; `@` stands for a number, so that values which differ go on differing.
const NASTY: [&str; 40] = [
    "# @ a heading",
    "@\n===",
    "@\n---",
    "---\ntitle: @\n---",
    "a | @ | c",
    "| @ |\n|---|\n| b |",
    "**@** _a_ ~~b~~ ++c++ ==d== ^e^ `code`",
    "**@",
    "@**",
    "`@",
    "@\\",
    "\\",
    "[@](javascript:alert(1)) ![x](https://example.com/x.png)",
    "[@]: https://example.com/ref",
    "[^@] [^@]: note",
    "<https://example.com/@> <a@example.com>",
    "<script>alert(@)</script>",
    "<!-- @ -->",
    "-->@<!-- deal-receipt {} -->",
    "{{ floor }}{% for x in y %}@{# ",
    "{page} of {pages} @",
    "::: signatures\n@\n:::",
    ":::page-break @",
    "1. @\n2. two\n\n- three\n+ four\n* five",
    "1) @",
    "- [ ] @",
    "> @\n> [!NOTE]",
    "    @ indented",
    "```\n@ code",
    "~~~ @",
    "***\n@",
    "&lt;@&gt; &amp;#x41; &#10; &nbsp;",
    "$@$ $$x$$ \\(y\\)",
    "]]></w:t></w:r></w:p>@<w:p/>",
    "{ MERGEFIELD @ } \u{13} \u{14} \u{15}",
    "#let x = @\n#pagebreak()\n= heading\n$ x $ @ref \"quoted\" */ // <label>",
    "\u{202e}@txt.exe\u{2066}\u{7}\u{1b}[31m\u{0}\u{feff}\u{fffe}\u{1ffff}\u{fdd0}",
    "\u{f0041}\u{100000}\u{100001}\u{100100}\u{3fffd}# @\u{e000}",
    "@\r# a\r\n# b\u{2028}# c\u{2029}# d\u{85}# e\u{b}# f\u{c}# g",
    "👨\u{200d}👩\u{200d}👧 e\u{301} 𠀀𪚥 ①Ⓐ @ “”：‘’",
];

/// What papers say, by document, language and record: for each format the elements that a reader finds in it.
type Structures = BTreeMap<String, Vec<(&'static str, Vec<String>)>>;

#[test]
fn no_text_changes_the_structure() {
    let plain = structures(&|number| format!("w{number}"));
    assert!(plain.len() > 60, "{}", plain.len());
    let nasty = |number: usize, shift: usize| {
        NASTY[(number + shift) % NASTY.len()].replace('@', &number.to_string())
    };
    for shift in [0, 13] {
        same(&plain, &structures(&|number| nasty(number, shift)), "");
    }
    // All of it in each value, so that each begins a line somewhere.
    let all = |number| {
        let parts = (0..NASTY.len()).map(|shift| nasty(number, shift));
        parts.collect::<Vec<_>>().join("\n")
    };
    // Typst sets a long cell otherwise than a short one.
    same(&plain, &structures(&all), "PDF");
}

/// That papers have the same structures, but in one format.
fn same(plain: &Structures, nasty: &Structures, but: &str) {
    for (paper, formats) in plain {
        let nasty = nasty.get(paper).unwrap_or_else(|| panic!("no {paper}"));
        let both = formats.iter().zip(nasty);
        for ((format, plain), (_, nasty)) in both.filter(|((format, _), _)| *format != but) {
            let differs = plain.iter().zip(nasty).position(|(one, two)| one != two);
            let from = differs.unwrap_or(plain.len().min(nasty.len()));
            let around = |all: &[String]| {
                let all = all.get(from.saturating_sub(3)..).unwrap_or_default();
                all.iter().take(9).cloned().collect::<Vec<_>>()
            };
            assert!(
                plain == nasty,
                "{paper}, {format}: {:#?} became {:#?}",
                around(plain),
                around(nasty)
            );
        }
    }
}

/// The papers of the example with each plain text of a record in another's place.
fn structures(text: &dyn Fn(usize) -> String) -> Structures {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    let disk = Disk::new(&example);
    let process = Definition::load_from(&disk).0.process.unwrap();
    let files = changed(&process, &disk, text);
    let listing = Listing::whole(&files, Furniture::of(&process));
    let claims = Claims::of(&process);
    let day = process.pipeline.today.unwrap();
    let state = State::new(&process, &listing, "deal", day);
    let order = Order {
        day,
        draft: true,
        flawed: true,
        commit: None,
    };
    let mut structures = Structures::new();
    for kind in &process.kinds {
        let paths = listing.paths().iter().filter(
            |path| matches!(claims.role(path), Role::Record(of, _) if of == kind.outline.id),
        );
        let paths: Vec<&str> = paths.map(|path| &**path).collect();
        for document in &kind.clauses.documents {
            for language in [Language::En, Language::ZhCn] {
                let plate = Plate::new(&process, kind, document, language, Medium::Markdown);
                let plate = plate.unwrap_or_else(|why| panic!("{}: {why:?}", document.name));
                let papers = paths.iter().filter_map(|path| {
                    let print = state.open(path, |bench, record| {
                        plate.print(bench, record?, order).ok()
                    })?;
                    match print.paper {
                        Paper::Typeset(paper) => Some((path, paper)),
                        Paper::Word(_) => None,
                    }
                });
                for (path, paper) in papers.take(ENOUGH) {
                    let name = format!("{} {} {path}", document.name, language.tag());
                    structures.insert(name, of_each_format(&paper));
                }
            }
        }
    }
    structures
}

/// The files with each plain text of all records changed.
fn changed<'f>(
    process: &Process,
    files: &'f dyn Files,
    with: &dyn Fn(usize) -> String,
) -> Overlay<'f> {
    let listing = Listing::whole(files, Furniture::of(process));
    let claims = Claims::of(process);
    let day = process.pipeline.today.unwrap();
    let state = State::new(process, &listing, "deal", day);
    let mut numbers = HashMap::new();
    let mut overlay = Overlay::new(files);
    for path in listing.paths() {
        let Role::Record(kind, _) = claims.role(path) else {
            continue;
        };
        let shape = &process.kind(kind).outline.shape;
        let text = state.open(path, |_, record| {
            let record = record?;
            let mut places = Vec::new();
            gather(shape, &record.slots, &mut places);
            places.sort_by_key(|(slot, _)| slot.span.start);
            let mut text = record.source.text.clone();
            for (slot, most) in places.into_iter().rev() {
                let number = numbered(&mut numbers, record, &slot.value);
                let value: String = with(number).chars().take(most).collect();
                let value = quoted(&value);
                text.replace_range(slot.span.range(), &value);
            }
            Some(text)
        });
        if let Some(text) = text {
            overlay.put(path.to_string(), Some(text.into_bytes()));
        }
    }
    overlay
}

/// A text in double quotes, where characters may be escaped that can't stand in a file.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// The same text has the same number in all records.
fn numbered(numbers: &mut HashMap<String, usize>, record: &Record, value: &Value) -> usize {
    let Value::Text(text) = value else {
        unreachable!("only texts are gathered");
    };
    let next = numbers.len();
    *numbers.entry(record.text(text).to_owned()).or_insert(next)
}

/// The slots with texts that may be anything, and how many characters of it.
fn gather<'r>(shape: &Shape, slots: &'r [Slot], found: &mut Vec<(&'r Slot, usize)>) {
    for (field, slot) in shape.fields.iter().zip(slots) {
        gather_one(&field.ty, slot, found);
    }
}

fn gather_one<'r>(ty: &FieldType, slot: &'r Slot, found: &mut Vec<(&'r Slot, usize)>) {
    match (ty, &slot.value) {
        (
            FieldType::Text {
                kind: TextKind::Plain,
                pattern: None,
                max,
            },
            Value::Text(_),
        ) => found.push((slot, max.unwrap_or(usize::MAX))),
        (FieldType::Group(shape), Value::Group(slots)) => gather(shape, slots, found),
        (FieldType::List { of: item, .. }, Value::List(slots)) => {
            slots.iter().for_each(|slot| gather_one(item, slot, found));
        }
        _ => {}
    }
}

fn of_each_format(paper: &Document) -> Vec<(&'static str, Vec<String>)> {
    let fonts = Fonts {
        files: vec![all_letters()],
    };
    let docx = typeset::docx(paper, None).unwrap_or_else(|why| panic!("{why:?}"));
    vec![
        ("Markdown", of_markdown(&typeset::markdown(paper))),
        ("HTML", of_html(&typeset::html(paper))),
        ("Word", of_word(&docx)),
        ("PDF", of_typst(&pdf::source(paper, &fonts).unwrap().text)),
    ]
}

/// Blocks with their depth, and what is no mere text in their lines, as forges read it.
fn of_markdown(markdown: &str) -> Vec<String> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = Arena::new();
    let mut found = Vec::new();
    let root = parse_document(&arena, markdown, &options);
    for node in root.descendants() {
        found.extend(seen_in_markdown(node));
    }
    found
}

fn seen_in_markdown<'a>(node: &'a AstNode<'a>) -> Option<String> {
    let seen = match &node.data().value {
        // Emphasis may be written as a tag, and a line end in a value is a new line.
        NodeValue::Text(_)
        | NodeValue::SoftBreak
        | NodeValue::LineBreak
        | NodeValue::Strong
        | NodeValue::Emph
        | NodeValue::Strikethrough => return None,
        NodeValue::HtmlInline(tag) => {
            let name = tag.trim_start_matches(['<', '/']).trim_end_matches('>');
            let is_ours = matches!(name, "br" | "strong" | "em" | "del" | "ins" | "code");
            return (!is_ours).then(|| tag.clone());
        }
        NodeValue::HtmlBlock(html) => {
            let is_receipt = html.literal.starts_with("<!-- deal-receipt {");
            format!("receipt {is_receipt}")
        }
        NodeValue::Heading(heading) => format!("h{}", heading.level),
        NodeValue::Link(link) => link.url.clone(),
        other => {
            let name = format!("{other:?}");
            let end = name.find(|c: char| !c.is_alphanumeric());
            name[..end.unwrap_or(name.len())].to_owned()
        }
    };
    Some(format!("{} {seen}", node.ancestors().count()))
}

fn of_html(html: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(html);
    let all = scraper::Selector::parse("*").unwrap();
    let elements = page.select(&all);
    elements
        .filter(|element| element.value().name() != "br")
        .map(|element| {
            let depth = element.ancestors().count();
            let names: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
            let names: Vec<&str> = names.into_iter().filter(|name| *name != "class").collect();
            let to = element.value().attr("href").unwrap_or_default();
            format!("{depth} {} {names:?} {to}", element.value().name())
        })
        .collect()
}

/// Elements of all parts but runs, and what they lead to.
fn of_word(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().to_string();
        let is_picture = name.starts_with("word/media/");
        found.push(name);
        if is_picture {
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let mut reader = quick_xml::Reader::from_str(&xml);
        let (mut depth, mut run) = (0_usize, 0_usize);
        loop {
            let (element, opens) = match reader.read_event().unwrap() {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) => {
                    depth -= 1;
                    run -= usize::from(element.name().as_ref() == b"w:r");
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let name = String::from_utf8(element.name().as_ref().to_vec()).unwrap();
            let is_run = name == "w:r";
            // A party's line that ends with a colon is to be filled in, and has a tab for that.
            let is_tab = matches!(name.as_str(), "w:tabs" | "w:tab");
            if run == 0 && !is_run && !is_tab {
                let to = element.try_get_attribute("Target").unwrap();
                let to = to.map(|to| String::from_utf8(to.value.into_owned()).unwrap());
                found.push(format!("{depth} {name} {}", to.unwrap_or_default()));
            }
            depth += usize::from(opens);
            run += usize::from(opens && is_run);
        }
        assert_eq!(depth, 0);
    }
    found
}

/// What isn't a string or a new line, with its depth.
fn of_typst(source: &str) -> Vec<String> {
    let root = typst_syntax::parse(&source.replace("#linebreak()", ""));
    assert!(root.errors_and_warnings().0.is_empty(), "{source}");
    let mut found = Vec::new();
    add_typst(&root, 0, &mut found);
    found
}

fn add_typst(node: &SyntaxNode, depth: usize, found: &mut Vec<String>) {
    let mut children = node.children().peekable();
    while let Some(child) = children.next() {
        let is_string = |node: &SyntaxNode| node.kind() == SyntaxKind::Str;
        let before_string =
            child.kind() == SyntaxKind::Hash && children.peek().is_some_and(|next| is_string(next));
        if is_string(child) || before_string {
            continue;
        }
        found.push(format!("{depth} {:?}", child.kind()));
        add_typst(child, depth + 1, found);
    }
}
