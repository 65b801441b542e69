//! States in which nothing is committed, and nothing is touched.

use crate::sandbox::{Sandbox, Work, change, hermetic};
use dealdesk::git::{Errand, Repository, Trouble, TroubleKind};
use std::fs;

fn begun(sandbox: &Sandbox) -> Work {
    let work = sandbox.init("work");
    work.write("a", "1\n")
        .write("b", "1\n")
        .write("deals/Lanyu/deal.yaml", "1\n");
    work.commit("before");
    work
}

/// Refuses a errand, with everything as it was.
#[track_caller]
fn refused(work: &Work, errand: &Errand) -> Trouble {
    let before = work.standing();
    let trouble = work.open().commit(errand).unwrap_err();
    assert_eq!(work.standing(), before);
    assert!(!work.path(".git/dealdesk/journal").exists());
    let kinds = [TroubleKind::Correctable, TroubleKind::Overtaken];
    assert!(kinds.contains(&trouble.kind), "{trouble:?}");
    trouble
}

#[track_caller]
fn says(trouble: &Trouble, message: &str, hint: &str) {
    assert!(trouble.message.en.contains(message), "{trouble:?}");
    let said = trouble.hint.as_ref().map_or("", |hint| &hint.en);
    assert!(said.contains(hint), "{trouble:?}");
}

fn set_a() -> Errand {
    change(&[("a", Some("1\n"), Some("2\n"))])
}

#[test]
fn a_file_with_other_changes_is_not_swept_in() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        // Changed since it was read.
        work.write("a", "x\n");
        says(&refused(&work, &set_a()), "since it was read", "again");
        // Changed before it was read, and not committed.
        let on_top = change(&[("a", Some("x\n"), Some("y\n"))]);
        says(
            &refused(&work, &on_top),
            "a has changes that aren't committed",
            "--no-commit",
        );
        // Staged, then as it was; staged and changed again.
        work.git(&["add", "a"]);
        work.write("a", "1\n");
        says(
            &refused(&work, &set_a()),
            "a has staged changes",
            "git restore --staged -- a",
        );
        work.write("a", "3\n");
        refused(&work, &change(&[("a", Some("3\n"), Some("2\n"))]));
        work.git(&["checkout", "-q", "HEAD", "--", "a"]);
        // Never committed, removed, announced.
        work.write("new", "1\n");
        let new = change(&[("new", Some("1\n"), Some("2\n"))]);
        says(
            &refused(&work, &new),
            "never committed",
            "commit that first",
        );
        says(
            &refused(&work, &change(&[("new", None, Some("2\n"))])),
            "exists already",
            "",
        );
        work.git(&["add", "-N", "new"]);
        refused(&work, &new);
        fs::remove_file(work.path("b")).unwrap();
        says(
            &refused(&work, &change(&[("b", None, Some("2\n"))])),
            "removed, and that isn't committed",
            "",
        );
    });
}

#[test]
#[cfg(unix)]
fn a_right_to_run_that_is_not_committed_is_a_change() {
    use std::os::unix::fs::PermissionsExt;
    hermetic(|sandbox| {
        let work = begun(sandbox);
        fs::set_permissions(work.path("a"), fs::Permissions::from_mode(0o755)).unwrap();
        says(&refused(&work, &set_a()), "aren't committed", "");
        work.git(&["config", "core.fileMode", "false"]);
        work.open().commit(&set_a()).unwrap();
        assert!(work.git(&["ls-tree", "HEAD", "a"]).starts_with("100644"));
    });
}

#[test]
fn operations_under_way_are_not_disturbed() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.git(&["checkout", "-q", "-b", "side"]);
        work.write("b", "2\n");
        work.commit("side");
        work.git(&["checkout", "-q", "main"]);
        work.write("b", "3\n");
        work.commit("main");
        for (begin, name) in [
            (vec!["merge", "side"], "merge"),
            (vec!["rebase", "side"], "rebase"),
            (vec!["cherry-pick", "side"], "cherry-pick"),
        ] {
            assert!(!work.command(&begin).output().unwrap().status.success());
            let trouble = refused(&work, &set_a());
            says(
                &trouble,
                &format!("a git {name} is under way"),
                &format!("git {name} --abort"),
            );
            work.git(&[name, "--abort"]);
        }
        work.git(&["bisect", "start"]);
        says(
            &refused(&work, &set_a()),
            "bisect is under way",
            "git bisect reset",
        );
        work.git(&["bisect", "reset"]);
        // A conflict may be left without an operation.
        work.git(&["checkout", "-q", "HEAD~1"]);
        work.git(&["checkout", "-q", "-B", "other"]);
        work.write("b", "9\n");
        work.git(&["stash", "-q"]);
        work.git(&["reset", "-q", "--hard", "main"]);
        assert!(
            !work
                .command(&["stash", "pop"])
                .output()
                .unwrap()
                .status
                .success()
        );
        says(
            &refused(&work, &set_a()),
            "b has a merge conflict",
            "git add b",
        );
    });
}

#[test]
fn a_commit_needs_a_branch_and_a_work_tree() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.git(&["checkout", "-q", "--detach"]);
        says(
            &refused(&work, &set_a()),
            "no branch is checked out",
            "git switch",
        );
        work.git(&["clone", "-q", "--bare", ".", "../bare.git"]);
        let bare = Repository::around(&sandbox.home().join("bare.git"))
            .unwrap()
            .unwrap();
        says(&bare.commit(&set_a()).unwrap_err(), "bare repository", "");
        says(
            &bare.write_only(&set_a()).unwrap_err(),
            "bare repository",
            "",
        );
    });
}

#[test]
fn git_must_know_who_commits() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.git(&["config", "--unset", "user.email"]);
        let before = work.git(&["status", "--porcelain"]);
        let trouble = work.open().commit(&set_a()).unwrap_err();
        says(
            &trouble,
            "doesn't know who you are",
            "git config --global user.email",
        );
        says(&trouble, "", "git config --global user.name");
        assert_eq!(work.git(&["status", "--porcelain"]), before);
    });
}

#[test]
fn what_git_was_told_to_skip_is_not_left_out_of_a_commit() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.git(&["update-index", "--skip-worktree", "a"]);
        let both = change(&[("a", Some("1\n"), Some("2\n")), ("b", Some("1\n"), None)]);
        let trouble = refused(&work, &both);
        says(&trouble, "not to look at a", "--no-skip-worktree a");
        assert_eq!(work.read("a"), "1\n");
    });
}

#[test]
fn a_lock_of_another_git_is_named_and_left() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.write(".git/index.lock", "");
        let trouble = work.open().commit(&set_a()).unwrap_err();
        says(&trouble, "index.lock", "remove the file");
        assert_eq!(trouble.kind, TroubleKind::Correctable);
        assert!(work.path(".git/index.lock").exists());
        assert_eq!(work.read("a"), "1\n");
        fs::remove_file(work.path(".git/index.lock")).unwrap();
        work.open().commit(&set_a()).unwrap();
    });
}

#[test]
fn new_files_stand_where_git_takes_them_and_nobody_confuses_them() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.write(".gitignore", "*.tmp\nout/\n");
        work.commit("ignore");
        let new = |path: &str| change(&[("a", Some("1\n"), Some("2\n")), (path, None, Some("x"))]);
        for path in ["x.tmp", "out/deal.yaml"] {
            says(
                &refused(&work, &new(path)),
                "ignored by .gitignore",
                "git check-ignore -v",
            );
        }
        for path in [
            "A",
            "deals/lanyu/deal.yaml",
            "DEALS/x",
            "deals/Lanyu/Deal.yaml",
        ] {
            says(&refused(&work, &new(path)), "same name", "");
        }
        work.git(&["init", "-q", "inner"]);
        says(
            &refused(&work, &new("inner/deal.yaml")),
            "in another repository, inner",
            "",
        );
        work.git(&["-c", "advice.addEmbeddedRepo=false", "init", "-q", "sub"]);
        let target = work.git(&["rev-parse", "HEAD"]);
        work.git(&[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("160000,{target},sub"),
        ]);
        work.git(&["commit", "-q", "-m", "sub"]);
        fs::remove_dir_all(work.path("sub")).unwrap();
        says(
            &refused(&work, &new("sub/deal.yaml")),
            "in another repository, sub",
            "",
        );
        refused(&work, &new("a/below"));
        refused(&work, &new("deals"));
        refused(&work, &new(&format!("deals/{}", "x".repeat(300))));
    });
}

#[test]
#[cfg(unix)]
fn nothing_is_written_through_a_link() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        fs::create_dir(sandbox.home().join("outside")).unwrap();
        std::os::unix::fs::symlink("../outside", work.path("link")).unwrap();
        std::os::unix::fs::symlink("../outside/file", work.path("file")).unwrap();
        work.commit("links");
        says(
            &refused(&work, &change(&[("link/x", None, Some("1"))])),
            "symbolic link",
            "",
        );
        says(
            &refused(&work, &change(&[("file", None, Some("1"))])),
            "no plain file",
            "",
        );
        assert_eq!(
            fs::read_dir(sandbox.home().join("outside"))
                .unwrap()
                .count(),
            0
        );
    });
}

#[test]
#[cfg(unix)]
fn a_hook_that_refuses_leaves_everything_as_it_was() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.write("b", "staged\n");
        work.git(&["add", "b"]);
        for hook in ["pre-commit", "commit-msg", "prepare-commit-msg"] {
            let script = format!(".git/hooks/{hook}");
            work.script(
                &script,
                "#!/bin/sh\necho 'no\u{1b}[31m, says the hook'\necho why >&2\nexit 1\n",
            );
            let all = change(&[
                ("a", Some("1\n"), Some("2\n")),
                ("deals/Lanyu/deal.yaml", Some("1\n"), None),
                ("deals/new/deep/deal.yaml", None, Some("1")),
            ]);
            let trouble = refused(&work, &all);
            says(&trouble, "files are as they were", "hook");
            assert_eq!(*trouble.said, ["no\u{1b}[31m, says the hook", "why"]);
            assert!(!work.path("deals/new").exists());
            fs::remove_file(work.path(&script)).unwrap();
        }
    });
}

#[test]
#[cfg(unix)]
fn a_folder_that_can_not_be_written_is_told() {
    hermetic(|sandbox| {
        // A file in the place of a folder does what a missing right does, to root too.
        let work = begun(sandbox);
        work.write(".git/dealdesk", "");
        let trouble = work.open().commit(&set_a()).unwrap_err();
        says(&trouble, "dealdesk", "");
        assert_eq!(work.read("a"), "1\n");
    });
}
