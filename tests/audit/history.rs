//! A pipeline with a history that tests write.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub const DEAL: &str = "deals/harbour-2603-k7q/deal.yaml";
pub const QUOTE: &str = "deals/harbour-2603-k7q/quote.yaml";
pub const SIGNOFF: &str = "deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml";

/// How a branch's work becomes official.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Merge,
    Squash,
    Rebase,
}

pub const WAYS: [Way; 3] = [Way::Merge, Way::Squash, Way::Rebase];

/// A repository with a pipeline in it.
pub struct History {
    folder: TempDir,
    prefix: String,
}

impl History {
    /// The sample pipeline, imported on 2026-03-10.
    pub fn new() -> History {
        History::within("")
    }

    /// The same in a folder of the repository, which ends with `/`.
    pub fn within(prefix: &str) -> History {
        let history = History {
            folder: TempDir::new().unwrap(),
            prefix: prefix.to_owned(),
        };
        history.git(&["init", "-q", "-b", "main"]);
        lay_base(&history.path(""), false);
        history.commit("song-yu", "2026-03-10");
        history
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(&self.prefix).join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn append(&self, path: &str, text: &str) -> &Self {
        self.write(path, &(self.read(path) + text))
    }

    /// Replaces a text that must be there.
    pub fn replace(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old:?}: {text}");
        self.write(path, &text.replace(old, new))
    }

    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// Commits everything as a person, at ten o'clock of a day.
    pub fn commit(&self, author: &str, day: &str) -> &Self {
        self.git(&["add", "-A"]);
        run(git(self.root(), author, day).args(["commit", "-q", "--allow-empty", "-m", "work"]));
        self
    }

    pub fn git(&self, args: &[&str]) -> String {
        let output = run(git(self.root(), "song-yu", "2026-03-20").args(args));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Work on a branch that becomes official on a day.
    pub fn through(&self, way: Way, day: &str, work: impl FnOnce(&History)) -> &Self {
        self.git(&["checkout", "-q", "-b", "work"]);
        work(self);
        self.git(&["checkout", "-q", "main"]);
        let main = |args: &[&str]| run(git(self.root(), "song-yu", day).args(args));
        match way {
            Way::Merge => drop(main(&["merge", "-q", "--no-ff", "-m", "merge", "work"])),
            Way::Squash => {
                main(&["merge", "-q", "--squash", "work"]);
                main(&["commit", "-q", "--allow-empty", "-m", "squash"]);
            }
            Way::Rebase => {
                main(&["rebase", "-q", "main", "work"]);
                main(&["checkout", "-q", "main"]);
                main(&["merge", "-q", "--ff-only", "work"]);
            }
        }
        self.git(&["branch", "-q", "-D", "work"]);
        self
    }

    /// Writes a sign-off of the quote's discount.
    pub fn sign(&self, by: &str, day: &str) -> &Self {
        let args = ["statement", QUOTE, "discount", "--role", "sales_manager"];
        let output = deal(&self.path(""))
            .args(args)
            .args(["--by", by, "--at", day, "--today", day, "--write"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        self
    }

    /// A discount of 8 % with the sign-off of Song Yu, official on 2026-03-12.
    pub fn with_signoff(&self) -> &Self {
        self.append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
        self.sign("song-yu", "2026-03-12")
            .commit("song-yu", "2026-03-12")
    }

    /// A letter that the quote can be sent as, official on 2026-03-11.
    pub fn with_letter(&self) -> &Self {
        self.append(
            "kinds/quote.yaml",
            "documents:\n  letter: {title: {zh-CN: 报价函, en: Letter}, for: customer}\n",
        )
        .write(
            "templates/en/letter.md",
            "# Letter\n\n{{ total | money }}\n",
        )
        .commit("song-yu", "2026-03-11")
    }

    /// Notes that the letter goes out; the path of the dispatch.
    pub fn send(&self, day: &str) -> String {
        let sent = self.path("deals/harbour-2603-k7q/sent");
        let before = names(&sent);
        let args = ["send", QUOTE, "letter", "--to", "md", "-o", "out/letter.md"];
        let output = deal(&self.path(""))
            .args(args)
            .args(["--recipient", "Wu Jun", "--as", "lin-mei", "--lang", "en"])
            .args(["--today", day, "--no-commit"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        self.remove("out/letter.md");
        let mut new = names(&sent);
        new.retain(|name| !before.contains(name));
        format!("deals/harbour-2603-k7q/sent/{}", new.concat())
    }

    /// A letter that went out, official on 2026-03-12; the path of the dispatch.
    pub fn with_dispatch(&self) -> String {
        self.with_letter();
        let sent = self.send("2026-03-12");
        self.commit("lin-mei", "2026-03-12");
        sent
    }

    /// Notes that Wu Jun confirmed the letter.
    pub fn confirm(&self, day: &str) -> &Self {
        let output = deal(&self.path(""))
            .args(["confirm", QUOTE, "--by", "Wu Jun", "--as", "lin-mei"])
            .args(["--today", day, "--no-commit"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        self
    }

    /// The log with one move more.
    pub fn moved(&self, to: &str, day: &str) -> &Self {
        let text = self.read(DEAL);
        let stage = text
            .lines()
            .find(|line| line.starts_with("stage:"))
            .unwrap()
            .to_owned();
        self.replace(DEAL, &stage, &format!("stage: {to}"));
        let entry = format!("  - {{to: {to}, at: {day}, by: lin-mei}}\n");
        // The log stands last in the file.
        self.append(DEAL, &entry)
    }

    /// `deal audit --format json`, read.
    pub fn audit(&self, args: &[&str]) -> Audited {
        Audited::of(&self.path(""), args)
    }
}

/// An audit that ran.
pub struct Audited {
    pub status: i32,
    pub text: String,
    pub report: Value,
}

impl Audited {
    pub fn of(folder: &Path, args: &[&str]) -> Audited {
        let output = deal(folder)
            .args(["audit", "--format", "json", "--lang", "en"])
            .args(args)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        let report = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}", said(&output)));
        Audited {
            status: output.status.code().unwrap(),
            text,
            report,
        }
    }

    /// `rule path` of each finding.
    pub fn found(&self) -> Vec<String> {
        let findings = self.report["findings"].as_array().unwrap().iter();
        findings
            .map(|finding| {
                let of = |key: &str| finding[key].as_str().unwrap().to_owned();
                format!("{} {}", of("rule"), of("path"))
            })
            .collect()
    }

    /// Who committed what a rule found.
    pub fn author(&self, rule: &str) -> &str {
        let mut findings = self.report["findings"].as_array().unwrap().iter();
        let found = findings.find(|finding| finding["rule"] == rule).unwrap();
        found["commit"]["author"].as_str().unwrap()
    }

    #[track_caller]
    pub fn is(&self, found: &[&str]) -> &Self {
        assert_eq!(self.found(), found, "{:#}", self.report["findings"]);
        self
    }

    #[track_caller]
    pub fn has(&self, rule: &str, path: &str) -> &Self {
        let wanted = format!("{rule} {path}");
        assert!(
            self.found().contains(&wanted),
            "no {wanted}: {:#}",
            self.report["findings"]
        );
        self
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// `deal` in a folder.
pub fn deal(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deal"));
    alone(&mut command);
    command.current_dir(folder);
    command
}

/// `git` as a person at ten o'clock of a day, or at a time; nothing of the machine's own settings.
pub fn git(folder: &Path, author: &str, day: &str) -> Command {
    let time = match day.contains('T') {
        true => day.to_owned(),
        false => format!("{day}T10:00:00"),
    };
    let name = author.split('-').map(capital).collect::<Vec<_>>().join(" ");
    let mut command = Command::new("git");
    alone(&mut command);
    let email = format!("{author}@example.com");
    command.current_dir(folder);
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), &name)
            .env(format!("GIT_{who}_EMAIL"), &email)
            .env(format!("GIT_{who}_DATE"), &time);
    }
    command
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn alone(command: &mut Command) {
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("TZ", "Asia/Shanghai")
        .env_remove("NO_COLOR")
        .env_remove("DEALDESK_SIGNING_KEY");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
}

pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", said(&output));
    output
}

pub fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Lays down the sample pipeline of the rules' pages, with what an audit needs: addresses of people, follow-ups that only
/// grow, a gate that the deal meets, and the log at the end of the deal.
pub fn lay_base(folder: &Path, chinese: bool) {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_pages");
    copy(&pages.join("base"), folder);
    if chinese {
        copy(&pages.join("base.zh-CN"), folder);
    }
    change(
        &folder.join("pipeline.yaml"),
        "roles: roles,",
        "roles: roles, email: email,",
    );
    change(
        &folder.join("kinds/person.yaml"),
        "fields:\n",
        "fields:\n  email: {type: email, title: {zh-CN: 邮箱, en: E-mail}}\n",
    );
    for person in fs::read_dir(folder.join("people")).unwrap() {
        let path = person.unwrap().path();
        let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{text}email: {id}@example.com\n")).unwrap();
    }
    change(
        &folder.join("kinds/deal.yaml"),
        "  stage: {type: stage",
        "  follow_ups:\n    title: {zh-CN: 跟进记录, en: Follow-ups}\n    type: list\n    grows: true\n    fields: {on: date, text: text}\n  stage: {type: stage",
    );
    // The deal has no budget yet, and goes on without.
    change(
        &folder.join("kinds/deal.yaml"),
        "needs: [budget]",
        "needs: [assigned_on]",
    );
}

fn change(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{} has no {old:?}", path.display());
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}
