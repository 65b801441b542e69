//! Changes that are killed, or that the system stops: what is left is the old or the new, in all files.

use crate::sandbox::{Sandbox, Work, change, hermetic};
use dealdesk::git::{Errand, Recovered, Write};
use std::env;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The number of kills: `DEALDESK_TEST_KILLS=500 cargo test --test git interrupted` tries more.
fn kills() -> u64 {
    let number = env::var("DEALDESK_TEST_KILLS").ok();
    number.and_then(|number| number.parse().ok()).unwrap_or(20)
}

/// Where it is there, it goes along.
const OFFER: &str = "files/offer.pdf";

const VICTIM: &str = "DEALDESK_TEST_VICTIM";

/// A change of three files from one round to the next: one replaced, one made, one removed.
fn round(number: u64) -> Errand {
    let text = |number: u64| Some(format!("round {number}\n").repeat(50).into_bytes());
    let write = |path: String, old, new| Write { path, old, new };
    let mut writes = vec![
        write("deals/a.yaml".into(), text(number), text(number + 1)),
        write(
            format!("deals/{}/new.yaml", number + 1),
            None,
            text(number + 1),
        ),
    ];
    if number > 0 {
        writes.push(write(
            format!("deals/{number}/new.yaml"),
            text(number),
            None,
        ));
    }
    Errand {
        writes,
        along: Vec::new(),
        message: format!("round {}", number + 1),
        author: None,
    }
}

fn begun(sandbox: &Sandbox) -> Work {
    let work = sandbox.init("work");
    work.write("deals/a.yaml", "round 0\n".repeat(50))
        .write("other", "1\n")
        .write("staged", "1\n");
    work.commit("begun");
    work.write("other", "2\n").write("staged", "2\n");
    work.git(&["add", "staged"]);
    work
}

/// The round that all files are in.
fn standing(work: &Work) -> u64 {
    let text = work.read("deals/a.yaml");
    let number = text.lines().next().unwrap().rsplit(' ').next().unwrap();
    let number: u64 = number.parse().unwrap();
    assert_eq!(text, format!("round {number}\n").repeat(50));
    let mut names: Vec<String> = fs::read_dir(work.path("deals"))
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            work.path(&format!("deals/{name}/new.yaml")).exists() || name.starts_with('.')
        })
        .collect();
    names.sort();
    let expected = if number == 0 {
        vec![]
    } else {
        vec![number.to_string()]
    };
    assert_eq!(names, expected);
    assert_eq!(
        work.git(&["log", "-1", "--format=%s"]),
        if number == 0 {
            "begun".into()
        } else {
            format!("round {number}")
        }
    );
    assert_eq!(
        work.git(&["status", "--porcelain", "-uall"]),
        " M other\nM  staged"
    );
    number
}

/// A process that goes round after round until it is killed, or for one only.
fn victim(work: &Work, rounds: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([
            "interrupted::victim_that_goes_round",
            "--exact",
            "--nocapture",
            "--include-ignored",
        ])
        .env(VICTIM, &work.0)
        .env("DEALDESK_TEST_ROUNDS", rounds)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
#[ignore = "started and killed by another test"]
fn victim_that_goes_round() {
    let Some(folder) = env::var_os(VICTIM) else {
        return;
    };
    let rounds: u64 = env::var("DEALDESK_TEST_ROUNDS").unwrap().parse().unwrap();
    let work = Work(folder.into());
    let repository = work.open();
    for _ in 0..rounds {
        repository.recover().unwrap();
        let text = work.read("deals/a.yaml");
        let number = text.lines().next().unwrap().rsplit(' ').next().unwrap();
        let mut errand = round(number.parse().unwrap());
        errand
            .along
            .extend(Some(OFFER.to_owned()).filter(|offer| work.path(offer).exists()));
        repository.commit(&errand).unwrap();
    }
}

/// The locks that a killed `git` leaves.
const LOCKS: [&str; 3] = [
    ".git/index.lock",
    ".git/HEAD.lock",
    ".git/refs/heads/main.lock",
];

/// Waits for a `git` that a killed command left running, and takes away the locks of one that was killed too.
fn settle(work: &Work) {
    let locked = || LOCKS.iter().any(|lock| work.path(lock).exists());
    for _ in 0..50 {
        if !locked() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    for lock in LOCKS {
        let _ = fs::remove_file(work.path(lock));
    }
}

#[test]
fn a_kill_at_any_moment_leaves_the_old_or_the_new() {
    use std::os::unix::process::CommandExt;
    hermetic(|sandbox| {
        let work = begun(sandbox);
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        for kill in 0..kills() {
            // Alone, or with the `git` that it runs.
            let with_git = kill % 2 == 0;
            let mut command = victim(&work, "1000");
            let mut child = command.process_group(0).spawn().unwrap();
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            std::thread::sleep(Duration::from_micros(20_000 + (seed >> 33) % 120_000));
            if with_git {
                let group = format!("-{}", child.id());
                Command::new("kill")
                    .args(["-KILL", "--", &group])
                    .status()
                    .unwrap();
            } else {
                child.kill().unwrap();
            }
            child.wait().unwrap();
            settle(&work);
            let recovered = work.open().recover().unwrap();
            assert!(recovered.is_none_or(|it| it.left.is_empty()));
            let number = standing(&work);
            work.open().commit(&round(number)).unwrap();
            assert_eq!(standing(&work), number + 1);
        }
        work.is_sound();
    });
}

/// Stops a change by a hook that kills it, with the `git` that runs the hook.
fn stopped_in(work: &Work, hook: &str) {
    work.script(
        &format!(".git/hooks/{hook}"),
        "#!/bin/sh\ngit=$PPID\ndeal=$(ps -o ppid= -p $git | tr -d ' ')\nkill -KILL $deal $git\n",
    );
    assert!(!victim(work, "1").status().unwrap().success());
    fs::remove_file(work.path(&format!(".git/hooks/{hook}"))).unwrap();
    for lock in LOCKS {
        let _ = fs::remove_file(work.path(lock));
    }
}

#[test]
fn a_change_that_was_stopped_before_its_commit_is_taken_back() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        stopped_in(&work, "pre-commit");
        assert_ne!(work.read("deals/a.yaml"), "round 0\n".repeat(50));
        let Some(recovered) = work.open().recover().unwrap() else {
            panic!("nothing to recover");
        };
        let paths = ["deals/1/new.yaml", "deals/a.yaml"]
            .map(str::to_owned)
            .to_vec();
        let expected = Recovered {
            stands: false,
            paths,
            left: vec![],
        };
        assert_eq!(recovered, expected);
        assert_eq!(standing(&work), 0);
        assert!(!work.path("deals/1").exists());
        assert_eq!(work.open().recover().unwrap(), None);
    });
}

#[test]
fn a_change_that_was_stopped_after_its_commit_stands() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        // The branch has moved, and the index is still the old one.
        work.script(
            ".git/hooks/reference-transaction",
            "#!/bin/sh\n[ \"$1\" = committed ] || exit 0\ngit=$PPID\ndeal=$(ps -o ppid= -p $git | tr -d ' ')\nkill -KILL $deal $git\n",
        );
        assert!(!victim(&work, "1").status().unwrap().success());
        fs::remove_file(work.path(".git/hooks/reference-transaction")).unwrap();
        let before = work.open().recover();
        assert!(before.unwrap_err().message.en.contains("index.lock"));
        for lock in LOCKS {
            let _ = fs::remove_file(work.path(lock));
        }
        let recovered = work.open().recover().unwrap().unwrap();
        assert!(recovered.stands);
        assert_eq!(standing(&work), 1);
    });
}

#[test]
fn what_somebody_changed_after_the_stop_is_left() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        stopped_in(&work, "pre-commit");
        work.write("deals/a.yaml", "mine\n");
        let recovered = work.open().recover().unwrap().unwrap();
        assert_eq!(
            (recovered.stands, &recovered.left[..]),
            (false, &["deals/a.yaml".to_owned()][..])
        );
        assert!(
            recovered
                .message()
                .en
                .contains("left as they are: deals/a.yaml")
        );
        assert_eq!(work.read("deals/a.yaml"), "mine\n");
        assert!(!work.path("deals/1").exists());
    });
}

#[test]
fn the_next_commit_recovers_first() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        stopped_in(&work, "pre-commit");
        work.open().commit(&round(0)).unwrap();
        assert_eq!(standing(&work), 1);
        stopped_in(&work, "pre-commit");
        // What was read while the change lay half-way is not there any more.
        let read = work.read("deals/a.yaml");
        let stale = change(&[("deals/a.yaml", Some(&read), Some("x"))]);
        assert!(work.open().commit(&stale).is_err());
        assert_eq!(standing(&work), 1);
    });
}

#[test]
fn a_git_that_outlives_its_command_is_waited_for() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.script(
            ".git/hooks/pre-commit",
            "#!/bin/sh\ngit=$PPID\nkill -KILL $(ps -o ppid= -p $git | tr -d ' ')\nsleep 1\n",
        );
        assert!(!victim(&work, "1").status().unwrap().success());
        fs::remove_file(work.path(".git/hooks/pre-commit")).unwrap();
        let recovered = work.open().recover().unwrap().unwrap();
        assert!(recovered.stands);
        assert_eq!(standing(&work), 1);
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        let before = work.standing();
        // No file may grow beyond these many blocks of 512 or 1,024 bytes: the journal, the files, then Git's own.
        for blocks in [0, 1, 2, 3, 4] {
            let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
            let victim = victim(&work, "1");
            let mut command = Command::new("bash");
            command
                .args(["-c", &limited, "limited"])
                .arg(victim.get_program())
                .args(victim.get_args());
            for (name, value) in victim.get_envs() {
                if let Some(value) = value {
                    command.env(name, value);
                }
            }
            let ended = command.output().unwrap();
            let recovered = work.open().recover().unwrap();
            if !ended.status.success() {
                assert_eq!(recovered, None, "{blocks}");
                assert_eq!(work.standing(), before, "{blocks}");
            }
        }
        work.open().commit(&round(standing(&work))).unwrap();
    });
}

/// What the status says of the file that goes along.
fn status_of_offer(work: &Work) -> String {
    work.git(&["status", "--porcelain", "-uall", "--", OFFER])
}

#[test]
fn a_stop_leaves_what_would_have_gone_along_as_it_was() {
    hermetic(|sandbox| {
        type Prepare = fn(&Work);
        let cases: [(Prepare, &str); 4] = [
            (|_| (), "?? files/offer.pdf"),
            (|work| drop(work.git(&["add", OFFER])), "A  files/offer.pdf"),
            (
                |work| drop(work.git(&["add", "-N", OFFER])),
                " A files/offer.pdf",
            ),
            (
                |work| {
                    work.git(&["add", OFFER]);
                    work.git(&["commit", "-q", "-m", "offer", "--", OFFER]);
                    work.git(&["commit", "-q", "--amend", "-m", "begun", "--", OFFER]);
                    work.write(OFFER, "another offer");
                },
                " M files/offer.pdf",
            ),
        ];
        for (number, (prepare, status)) in cases.into_iter().enumerate() {
            let home = Sandbox::in_folder(sandbox.home().join(number.to_string()));
            let work = begun(&home);
            work.write(OFFER, "");
            prepare(&work);
            let bytes = work.read(OFFER);
            assert_eq!(status_of_offer(&work), status);
            stopped_in(&work, "pre-commit");
            assert!(!work.open().recover().unwrap().unwrap().stands);
            assert_eq!(status_of_offer(&work), status);
            assert_eq!(work.read(OFFER), bytes);
            assert_eq!(
                work.git(&["status", "--porcelain", "--", "staged"]),
                "M  staged"
            );
        }
    });
}

#[test]
fn a_stop_after_the_commit_keeps_what_went_along() {
    hermetic(|sandbox| {
        let work = begun(sandbox);
        work.write(OFFER, "an offer");
        work.script(
            ".git/hooks/reference-transaction",
            "#!/bin/sh\n[ \"$1\" = committed ] || exit 0\ngit=$PPID\ndeal=$(ps -o ppid= -p $git | tr -d ' ')\nkill -KILL $deal $git\n",
        );
        assert!(!victim(&work, "1").status().unwrap().success());
        fs::remove_file(work.path(".git/hooks/reference-transaction")).unwrap();
        for lock in LOCKS {
            let _ = fs::remove_file(work.path(lock));
        }
        assert!(work.open().recover().unwrap().unwrap().stands);
        assert_eq!(standing(&work), 1);
        assert_eq!(work.git(&["show", "HEAD:files/offer.pdf"]), "an offer");
    });
}
