//! Which repository it is, and where it stands.

use crate::sandbox::{Work, hermetic};
use dealdesk::git::{Head, Operation, Repository, TroubleKind};
use std::fs;

#[test]
fn no_repository_is_none() {
    hermetic(|sandbox| {
        assert!(Repository::around(sandbox.home()).unwrap().is_none());
        // An empty `.git` is none either.
        fs::create_dir(sandbox.home().join(".git")).unwrap();
        assert!(Repository::around(sandbox.home()).unwrap().is_none());
    });
}

#[test]
fn heads_are_unborn_on_a_branch_or_detached() {
    hermetic(|sandbox| {
        for format in ["sha1", "sha256"] {
            let work = sandbox.init_with(format, &["--object-format", format]);
            let repository = work.open();
            assert_eq!(repository.head().unwrap(), Head::Unborn("main".into()));
            let commit = work.commit("one");
            let name = "main".to_owned();
            assert_eq!(repository.head().unwrap(), Head::Branch { name, commit });
            work.git(&["checkout", "-q", "--detach"]);
            assert_eq!(repository.head().unwrap(), Head::Detached(commit));
            assert_eq!(repository.head().unwrap().commit(), Some(commit));
        }
    });
}

#[test]
fn revisions_are_resolved_as_git_does() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let one = work.commit("one");
        let two = work.commit("two");
        work.git(&["tag", "-a", "-m", "tag", "v1", "HEAD~1"]);
        let repository = work.open();
        for (revision, commit) in [
            ("HEAD", two),
            ("main~1", one),
            ("v1", one),
            ("HEAD^{/two}", two),
        ] {
            assert_eq!(repository.resolve(revision).unwrap(), commit, "{revision}");
        }
        assert_eq!(repository.resolve(&one.short()).unwrap(), one);
        for revision in [
            "",
            "nowhere",
            "--help",
            "-h",
            "HEAD:",
            "a\0b",
            "HEAD..main",
            "v2",
            "\n",
        ] {
            let trouble = repository.resolve(revision).unwrap_err();
            assert_eq!(trouble.kind, TroubleKind::Correctable, "{revision}");
            assert!(trouble.message.en.contains("no revision"), "{trouble:?}");
        }
    });
}

#[test]
fn ancestry_is_told() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let base = work.commit("base");
        work.git(&["checkout", "-q", "-b", "side"]);
        let side = work.commit("side");
        work.git(&["checkout", "-q", "main"]);
        let main = work.commit("main");
        work.git(&["checkout", "-q", "--orphan", "other"]);
        let other = work.commit("other");
        let repository = work.open();
        assert_eq!(repository.merge_base(side, main).unwrap(), Some(base));
        assert_eq!(repository.merge_base(side, other).unwrap(), None);
        assert!(repository.is_ancestor(base, main).unwrap());
        assert!(repository.is_ancestor(main, main).unwrap());
        assert!(!repository.is_ancestor(side, main).unwrap());
    });
}

#[test]
fn operations_under_way_are_told() {
    hermetic(|sandbox| {
        for format in ["files", "reftable"] {
            let work = sandbox.init_with(format, &["--ref-format", format]);
            work.write("a", "1");
            work.commit("base");
            work.git(&["checkout", "-q", "-b", "side"]);
            work.write("a", "2");
            work.commit("side");
            work.git(&["format-patch", "-q", "-1", "-o", "../patches"]);
            work.git(&["checkout", "-q", "main"]);
            work.write("a", "3");
            work.commit("main");
            let repository = work.open();
            assert_eq!(repository.operation(), None);
            let patch = "../patches/0001-side.patch";
            for (operation, begin) in [
                (Operation::Merge, vec!["merge", "side"]),
                (Operation::Rebase, vec!["rebase", "side"]),
                (Operation::CherryPick, vec!["cherry-pick", "side"]),
                (Operation::Revert, vec!["revert", "--no-edit", "side"]),
                (Operation::Am, vec!["am", patch]),
            ] {
                assert!(!work.command(&begin).output().unwrap().status.success());
                assert_eq!(repository.operation(), Some(operation), "{format}");
                work.git(&[operation.command(), "--abort"]);
                assert_eq!(repository.operation(), None, "{format}");
            }
            work.git(&["bisect", "start"]);
            assert_eq!(repository.operation(), Some(Operation::Bisect));
        }
    });
}

#[test]
fn a_linked_work_tree_is_a_repository_of_its_own_standing() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let commit = work.commit("one");
        work.git(&["worktree", "add", "-q", "-b", "other", "../linked"]);
        let linked = Work(sandbox.home().join("linked"));
        let repository = linked.open();
        let name = "other".to_owned();
        assert_eq!(repository.head().unwrap(), Head::Branch { name, commit });
        assert_eq!(repository.folder(), linked.0);
        assert_eq!(repository.common_dir(), work.path(".git"));
        assert_eq!(repository.git_dir(), work.path(".git/worktrees/linked"));
    });
}

#[test]
fn a_submodule_is_its_own_repository() {
    hermetic(|sandbox| {
        let inner = sandbox.init("inner");
        inner.write("deal.yaml", "x");
        let commit = inner.commit("inner");
        let outer = sandbox.init("outer");
        outer.git(&[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            "../inner",
            "sub",
        ]);
        outer.commit("outer");
        let repository = Repository::around(&outer.path("sub")).unwrap().unwrap();
        assert_eq!(repository.prefix(), "");
        assert_eq!(repository.head().unwrap().commit(), Some(commit));
    });
}

#[test]
fn a_bare_repository_is_read_at_a_revision() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("sales/deal.yaml", "x");
        let commit = work.commit("one");
        work.git(&["clone", "-q", "--bare", ".", "../bare.git"]);
        let bare = Repository::around(&sandbox.home().join("bare.git"))
            .unwrap()
            .unwrap();
        assert!(bare.is_bare());
        assert_eq!(bare.resolve("main").unwrap(), commit);
        let bare = bare.with_prefix("sales");
        let files = bare.snapshot(commit).unwrap();
        assert_eq!(crate::sandbox::paths(&files), ["deal.yaml"]);
    });
}

#[test]
fn a_bare_repository_in_a_work_tree_is_just_files() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        let commit = work.commit("one");
        work.git(&["init", "-q", "--bare", "deals"]);
        let repository = Repository::around(&work.path("deals")).unwrap().unwrap();
        assert_eq!(
            (repository.is_bare(), repository.prefix()),
            (false, "deals/")
        );
        assert_eq!(repository.head().unwrap().commit(), Some(commit));
    });
}

#[test]
#[cfg(unix)]
fn a_pipeline_reached_by_a_link_is_where_the_link_goes() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("sales/x", "1");
        work.commit("one");
        let link = sandbox.home().join("link");
        std::os::unix::fs::symlink(work.path("sales"), &link).unwrap();
        let repository = Repository::around(&link).unwrap().unwrap();
        assert_eq!(repository.prefix(), "sales/");
    });
}

#[test]
fn sparse_and_partial_clones_are_read() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a/x", "1").write("b/x", "2");
        let commit = work.commit("one");
        work.git(&["config", "uploadpack.allowFilter", "true"]);
        let url = format!("file://{}", work.0.display());
        work.git(&[
            "clone",
            "-q",
            "--sparse",
            "--filter=blob:none",
            &url,
            "../partial",
        ]);
        let partial = Work(sandbox.home().join("partial"));
        partial.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "a"]);
        let repository = partial.open();
        let files = repository.snapshot(commit).unwrap();
        use dealdesk::files::Files;
        assert_eq!(crate::sandbox::paths(&files), ["a/x", "b/x"]);
        assert_eq!(files.read("a/x", 9).unwrap(), b"1");
        // Nothing is fetched: what this clone lacks is told.
        let lacking = files.read("b/x", 9);
        assert!(
            matches!(lacking, Err(dealdesk::files::Unread::Lacking)),
            "{lacking:?}"
        );
        assert_eq!(
            crate::sandbox::paths(&repository.staged().unwrap()),
            ["a/x", "b/x"]
        );
    });
}
