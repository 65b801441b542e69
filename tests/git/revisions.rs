//! The files of a revision and of the index, and what differs between two.

use crate::sandbox::{Sandbox, Work, hermetic, paths};
use dealdesk::files::{Entry, Files, Unread};
use dealdesk::git::{Delta, Mode, Repository};
use std::fs;

/// Repositories that the library can and can't open.
fn both(sandbox: &Sandbox, test: impl Fn(&Work)) {
    test(&sandbox.init("sha1"));
    test(&sandbox.init_with("sha256", &["--object-format=sha256"]));
    let reftable = sandbox.init_with("reftable", &["--ref-format=reftable"]);
    test(&reftable);
}

fn shown(delta: &Delta) -> String {
    let side = |side: Option<_>| if Option::is_some(&side) { '+' } else { '-' };
    let (before, after) = (side(delta.before), side(delta.after));
    format!("{before}{after} {}", delta.path)
}

#[test]
fn a_revision_is_read_as_files() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            work.write("pipeline.yaml", "p")
                .write("deals/a/deal.yaml", "one");
            let first = work.commit("first");
            work.write("deals/a/deal.yaml", "two")
                .write("deals/b/deal.yaml", "b");
            fs::remove_file(work.path("pipeline.yaml")).unwrap();
            work.commit("second");
            let repository = work.open();
            let files = repository.snapshot(first).unwrap();
            assert_eq!(paths(&files), ["deals/a/deal.yaml", "pipeline.yaml"]);
            assert_eq!(files.read("deals/a/deal.yaml", 3).unwrap(), b"one");
            let refused = files.read("deals/a/deal.yaml", 2);
            assert!(matches!(refused, Err(Unread::TooLarge(3))));
            assert!(matches!(
                files.read("deals/b/deal.yaml", 9),
                Err(Unread::Failed(_))
            ));
            assert_eq!(files.at("deals").unwrap(), Entry::Folder);
            assert_eq!(files.at("").unwrap(), Entry::Folder);
            assert_eq!(files.at("pipeline.yaml").unwrap(), Entry::File);
            assert!(files.at("pipeline.yaml/x").is_err());
            assert!(files.at("deals/x/y").is_err());
            let deals = files.list("deals/", &|path| path == "deals/a");
            assert!(deals.paths.is_empty());
            assert!(files.list("nowhere/", &|_| false).paths.is_empty());
            let digest = files.digest("deals/a/deal.yaml").unwrap();
            assert_eq!(
                digest,
                "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
            );
        });
    });
}

#[test]
fn links_submodules_and_odd_names_are_told() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            work.write("run.sh", "x").write("a\nb.yaml", "odd");
            work.git(&["add", "-A"]);
            work.git(&["update-index", "--chmod=+x", "run.sh"]);
            let target = work.git(&["hash-object", "-w", "run.sh"]);
            for (mode, path) in [("120000", "link"), ("160000", "sub")] {
                let entry = format!("{mode},{target},{path}");
                work.git(&["update-index", "--add", "--cacheinfo", &entry]);
            }
            work.git(&["commit", "-q", "-m", "odd"]);
            let repository = work.open();
            let snapshot = repository.snapshot(work.id("HEAD")).unwrap();
            let staged = repository.staged().unwrap();
            for files in [&snapshot as &dyn Files, &staged] {
                assert_eq!(paths(files), ["a\nb.yaml", "run.sh"]);
                assert_eq!(files.at("link").unwrap(), Entry::Link);
                assert_eq!(files.at("sub").unwrap(), Entry::Repository);
                assert_eq!(files.at("run.sh").unwrap(), Entry::File);
                assert_eq!(files.list("", &|_| false).refused.len(), 2);
                assert!(matches!(files.read("link", 99), Err(Unread::Failed(_))));
            }
        });
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_not_utf8_is_refused_and_the_rest_is_read() {
    use std::os::unix::ffi::OsStrExt;
    hermetic(|sandbox| {
        both(sandbox, |work| {
            let name = std::ffi::OsStr::from_bytes(b"d\xff");
            fs::create_dir(work.0.join(name)).unwrap();
            fs::write(work.0.join(name).join("deal.yaml"), "x").unwrap();
            fs::write(
                work.0.join(name).join(std::ffi::OsStr::from_bytes(b"\xfe")),
                "x",
            )
            .unwrap();
            work.write("good.yaml", "x");
            let id = work.commit("odd");
            let repository = work.open();
            let files = repository.snapshot(id).unwrap();
            let staged = repository.staged().unwrap();
            assert_eq!(files.list("", &|_| false).refused.len(), 1);
            assert_eq!(staged.list("", &|_| false).refused.len(), 2);
            assert!(paths(&files).contains(&"good.yaml".to_owned()));
        });
    });
}

#[test]
fn differences_skip_what_is_equal() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            work.write("a/x", "1")
                .write("b/x", "1")
                .write("c", "1")
                .write("d/x", "1");
            let base = work.commit("base");
            work.write("a/x", "2").write("e/f/g", "1");
            fs::remove_file(work.path("c")).unwrap();
            fs::remove_dir_all(work.path("d")).unwrap();
            work.write("c/x", "1").write("d", "1");
            let head = work.commit("head");
            let repository = work.open();
            let changed = repository.changed(base, head).unwrap();
            let changed: Vec<_> = changed.iter().map(shown).collect();
            assert_eq!(
                changed,
                ["++ a/x", "+- c", "-+ c/x", "-+ d", "+- d/x", "-+ e/f/g"]
            );
            assert!(repository.changed(head, head).unwrap().is_empty());
        });
    });
}

#[test]
fn a_pipeline_in_a_subfolder_sees_only_itself() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            work.write("README", "x")
                .write("sales/deals/a.yaml", "1")
                .write("sales2/x", "1");
            let base = work.commit("base");
            work.write("README", "y")
                .write("sales/deals/a.yaml", "2")
                .write("sales2/x", "2");
            let head = work.commit("head");
            let repository = Repository::around(&work.path("sales")).unwrap().unwrap();
            assert_eq!(repository.prefix(), "sales/");
            assert_eq!(paths(&repository.snapshot(base).unwrap()), ["deals/a.yaml"]);
            assert_eq!(paths(&repository.staged().unwrap()), ["deals/a.yaml"]);
            let changed = repository.changed(base, head).unwrap();
            assert_eq!(
                changed.iter().map(shown).collect::<Vec<_>>(),
                ["++ deals/a.yaml"]
            );
        });
    });
}

#[test]
fn the_index_is_what_is_staged() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            work.write("a", "1").write("empty", "");
            work.commit("first");
            work.write("a", "2");
            work.git(&["add", "a"]);
            work.write("a", "3").write("announced", "x");
            work.git(&["add", "-N", "announced"]);
            let repository = work.open();
            let staged = repository.staged().unwrap();
            assert_eq!(staged.read("a", 9).unwrap(), b"2");
            assert_eq!(paths(&staged), ["a", "empty"]);
        });
    });
}

#[test]
fn a_conflict_in_the_index_is_refused() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        work.commit("base");
        work.git(&["checkout", "-q", "-b", "side"]);
        work.write("a", "2");
        work.commit("side");
        work.git(&["checkout", "-q", "main"]);
        work.write("a", "3");
        work.commit("main");
        assert!(
            !work
                .command(&["merge", "-q", "side"])
                .status()
                .unwrap()
                .success()
        );
        let Err(trouble) = work.open().staged() else {
            panic!("a conflict was read");
        };
        assert!(
            trouble.message.en.contains("a has a merge conflict"),
            "{trouble:?}"
        );
    });
}

#[test]
fn an_executable_file_differs_from_a_plain_one() {
    hermetic(|sandbox| {
        let work = sandbox.init("work");
        work.write("a", "1");
        let base = work.commit("base");
        work.git(&["update-index", "--chmod=+x", "a"]);
        work.git(&["commit", "-q", "-m", "run"]);
        let changed = work.open().changed(base, work.id("HEAD")).unwrap();
        assert_eq!(changed[0].before.unwrap().mode, Mode::File);
        assert_eq!(changed[0].after.unwrap().mode, Mode::Executable);
        assert_eq!(
            changed[0].before.unwrap().blob,
            changed[0].after.unwrap().blob
        );
    });
}

#[test]
fn contents_are_read_by_name_in_any_number() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            for number in 0..200 {
                work.write(
                    &format!("f{number}"),
                    format!("content {number}\n").repeat(number + 1),
                );
            }
            let id = work.commit("many");
            let repository = work.open();
            let files = repository.snapshot(id).unwrap();
            let ids: Vec<_> = (0..200)
                .map(|n| files.blob(&format!("f{n}")).unwrap())
                .collect();
            let mut blobs = repository.blobs().unwrap();
            let mut seen = 0;
            blobs.read_each(ids.iter().copied(), 1000, |id, content| {
                assert_eq!(id, ids[seen]);
                let expected = work.read(&format!("f{seen}"));
                match content {
                    Ok(bytes) => assert_eq!(bytes, expected.as_bytes()),
                    Err(Unread::TooLarge(size)) => assert_eq!(size, expected.len() as u64),
                    Err(other) => panic!("{other:?}"),
                }
                seen += 1;
            });
            assert_eq!(seen, 200);
            let nothing = dealdesk::git::BlobId(id.0);
            assert!(matches!(blobs.read(nothing, 9999), Err(Unread::Failed(_))));
            assert_eq!(blobs.read(ids[0], 99).unwrap(), b"content 0\n");
        });
    });
}

#[test]
fn many_threads_read_one_snapshot() {
    hermetic(|sandbox| {
        both(sandbox, |work| {
            for number in 0..50 {
                work.write(&format!("d{number}/f"), number.to_string());
            }
            let id = work.commit("many");
            let repository = work.open();
            let files = repository.snapshot(id).unwrap();
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        for number in 0..50 {
                            let read = files.read(&format!("d{number}/f"), 99).unwrap();
                            assert_eq!(read, number.to_string().as_bytes());
                        }
                    });
                }
            });
        });
    });
}
