//! `deal diff`.

use crate::pipeline::{DEAL, MINUTES, Ran};
use crate::{HOSTILE, Repository, lines};
use serde_json::{Value, json};

fn read(ran: &Ran) -> Value {
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn diff(repository: &Repository, args: &[&str]) -> Value {
    read(&repository.run(&[&["diff", "--format", "json"], args].concat()))
}

#[test]
fn nothing_changed() {
    let repository = Repository::new();
    let ran = repository.run(&["diff"]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "no record changed\n"));
    repository.0.append(DEAL, "# a remark\n");
    assert_eq!(repository.run(&["diff"]).out, "no record changed\n");
}

#[test]
fn limits_voids_findings_and_forecast() {
    let repository = Repository::new();
    let pipeline = &repository.0;
    pipeline.replace("kinds/deal.yaml", "owner: owner\n", "owner: owner\nworth: amount\nstages:\n  - {id: talk, likely: 40%}\n  - {id: won, end: true}\n");
    pipeline.replace(
        "kinds/deal.yaml",
        "fields:\n  title",
        "fields:\n  stage: {type: stage, required: true}\n  moves: {type: moves, required: true}\n  title",
    );
    pipeline.append(
        DEAL,
        "stage: talk\nmoves: [{to: talk, at: 2026-06-01, by: li-na}]\n",
    );
    repository.commit("stages");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000\ndiscount: 8%");
    let crossed = diff(&repository, &[]);
    let dossier = &crossed["dossiers"][0];
    assert_eq!(
        dossier["demanded"],
        json!([{"record": "lanyu-a1", "signoff": "review", "roles": ["manager"]}])
    );
    assert_eq!(
        dossier["introduced"],
        json!([]),
        "the missing sign-off is said by the limit"
    );
    let money = |amount| json!({"amount": amount, "currency": "CNY"});
    assert_eq!(
        crossed["forecast"],
        json!([{"before": money("2000.00"), "after": money("8000.00")}])
    );
    let args = [
        "statement",
        DEAL,
        "review",
        "--role",
        "manager",
        "--by",
        "wang-qiang",
        "--write",
    ];
    assert_eq!(pipeline.run(&args).status, 0);
    repository.commit("signed");
    pipeline.replace(
        DEAL,
        "amount: 20000\ndiscount: 8%",
        "amount: 50\ndiscount: 14%",
    );
    let ran = repository.run(&["diff", "--lang", "en"]);
    assert_eq!(
        lines(&ran),
        [
            "1 dossier changed; 1 sign-off void; 1 new error; forecast -7,980.00 CNY",
            "Deal 蓝屿一期改造 (lanyu-a1)",
            "amount: 20,000.00 CNY → 50.00 CNY (-19,950.00)",
            "discount: 8% → 14% (+6 points)",
            "! Review, Sales manager 王强: void, because amount changed",
            "the sign-off Review of Sales manager is not needed any more",
            "! new error: 蓝屿一期改造 is worth only 50.00 CNY [worth-it]",
            "forecast: 8,000.00 CNY → 20.00 CNY (-7,980.00 CNY)",
        ]
    );
    let back = repository.run(&["diff", "--lang", "zh-CN", "HEAD~1", "lanyu-a1"]);
    assert_eq!(
        lines(&back)[0],
        "1 个档案有改动；1 个新错误；预测 -1,980.00 CNY",
        "{}",
        back.out
    );
}

#[test]
fn lists_and_children_and_files_that_are_no_records() {
    let repository = Repository::new();
    let pipeline = &repository.0;
    pipeline.append(DEAL, "lines:\n  - {name: a, price: 10, quantity: 100}\n  - {name: b, price: 40, quantity: 100}\n");
    let offer = pipeline.path("deals/lanyu-a1/files/offer.txt");
    pipeline.write("deals/lanyu-a1/files/offer.txt", "x");
    assert!(offer.exists());
    repository.commit("lines");
    pipeline.replace(
        DEAL,
        "{name: a, price: 10, quantity: 100}",
        "{name: c, price: 1, quantity: 1}",
    );
    pipeline.replace(DEAL, "{name: b, price: 40,", "{name: b, price: 30,");
    pipeline.write("deals/lanyu-a1/files/offer.txt", "y");
    pipeline.remove(MINUTES);
    pipeline.append("kinds/deal.yaml", "# a remark\n");
    let told = diff(&repository, &[]);
    let events = told["dossiers"][0]["events"].as_array().unwrap();
    let said: Vec<String> = events
        .iter()
        .map(|event| {
            format!(
                "{} {}",
                event["event"].as_str().unwrap(),
                event["field"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "removed lines[1]",
            "added lines[1]",
            "changed lines[2].price",
            "deleted ",
            "file_changed "
        ]
    );
    assert_eq!(
        events[2]["text"],
        "lines b · price: 40.00 CNY → 30.00 CNY (-10.00)"
    );
    assert_eq!(told["definition"], json!(["kinds/deal.yaml"]));
    assert_eq!(told["dossiers"][0]["introduced"][0]["rule"], "sum-of-lines");
}

#[test]
fn of_commits_of_what_is_staged_and_of_the_work_tree() {
    let repository = Repository::new();
    let first = repository.git(&["rev-parse", "HEAD"]).trim().to_owned();
    repository.0.replace(DEAL, "amount: 5000", "amount: 6000");
    let second = repository.commit("six");
    repository.0.replace(DEAL, "amount: 6000", "amount: 7000");
    repository.git(&["add", "-A"]);
    repository.0.replace(DEAL, "amount: 7000", "amount: 8000");
    let amounts = |args: &[&str]| {
        let told = diff(&repository, args);
        let event = &told["dossiers"][0]["events"][0];
        let amount = |side: &str| event[side]["amount"].as_str().unwrap_or("-").to_owned();
        format!("{} {}", amount("old"), amount("new"))
    };
    assert_eq!(amounts(&[]), "6000.00 8000.00");
    assert_eq!(amounts(&["--staged"]), "6000.00 7000.00");
    assert_eq!(amounts(&[&first]), "5000.00 8000.00");
    assert_eq!(amounts(&[&format!("{first}..{second}")]), "5000.00 6000.00");
    assert_eq!(amounts(&[&format!("{second}..{first}")]), "6000.00 5000.00");
    assert_eq!(amounts(&[&first, &second]), "5000.00 6000.00");
    assert_eq!(amounts(&[&first, "deals"]), "5000.00 8000.00");
    assert_eq!(amounts(&["HEAD~1..", "deals"]), "5000.00 6000.00");
    assert_eq!(
        diff(&repository, &["HEAD~1..HEAD", "people"])["dossiers"],
        json!([])
    );
    let ran = repository.run(&["diff", "nothing-of-this-name"]);
    assert_eq!(ran.status, 2);
}

#[test]
fn before_the_first_commit_all_is_new() {
    let pipeline = crate::pipeline::Pipeline::new();
    crate::git(pipeline.root(), &["init", "-q"]);
    let ran = pipeline.run(&["diff", "--format", "json", "lanyu-a1"]);
    let told = read(&ran);
    assert_eq!(told["dossiers"][0]["events"][0]["event"], "created");
    assert_eq!(told["base"], Value::Null);
}

#[test]
fn a_filter_of_the_repository_is_not_run() {
    let repository = Repository::new();
    let canary = repository.0.path("canary");
    let command = format!("touch {}; cat", canary.display());
    repository.git(&["config", "filter.evil.clean", &command]);
    repository.git(&["config", "filter.evil.process", &command]);
    repository.git(&["config", "core.fsmonitor", &command]);
    repository.0.write(".gitattributes", "* filter=evil\n");
    let text = repository.0.read(DEAL);
    repository.0.write(DEAL, text);
    repository.0.write(
        "deals/lanyu-b2/deal.yaml",
        "title: x\nowner: li-na\ncustomer: lanyu\namount: 500\n",
    );
    let told = diff(&repository, &[]);
    assert_eq!(told["dossiers"][0]["record"], "lanyu-b2");
    assert!(!canary.exists());
}

#[test]
fn a_comment_is_no_markup() {
    let repository = Repository::new();
    repository.0.replace(DEAL, "蓝屿一期改造", HOSTILE);
    repository.0.append(
        DEAL,
        "note: \"[x](javascript:alert(1)) `a` # b\\n- c\\n<img src=x>\"\ncontact: 13812345678\n",
    );
    let markdown = repository.run(&["diff", "--format", "markdown"]).out;
    assert!(
        markdown.starts_with("### deal diff: 1 dossier changed"),
        "{markdown}"
    );
    for evil in [
        "<b>",
        "<img",
        "](javascript",
        "@all",
        "\u{1b}",
        "13812345678",
        "\n- zzz",
    ] {
        assert!(!markdown.contains(evil), "{evil}: {markdown}");
    }
    let html = comrak::markdown_to_html(&markdown, &comrak::Options::default());
    assert_eq!(
        html.matches("<li>").count(),
        markdown.matches("\n- ").count()
    );
    assert!(!html.contains("<a ") && !html.contains("<img"), "{html}");
}
