//! Changes that are committed: all of them land, and nothing else with them.

use crate::sandbox::{Work, change, hermetic};
use dealdesk::files::Files;
use dealdesk::git::{Errand, Identity, Repository, TroubleKind, write};
use std::fs;

/// Files of the last commit: `M a`.
fn last(work: &Work) -> Vec<String> {
    let said = work.git(&["show", "--format=", "--name-status", "HEAD"]);
    said.lines().map(|line| line.replace('\t', " ")).collect()
}

#[test]
fn a_change_of_several_files_is_one_commit() {
    hermetic(|sandbox| {
        for arguments in [
            vec![],
            vec!["--object-format=sha256"],
            vec!["--ref-format=reftable"],
        ] {
            let work = sandbox.init_with(&format!("work{}", arguments.len()), &arguments);
            fs::remove_dir_all(&work.0).unwrap();
            let work = sandbox.init_with("work", &arguments);
            work.write("a", "1")
                .write("gone", "1")
                .write("客户/b c*.yaml", "1");
            let before = work.commit("before");
            let repository = work.open();
            let commit = repository
                .commit(&change(&[
                    ("a", Some("1"), Some("2")),
                    ("gone", Some("1"), None),
                    ("客户/b c*.yaml", Some("1"), Some("2")),
                    ("new/deep/[x].yaml", None, Some("new")),
                ]))
                .unwrap()
                .commit;
            assert_eq!(work.id("HEAD"), commit);
            assert_eq!(work.id("HEAD~1"), before);
            assert_eq!(
                work.git(&[
                    "-c",
                    "core.quotePath=false",
                    "show",
                    "--format=",
                    "--name-status",
                    "HEAD"
                ]),
                "M\ta\nD\tgone\nA\tnew/deep/[x].yaml\nM\t客户/b c*.yaml"
            );
            assert_eq!(work.git(&["status", "--porcelain"]), "");
            assert_eq!(
                work.git(&["log", "-1", "--format=%B"]),
                "deals/a: set\n\nDeal-Change: set"
            );
            assert_eq!(
                repository.snapshot(commit).unwrap().read("a", 9).unwrap(),
                b"2"
            );
            let desk: Vec<_> = fs::read_dir(work.path(".git/dealdesk"))
                .unwrap()
                .flatten()
                .collect();
            assert!(desk.iter().all(|entry| entry.file_name() != "journal"));
            fs::remove_dir_all(&work.0).unwrap();
        }
    });
}

#[test]
fn the_first_commit_of_a_branch_is_made() {
    hermetic(|sandbox| {
        for format in ["sha1", "sha256"] {
            let work = sandbox.init_with(format, &["--object-format", format]);
            let made = work
                .open()
                .commit(&change(&[("a/b", None, Some("1"))]))
                .unwrap();
            assert_eq!(work.id("main"), made.commit);
            assert_eq!(last(&work), ["A a/b"]);
        }
    });
}

#[test]
fn what_the_user_staged_and_changed_stays_as_it_is() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        for path in ["deal", "staged", "both", "changed", "removed", "moved"] {
            work.write(path, "1\n");
        }
        work.commit("before");
        work.write("staged", "2\n")
            .write("both", "2\n")
            .write("added", "1\n");
        work.git(&["add", "staged", "both", "added"]);
        work.git(&["rm", "-q", "--cached", "removed"]);
        work.git(&["mv", "moved", "moved2"]);
        work.write("both", "3\n")
            .write("changed", "2\n")
            .write("untracked", "1\n");
        work.write("announced", "1\n");
        work.git(&["add", "-N", "announced"]);
        let aside = |work: &Work| {
            let staged = work.git(&["diff", "--cached", "--", ":!deal", ":!new"]);
            let unstaged = work.git(&["diff", "--", ":!deal", ":!new"]);
            let status = work.git(&["status", "--porcelain", "--", ":!deal", ":!new"]);
            format!("{staged}\n{unstaged}\n{status}")
        };
        let before = aside(&work);
        let changes = [
            ("deal", Some("1\n"), Some("2\n")),
            ("new", None, Some("1\n")),
        ];
        work.open().commit(&change(&changes)).unwrap();
        assert_eq!(aside(&work), before);
        assert_eq!(last(&work), ["M deal", "A new"]);
        assert_eq!(
            work.git(&["status", "--porcelain", "--", "deal", "new"]),
            ""
        );
    });
}

#[test]
fn a_pipeline_in_a_subfolder_commits_there() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("sales/a", "1").write("a", "other");
        work.commit("before");
        let repository = Repository::around(&work.path("sales")).unwrap().unwrap();
        repository
            .commit(&change(&[("a", Some("1"), Some("2"))]))
            .unwrap();
        assert_eq!(last(&work), ["M sales/a"]);
        // A second one, in a linked work tree on a branch of its own.
        work.git(&["worktree", "add", "-q", "-b", "other", "../linked"]);
        let linked = Work(sandbox.home().join("linked"));
        let repository = Repository::around(&linked.path("sales")).unwrap().unwrap();
        let made = repository
            .commit(&change(&[("a", Some("2"), Some("3"))]))
            .unwrap();
        assert_eq!(work.id("other"), made.commit);
        assert_eq!(work.read("sales/a"), "2");
    });
}

#[test]
fn sparse_partial_and_shallow_clones_are_committed_to() {
    hermetic(|sandbox| {
        let origin = sandbox.init("origin");
        origin.write("a/x", "1").write("b/x", "1");
        origin.commit("one");
        origin.write("a/x", "2");
        origin.commit("two");
        origin.git(&["config", "uploadpack.allowFilter", "true"]);
        let url = format!("file://{}", origin.0.display());
        origin.git(&[
            "clone",
            "-q",
            "--depth=1",
            "--sparse",
            "--filter=blob:none",
            &url,
            "../clone",
        ]);
        let work = Work(sandbox.home().join("clone"));
        work.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "a"]);
        work.git(&["config", "user.name", "Li Na"]);
        work.git(&["config", "user.email", "li.na@lanyu.example"]);
        let repository = work.open();
        let changes = [("a/x", Some("2"), Some("3")), ("a/y", None, Some("1"))];
        repository.commit(&change(&changes)).unwrap();
        assert_eq!(last(&work), ["M a/x", "A a/y"]);
        assert_eq!(work.git(&["status", "--porcelain"]), "");
        // Where nothing is checked out, nothing can be made.
        let before = work.standing();
        let trouble = repository
            .commit(&change(&[("b/y", None, Some("1"))]))
            .unwrap_err();
        assert!(
            trouble.message.en.contains("not be in what is checked out"),
            "{trouble:?}"
        );
        assert_eq!(work.standing(), before);
        assert!(!work.path("b").exists());
    });
}

#[test]
fn an_author_may_be_somebody_else() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let errand = Errand {
            author: Some(Identity {
                name: "王强".to_owned(),
                email: "wang.qiang@lanyu.example".to_owned(),
            }),
            message: "  one  \n\n\n# kept\n\n".to_owned(),
            ..change(&[("a", None, Some("1"))])
        };
        work.open().commit(&errand).unwrap();
        assert_eq!(
            work.git(&["log", "-1", "--format=%an %ae, %cn: %B"]),
            "王强 wang.qiang@lanyu.example, Li Na:   one\n\n# kept"
        );
        let author = Identity::author(&work.0).unwrap();
        assert_eq!(author.email, "li.na@lanyu.example");
    });
}

#[test]
#[cfg(unix)]
fn rights_of_a_file_stay() {
    use std::os::unix::fs::PermissionsExt;
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.script("run", "1");
        fs::set_permissions(work.path("run"), fs::Permissions::from_mode(0o750)).unwrap();
        work.commit("before");
        work.open()
            .commit(&change(&[("run", Some("1"), Some("2"))]))
            .unwrap();
        let mode = fs::metadata(work.path("run")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o750);
        assert!(work.git(&["ls-tree", "HEAD", "run"]).starts_with("100755"));
    });
}

#[test]
fn line_ends_and_filters_of_the_user_are_no_change() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.git(&["config", "core.autocrlf", "true"]);
        work.git(&["config", "filter.upper.clean", "tr a-z A-Z"]);
        work.git(&["config", "filter.upper.smudge", "tr A-Z a-z"]);
        work.write(".gitattributes", "*.up filter=upper\n")
            .write("a", "1\r\n")
            .write("b.up", "text\n");
        work.commit("before");
        work.open()
            .commit(&change(&[
                ("a", Some("1\r\n"), Some("2\r\n")),
                ("b.up", Some("text\n"), Some("other\n")),
                ("c.up", None, Some("new\r\n")),
            ]))
            .unwrap();
        assert_eq!(work.git(&["show", "HEAD:b.up"]), "OTHER");
        assert_eq!(work.git(&["cat-file", "-s", "HEAD:a"]), "2");
        assert_eq!(work.git(&["status", "--porcelain"]), "");
    });
}

#[test]
#[cfg(unix)]
fn hooks_of_the_user_run_and_are_told_when_they_change_the_commit() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        work.commit("before");
        work.script(".git/hooks/pre-commit", "#!/bin/sh\ntouch .git/ran\n");
        work.script(
            ".git/hooks/commit-msg",
            "#!/bin/sh\necho 'Checked: yes' >> \"$1\"\n",
        );
        work.open()
            .commit(&change(&[("a", Some("1"), Some("2"))]))
            .unwrap();
        assert!(work.path(".git/ran").exists());
        assert!(
            work.git(&["log", "-1", "--format=%B"])
                .ends_with("Checked: yes")
        );
        work.script(
            ".git/hooks/pre-commit",
            "#!/bin/sh\necho other > a\ngit add a\n",
        );
        let trouble = work
            .open()
            .commit(&change(&[("a", Some("2"), Some("3"))]))
            .unwrap_err();
        assert!(
            trouble
                .message
                .en
                .contains("a hook or another commit changed what it has of a"),
            "{trouble:?}"
        );
        assert_eq!(work.git(&["show", "HEAD:a"]), "other");
    });
}

#[test]
#[cfg(unix)]
fn a_process_that_a_hook_leaves_behind_is_not_waited_for() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.script(".git/hooks/post-commit", "#!/bin/sh\nsleep 30 &\n");
        let begun = std::time::Instant::now();
        work.open()
            .commit(&change(&[("a", None, Some("1"))]))
            .unwrap();
        work.open()
            .commit(&change(&[("a", Some("1"), Some("2"))]))
            .unwrap();
        assert!(begun.elapsed().as_secs() < 25);
    });
}

#[test]
#[cfg(unix)]
fn commits_are_signed_as_configured() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let key = sandbox.home().join("key");
        let made = std::process::Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(&key)
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return; // Nothing to sign with.
        }
        let public = fs::read_to_string(key.with_extension("pub")).unwrap();
        let allowed = sandbox.home().join("allowed");
        fs::write(&allowed, format!("li.na@lanyu.example {public}")).unwrap();
        let allowed = allowed.display().to_string();
        for (name, value) in [
            ("gpg.format", "ssh"),
            ("commit.gpgsign", "true"),
            ("user.signingKey", &key.display().to_string()),
            ("gpg.ssh.allowedSignersFile", &allowed),
        ] {
            work.git(&["config", name, value]);
        }
        work.open()
            .commit(&change(&[("a", None, Some("1"))]))
            .unwrap();
        assert_eq!(work.git(&["log", "-1", "--format=%G?"]), "G");
        // A key that isn't there: no commit, and nothing changed.
        work.git(&["config", "user.signingKey", "/nowhere/key"]);
        let before = work.standing();
        let trouble = work
            .open()
            .commit(&change(&[("a", Some("1"), Some("2"))]))
            .unwrap_err();
        assert!(!trouble.said.is_empty());
        assert_eq!(work.standing(), before);
    });
}

#[test]
fn many_writers_lose_nothing() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("shared/0", "0");
        work.commit("before");
        let (writers, each) = (8, 25);
        std::thread::scope(|scope| {
            for writer in 0..writers {
                let work = &work;
                scope.spawn(move || {
                    let repository = work.open();
                    for number in 0..each {
                        let path = format!("deals/{writer}/{number}.yaml");
                        repository
                            .commit(&change(&[(&path, None, Some("x"))]))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(
            work.git(&["rev-list", "--count", "HEAD"]),
            (writers * each + 1).to_string()
        );
        assert_eq!(
            work.git(&["ls-files", "deals"]).lines().count(),
            writers * each
        );
        assert_eq!(work.git(&["status", "--porcelain"]), "");
        work.is_sound();
    });
}

#[test]
fn of_two_who_read_the_same_one_is_told() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "0");
        work.commit("before");
        let landed: usize = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..6)
                .map(|writer| {
                    let work = &work;
                    scope.spawn(move || {
                        let new = format!("by {writer}");
                        let done = work.open().commit(&change(&[("a", Some("0"), Some(&new))]));
                        if let Err(trouble) = &done {
                            assert!(
                                trouble.message.en.contains("since it was read"),
                                "{trouble:?}"
                            );
                        }
                        usize::from(done.is_ok())
                    })
                })
                .collect();
            writers
                .into_iter()
                .map(|writer| writer.join().unwrap())
                .sum()
        });
        assert_eq!(landed, 1);
        assert_eq!(work.git(&["rev-list", "--count", "HEAD"]), "2");
    });
}

#[test]
fn files_are_written_without_a_commit() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1").write("b", "1");
        work.commit("before");
        // A file that has uncommitted changes may be written too.
        work.write("a", "2");
        let repository = work.open();
        let changes = [
            ("a", Some("2"), Some("3")),
            ("b", Some("1"), None),
            ("c/d", None, Some("1")),
        ];
        repository.write_only(&change(&changes)).unwrap();
        assert_eq!(
            work.git(&["status", "--porcelain", "-uall"]),
            " M a\n D b\n?? c/d"
        );
        let trouble = repository.write_only(&change(&changes)).unwrap_err();
        assert_eq!(trouble.kind, TroubleKind::Overtaken);
        let nothing = repository.write_only(&change(&[("a", Some("x"), Some("x"))]));
        assert_eq!(nothing.unwrap_err().kind, TroubleKind::Nothing);
    });
}

#[test]
fn files_are_written_where_no_repository_is() {
    hermetic(|sandbox| {
        let work = Work(sandbox.home().join("plain"));
        work.write("a", "1");
        let changes = change(&[("a", Some("1"), Some("2")), ("b/c", None, Some("1"))]);
        write(&work.0, &changes.writes).unwrap();
        assert_eq!((work.read("a"), work.read("b/c")), ("2".into(), "1".into()));
        // The second can't be: neither is.
        let changes = change(&[("a", Some("2"), Some("3")), ("b/c/d", None, Some("1"))]);
        write(&work.0, &changes.writes).unwrap_err();
        assert_eq!(work.read("a"), "2");
        let names = fs::read_dir(&work.0).unwrap().count();
        assert_eq!(names, 2);
    });
}

#[test]
fn a_change_whose_journal_stays_stands_and_is_told() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        work.commit("one");
        // A folder can't be removed as a file is.
        work.script(
            ".git/hooks/post-commit",
            "#!/bin/sh\nrm .git/dealdesk/journal\nmkdir -p .git/dealdesk/journal/x\n",
        );
        let made = work
            .open()
            .commit(&change(&[("a", Some("1"), Some("2"))]))
            .unwrap();
        assert_eq!(work.id("HEAD"), made.commit);
        let told = made.message().unwrap();
        for text in [&told.en, &told.zh] {
            assert!(text.contains(&made.commit.short()), "{text}");
            assert!(text.contains("dealdesk/journal"), "{text}");
        }
        assert_eq!(work.read("a"), "2");
        fs::remove_file(work.path(".git/hooks/post-commit")).unwrap();
        fs::remove_dir_all(work.path(".git/dealdesk/journal")).unwrap();
        let made = work
            .open()
            .commit(&change(&[("a", Some("2"), Some("3"))]))
            .unwrap();
        assert_eq!(made.message(), None);
    });
}
