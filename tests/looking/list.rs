//! `deal list`.

use crate::HOSTILE;
use crate::pipeline::{DEAL, Pipeline};
use serde_json::{Value, json};

fn list(pipeline: &Pipeline, args: &[&str]) -> Value {
    let ran = pipeline.run(&[&["list", "deal", "--format", "json"], args].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// Three deals; two of them are worth more.
fn three() -> Pipeline {
    let pipeline = Pipeline::new();
    for (id, amount) in [("b-2", "20000"), ("c-3", "USD 300"), ("d-4", "7000.5")] {
        let text =
            format!("title: {id}\nowner: li-na\ncustomer: lanyu\namount: {amount}\ndiscount: 8%\n");
        pipeline.write(&format!("deals/{id}/deal.yaml"), text);
    }
    pipeline
}

fn addresses(listed: &Value) -> Vec<&str> {
    let records = listed["records"].as_array().unwrap();
    records
        .iter()
        .map(|record| record["address"].as_str().unwrap())
        .collect()
}

#[test]
fn values_are_typed() {
    let listed = list(
        &three(),
        &[
            "--columns",
            "address,amount,discount,owner,customer.name,size(lines),met_on",
        ],
    );
    assert_eq!(listed["version"], 1);
    assert_eq!(listed["matched"], 4);
    assert_eq!(listed["kind"], "deal");
    let record = &listed["records"][0];
    assert_eq!(
        record["amount"],
        json!({"amount": "20000.00", "currency": "CNY"})
    );
    assert_eq!(record["discount"], json!(0.08));
    assert_eq!(record["owner"], "li-na");
    assert_eq!(record["size(lines)"], json!(0));
    assert_eq!(record["met_on"], Value::Null);
}

#[test]
fn a_condition_chooses_and_a_column_sorts() {
    let pipeline = three();
    let rich = list(&pipeline, &["--where", "amount > 6000"]);
    assert_eq!(addresses(&rich), ["b-2", "d-4"]);
    let sorted = list(&pipeline, &["--sort", "-amount", "--limit", "2"]);
    assert_eq!(addresses(&sorted), ["c-3", "b-2"]);
    assert_eq!(sorted["matched"], 4);
    let by_title = list(&pipeline, &["--sort", "title", "--limit", "1"]);
    assert_eq!(addresses(&by_title), ["b-2"]);
}

#[test]
fn a_wrong_expression_is_shown_at_its_place() {
    let ran = Pipeline::new().run(&["list", "deal", "--where", "titel == '蓝' && amout > 1"]);
    assert_eq!(ran.status, 2);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(
        lines,
        [
            "error: `deal` has no field `titel`",
            "  | titel == '蓝' && amout > 1",
            "  | ^^^^^",
            "hint: did you mean `title`?",
            "error: `deal` has no field `amout`",
            "  | titel == '蓝' && amout > 1",
            "  |                  ^^^^^",
            "hint: did you mean `amount`?",
        ]
    );
    for args in [
        ["--columns", "lines"],
        ["--columns", ","],
        ["--where", "amount"],
        ["--sort", "nothing"],
    ] {
        let ran = Pipeline::new().run(&[["list", "deal"], args].concat());
        assert_eq!(ran.status, 2, "{args:?}");
    }
}

#[test]
fn nothing_found_is_status_3_and_a_wrong_kind_status_2() {
    let pipeline = Pipeline::new();
    let ran = pipeline.run(&["list", "deal", "--where", "amount > 10000"]);
    assert_eq!((ran.status, ran.out.as_str()), (3, ""));
    let ran = pipeline.run(&["list", "dael"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("did you mean `deal`?"), "{}", ran.err);
}

#[test]
fn a_kind_has_titles_too_and_all_are_counted() {
    let pipeline = Pipeline::new();
    assert_eq!(
        pipeline.run(&["list", "商机"]).out,
        pipeline.run(&["list", "deal"]).out
    );
    let ran = pipeline.run(&["list", "--format", "csv"]);
    assert!(ran.out.contains("deal,Deal,1\r\n"), "{}", ran.out);
}

#[test]
fn a_broken_record_is_not_silently_missing() {
    let pipeline = three();
    pipeline.write("deals/b-2/deal.yaml", "title: [");
    let ran = pipeline.run(&["list", "deal"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.err.contains("1 of the records can't be read"),
        "{}",
        ran.err
    );
    assert!(!ran.out.contains("b-2"));
}

#[test]
fn hostile_values_stay_in_their_cells() {
    let pipeline = Pipeline::new();
    pipeline.replace(DEAL, "蓝屿一期改造", HOSTILE);
    for format in ["table", "csv", "json"] {
        let ran = pipeline.run(&[
            "list",
            "deal",
            "--format",
            format,
            "--columns",
            "title,amount",
        ]);
        assert!(!ran.out.contains('\u{1b}'), "{format}: {:?}", ran.out);
        assert!(
            ran.out.lines().all(|line| !line.starts_with("::")),
            "{format}"
        );
    }
    let table = pipeline.run(&["list", "deal", "--columns", "title,amount"]);
    assert_eq!(table.out.lines().count(), 2, "{}", table.out);
    pipeline.write(
        DEAL,
        "title: '=HYPERLINK(1)'\nowner: li-na\ncustomer: lanyu\namount: -5\n",
    );
    let csv = pipeline.run(&[
        "list",
        "deal",
        "--format",
        "csv",
        "--bom",
        "--columns",
        "title,amount",
    ]);
    assert_eq!(
        csv.out,
        "\u{feff}title,amount\r\n\"'=HYPERLINK(1)\",-5.00\r\n"
    );
}

#[test]
fn personal_data_is_shown_only_where_it_is_asked_for() {
    let pipeline = Pipeline::with_deal("contact: 张三丰\n");
    pipeline.replace("kinds/deal.yaml", "name: title", "name: contact");
    let usual = pipeline.run(&["list", "deal"]);
    assert!(!usual.out.contains("张三丰"), "{}", usual.out);
    let asked = pipeline.run(&["list", "deal", "--columns", "contact"]);
    assert!(asked.out.contains("张三丰"));
}
