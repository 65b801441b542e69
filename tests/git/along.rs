//! Files that go along with a change's commit: as they are, and only where that takes nothing that somebody staged.

use crate::sandbox::{Work, change, hermetic};
use dealdesk::git::{CommitId, Errand, Repository, Trouble};
use std::fs;

const OFFER: &str = "deals/files/报价 [1].pdf";

fn errand(along: &[&str]) -> Errand {
    Errand {
        along: along.iter().map(|path| (*path).to_owned()).collect(),
        ..change(&[("deal", Some("1"), Some("2"))])
    }
}

fn begun(work: &Work) -> &Work {
    work.write("deal", "1").write("other", "1");
    work.commit("begun");
    work.write("other", "2")
        .write("deals/files/left.pdf", "not named");
    work
}

fn commit(work: &Work, along: &[&str]) -> Result<CommitId, Trouble> {
    let made = work.open().commit(&errand(along))?;
    Ok(made.commit)
}

/// Files of the last commit, and what is not in it.
fn last(work: &Work) -> (Vec<String>, String) {
    let git = |args: &[&str]| work.git(&[&["-c", "core.quotePath=false"], args].concat());
    let files = git(&["show", "--format=", "--name-status", "HEAD"]);
    let files = files.lines().map(|line| line.replace('\t', " ")).collect();
    (files, git(&["status", "--porcelain", "-uall"]))
}

#[test]
fn an_untracked_file_goes_along_and_nothing_else() {
    hermetic(|sandbox| {
        for format in ["files", "reftable"] {
            let work = sandbox.init_with(format, &[&format!("--ref-format={format}")]);
            begun(&work).write(OFFER, b"\0PDF");
            let commit = commit(&work, &[OFFER, OFFER, "deal"]).unwrap();
            assert_eq!(work.id("HEAD"), commit);
            let (files, status) = last(&work);
            assert_eq!(files, ["M deal".to_owned(), format!("A {OFFER}")]);
            assert_eq!(status, " M other\n?? deals/files/left.pdf");
            // What the last commit has as it is is in no other.
            work.open()
                .commit(&Errand {
                    along: vec![OFFER.to_owned()],
                    ..change(&[("deal", Some("2"), Some("3"))])
                })
                .unwrap();
            assert_eq!(last(&work).0, ["M deal"]);
        }
    });
}

#[test]
fn a_changed_or_staged_file_goes_along_as_it_is() {
    hermetic(|sandbox| {
        for (name, staged) in [
            ("changed", None),
            ("staged", Some("add")),
            ("announced", Some("add -N")),
        ] {
            let work = sandbox.init(name);
            begun(&work);
            if name == "changed" {
                work.write(OFFER, "1");
                work.git(&["add", OFFER]);
                work.git(&["commit", "-q", "-m", "offer", "--", OFFER]);
            }
            work.write(OFFER, "2").write("mine", "staged");
            work.git(&["add", "mine"]);
            if let Some(staged) = staged {
                work.git(&[&*staged.split(' ').collect::<Vec<_>>(), &[OFFER]].concat());
            }
            commit(&work, &[OFFER]).unwrap();
            let letter = if name == "changed" { "M" } else { "A" };
            let (files, status) = last(&work);
            assert_eq!(files, ["M deal".to_owned(), format!("{letter} {OFFER}")]);
            assert_eq!(status, "A  mine\n M other\n?? deals/files/left.pdf");
        }
    });
}

#[test]
fn the_first_commit_of_a_branch_takes_it_along() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write(OFFER, "1");
        let first = Errand {
            along: vec![OFFER.to_owned()],
            ..change(&[("deal", None, Some("1"))])
        };
        work.open().commit(&first).unwrap();
        assert_eq!(last(&work).1, "");
    });
}

#[test]
fn what_can_not_go_along_refuses_the_change() {
    hermetic(|sandbox| {
        type Prepare = fn(&Work);
        let cases: [(&str, Prepare, &str); 9] = [
            (
                "ignored",
                |work| _ = work.write(".gitignore", "*.pdf\n"),
                "ignored by .gitignore",
            ),
            (
                "folder ignored",
                |work| _ = work.write(".gitignore", "files/\n"),
                "ignored by .gitignore",
            ),
            (
                "mixed",
                |work| {
                    work.git(&["add", OFFER]);
                    work.write(OFFER, "other bytes");
                },
                "is staged, and not as it is now",
            ),
            (
                "removal staged",
                |work| {
                    work.git(&["add", OFFER]);
                    work.git(&["commit", "-q", "-m", "offer", "--", OFFER]);
                    work.git(&["rm", "-q", "--cached", OFFER]);
                },
                "is staged, and not as it is now",
            ),
            (
                "absent",
                |work| fs::remove_file(work.path(OFFER)).unwrap(),
                "is no plain file",
            ),
            (
                "link",
                |work| {
                    fs::remove_file(work.path(OFFER)).unwrap();
                    std::os::unix::fs::symlink("/etc/hostname", work.path(OFFER)).unwrap();
                },
                "is no plain file",
            ),
            (
                "linked folder",
                |work| {
                    fs::rename(work.path("deals/files"), work.path("../elsewhere")).unwrap();
                    std::os::unix::fs::symlink("../../elsewhere", work.path("deals/files"))
                        .unwrap();
                },
                "is no plain file",
            ),
            (
                "other repository",
                |work| drop(work.git(&["init", "-q", "deals/files"])),
                "is in another repository, deals/files",
            ),
            (
                "skipped",
                |work| {
                    work.git(&["add", OFFER]);
                    work.git(&["commit", "-q", "-m", "offer", "--", OFFER]);
                    work.git(&["update-index", "--skip-worktree", OFFER]);
                    work.write(OFFER, "other bytes");
                },
                "skip-worktree",
            ),
        ];
        for (name, prepare, said) in cases {
            let work = sandbox.init(&format!("{name}/work"));
            begun(&work).write(OFFER, "1");
            prepare(&work);
            let before = work.standing();
            let trouble = commit(&work, &[OFFER]).unwrap_err();
            assert!(trouble.message.en.contains(said), "{name}: {trouble:?}");
            assert!(trouble.message.zh.contains(OFFER), "{name}: {trouble:?}");
            assert_eq!(work.standing(), before, "{name}");
            assert_eq!(work.read("deal"), "1", "{name}");
        }
        let work = sandbox.init("outside");
        begun(&work);
        fs::write(sandbox.home().join("secret"), "x").unwrap();
        assert!(commit(&work, &["../secret"]).is_err());
        assert!(commit(&work, &[".git/config"]).is_err());
    });
}

#[test]
fn a_filter_of_the_users_is_run() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write(".gitattributes", "*.pdf filter=upper\n");
        begun(&work).write(OFFER, "abc");
        work.git(&["config", "filter.upper.clean", "tr a-z A-Z"]);
        work.git(&["config", "filter.upper.smudge", "tr A-Z a-z"]);
        work.git(&["config", "filter.upper.required", "true"]);
        commit(&work, &[OFFER]).unwrap();
        assert_eq!(work.git(&["show", &format!("HEAD:{OFFER}")]), "ABC");
        assert_eq!(work.read(OFFER), "abc");
        assert_eq!(last(&work).1, " M other\n?? deals/files/left.pdf");
        // A filter that refuses, as one of large files does without its server.
        work.git(&["config", "filter.upper.clean", "false"]);
        work.write(OFFER, "abcd");
        let index = |work: &Work| work.git(&["ls-files", "--stage"]);
        let (before, head) = (index(&work), work.id("HEAD"));
        let refused = work.open().commit(&Errand {
            along: vec![OFFER.to_owned()],
            ..change(&[("deal", Some("2"), Some("3"))])
        });
        assert!(refused.is_err());
        assert_eq!((index(&work), work.id("HEAD")), (before, head));
        assert_eq!(work.read("deal"), "2");
    });
}

#[test]
fn a_hook_that_drops_it_is_told() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        begun(&work).write(OFFER, "1");
        work.script(
            ".git/hooks/pre-commit",
            "#!/bin/sh\ngit rm -q --cached -- 'deals/files/*.pdf'\n",
        );
        let trouble = commit(&work, &[OFFER]).unwrap_err();
        assert!(
            trouble.message.en.contains("was made, but a hook"),
            "{trouble:?}"
        );
        assert!(trouble.message.en.contains(OFFER), "{trouble:?}");
    });
}

#[test]
fn a_hook_that_refuses_leaves_it_as_it_was() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        begun(&work).write(OFFER, "1");
        work.script(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
        let before = work.standing();
        assert!(commit(&work, &[OFFER]).is_err());
        assert_eq!(work.standing(), before);
    });
}

#[test]
fn a_pipeline_in_a_subfolder_names_its_own_files() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("sales/deal", "1");
        work.commit("begun");
        work.write("sales/files/a.pdf", "1")
            .write("files/a.pdf", "other");
        let repository = Repository::around(&work.path("sales")).unwrap().unwrap();
        let named = ["files/a.pdf".to_owned()];
        let found = repository.uncommitted(&named).unwrap();
        assert_eq!(found[0].path, "sales/files/a.pdf");
        repository.commit(&errand(&["files/a.pdf"])).unwrap();
        assert_eq!(last(&work).0, ["M sales/deal", "A sales/files/a.pdf"]);
    });
}
