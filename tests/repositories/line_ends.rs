//! Work trees whose line ends are CRLF: no finding comes from them, and a change changes its own lines.

use crate::Work;
use crate::pipeline::DEAL;
use std::fs;

/// Checks all files out again, by the settings of now.
fn checked_out_anew(work: &Work) {
    for folder in ["calendar", "customers", "deals", "kinds", "people"] {
        fs::remove_dir_all(work.root.join(folder)).unwrap();
    }
    work.git(&["checkout", "-q", "--", "."]);
    let text = work.read(DEAL);
    assert_eq!(text.matches("\r\n").count(), text.lines().count());
}

fn works_in_crlf(work: &Work) {
    let deal = work.read(DEAL);
    work.works();
    // The other lines are, byte for byte, as they were, in the work tree as in the commits.
    assert_eq!(
        work.read(DEAL),
        deal.replace("amount: 5000\r", "amount: 6001\r")
    );
    assert!(
        !work
            .git(&["cat-file", "-p", &format!("HEAD:{DEAL}")])
            .contains('\r')
    );
    assert!(work.does(&["diff"]).starts_with("no record changed"));
}

#[test]
fn auto_crlf_changes_nothing() {
    let work = Work::new(&[]);
    work.git(&["config", "core.autocrlf", "true"]);
    checked_out_anew(&work);
    works_in_crlf(&work);
}

#[test]
fn an_attribute_for_crlf_changes_nothing() {
    let work = Work::new(&[]);
    work.write(
        ".gitattributes",
        "*.yaml text eol=crlf\n*.md text eol=crlf\n",
    );
    work.commit("attributes");
    checked_out_anew(&work);
    works_in_crlf(&work);
}

#[test]
fn crlf_that_is_committed_stays() {
    let work = Work::new(&[]);
    let deal = work.read(DEAL).replace('\n', "\r\n");
    work.write(DEAL, &deal);
    work.commit("from elsewhere");
    works(&work, &deal);
    // A sign-off doesn't see line ends either.
    let statement = |work: &Work| {
        let args = [
            "statement",
            "lanyu-a1",
            "review",
            "--role",
            "manager",
            "--by",
            "wang-qiang",
        ];
        let said = work.does(&args);
        let digests = said.lines().filter(|line| line.contains("field:"));
        digests.map(str::to_owned).collect::<Vec<_>>()
    };
    let with_crlf = statement(&work);
    assert_eq!(with_crlf.len(), 2);
    work.write(DEAL, work.read(DEAL).replace("\r\n", "\n"));
    assert_eq!(statement(&work), with_crlf);
}

fn works(work: &Work, deal: &str) {
    assert!(
        work.does(&["check"])
            .starts_with("no findings in 5 records")
    );
    work.does(&["set", "lanyu-a1", "amount=6001", "--as", "li-na"]);
    assert_eq!(work.read(DEAL), deal.replace("5000", "6001"));
    let stat = work.git(&["show", "--format=", "--numstat", "HEAD"]);
    assert_eq!(stat, format!("1\t1\t{DEAL}"));
    assert!(
        work.does(&["audit"])
            .starts_with("no findings in 3 official steps")
    );
}
