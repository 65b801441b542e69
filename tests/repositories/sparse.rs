//! Sparse checkouts: what isn't checked out is a part of the pipeline all the same.

use crate::pipeline::DEAL;
use crate::{Work, git, url};

const SET: [&str; 5] = ["set", "lanyu-a1", "amount=6001", "--as", "li-na"];
const NEW: [&str; 7] = [
    "new",
    "deal",
    "title=New",
    "owner=li-na",
    "customer=lanyu",
    "--as",
    "li-na",
];

/// A pipeline with a second customer and its deal.
fn two_deals() -> Work {
    let work = Work::new(&[]);
    let deal = work
        .read(DEAL)
        .replace("customer: lanyu", "customer: huachen");
    work.write("deals/huachen-b2/deal.yaml", deal)
        .write("customers/huachen/customer.yaml", "name: 华宸汽配\n");
    work.commit("another deal");
    work.git(&["config", "uploadpack.allowFilter", "true"]);
    work
}

/// Keeps of the second deal just what is named.
fn keep(work: &Work, also: &[&str], more: &[&str]) {
    let folders = [
        "kinds",
        "calendar",
        "people",
        "customers/lanyu",
        "deals/lanyu-a1",
    ];
    let set = ["sparse-checkout", "set", "--cone"];
    work.git(&[&set[..], more, &folders[..], also].concat());
}

#[test]
fn what_is_not_checked_out_is_judged_and_stays() {
    for more in [&[][..], &["--sparse-index"]] {
        let work = two_deals();
        keep(&work, &["deals/huachen-b2"], more);
        assert!(!work.root.join("customers/huachen").exists());
        // The deal refers to a customer that isn't on the disk.
        assert!(
            work.does(&["check"])
                .starts_with("no findings in 7 records")
        );
        keep(&work, &[], more);
        assert!(!work.root.join("deals/huachen-b2").exists());
        assert!(
            work.does(&["check"])
                .starts_with("no findings in 7 records")
        );
        assert!(
            work.does(&["check", "deals/huachen-b2"])
                .starts_with("no findings in 1 record")
        );
        assert!(
            work.does(&["check", "huachen-b2"])
                .starts_with("no findings in 1 record")
        );
        assert!(work.does(&["list", "deal"]).contains("huachen-b2"));
        assert!(work.does(&["show", "huachen-b2"]).contains("5,000.00 CNY"));
        assert!(
            work.does(&["history", "huachen-b2"])
                .contains("another deal")
        );
        assert!(work.does(&SET).contains("5000 → 6001"));
        assert_eq!(
            work.git(&["diff", "--name-status", "HEAD~1"]),
            format!("M\t{DEAL}")
        );
        assert!(
            work.does(&["diff", "HEAD~1"])
                .starts_with("1 dossier changed")
        );
        assert!(work.does(&["diff"]).starts_with("no record changed"));
        assert!(
            work.does(&["check", "--since", "HEAD~1"])
                .starts_with("no findings")
        );
        assert!(work.does(&["check", "--staged"]).starts_with("no findings"));
        assert!(
            work.does(&["audit"])
                .starts_with("no findings in 3 official steps")
        );
        work.git(&["sparse-checkout", "disable"]);
        assert!(work.read("deals/huachen-b2/deal.yaml").contains("huachen"));
        assert_eq!(work.git(&["status", "--porcelain"]), "");
    }
}

#[test]
fn a_finding_in_what_is_not_checked_out_is_found() {
    let work = two_deals();
    work.write(
        "customers/huachen/customer.yaml",
        "name: 华宸汽配\nnonsense: 1\n",
    );
    work.commit("a mistake");
    let whole = work.deal(&["check"]);
    keep(&work, &[], &[]);
    let sparse = work.deal(&["check"]);
    assert_eq!(sparse.status, 1);
    assert!(
        sparse.out.contains("customers/huachen/customer.yaml:2"),
        "{}",
        sparse.out
    );
    assert_eq!(sparse.out, whole.out);
}

#[test]
fn what_is_not_checked_out_is_not_changed_and_the_advice_helps() {
    let work = two_deals();
    keep(&work, &[], &[]);
    let set = ["set", "huachen-b2", "amount=7000", "--as", "li-na"];
    let message = "deals/huachen-b2/deal.yaml is not checked out here (sparse checkout)";
    let hint = "git sparse-checkout add deals/huachen-b2";
    work.refuses(&set, message, hint);
    work.refuses(&[&set[..], &["--no-commit"]].concat(), message, hint);
    let by_path = ["set", "deals/huachen-b2/deal.yaml", "amount=7000"];
    work.refuses(&by_path, message, hint);
    work.refuses(
        &[&NEW[..], &["--id", "huachen-b2"]].concat(),
        "deals/huachen-b2/deal.yaml is there already",
        "deal set",
    );
    work.refuses(
        &[&NEW[..], &["--id", "new-a2"]].concat(),
        "deals/new-a2/deal.yaml would not be in what is checked out here (sparse checkout)",
        "git sparse-checkout add deals",
    );
    work.git(&["sparse-checkout", "add", "deals/huachen-b2"]);
    assert!(work.does(&set).contains("5000 → 7000"));
    work.git(&["sparse-checkout", "add", "deals"]);
    work.does(&NEW);
    assert_eq!(work.git(&["status", "--porcelain"]), "");
}

#[test]
fn what_is_neither_checked_out_nor_in_this_clone_is_told() {
    let server = two_deals();
    let from = url(&server.root);
    let clone = [
        "clone",
        "-q",
        "--sparse",
        "--filter=blob:none",
        &from,
        "clone",
    ];
    git(&server.beside(""), &clone);
    let work = server.moved_to("clone");
    keep(&work, &[], &[]);
    let ran = work.deal(&["check"]);
    assert_eq!(ran.status, 1);
    // Of several it is told once.
    let finding = "error[unreadable-file]: this clone doesn't have the contents of 2 files, of which this is the first (a partial clone)\n--> customers/huachen/customer.yaml\n = help: get all contents: git fetch --refetch --no-filter\n";
    assert!(ran.out.contains(finding), "{}", ran.out);
    assert!(ran.out.contains("1 error in 7 records"), "{}", ran.out);
    let ran = work.deal(&["check", "huachen-b2"]);
    let finding = "error[unreadable-file]: this clone doesn't have the file's content (a partial clone)\n--> deals/huachen-b2/deal.yaml\n";
    assert!(ran.out.contains(finding), "{}", ran.out);
    // One's own work goes on.
    assert!(work.does(&["check", "lanyu-a1"]).starts_with("no findings"));
    assert!(work.does(&SET).contains("5000 → 6001"));
    assert!(
        work.does(&["check", "--since", "HEAD~1"])
            .starts_with("no findings")
    );
}
