//! Random files in the many ways that people lay out YAML, and random edits of them.

use super::super::{Edit, Plant, Step};
use proptest::prelude::*;

/// A random file with what each line belongs to.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// What the line is a part of.
    pub(super) path: Vec<Step>,
    /// Whether it is a comment, or blank, that stands between the parts of that.
    pub(super) between: bool,
}

/// A value with how it is laid out.
#[derive(Clone, Debug)]
enum Doc {
    Scalar(usize),
    /// A block of lines.
    Lines(usize),
    List(Vec<Doc>, u16),
    Map(Vec<(usize, Doc)>, u16),
}

const SCALARS: [&str; 18] = [
    "12",
    "2026-03-10",
    "2026-03-10 09:30",
    "客户：交期敏感",
    "'it''s'",
    "\"a\\nb\"",
    "",
    "~",
    "0.50",
    "https://example.com/a#b",
    "a b  c",
    "'12'",
    "\"“重点”\"",
    "li-na",
    "true",
    "x#y",
    "- 1",
    "400-820",
];
const BLOCKS: [(&str, &[&str]); 6] = [
    ("|", &["一", "", "  二"]),
    ("|-", &["甲: 1", "# 乙"]),
    ("|+", &["文", ""]),
    (">", &["折", "叠"]),
    (">-", &["行"]),
    ("|- # 注", &["- 一"]),
];
const KEYS: [&str; 10] = [
    "a", "b", "客户", "\"on\"", "d_e", "'f g'", "h", "i", "price", "名 称",
];

fn doc() -> impl Strategy<Value = Doc> {
    let leaf = prop_oneof![
        5 => (0..SCALARS.len()).prop_map(Doc::Scalar),
        1 => (0..BLOCKS.len()).prop_map(Doc::Lines),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 0..4), any::<u16>())
                .prop_map(|(items, how)| Doc::List(items, how)),
            entries(inner, 0..4).prop_map(|(entries, how)| Doc::Map(entries, how)),
        ]
    })
}

fn entries(
    value: impl Strategy<Value = Doc>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = (Vec<(usize, Doc)>, u16)> {
    let entries = prop::collection::vec((0..KEYS.len(), value), count);
    (entries, any::<u16>()).prop_map(|(mut entries, how)| {
        let mut seen = [false; KEYS.len()];
        entries.retain(|(key, _)| !std::mem::replace(&mut seen[*key], true));
        (entries, how)
    })
}

/// Writes a value as lines.
#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
}

impl Writer {
    fn line(&mut self, text: String, path: &[Step]) {
        self.push(text, path, false);
    }

    fn push(&mut self, text: String, path: &[Step], between: bool) {
        self.lines.push(Line {
            text,
            path: path.to_vec(),
            between,
        });
    }

    /// What stands between two entries of what is at `path`.
    fn between(&mut self, column: usize, path: &[Step], how: u16) {
        let pad = " ".repeat(column);
        match how % 8 {
            0 => self.push(String::new(), path, true),
            1 => self.push(format!("{pad}#\t注 {how}"), path, true),
            2 => {
                self.push("  ".to_owned(), path, true);
                self.push(format!("{pad}# a: {how}"), path, true);
            }
            _ => {}
        }
    }

    /// A value behind `sign`, which stands in `column` (after `before` on its line).
    fn value(&mut self, sign: String, column: usize, path: &[Step], doc: &Doc) {
        let in_list = matches!(path.last(), Some(Step::Item(_)));
        match doc {
            Doc::Scalar(which) => {
                let comment = [" # 注", "", ""][which % 3];
                let text = format!("{sign} {}", SCALARS[*which]);
                let text = if SCALARS[*which] == "- 1" {
                    format!("{sign} '- 1'")
                } else {
                    text
                };
                self.line(text.trim_end().to_owned() + comment, path);
            }
            Doc::Lines(which) => {
                let (head, lines) = BLOCKS[*which];
                self.line(format!("{sign} {head}"), path);
                for line in lines {
                    let pad = " ".repeat(if line.is_empty() {
                        0
                    } else {
                        column + 2 + which % 2
                    });
                    self.line(format!("{pad}{line}"), path);
                }
            }
            Doc::List(items, how) if items.is_empty() || (how % 4 == 0 && flat(doc)) => {
                self.line(format!("{sign} {}", flow(doc)), path);
            }
            Doc::Map(entries, how) if entries.is_empty() || (how % 4 == 0 && flat(doc)) => {
                self.line(format!("{sign} {} # 尾", flow(doc)), path);
            }
            Doc::Map(_, how) if how % 32 == 1 && flat(doc) => self.opened(sign, column, path, doc),
            Doc::List(_, how) | Doc::Map(_, how) => {
                let step = match (in_list, doc) {
                    (false, Doc::List(..)) => [0, 2, 2, 4][(how >> 2) as usize % 4],
                    _ => [2, 2, 4][(how >> 2) as usize % 3],
                };
                if in_list && how >> 5 & 1 == 0 {
                    let gap = if how >> 6 & 3 == 0 { "   " } else { " " };
                    self.block(
                        Some(format!("{sign}{gap}")),
                        column + 1 + gap.len(),
                        path,
                        doc,
                    );
                } else {
                    self.line(sign, path);
                    self.between(column + 1, path, how >> 8);
                    self.block(None, column + step, path, doc);
                }
            }
        }
    }

    /// A map in braces over several lines.
    fn opened(&mut self, sign: String, column: usize, path: &[Step], doc: &Doc) {
        let Doc::Map(entries, _) = doc else { return };
        let pad = " ".repeat(column + 2);
        self.line(format!("{sign} {{"), path);
        for (index, (key, value)) in entries.iter().enumerate() {
            let comma = if index + 1 < entries.len() { "," } else { "" };
            let path = joined(path, Step::Key(name(*key)));
            self.line(
                format!("{pad}{}: {}{comma} # {index}", KEYS[*key], flow(value)),
                &path,
            );
        }
        self.line(format!("{pad}}}"), path);
    }

    /// Entries or items in `column`, the first of them behind `first` on its line.
    fn block(&mut self, mut first: Option<String>, column: usize, path: &[Step], doc: &Doc) {
        let pad = " ".repeat(column);
        let mut lead = |writer: &mut Writer, how: u16| match first.take() {
            Some(first) => first,
            None => {
                writer.between(column, path, how);
                pad.clone()
            }
        };
        match doc {
            Doc::List(items, how) => {
                for (index, item) in items.iter().enumerate() {
                    let sign = format!("{}-", lead(self, how >> (index % 8)));
                    self.value(sign, column, &joined(path, Step::Item(index)), item);
                }
            }
            Doc::Map(entries, how) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    let sign = format!("{}{}:", lead(self, how >> (index % 8)), KEYS[*key]);
                    self.value(sign, column, &joined(path, Step::Key(name(*key))), value);
                }
            }
            _ => {}
        }
    }
}

fn name(key: usize) -> String {
    KEYS[key].trim_matches(['\'', '"']).to_owned()
}

fn joined(path: &[Step], step: Step) -> Vec<Step> {
    let mut path = path.to_vec();
    path.push(step);
    path
}

fn flat(doc: &Doc) -> bool {
    match doc {
        Doc::Scalar(_) => true,
        Doc::Lines(_) => false,
        Doc::List(items, _) => items.iter().all(flat),
        Doc::Map(entries, _) => entries.iter().all(|(_, value)| flat(value)),
    }
}

fn flow(doc: &Doc) -> String {
    match doc {
        Doc::Scalar(which) if matches!(SCALARS[*which], "" | "- 1") => "~".to_owned(),
        Doc::Scalar(which) => SCALARS[*which].to_owned(),
        Doc::Lines(_) => String::new(),
        Doc::List(items, how) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join([", ", ",", " , "][*how as usize % 3]))
        }
        Doc::Map(entries, how) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", KEYS[*key], flow(value)));
            let text = entries.collect::<Vec<_>>().join(", ");
            if how & 8 == 0 {
                format!("{{ {text} }}")
            } else {
                format!("{{{text}}}")
            }
        }
    }
}

fn file(doc: &Doc, how: u8) -> File {
    let mut writer = Writer::default();
    if how & 1 == 0 {
        writer.push("# 头".to_owned(), &[], true);
    }
    writer.block(None, 0, &[], doc);
    if how & 2 == 0 {
        writer.push("# 尾".to_owned(), &[], true);
    }
    let lines = writer.lines;
    let mut text: String = lines
        .iter()
        .flat_map(|line| [line.text.as_str(), "\n"])
        .collect();
    if how & 12 == 0 {
        text.pop();
    }
    if how & 48 == 0 {
        text = text.replace('\n', "\r\n");
    }
    if how & 192 == 0 {
        text.insert(0, '\u{feff}');
    }
    File { text, lines }
}

/// Every value below the outermost with its path.
fn places<'d>(doc: &'d Doc, path: &[Step], found: &mut Vec<(Vec<Step>, &'d Doc)>) {
    let mut push = |step: Step, doc: &'d Doc| {
        let path = joined(path, step);
        found.push((path.clone(), doc));
        places(doc, &path, found);
    };
    match doc {
        Doc::List(items, _) => {
            for (index, item) in items.iter().enumerate() {
                push(Step::Item(index), item);
            }
        }
        Doc::Map(entries, _) => {
            for (key, value) in entries {
                push(Step::Key(name(*key)), value);
            }
        }
        _ => {}
    }
}

fn text() -> impl Strategy<Value = String> {
    const TEXTS: [&str; 16] = [
        "新的值",
        "yes",
        "2027-01-02",
        "一\n二",
        "一\n\n  二\n",
        " x",
        "a: b",
        "a, b",
        "x #y",
        "[x]",
        "it's",
        "\"q\"",
        "",
        "甲（乙）？",
        "-",
        "|",
    ];
    prop_oneof![
        3 => (0..TEXTS.len()).prop_map(|which| TEXTS[which].to_owned()),
        1 => "[ -~\\n\\t：，客“é]{0,12}",
        1 => "\\PC{0,12}",
    ]
    // Equal to what is there, it would rightly stay unquoted.
    .prop_filter("no plain scalar of the files", |text| {
        !SCALARS.contains(&text.as_str()) && text != "null"
    })
}

fn plant() -> impl Strategy<Value = Plant> {
    const LITERALS: [&str; 5] = ["5", "2027-03-12", "false", "0.08", ""];
    let leaf = prop_oneof![
        4 => text().prop_map(Plant::Text),
        1 => (0..LITERALS.len()).prop_map(|which| Plant::Literal(LITERALS[which].to_owned())),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Plant::List),
            prop::collection::vec((0..KEYS.len(), inner), 0..3).prop_map(|mut entries| {
                entries.sort_by_key(|(key, _)| *key);
                entries.dedup_by_key(|(key, _)| *key);
                Plant::Map(
                    entries
                        .into_iter()
                        .map(|(key, value)| (name(key), value))
                        .collect(),
                )
            }),
        ]
    })
}

/// A file and an edit that its tree allows.
pub(super) fn edited() -> impl Strategy<Value = (File, Edit)> {
    let root = entries(doc(), 1..6).prop_map(|(entries, how)| Doc::Map(entries, how));
    (root, any::<u8>(), any::<(u16, u8, u16)>(), plant()).prop_map(
        |(root, how, (which, what, after), value)| {
            let mut found = Vec::new();
            places(&root, &[], &mut found);
            let (path, doc) = found[which as usize % found.len()].clone();
            let alone = matches!(&root, Doc::Map(entries, _) if entries.len() == 1);
            let after = vec![
                KEYS[after as usize % KEYS.len()].to_owned(),
                name(after as usize / 16 % KEYS.len()),
            ];
            let edit = match (what % 4, doc) {
                (0, Doc::Map(..)) => Edit::Set {
                    path: joined(&path, Step::Key("new".to_owned())),
                    value,
                    after,
                },
                (0, Doc::List(..)) => Edit::Append { path, value, after },
                (0, _) if path.len() == 1 => Edit::Set {
                    path: vec![Step::Key("new".to_owned())],
                    value,
                    after,
                },
                (1, _) if !alone => Edit::Remove { path },
                _ => Edit::Set { path, value, after },
            };
            (file(&root, how), edit)
        },
    )
}
