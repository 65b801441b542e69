//! `deal diff` and `deal history` on documents that went out.

use crate::desk::{Desk, OFFER};
use serde_json::{Value, json};
use std::fs;

impl Desk {
    fn send(&self, to: &str) -> String {
        let args = ["send", "q-1", "letter", "--to", "html", "-o", "out/a.html"];
        self.done(&[&args[..], &["--recipient", to]].concat());
        let mut names: Vec<_> = fs::read_dir(self.pipeline.path("offers/q-1/sent"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let code = self.deal(&["documents", "q-1"]).out;
        let code = code.split("can go out [").nth(1).unwrap();
        code.split(']').next().unwrap().to_owned()
    }

    fn confirm(&self) {
        self.done(&["confirm", "q-1", "--by", "Wu Jun", "--how", "reply"]);
    }

    fn set(&self, to: &str) {
        self.done(&["set", "q-1", to]);
    }

    /// A change that must succeed.
    fn done(&self, args: &[&str]) {
        let ran = self.deal(&[args, &["--as", "li-na"]].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}{}", ran.out, ran.err);
    }

    fn lines(&self, args: &[&str]) -> Vec<String> {
        let ran = self.deal(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
        lines(&ran.out)
    }

    fn json(&self, args: &[&str]) -> Value {
        let ran = self.deal(&[args, &["--format", "json"]].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn only_sent(&self) -> String {
        let mut files = fs::read_dir(self.pipeline.path("offers/q-1/sent")).unwrap();
        let name = files.next().unwrap().unwrap().file_name();
        assert!(files.next().is_none());
        format!("offers/q-1/sent/{}", name.into_string().unwrap())
    }

    fn commit_all(&self) {
        self.git(&["add", "-A", "offers", "customers"]);
        self.git(&["commit", "-q", "-m", "by hand"]);
    }
}

fn lines(out: &str) -> Vec<String> {
    let lines = out.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// What happened in the history of the offer, the oldest first.
fn told(desk: &Desk) -> Vec<String> {
    let told = desk.json(&["history", "q-1"]);
    let commits = told["commits"].as_array().unwrap().iter().rev();
    let events = commits.flat_map(|commit| commit["events"].as_array().unwrap());
    events
        .map(|event| event["event"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_change_says_which_documents_went_stale_the_confirmed_first() {
    let desk = Desk::committed();
    desk.git(&["tag", "before"]);
    let code = desk.send("Wu Jun");
    desk.confirm();
    desk.git(&["tag", "sent"]);
    assert_eq!(
        desk.lines(&["diff", "before..sent"]),
        [
            "1 dossier changed".to_owned(),
            "Offer Q-1 (q-1)".to_owned(),
            format!("Letter [{code}] sent to Wu Jun on 2026-03-20 by 李娜"),
            format!(
                "Letter [{code}] sent to Wu Jun on 2026-03-20: confirmed by Wu Jun on 2026-03-20 (reply)"
            ),
        ]
    );
    desk.send("An Qi");
    desk.git(&["tag", "-f", "sent"]);
    desk.set("total=190000");
    assert_eq!(
        desk.lines(&["diff", "sent..HEAD"]),
        [
            "1 dossier changed; 1 confirmed document gone stale; 1 sent document gone stale"
                .to_owned(),
            "Offer Q-1 (q-1)".to_owned(),
            "total: 198,000.00 CNY → 190,000.00 CNY (-8,000.00)".to_owned(),
            format!(
                "! Letter [{code}] sent to Wu Jun on 2026-03-20, confirmed by Wu Jun on 2026-03-20: gone stale: total: 198,000.00 CNY → 190,000.00 CNY (-8,000.00)"
            ),
            format!(
                "! Letter [{code}] sent to An Qi on 2026-03-20: gone stale: total: 198,000.00 CNY → 190,000.00 CNY (-8,000.00)"
            ),
        ],
        "the finding says no more than the line"
    );
    let chinese = lines(&desk.deal_in("zh-CN", &["diff", "sent..HEAD"]).out);
    assert_eq!(
        chinese[0],
        "1 个档案有改动；1 份已确认的单据过时；1 份已发出的单据过时"
    );
    assert_eq!(
        chinese[3],
        format!(
            "! 2026-03-20 发给 Wu Jun 的报价函 [{code}]（Wu Jun 于 2026-03-20 确认）：已过时：total：198,000.00 CNY → 190,000.00 CNY（-8,000.00）"
        )
    );
    let markdown = desk.lines(&["diff", "sent..HEAD", "--format", "markdown"]);
    assert!(
        markdown[0].ends_with("1 confirmed document gone stale; 1 sent document gone stale")
            && markdown[3].starts_with("- ⚠️ Letter")
            && markdown[3].contains("confirmed by Wu Jun"),
        "{markdown:?}"
    );
    desk.set("note=later");
    let again = desk.lines(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(
        again[0], "1 dossier changed",
        "it was stale before: {again:?}"
    );
}

#[test]
fn programs_read_what_went_stale() {
    let desk = Desk::committed();
    let code = desk.send("Wu Jun");
    desk.confirm();
    desk.set("total=190000");
    desk.set("lines[1].what=Welder");
    let told = desk.json(&["diff", "HEAD~2..HEAD"]);
    let dossier = &told["dossiers"][0];
    let events = dossier["events"].as_array().unwrap();
    let mut outdated = events.last().unwrap().clone();
    outdated.as_object_mut().unwrap().remove("text");
    let money = |amount| json!({"amount": amount, "currency": "CNY"});
    assert_eq!(
        outdated,
        json!({
            "event": "outdated",
            "record": "q-1",
            "path": desk.only_sent(),
            "document": "letter",
            "code": code,
            "at": "2026-03-20",
            "by": "li-na",
            "sent_to": ["Wu Jun"],
            "confirmed": {"on": "2026-03-20", "by": "Wu Jun", "how": "reply"},
            "parts": [
                {"part": "lines"},
                {"part": "total", "old": money("198000.00"), "new": money("190000.00")},
            ],
        })
    );
    assert_eq!(dossier["introduced"], json!([]));
}

#[test]
fn what_went_out_again_needs_nobody() {
    let desk = Desk::committed();
    desk.send("Wu Jun");
    desk.git(&["tag", "first"]);
    desk.set("total=190000");
    desk.send("Wu Jun");
    let lines = desk.lines(&["diff", "first..HEAD"]);
    assert_eq!(lines[0], "1 dossier changed");
    let stale = lines.last().unwrap();
    assert!(
        stale.starts_with("Letter [") && stale.ends_with("(sent again on 2026-03-20)"),
        "{lines:?}"
    );
    let desk = Desk::committed();
    desk.send("Wu Jun");
    desk.confirm();
    desk.git(&["tag", "first"]);
    desk.set("total=190000");
    desk.send("Wu Jun");
    let lines = desk.lines(&["diff", "first..HEAD"]);
    assert!(
        lines[0].contains("1 confirmed document gone stale"),
        "what was confirmed must be confirmed again: {lines:?}"
    );
}

#[test]
fn what_was_sent_and_changed_on_one_branch_is_stale() {
    let desk = Desk::committed();
    desk.git(&["tag", "base"]);
    desk.send("Wu Jun");
    desk.set("total=190000");
    let lines = desk.lines(&["diff", "base..HEAD"]);
    assert!(lines[0].contains("1 sent document gone stale"), "{lines:?}");
    assert!(
        lines
            .last()
            .unwrap()
            .ends_with("gone stale: total: changed"),
        "{lines:?}"
    );
    // Of another process nobody knows whether the record makes the difference.
    desk.pipeline.append("kinds/offer.yaml", "# more\n");
    desk.git(&["commit", "-q", "-a", "-m", "process"]);
    let lines = desk.lines(&["diff", "base..HEAD"]);
    assert!(!lines[0].contains("stale"), "{lines:?}");
}

#[test]
fn a_new_template_makes_no_document_stale() {
    let desk = Desk::committed();
    desk.send("Wu Jun");
    for language in ["en", "zh-CN"] {
        let path = format!("templates/{language}/letter.md");
        desk.pipeline
            .append(&path, "\n{{ sent | default(value=\"–\") }}\n");
    }
    desk.set("note=later");
    desk.git(&["commit", "-q", "-a", "-m", "template"]);
    let lines = desk.lines(&["diff", "HEAD~2..HEAD"]);
    assert!(
        lines[3].ends_with("gone stale: note: later (was empty)"),
        "only what it showed counts: {lines:?}"
    );
    assert_eq!(told(&desk), ["created", "sent", "changed", "outdated"]);
}

#[test]
fn a_customer_that_is_renamed_makes_the_documents_of_offers_stale() {
    let desk = Desk::new();
    desk.pipeline.replace(
        "kinds/offer.yaml",
        "  note:",
        "  customer: {type: ref, to: customer}\n  note:",
    );
    for language in ["en", "zh-CN"] {
        let path = format!("templates/{language}/letter.md");
        desk.pipeline.append(&path, "\n{{ customer.name }}\n");
    }
    desk.pipeline.append(OFFER, "customer: lanyu\n");
    desk.git(&["init", "-q", "-b", "main"]);
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "all"]);
    desk.send("Wu Jun");
    let customer = desk.pipeline.read("customers/lanyu/customer.yaml");
    let name = customer
        .lines()
        .find(|line| line.starts_with("name:"))
        .unwrap();
    desk.pipeline.replace(
        "customers/lanyu/customer.yaml",
        name,
        "name: Lanyu Robotics",
    );
    desk.commit_all();
    let lines = desk.lines(&["diff", "HEAD~1..HEAD"]);
    assert_eq!(lines[0], "2 dossiers changed; 1 sent document gone stale");
    let stale = lines.iter().find(|line| line.contains("gone stale:"));
    assert!(
        stale.is_some_and(|line| line.ends_with("→ Lanyu Robotics")),
        "{lines:?}"
    );
}

#[test]
fn personal_data_of_a_stale_document_stays_out_of_a_comment() {
    let desk = Desk::new();
    desk.pipeline.replace(
        "kinds/offer.yaml",
        "note: {type: text}",
        "note: {type: text, personal: true}",
    );
    desk.git(&["init", "-q", "-b", "main"]);
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "all"]);
    desk.send("Wu Jun");
    desk.set("note=Born in May");
    let text = desk.lines(&["diff", "HEAD~1..HEAD"]).join("\n");
    assert!(text.contains("gone stale: note: Born in May"), "{text}");
    let markdown = desk.lines(&["diff", "HEAD~1..HEAD", "--format", "markdown"]);
    let markdown = markdown.join("\n");
    assert!(
        markdown.contains("gone stale: note: changed") && !markdown.contains("May"),
        "{markdown}"
    );
}

#[test]
fn history_tells_what_became_of_a_dispatch() {
    let desk = Desk::committed();
    let code = desk.send("Wu Jun");
    desk.confirm();
    let file = desk.only_sent();
    desk.pipeline
        .replace(&file, "by: \"Wu Jun\"", "by: \"An Qi\"");
    desk.commit_all();
    desk.pipeline.append(&file, "# a remark\n");
    desk.commit_all();
    desk.set("total=190000");
    let kept = desk.pipeline.read(&file);
    desk.pipeline.write(&file, "{");
    desk.commit_all();
    desk.pipeline.write(&file, kept);
    desk.commit_all();
    desk.pipeline.remove(&file);
    desk.commit_all();
    assert_eq!(
        told(&desk),
        [
            "created",
            "sent",
            "confirmed",
            "dispatch_altered",
            "changed",
            "outdated",
            "unreadable",
            "readable",
            "dispatch_deleted"
        ]
    );
    let lines = desk.lines(&["history", "q-1"]);
    for line in [
        format!("Letter [{code}] sent to Wu Jun on 2026-03-20 by 李娜"),
        format!(
            "Letter [{code}] sent to Wu Jun on 2026-03-20: confirmed by Wu Jun on 2026-03-20 (reply)"
        ),
        format!(
            "Letter [{code}] sent to Wu Jun on 2026-03-20: the dispatch was changed: confirmed"
        ),
        format!("Letter [{code}] sent to Wu Jun on 2026-03-20: the dispatch was deleted"),
    ] {
        assert!(lines.contains(&line), "no {line}: {lines:#?}");
    }
}

#[test]
fn a_merge_that_makes_a_document_stale_says_so_once() {
    let desk = Desk::committed();
    desk.git(&["switch", "-q", "-c", "sending"]);
    desk.send("Wu Jun");
    desk.git(&["switch", "-q", "main"]);
    desk.set("total=190000");
    desk.git(&["merge", "-q", "--no-edit", "sending"]);
    assert_eq!(told(&desk), ["created", "changed", "sent", "outdated"]);
}

#[test]
fn a_merge_of_what_made_a_document_stale_before_says_nothing_again() {
    let desk = Desk::committed();
    desk.send("Wu Jun");
    desk.git(&["switch", "-q", "-c", "note"]);
    desk.pipeline.append(OFFER, "floor: 1\n");
    desk.commit_all();
    desk.git(&["switch", "-q", "main"]);
    desk.set("total=190000");
    desk.git(&["merge", "-q", "--no-edit", "note"]);
    let mut told = told(&desk);
    told.sort();
    assert_eq!(told, ["changed", "changed", "created", "outdated", "sent"]);
}
