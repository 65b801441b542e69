//! Commits with their changes.

use crate::sandbox::{Work, hermetic};
use dealdesk::git::{Commit, CommitId, Query, Repository};

fn log(repository: &Repository, query: &Query) -> Vec<Commit> {
    let log = repository.log(query).unwrap();
    log.collect::<Result<_, _>>().unwrap()
}

/// `subject: paths` of each commit.
fn shown(commits: &[Commit]) -> Vec<String> {
    let shown = commits.iter().map(|commit| {
        let paths: Vec<&str> = commit.changes.iter().map(|delta| &*delta.path).collect();
        format!("{}: {}", commit.subject(), paths.join(" "))
    });
    shown.collect()
}

fn oldest_first(from: CommitId) -> Query {
    Query {
        from: vec![from],
        oldest_first: true,
        ..Query::default()
    }
}

/// `one` - `two` - `merge`, with `side` beside `two`.
fn merged(work: &Work) {
    work.write("a", "1");
    work.commit("one");
    work.git(&["checkout", "-q", "-b", "side"]);
    work.write("b", "1");
    work.commit("side");
    work.git(&["checkout", "-q", "main"]);
    work.write("a", "2");
    work.commit("two");
    work.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
}

#[test]
fn commits_come_with_what_they_changed() {
    hermetic(|sandbox| {
        for format in ["sha1", "sha256"] {
            let work = sandbox.init_with(format, &["--object-format", format]);
            merged(&work);
            work.commit("empty");
            let repository = work.open();
            let head = work.id("HEAD");
            let all = log(&repository, &oldest_first(head));
            assert_eq!(all.len(), 5);
            let shown_all = shown(&all);
            assert_eq!(shown_all[0], "one: a");
            assert!(shown_all.contains(&"side: b".to_owned()));
            assert_eq!(shown_all[3..], ["merge: ", "empty: "]);
            assert_eq!(all[3].parents, [work.id("HEAD~1^1"), work.id("HEAD~1^2")]);
            assert_eq!(all[4].id, head);
            let delta = &all[0].changes[0];
            assert_eq!(delta.before, None);
            let mut blobs = repository.blobs().unwrap();
            assert_eq!(blobs.read(delta.after.unwrap().blob, 9).unwrap(), b"1");
        }
    });
}

#[test]
fn the_ledger_is_the_chain_of_first_parents() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        merged(&work);
        let query = Query {
            from: vec![work.id("HEAD")],
            first_parent: true,
            ..Query::default()
        };
        let ledger = log(&work.open(), &query);
        assert_eq!(shown(&ledger), ["merge: b", "two: a", "one: a"]);
    });
}

#[test]
fn an_evil_merge_is_seen_and_so_is_what_a_merge_dropped() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        merged(&work);
        work.write("a", "evil");
        work.git(&["commit", "-q", "-a", "--amend", "-m", "evil"]);
        let all = log(&work.open(), &oldest_first(work.id("HEAD")));
        // What neither parent has.
        assert_eq!(shown(&all).last().unwrap(), "evil: a");
        work.write("b", "evil");
        work.git(&["commit", "-q", "-a", "--amend", "-m", "evil"]);
        work.write("c", "evil");
        work.git(&["add", "c"]);
        work.git(&["commit", "-q", "--amend", "-m", "evil"]);
        let all = log(&work.open(), &oldest_first(work.id("HEAD")));
        assert_eq!(shown(&all).last().unwrap(), "evil: a b c");
        // A side branch that a merge threw away is still walked.
        work.git(&["checkout", "-q", "-b", "lost", "HEAD~1"]);
        work.write("signoff", "1");
        work.commit("signed");
        work.git(&["checkout", "-q", "main"]);
        work.git(&["merge", "-q", "-s", "ours", "-m", "ours", "lost"]);
        let query = Query {
            paths: vec!["signoff".into()],
            ..oldest_first(work.id("HEAD"))
        };
        assert_eq!(
            shown(&log(&work.open(), &query)),
            ["signed: signoff", "ours: "]
        );
    });
}

#[test]
fn a_range_and_paths_narrow_it() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("sales/deals/a", "1").write("other", "1");
        let base = work.commit("base");
        work.write("sales/deals/a", "2").write("other", "2");
        work.commit("both");
        work.write("other", "3");
        work.commit("elsewhere");
        work.write("sales/deals/b[1]*", "1");
        let head = work.commit("b");
        let repository = Repository::around(&work.path("sales")).unwrap().unwrap();
        let range = Query {
            exclude: vec![base],
            ..oldest_first(head)
        };
        assert_eq!(
            shown(&log(&repository, &range)),
            ["both: deals/a", "b: deals/b[1]*"]
        );
        let of = |path: &str| Query {
            paths: vec![path.into()],
            ..range.clone()
        };
        assert_eq!(
            shown(&log(&repository, &of("deals/b[1]*"))),
            ["b: deals/b[1]*"]
        );
        assert!(log(&repository, &of("deals/b*")).is_empty());
        assert_eq!(log(&repository, &of("deals")).len(), 2);
        assert!(log(&repository, &of(":(top)other")).is_empty());
    });
}

#[test]
fn who_and_when_are_as_they_were_written() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write(
            ".mailmap",
            "Someone Else <x@y.example> <li.na@lanyu.example>\n",
        );
        work.commit("subject\n\nbody\n\nDeal-Record: deals/a\nDeal-Change: set");
        let commits = log(&work.open(), &oldest_first(work.id("HEAD")));
        let commit = &commits[0];
        assert_eq!(commit.author.name, "Li Na");
        assert_eq!(commit.author.email, "li.na@lanyu.example");
        assert_eq!(
            commit.author.at().unwrap().to_rfc3339(),
            "2026-03-10T09:30:00+08:00"
        );
        assert_eq!(
            commit.committer.at().unwrap().to_rfc3339(),
            "2026-03-10T10:00:00+08:00"
        );
        assert_eq!(commit.subject(), "subject");
        assert_eq!(
            commit.trailers(),
            [("Deal-Record", "deals/a"), ("Deal-Change", "set")]
        );
    });
}

#[test]
fn texts_in_other_encodings_do_not_break_it() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        work.commit("one");
        let tree = work.git(&["rev-parse", "HEAD^{tree}"]);
        let mut raw = format!("tree {tree}\nauthor \u{0}").into_bytes();
        raw.pop();
        raw.extend(b"\xc0\xee <\xff> 99999999999999999999 +9999\ncommitter x <> 1 -0001\n\n\xff\xfe\n\nDeal-Record: x\n");
        std::fs::write(work.path(".git/raw"), raw).unwrap();
        let id = work.git(&[
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--literally",
            ".git/raw",
        ]);
        let gbk = [b"tree ".as_slice(), tree.as_bytes(), b"\nparent ", id.as_bytes(), b"\nauthor \xc0\xee <l> 1 +0000\ncommitter \xc0\xee <l> 1 +0000\nencoding GBK\n\n\xc0\xee\n"].concat();
        std::fs::write(work.path(".git/raw"), gbk).unwrap();
        let id = work.git(&[
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--literally",
            ".git/raw",
        ]);
        let commits = log(&work.open(), &oldest_first(work.id(&id)));
        assert_eq!(commits.len(), 2);
        assert_eq!(commits[0].author.name, "\u{fffd}\u{fffd}");
        assert_eq!(commits[0].trailers(), [("Deal-Record", "x")]);
        assert_eq!(commits[1].author.name, "李");
        assert_eq!(commits[1].subject(), "李");
    });
}

#[test]
fn history_that_is_cut_off_is_refused() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        for number in 0..4 {
            work.write("a", number.to_string());
            work.commit("more");
        }
        let url = format!("file://{}", work.0.display());
        work.git(&["clone", "-q", "--depth", "2", &url, "../shallow"]);
        let shallow = Work(sandbox.home().join("shallow"));
        let repository = shallow.open();
        assert!(repository.is_shallow());
        let head = shallow.id("HEAD");
        let Err(trouble) = repository.log(&oldest_first(head)) else {
            panic!("a part was taken for the whole");
        };
        assert!(trouble.hint.unwrap().en.contains("fetch-depth: 0"));
        // What is above the cut is whole; what reaches it is not.
        let above = Query {
            exclude: vec![shallow.id("HEAD~1")],
            ..oldest_first(head)
        };
        assert_eq!(log(&repository, &above).len(), 1);
        assert!(
            repository
                .resolve("HEAD~3")
                .unwrap_err()
                .hint
                .unwrap()
                .en
                .contains("unshallow")
        );
        assert!(!work.open().is_shallow());
    });
}

#[test]
fn a_log_that_is_left_early_ends_its_processes() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        for number in 0..300 {
            work.git(&[
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                &format!("number {number}"),
            ]);
        }
        let repository = work.open();
        for _ in 0..10 {
            let first = repository
                .log(&oldest_first(work.id("HEAD")))
                .unwrap()
                .next();
            assert_eq!(first.unwrap().unwrap().subject(), "number 0");
        }
        let children = format!("/proc/{}/task/{0}/children", std::process::id());
        if let Ok(children) = std::fs::read_to_string(children) {
            assert_eq!(children.trim(), "");
        }
    });
}
