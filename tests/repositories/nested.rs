//! Other repositories around a pipeline and within it.

use crate::{Work, git, url};
use std::fs;

const FINDING: &str =
    "error[outside-root]: another Git repository, whose files are not the pipeline's";

fn with_submodule(outer: &Work, inner: &Work, at: &str) {
    let from = url(&inner.root);
    let allowed = ["-c", "protocol.file.allow=always"];
    outer.git(&[&allowed[..], &["submodule", "--quiet", "add", &from, at]].concat());
    outer.git(&["commit", "-q", "-m", "another repository"]);
}

#[test]
fn a_pipeline_in_a_submodule_is_that_of_its_own_repository() {
    let inner = Work::new(&[]);
    let outer = inner.beside("outer");
    git(
        inner.root.parent().unwrap(),
        &["init", "-q", "-b", "main", "outer"],
    );
    let from = url(&inner.root);
    let allowed = ["-c", "protocol.file.allow=always"];
    git(
        &outer,
        &[
            &allowed[..],
            &["submodule", "--quiet", "add", &from, "sales"],
        ]
        .concat(),
    );
    git(&outer, &["commit", "-q", "-m", "outer"]);
    let head = git(&outer, &["rev-parse", "HEAD"]);
    let sales = inner.moved_to("outer/sales");
    sales.works();
    // What is around it saw a new commit of the submodule, and nothing else.
    assert_eq!(git(&outer, &["rev-parse", "HEAD"]), head);
    assert_eq!(git(&outer, &["status", "--porcelain"]), " M sales");
    assert!(!outer.join(".git/dealdesk").exists());
    // As `git submodule update` leaves it: no branch.
    sales.git(&["checkout", "-q", "--detach"]);
    let set = ["set", "lanyu-a1", "amount=7000", "--as", "li-na"];
    sales.refuses(&set, "no branch is checked out", "git switch");
}

#[test]
fn a_repository_among_the_records_is_one_finding_everywhere() {
    let work = Work::new(&[]);
    let records = Work::new(&[]);
    // What it has looks like records of the pipeline.
    with_submodule(&work, &records, "deals/other-b2");
    let place = "--> deals/other-b2\n";
    let found = |args: &[&str]| {
        let ran = work.deal(args);
        assert_eq!(ran.status, 1, "{args:?}: {}{}", ran.out, ran.err);
        assert_eq!(
            ran.out.matches("error[").count(),
            1,
            "{args:?}: {}",
            ran.out
        );
        assert!(
            ran.out.contains(FINDING) && ran.out.contains(place),
            "{}",
            ran.out
        );
        assert!(ran.out.contains("`ignore` in pipeline.yaml"), "{}", ran.out);
    };
    found(&["check"]);
    found(&["check", "--since", "HEAD~1"]);
    let path = "deals/other-b2/deals/lanyu-a1/deal.yaml";
    assert_eq!(
        work.deal(&["-C", "deals", "check", "other-b2/kinds"])
            .status,
        0,
        "its own"
    );
    let set = work.deal(&["set", path, "amount=7000", "--no-commit"]);
    assert_ne!(set.status, 0, "{}", set.out);
    assert!(work.read(path).contains("amount: 5000"));
    // The rest is changed as ever.
    work.does(&["set", "lanyu-a1", "amount=6001", "--as", "li-na"]);
    let new = ["title=x", "owner=li-na", "customer=lanyu", "--as", "li-na"];
    work.refuses(
        &[&["new", "deal", "--id", "other-b2"], &new[..]].concat(),
        "deals/other-b2/deal.yaml is in another repository, deals/other-b2",
        "",
    );
    let history = work.does(&["history", "lanyu-a1"]);
    assert!(history.contains("→ 6,001.00 CNY"), "{history}");
    assert!(
        work.does(&["audit"])
            .starts_with("no findings in 3 official steps")
    );
    let pipeline = work.read("pipeline.yaml");
    work.write(
        "pipeline.yaml",
        format!("{pipeline}ignore: [deals/other-b2]\n"),
    );
    assert!(
        work.does(&["check"])
            .starts_with("no findings in 5 records")
    );
}

#[test]
fn a_clone_that_lies_in_a_pipeline_is_no_part_of_it() {
    let work = Work::new(&[]);
    let records = Work::new(&[]);
    git(
        &work.root,
        &["clone", "-q", &url(&records.root), "deals/clone"],
    );
    let ran = work.deal(&["check"]);
    assert_eq!(
        (ran.status, ran.out.matches("error[").count()),
        (1, 1),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("--> deals/clone\n"), "{}", ran.out);
    // An empty folder of that name makes no repository.
    fs::remove_dir_all(work.root.join("deals/clone")).unwrap();
    fs::create_dir(work.root.join("deals/lanyu-a1/.git")).unwrap();
    assert!(
        work.does(&["check"])
            .starts_with("no findings in 5 records")
    );
}

#[test]
fn a_submodule_that_is_not_initialised_is_the_same_finding() {
    let outer = Work::new(&[]);
    let records = Work::new(&[]);
    with_submodule(&outer, &records, "deals/other-b2");
    let whole = outer.deal(&["check"]);
    let from = url(&outer.root);
    git(&outer.beside(""), &["clone", "-q", &from, "clone"]);
    let work = outer.moved_to("clone");
    let folder = work.root.join("deals/other-b2");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    let ran = work.deal(&["check"]);
    assert_eq!((ran.status, &ran.out), (1, &whole.out), "{}", ran.err);
    assert!(ran.out.contains(FINDING), "{}", ran.out);
    assert_eq!(work.deal(&["check", "deals/other-b2"]).status, 1);
    work.does(&["set", "lanyu-a1", "amount=6001", "--as", "li-na"]);
    // Who takes it away has none.
    work.git(&["rm", "-q", "deals/other-b2"]);
    assert!(work.does(&["check"]).starts_with("no findings"));
}
