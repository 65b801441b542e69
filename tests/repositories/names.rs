//! Names that other systems take for one: history made on Linux may hold both.

use crate::Work;

/// The same name to a reader: with a combining accent, and composed.
const DECOMPOSED: &str = "cafe\u{301}-a1";
const COMPOSED: &str = "caf\u{e9}-a1";

/// The small pipeline, and copies of its deal under names that collide.
fn twins() -> Work {
    let work = Work::new(&[]);
    let deal = work.read(crate::pipeline::DEAL);
    for id in [DECOMPOSED, COMPOSED, "Lanyu-A1"] {
        work.write(&format!("deals/{id}/deal.yaml"), &deal);
    }
    work.commit("twins");
    work
}

#[test]
#[cfg(target_os = "linux")]
fn twins_are_findings_on_both_wherever_they_are_looked_at() {
    let work = twins();
    for args in [&["check"][..], &["check", "--since", "HEAD~1"]] {
        let ran = work.deal(args);
        assert_eq!(ran.status, 1, "{args:?}: {}", ran.err);
        for path in [DECOMPOSED, COMPOSED, "Lanyu-A1"] {
            let place = format!("\n--> deals/{path}/deal.yaml\n");
            assert!(ran.out.contains(&place), "{args:?} {path}: {}", ran.out);
        }
        assert!(ran.out.contains("error[colliding-path]"), "{}", ran.out);
    }
    let whole = work.deal(&["check"]).out;
    assert!(
        whole.contains("\n--> deals/lanyu-a1/deal.yaml\n"),
        "{whole}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_change_means_just_the_one_that_is_named() {
    let work = twins();
    for id in [DECOMPOSED, COMPOSED, "lanyu-a1", "Lanyu-A1"] {
        let path = format!("deals/{id}/deal.yaml");
        work.does(&["set", &path, "amount=6001", "--as", "li-na"]);
        let quoted = [
            "-c",
            "core.quotePath=false",
            "show",
            "--format=",
            "--name-status",
            "HEAD",
        ];
        assert_eq!(work.git(&quoted), format!("M\t{path}"));
        let history = work.deal(&["history", &path]);
        match id {
            "lanyu-a1" => assert!(history.out.contains("→ 6,001.00 CNY"), "{}", history.out),
            // What has no id is no record.
            _ => {
                assert_eq!(history.status, 3);
                assert!(
                    history.err.contains("its id may be no id"),
                    "{}",
                    history.err
                );
            }
        }
    }
    assert!(
        work.does(&["diff", "HEAD~4.."])
            .starts_with("1 dossier changed")
    );
    assert_eq!(work.git(&["status", "--porcelain"]), "");
    assert_eq!(work.deal(&["audit"]).status, 0);
}

#[test]
fn no_record_is_made_beside_its_twin() {
    let work = Work::new(&[]);
    let new = |id| {
        [
            "new",
            "deal",
            "title=x",
            "owner=li-na",
            "customer=lanyu",
            "--id",
            id,
            "--as",
            "li-na",
        ]
    };
    work.refuses(&new("Lanyu-A1"), "an id has lower-case letters", "");
    work.refuses(&new(DECOMPOSED), "an id has lower-case letters", "");
    std::fs::create_dir(work.root.join("deals/New-A2")).unwrap();
    work.refuses(
        &new("new-a2"),
        "which many systems take for the same name",
        "",
    );
    // Git may be told that the system doesn't tell cases apart.
    work.git(&["config", "core.ignoreCase", "true"]);
    work.git(&["config", "core.precomposeUnicode", "true"]);
    work.does(&new("new-a3"));
}

#[test]
fn an_attachment_keeps_the_name_that_it_came_with() {
    let work = Work::new(&[]);
    let path = format!("deals/lanyu-a1/files/{DECOMPOSED}.pdf");
    work.write(&path, "1");
    work.commit("a file");
    work.works();
    assert!(work.root.join(path).exists());
}
