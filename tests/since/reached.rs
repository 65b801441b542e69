//! What a proposal changes of a record that others refer to is judged in those others too.

use super::Proposal;
use super::pipeline::{CUSTOMER, DEAL, Pipeline};

pub const PRODUCT: &str = "products/pump.yaml";
const KIND: &str = "kind: product
title: {zh-CN: 产品, en: Product}
files: products/{id}.yaml
fields:
  name: {type: text, required: true}
  floor: money
  maker: {type: ref, to: maker}
";
const MAKER: &str = "kind: maker
title: {zh-CN: 制造商, en: Maker}
files: makers/{id}.yaml
fields:
  name: {type: text, required: true}
  banned: boolean
";
const RULES: &str = "rules:
  above-floor:
    title: {zh-CN: 不低于底价, en: Not below the floor}
    when: has(product.floor)
    assert: amount >= product.floor
    message: {zh-CN: 低于底价, en: Below the floor}
  allowed-maker:
    title: {zh-CN: 制造商可用, en: The maker is allowed}
    assert: \"!product.maker.banned\"
    message: {zh-CN: 制造商已停用, en: The maker is banned}
";

/// Deals have a product, which has a floor and a maker.
pub fn proposal() -> Proposal {
    let pipeline = Pipeline::with_deal("product: pump\n");
    let fields = "  amount: money\n  product: {type: ref, to: product}\n";
    pipeline
        .write("kinds/product.yaml", KIND)
        .write("kinds/maker.yaml", MAKER)
        .replace("kinds/deal.yaml", "  amount: money\n", fields)
        .replace("kinds/deal.yaml", "rules:\n", RULES)
        .write(PRODUCT, "name: 水泵\nfloor: 4000\nmaker: qinghe\n")
        .write("makers/qinghe.yaml", "name: 清河机械\nbanned: false\n")
        .write("makers/hengtai.yaml", "name: 恒泰机械\nbanned: true\n");
    Proposal::of(pipeline)
}

#[test]
fn a_field_that_a_rule_reads_by_a_reference() {
    let proposal = proposal();
    proposal.0.replace(PRODUCT, "4000", "4500");
    proposal.commit("a floor that the deal is above");
    proposal.brings(&[]);
    proposal.0.replace(PRODUCT, "4500", "6000");
    proposal.commit("a floor that the deal is below");
    proposal.brings(&[&format!("{DEAL}:4 above-floor")]);
}

#[test]
fn a_difference_tells_of_the_records_that_it_reaches() {
    let proposal = proposal();
    proposal.0.replace(PRODUCT, "4000", "6000");
    proposal.commit("a floor that the deal is below");
    let ran = proposal.0.run(&["--lang", "en", "diff", "main..HEAD"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let told = ran.out.split_once("lanyu-a1").expect("the deal").1;
    assert!(told.contains("Below the floor"), "{}", ran.out);
}

#[test]
fn a_reference_may_be_written_with_escapes() {
    let proposal = proposal();
    proposal
        .0
        .replace(DEAL, "product: pump", "product: \"\\x70ump\"");
    proposal.commit("the same, written otherwise");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal.0.replace(PRODUCT, "4000", "6000");
    proposal.commit("a floor that the deal is below");
    proposal.brings(&[&format!("{DEAL}:4 above-floor")]);
}

#[test]
fn a_field_behind_two_references() {
    let proposal = proposal();
    proposal
        .0
        .replace("makers/qinghe.yaml", "banned: false", "banned: true");
    proposal.commit("bans the maker");
    proposal.brings(&[&format!("{DEAL}:5 allowed-maker")]);
    let proposal = self::proposal();
    proposal
        .0
        .replace(PRODUCT, "maker: qinghe", "maker: hengtai");
    proposal.commit("another maker");
    proposal.brings(&[&format!("{DEAL}:5 allowed-maker")]);
}

#[test]
fn what_no_judgement_reads_has_nobody_judged() {
    let proposal = proposal();
    // The deal is below the floor, which came in unseen; the new name of the product doesn't concern it.
    proposal.0.replace(PRODUCT, "4000", "6000");
    proposal.commit("a floor that the deal is below");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal.0.replace(PRODUCT, "水泵", "水泵二型");
    proposal.commit("another name");
    proposal.brings(&[]);
}

#[test]
fn a_record_that_goes_leaves_who_refers_to_it() {
    let proposal = proposal();
    proposal.0.remove(CUSTOMER);
    proposal.commit("deletes the customer");
    proposal.brings(&[
        &format!("{CUSTOMER} deleted-record"),
        &format!("{DEAL}:3 broken-reference"),
    ]);
}

/// The same, whose base wants owners who are sales representatives.
pub fn owners_are_reps() -> Proposal {
    let proposal = proposal();
    proposal.0.replace(
        "kinds/deal.yaml",
        "owner: {type: person, required: true}",
        "owner: {type: person, role: rep, required: true}",
    );
    proposal.commit("owners are sales representatives");
    proposal
}

#[test]
fn a_person_who_loses_a_role() {
    let proposal = owners_are_reps();
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    let roles = proposal.0.read("people/li-na.yaml");
    proposal
        .0
        .write("people/li-na.yaml", roles.replace("rep", "manager"));
    proposal.commit("a manager now");
    let found = proposal.0.check(&["--since", "main"]).places();
    assert!(
        found.iter().any(|place| place.starts_with(DEAL)),
        "{found:?}"
    );
}

#[test]
fn a_kind_that_is_gone_through_as_a_whole() {
    let proposal = proposal();
    proposal.0.replace(
        "kinds/maker.yaml",
        "  banned: boolean\n",
        "  banned: boolean\nrules:\n  sells:\n    title: {zh-CN: 有产品, en: Sells something}\n    when: \"!banned\"\n    assert: pipeline.product.exists(p, p.maker.name == name)\n    message: {zh-CN: 没有产品, en: Sells nothing}\n",
    );
    proposal.commit("makers sell something");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal
        .0
        .replace(PRODUCT, "maker: qinghe", "maker: hengtai")
        .replace("makers/hengtai.yaml", "banned: true", "banned: false");
    proposal.commit("the product of another maker");
    proposal.brings(&["makers/qinghe.yaml:1 sells"]);
}

#[test]
fn an_attachment_in_another_folder() {
    let proposal = proposal();
    let file = "deals/lanyu-a1/files/报价.txt";
    proposal.0.write(file, "one").write(
        "deals/lanyu-b2/deal.yaml",
        format!("title: 蓝屿二期\nowner: li-na\ncustomer: lanyu\namount: 5000\noffer: {file}\n"),
    );
    proposal.commit("a file that another deal names");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal.0.remove(file);
    proposal.commit("deletes the file");
    proposal.brings(&["deals/lanyu-b2/deal.yaml:5 broken-reference"]);
}

#[test]
fn an_attachment_that_only_proves_a_confirmation() {
    let proposal = proposal();
    let file = "deals/lanyu-a1/files/回执.txt";
    let zeros = "0".repeat(64);
    let dispatch = format!(
        "document: sheet
on: deals/lanyu-b2/deal.yaml
language: en
made_on: 2026-06-01
sent_on: 2026-06-01
sent_by: li-na
code: 0000-0000-0000-0000
sha256: {zeros}
template: {zeros}
process: {zeros}
shows: [{{part: title, sha256: {zeros}}}]
confirmed: {{on: 2026-06-02, by: 吴俊, evidence: {{path: {file}}}}}
"
    );
    let deal = "title: 蓝屿二期\nowner: li-na\ncustomer: lanyu\namount: 5000\n";
    proposal
        .0
        .replace(
            "kinds/deal.yaml",
            "rules:\n",
            "documents:\n  sheet: {title: {zh-CN: 单, en: Sheet}, for: customer}\nrules:\n",
        )
        .write("templates/en/sheet.md", "Thank you\n")
        .write(file, "one")
        .write("deals/lanyu-b2/deal.yaml", deal)
        .write("deals/lanyu-b2/sent/sheet.2026-06-01.yaml", dispatch);
    proposal.commit("a confirmation, and what proves it");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal.0.remove(file);
    proposal.commit("deletes the file");
    proposal.brings(&["deals/lanyu-b2/sent/sheet.2026-06-01.yaml:12 broken-reference"]);
}

#[test]
fn a_template_that_no_longer_fits() {
    let proposal = proposal();
    proposal
        .0
        .replace(
            "kinds/deal.yaml",
            "rules:\n",
            "documents:\n  sheet: {title: {zh-CN: 单, en: Sheet}}\nrules:\n",
        )
        .write("templates/en/sheet.md", "{{ title }}\n");
    proposal.commit("a document");
    proposal.git(&["branch", "-f", "main", "HEAD"]);
    proposal.0.write("templates/en/sheet.md", "{{ titel }}\n");
    proposal.commit("a wrong name");
    proposal.brings(&["templates/en/sheet.md:1 invalid-template"]);
}
