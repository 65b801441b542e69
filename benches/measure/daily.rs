//! What daily commands cost in a repository with a long history, each beside the Git commands that do the raw work.

use super::cost::{self, Cost};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Measures and prints a Markdown table: of each pair, what Git took, what `deal` took, and the ratio of the clocks. Of
/// several runs it is the one with the median ratio, with the least and the largest beside it.
pub fn print(root: &Path) {
    let root = root.display().to_string();
    let deal = format!("{} -C {root}", env!("CARGO_BIN_EXE_deal"));
    let git = format!("git -C {root}");
    let (id, path) = some_deal(&root);
    let folder = path.trim_end_matches("deal.yaml");
    let commit = format!(
        "echo '# '$(date +%N) >> {root}/{path}; {git} -c core.fsync=committed,reference commit -q --only -m x -- {path}"
    );
    let set = format!("{deal} set {id} timeline=x$(date +%N) --as jiang-ke");
    let trail = format!(
        "{git} rev-list --full-history HEAD -- {folder} | {git} diff-tree --stdin -r -z --root --no-renames -c --raw -- {folder} >/dev/null; \
         {git} rev-list --objects --no-object-names HEAD -- {folder} | {git} cat-file --batch >/dev/null"
    );
    let pipes = format!(
        "{git} rev-list HEAD | {git} diff-tree --stdin -r -z --root --no-renames -c >/dev/null; \
         {git} rev-list --objects --no-object-names HEAD | {git} cat-file --batch >/dev/null"
    );
    println!("| job | Git, clock | `deal`, clock | ratio | Git, CPU | `deal`, CPU | memory |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    row("one `set` with its commit", &commit, &set, 7);
    row(
        "`history` of one deal",
        &trail,
        &format!("{deal} history {id}"),
        5,
    );
    row(
        "first `audit`",
        &pipes,
        &format!("{deal} audit --strict"),
        3,
    );
    let again = format!("{deal} audit");
    let _ = cost::of(&shell(&again), 1);
    row("second `audit`", &pipes, &again, 3);
    let _ = cost::of(&shell(&set), 1);
    let last = format!("{git} diff-tree -r HEAD~1 HEAD >/dev/null");
    row("`audit` after one more commit", &last, &again, 1);
    for commits in [20, 200] {
        let range = format!("{git} diff-tree -r HEAD~{commits} HEAD >/dev/null");
        let since = format!("{deal} check --since HEAD~{commits}");
        row(
            &format!("`check --since`, {commits} commits"),
            &range,
            &since,
            3,
        );
    }
}

fn row(name: &str, git: &str, deal: &str, runs: usize) {
    let (git, deal) = (shell(git), shell(deal));
    let pair = || Some((cost::of(&git, 1)?, cost::of(&deal, 1)?));
    let ratio = |(git, deal): &(Cost, Cost)| deal.wall.as_secs_f64() / git.wall.as_secs_f64();
    let mut pairs: Vec<(Cost, Cost)> = (0..runs).filter_map(|_| pair()).collect();
    pairs.sort_by(|one, two| ratio(one).total_cmp(&ratio(two)));
    let ratios: Vec<f64> = pairs.iter().map(ratio).collect();
    let (Some((git, deal)), Some(least), Some(most)) =
        (pairs.get(pairs.len() / 2), ratios.first(), ratios.last())
    else {
        println!("| {name} | not measured | | | | | |");
        return;
    };
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "| {name} | {:.0} ms | {:.0} ms | {:.3} ({least:.3} to {most:.3}) | {:.0} ms | {:.0} ms | {:.0} MB |",
        milliseconds(git.wall),
        milliseconds(deal.wall),
        deal.wall.as_secs_f64() / git.wall.as_secs_f64(),
        milliseconds(git.cpu),
        milliseconds(deal.cpu),
        deal.memory as f64 * 1024.0 / 1e6,
    );
}

fn shell(script: &str) -> Vec<String> {
    let identity = "export GIT_AUTHOR_NAME=bench GIT_AUTHOR_EMAIL=bench@example.com GIT_COMMITTER_NAME=bench GIT_COMMITTER_EMAIL=bench@example.com";
    vec![
        "sh".to_owned(),
        "-c".to_owned(),
        format!("{identity}; {script}"),
    ]
}

/// The id and the path of a deal in the middle.
fn some_deal(root: &str) -> (String, String) {
    let output = Command::new("git")
        .args(["-C", root, "ls-files", "deals/*/deal.yaml"])
        .output()
        .expect("git");
    let paths = String::from_utf8(output.stdout).expect("UTF-8");
    let paths: Vec<&str> = paths.lines().collect();
    let path = paths.get(paths.len() / 2).expect("a deal");
    let id = path.split('/').nth_back(1).expect("its folder");
    (id.to_owned(), (*path).to_owned())
}
