//! Who changes a record that others refer to is told what that breaks in those others. It is written all the same.

use super::Proposal;
use super::pipeline::{CUSTOMER, DEAL, Ran};
use super::reached::{PRODUCT, owners_are_reps, proposal};

impl Proposal {
    /// A command that changes something.
    fn deal(&self, args: &[&str]) -> Ran {
        self.deal_in("en", args)
    }

    fn deal_in(&self, language: &str, args: &[&str]) -> Ran {
        let args = [args, &["--as", "wang-qiang", "--lang", language]].concat();
        let mut command = self.0.command(&args);
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "王强")
            .env("GIT_AUTHOR_EMAIL", "wq@example.com")
            .env("GIT_COMMITTER_NAME", "王强")
            .env("GIT_COMMITTER_EMAIL", "wq@example.com");
        let ran = Ran::of(&mut command);
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
        ran
    }

    fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }
}

/// Deals of the same product, beside the first one.
fn with_more_deals(count: usize) -> Proposal {
    let proposal = proposal();
    let deal = proposal.0.read(DEAL);
    for number in 0..count {
        let path = format!("deals/lanyu-c{number}/deal.yaml");
        proposal.0.write(&path, &deal);
    }
    proposal.commit("more deals");
    proposal
}

#[test]
fn a_price_that_breaks_deals_is_written_and_told() {
    let proposal = proposal();
    let before = proposal.head();
    let ran = proposal.deal(&["set", "pump", "floor=6000"]);
    let (counted, finding) = ran.err.split_once('\n').unwrap();
    assert_eq!(
        counted,
        "this brings 1 finding on 1 record that it doesn't touch:"
    );
    assert!(finding.contains("error[above-floor]: Below the floor"));
    assert!(finding.contains(&format!("{DEAL}:4")), "{finding}");
    assert!(!ran.err.contains("more:"), "{}", ran.err);
    assert!(proposal.0.read(PRODUCT).contains("floor: 6000"));
    assert_ne!(proposal.head(), before);
}

#[test]
fn of_many_the_first_are_shown_and_where_the_rest_are() {
    let proposal = with_more_deals(5);
    let ran = proposal.deal(&["set", "pump", "floor=6000"]);
    let counted = "this brings 6 findings on 6 records that it doesn't touch:\n";
    assert!(ran.err.starts_with(counted), "{}", ran.err);
    assert_eq!(ran.err.matches("error[above-floor]").count(), 3);
    let rest = "and 3 more: `deal check --since HEAD~1` lists them all\n";
    assert!(ran.err.ends_with(rest), "{}", ran.err);
    let all = proposal.0.check(&["--since", "HEAD~1"]).places();
    assert_eq!(all.len(), 6);
    assert!(all.iter().all(|place| place.ends_with(":4 above-floor")));
}

#[test]
fn a_trial_tells_it_too() {
    let proposal = with_more_deals(5);
    let before = proposal.head();
    let args = ["set", "pump", "floor=6000", "--dry-run"];
    let ran = proposal.deal(&args);
    assert!(ran.err.starts_with("this brings 6 findings"), "{}", ran.err);
    let rest = "and 3 more: once it is written, `deal check` lists them all\n";
    assert!(ran.err.ends_with(rest), "{}", ran.err);
    assert_eq!(proposal.head(), before);
    let chinese = proposal.deal_in("zh-CN", &args);
    assert!(
        chinese
            .err
            .starts_with("这使未改动的 6 条记录新出现 6 个问题："),
        "{}",
        chinese.err
    );
    assert!(
        chinese
            .err
            .ends_with("另有 3 个：写入后用 `deal check` 查看全部\n"),
        "{}",
        chinese.err
    );
}

#[test]
fn what_no_judgement_reads_says_nothing_more() {
    let proposal = proposal();
    // The deal is below the floor already: to judge it would show that.
    proposal.0.replace(PRODUCT, "4000", "6000");
    proposal.commit("a floor that the deal is below");
    for change in ["name=水泵二型", "floor=7000"] {
        let ran = proposal.deal(&["set", "pump", change]);
        assert_eq!(ran.err, "", "{change}");
    }
}

#[test]
fn a_field_behind_two_references_is_followed() {
    let proposal = proposal();
    let ran = proposal.deal(&["set", "qinghe", "banned=true"]);
    assert!(ran.err.contains("The maker is banned"), "{}", ran.err);
}

#[test]
fn the_grade_of_a_customer() {
    let proposal = proposal();
    proposal
        .0
        .replace(
            "kinds/customer.yaml",
            "unique:\n",
            "  grade: {type: enum, title: {zh-CN: 等级, en: Grade}, values: {a: {zh-CN: 甲, en: A}, b: {zh-CN: 乙, en: B}}}\nunique:\n",
        )
        .append(CUSTOMER, "grade: a\n")
        .replace(
            "kinds/deal.yaml",
            "rules:\n",
            "rules:\n  for-the-best:\n    title: {zh-CN: 只做甲级, en: Only grade A}\n    assert: customer.grade == 'a'\n    message: {zh-CN: 客户不是甲级, en: The customer isn't of grade A}\n",
        );
    proposal.commit("grades");
    let ran = proposal.deal(&["set", "lanyu", "grade=b"]);
    assert!(
        ran.err.contains("The customer isn't of grade A"),
        "{}",
        ran.err
    );
}

#[test]
fn a_person_who_loses_a_role() {
    let proposal = owners_are_reps();
    let ran = proposal.deal(&["set", "people/li-na.yaml", "roles-=rep", "roles+=manager"]);
    assert!(
        ran.err
            .starts_with("this brings 1 finding on 1 record that it doesn't touch:"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(DEAL), "{}", ran.err);
}

#[test]
fn what_a_customer_confirmed_shows() {
    let proposal = proposal();
    proposal
        .0
        .replace(
            "kinds/deal.yaml",
            "rules:\n",
            "documents:\n  sheet: {title: {zh-CN: 单, en: Sheet}, for: customer}\nrules:\n",
        )
        .write("templates/en/sheet.md", "{{ customer.name }}\n")
        .write("templates/zh-CN/sheet.md", "{{ customer.name }}\n");
    proposal.commit("a document");
    let file = ["--to", "html", "-o", "out/sheet.html"];
    let sent = ["send", "lanyu-a1", "sheet", "--recipient", "吴俊"];
    proposal.deal(&[&sent[..], &file].concat());
    proposal.deal(&["confirm", "lanyu-a1", "--by", "吴俊"]);
    let ran = proposal.deal(&["set", "lanyu", "name=蓝屿科技"]);
    assert!(ran.err.contains("error[changed-document]"), "{}", ran.err);
}

#[test]
fn a_new_record_that_others_go_through() {
    let proposal = proposal();
    proposal.0.replace(
        "kinds/maker.yaml",
        "  banned: boolean\n",
        "  banned: boolean\nrules:\n  few:\n    title: {zh-CN: 产品不多, en: Few products}\n    assert: size(pipeline.product.filter(p, p.maker.name == name)) < 2\n    message: {zh-CN: 产品太多, en: Too many products}\n",
    );
    proposal.commit("makers have few products");
    let ran = proposal.deal(&["new", "product", "name=阀", "maker=qinghe", "--id", "valve"]);
    assert!(ran.err.contains("Too many products"), "{}", ran.err);
}

#[test]
fn what_is_wrong_in_the_record_itself_blocks_as_ever() {
    let proposal = proposal();
    let args = ["set", "lanyu-a1", "amount=50", "--as", "wang-qiang"];
    let ran = proposal.0.run(&[&args[..], &["--lang", "en"]].concat());
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(!ran.err.contains("doesn't touch"), "{}", ran.err);
}
