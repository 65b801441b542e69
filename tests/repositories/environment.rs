//! Environments that name another repository, index or work tree: a command means the one that its pipeline is in.

use crate::Work;

#[test]
fn what_the_environment_names_is_not_taken_for_the_pipelines() {
    let work = Work::new(&[]);
    let other = Work::new(&[]);
    let git_dir = other.root.join(".git").display().to_string();
    let root = other.root.display().to_string();
    let index = other.root.join(".git/index").display().to_string();
    let own = work.root.join(".git").display().to_string();
    let untouched = other.standing();
    let mut amount = 5000;
    for variables in [
        &[("GIT_DIR", git_dir.as_str())][..],
        &[("GIT_DIR", &git_dir), ("GIT_WORK_TREE", &root)],
        &[("GIT_DIR", "/nowhere")],
        &[("GIT_DIR", ".git")],
        &[("GIT_DIR", &own), ("GIT_WORK_TREE", "/usr")],
        &[("GIT_WORK_TREE", "/usr")],
        &[("GIT_INDEX_FILE", &index)],
        &[("GIT_INDEX_FILE", "/nowhere/index")],
        &[
            ("GIT_OBJECT_DIRECTORY", "/nowhere"),
            ("GIT_COMMON_DIR", &git_dir),
        ],
        &[("GIT_CONFIG_PARAMETERS", "'core.worktree=/usr'")],
        &[("GIT_CEILING_DIRECTORIES", &root), ("GIT_PREFIX", "deals/")],
        &[
            ("GIT_LITERAL_PATHSPECS", "1"),
            ("GIT_EXTERNAL_DIFF", "false"),
        ],
        &[("GIT_NAMESPACE", "other"), ("GIT_OPTIONAL_LOCKS", "0")],
    ] {
        let does = |args: &[&str]| {
            let ran = work.deal_with(variables, &[&["--lang", "en"], args].concat());
            assert_eq!(
                ran.status, 0,
                "{variables:?} {args:?}: {}{}",
                ran.out, ran.err
            );
            ran.out
        };
        let to = format!("amount={}", amount + 1);
        let change = format!("amount {amount} → {}", amount + 1);
        assert!(does(&["set", "lanyu-a1", &to, "--as", "li-na"]).contains(&change));
        amount += 1;
        let steps = amount - 5000 + 1;
        assert!(does(&["check"]).starts_with("no findings in 5 records"));
        assert!(does(&["check", "--since", "HEAD~1"]).starts_with("no findings in 2 records"));
        assert!(does(&["check", "--staged"]).starts_with("no findings in 0 records"));
        assert!(does(&["diff", "HEAD~1"]).starts_with("1 dossier changed"));
        let history = does(&["history", "lanyu-a1"]);
        assert_eq!(
            history
                .lines()
                .filter(|line| line.starts_with("2026-"))
                .count(),
            steps
        );
        assert!(does(&["audit"]).starts_with(&format!("no findings in {steps} official steps")));
        assert_eq!(work.git(&["status", "--porcelain", "-uall"]), "");
    }
    assert_eq!(other.standing(), untouched);
}

#[test]
fn an_index_beside_the_own_is_what_a_hook_stages_and_is_left_alone() {
    let work = Work::new(&[]);
    let index = work.root.join(".git/next-index").display().to_string();
    let variables = [("GIT_INDEX_FILE", index.as_str())];
    std::fs::copy(work.root.join(".git/index"), &index).unwrap();
    work.write("deals/b2/deal.yaml", "title: x\nnonsense: 1\n");
    let mut add = std::process::Command::new("git");
    crate::hermetic(&mut add);
    let add = add.args(["add", "deals/b2"]).current_dir(&work.root);
    assert!(add.envs(variables).status().unwrap().success());
    std::fs::remove_dir_all(work.root.join("deals/b2")).unwrap();
    let staged = std::fs::read(&index).unwrap();
    let ran = work.deal_with(&variables, &["--lang", "en", "check", "--staged"]);
    assert!(
        ran.out.contains("deals/b2/deal.yaml:2"),
        "{}{}",
        ran.out,
        ran.err
    );
    assert!(
        work.does(&["check", "--staged"])
            .starts_with("no findings in 0 records")
    );
    let set = ["set", "lanyu-a1", "amount=6001", "--as", "li-na"];
    assert_eq!(work.deal_with(&variables, &set).status, 0);
    assert_eq!(
        work.git(&["show", "--format=", "--name-only", "HEAD"]),
        crate::pipeline::DEAL
    );
    assert_eq!(std::fs::read(&index).unwrap(), staged);
}
