//! Repositories that want something run, and environments that mean another repository.

use crate::sandbox::{Sandbox, Work, hermetic, paths};
use dealdesk::git::{Query, Repository};
use std::fs;
use std::process::Command;

/// A repository whose configuration names a command wherever Git takes one; each writes a file when it is run.
fn armed(sandbox: &Sandbox) -> Work {
    let work = sandbox.init("armed");
    work.write("a.yaml", "1").write("b.yaml", "1");
    work.commit("one");
    work.write(".gitattributes", "* diff=evil filter=evil\n");
    work.commit("two");
    let trap = |name: &str| {
        let script = sandbox.home().join(format!("trap-{name}"));
        let canary = sandbox.home().join(format!("canary-{name}"));
        fs::write(
            &script,
            format!("#!/bin/sh\ntouch '{}'\nexec cat\n", canary.display()),
        )
        .unwrap();
        executable(&script);
        script.display().to_string()
    };
    let hooks = sandbox.home().join("hooks");
    fs::create_dir(&hooks).unwrap();
    for hook in [
        "post-index-change",
        "reference-transaction",
        "pre-commit",
        "post-checkout",
    ] {
        fs::copy(trap("hook"), hooks.join(hook)).unwrap();
    }
    for (key, value) in [
        ("core.fsmonitor", trap("fsmonitor")),
        ("core.hooksPath", hooks.display().to_string()),
        ("core.pager", trap("pager")),
        ("core.editor", trap("editor")),
        ("core.sshCommand", trap("ssh")),
        ("core.alternateRefsCommand", trap("alternates")),
        ("diff.external", trap("external")),
        ("diff.evil.textconv", trap("textconv")),
        ("diff.evil.command", trap("driver")),
        ("filter.evil.clean", trap("clean")),
        ("filter.evil.smudge", trap("smudge")),
        ("filter.evil.process", trap("process")),
        ("gpg.program", trap("gpg")),
        ("gpg.ssh.program", trap("gpg-ssh")),
        ("log.showSignature", "true".into()),
        ("pager.diff-tree", trap("pager-of")),
        ("alias.rev-list", format!("!{}", trap("alias"))),
        ("remote.origin.url", format!("ext::{}", trap("remote"))),
        ("protocol.ext.allow", "always".into()),
        ("remote.origin.promisor", "true".into()),
    ] {
        work.git(&["config", key, &value]);
    }
    work
}

fn executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn sprung(sandbox: &Sandbox) -> Vec<String> {
    let names = fs::read_dir(sandbox.home()).unwrap().flatten();
    names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("canary"))
        .collect()
}

#[test]
fn reads_run_nothing_that_the_repository_names() {
    hermetic(|sandbox| {
        let work = armed(sandbox);
        work.write("a.yaml", "2");
        // The traps do work.
        let _ = work.command(&["add", "a.yaml"]).output();
        assert!(
            sprung(sandbox)
                .iter()
                .any(|name| name.contains("fsmonitor"))
        );
        assert!(
            sprung(sandbox)
                .iter()
                .any(|name| name.contains("clean") || name.contains("process"))
        );
        for canary in sprung(sandbox) {
            fs::remove_file(sandbox.home().join(canary)).unwrap();
        }
        // A content that this clone lacks would be fetched.
        let blob = work.git(&["rev-parse", "HEAD:b.yaml"]);
        fs::remove_file(work.path(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).ok();
        for canary in sprung(sandbox) {
            fs::remove_file(sandbox.home().join(canary)).unwrap();
        }
        // With the library, and where it can't open the repository.
        for partial in [false, true] {
            if partial {
                let config = work.path(".git/config");
                let text = fs::read_to_string(&config).unwrap();
                let text =
                    text.replace("repositoryformatversion = 0", "repositoryformatversion = 1");
                fs::write(&config, text + "[extensions]\n\tpartialClone = origin\n").unwrap();
            }
            let repository = work.open();
            let head = repository.resolve("HEAD").unwrap();
            let base = repository.resolve("HEAD~1").unwrap();
            repository.head().unwrap();
            repository.operation();
            repository.merge_base(base, head).unwrap();
            repository.is_ancestor(base, head).unwrap();
            repository.changed(base, head).unwrap();
            let query = Query {
                from: vec![head],
                ..Query::default()
            };
            assert_eq!(repository.log(&query).unwrap().count(), 2);
            use dealdesk::files::Files;
            for files in [
                &repository.snapshot(head).unwrap() as &dyn Files,
                &repository.staged().unwrap(),
            ] {
                for path in paths(files) {
                    let _ = files.read(&path, 9999);
                }
            }
            let lacking = repository.snapshot(head).unwrap().blob("b.yaml").unwrap();
            assert!(repository.blobs().unwrap().read(lacking, 99).is_err());
            assert_eq!(sprung(sandbox), [""; 0]);
        }
    });
}

#[test]
fn a_work_tree_elsewhere_is_refused() {
    hermetic(|sandbox| {
        for format in ["sha1", "sha256"] {
            let work = sandbox.init_with(format, &["--object-format", format]);
            work.commit("one");
            work.git(&["config", "core.worktree", "/usr"]);
            let Err(trouble) = Repository::around(&work.0) else {
                panic!("another folder was taken for the work tree");
            };
            assert!(trouble.message.en.contains("core.worktree"), "{trouble:?}");
        }
    });
}

#[test]
fn a_repository_of_somebody_else_is_not_trusted() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.commit("one");
        let other = std::os::unix::fs::chown(work.path(".git"), Some(12345), None)
            .and_then(|()| std::os::unix::fs::chown(&work.0, Some(12345), None));
        if other.is_err() {
            return; // Only root can give a folder away.
        }
        let Err(trouble) = Repository::around(&work.0) else {
            panic!("a stranger's repository was trusted");
        };
        let hint = trouble.hint.unwrap().en;
        assert!(
            hint.contains("git config --global --add safe.directory"),
            "{hint}"
        );
        work.git(&[
            "config",
            "--global",
            "--add",
            "safe.directory",
            &work.0.display().to_string(),
        ]);
        work.open().resolve("HEAD").unwrap();
    });
}

/// Runs a test of this file again, in the environment of a hook.
fn again(test: &str, folder: &Work, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--include-ignored"])
        .current_dir(&folder.0)
        .envs(variables.iter().copied())
        .env("DEALDESK_TEST_HOOK", &folder.0)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{variables:?}: {said}{errors}");
}

#[test]
fn a_hook_s_index_counts_only_in_its_own_repository() {
    if let Some(folder) = std::env::var_os("DEALDESK_TEST_HOOK") {
        let expected = std::env::var("DEALDESK_TEST_STAGED").unwrap();
        let staged = Work(folder.into()).open();
        assert_eq!(paths(&staged.staged().unwrap()), [expected]);
        return;
    }
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        work.commit("one");
        let index = work.path(".git/next-index-1.lock").display().to_string();
        let mut command = work.command(&["rm", "-q", "--cached", "a"]);
        fs::copy(work.path(".git/index"), &index).unwrap();
        assert!(
            command
                .env("GIT_INDEX_FILE", &index)
                .status()
                .unwrap()
                .success()
        );
        work.write("b", "1");
        let mut command = work.command(&["add", "b"]);
        assert!(
            command
                .env("GIT_INDEX_FILE", &index)
                .status()
                .unwrap()
                .success()
        );
        let other = sandbox.init("other");
        let elsewhere = other.path(".git").display().to_string();
        let git_dir = work.path(".git").display().to_string();
        let test = "hostile::a_hook_s_index_counts_only_in_its_own_repository";
        for (variables, expected) in [
            (vec![("GIT_INDEX_FILE", index.as_str())], "b"),
            (vec![("GIT_INDEX_FILE", ".git/next-index-1.lock")], "b"),
            (vec![("GIT_INDEX_FILE", &index), ("GIT_DIR", &git_dir)], "b"),
            (vec![("GIT_INDEX_FILE", &index), ("GIT_DIR", ".git")], "b"),
            (
                vec![("GIT_INDEX_FILE", &index), ("GIT_DIR", &elsewhere)],
                "a",
            ),
            (
                vec![("GIT_DIR", &elsewhere), ("GIT_WORK_TREE", "/usr")],
                "a",
            ),
        ] {
            again(
                test,
                &work,
                &[&variables[..], &[("DEALDESK_TEST_STAGED", expected)]].concat(),
            );
        }
    });
}
