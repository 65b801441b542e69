//! What a forge or a hook runner reads is YAML with the keys that it documents.

use crate::desk::Desk;
use serde_yaml::Value;
use std::fs;

fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn keys(value: &Value) -> Vec<&str> {
    let map = value.as_mapping().expect("a map");
    map.keys()
        .map(|key| key.as_str().expect("a text"))
        .collect()
}

/// The scripts of a job's or an action's steps.
fn scripts(steps: &Value) -> Vec<&str> {
    let steps = steps.as_sequence().expect("steps").iter();
    steps.filter_map(|step| step.get("run")?.as_str()).collect()
}

#[test]
fn the_action_is_composite_and_documents_its_inputs() {
    let action = yaml("action.yml");
    assert_eq!(keys(&action), ["name", "description", "inputs", "runs"]);
    for (name, input) in action["inputs"].as_mapping().unwrap() {
        assert_eq!(keys(input), ["description", "default"], "{name:?}");
        assert!(input["default"].is_string(), "{name:?}");
    }
    assert_eq!(action["runs"]["using"], "composite");
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        if step.get("run").is_some() {
            assert_eq!(
                step["shell"], "bash",
                "a composite step must name its shell"
            );
        }
    }
}

#[test]
fn no_script_holds_what_comes_from_outside() {
    let action = yaml("action.yml");
    for script in scripts(&action["runs"]["steps"]) {
        assert!(!script.contains("${{"), "{script}");
    }
    let workflow = yaml("ci/github.yml");
    assert_eq!(keys(&workflow["permissions"]), ["contents"]);
    assert_eq!(workflow["permissions"]["contents"], "read");
}

#[test]
fn the_workflow_has_all_history_and_the_action() {
    let workflow = yaml("ci/github.yml");
    assert_eq!(
        keys(&workflow),
        ["name", "on", "permissions", "concurrency", "jobs"]
    );
    assert_eq!(
        keys(&workflow["on"]),
        ["pull_request", "push", "schedule", "workflow_dispatch"]
    );
    let steps = &workflow["jobs"]["check"]["steps"];
    assert_eq!(steps[0]["with"]["fetch-depth"], 0);
    let action = yaml("action.yml");
    for input in keys(&steps[1]["with"]) {
        assert!(keys(&action["inputs"]).contains(&input), "{input}");
    }
}

#[test]
fn the_gitlab_job_reports_both_ways() {
    let job = &yaml("ci/gitlab.yml")["deal"];
    assert_eq!(keys(&job["artifacts"]["reports"]), ["codequality", "junit"]);
    assert_eq!(job["variables"]["GIT_DEPTH"], "0");
    // A line with `: ` outside of quotes would be a map, which GitLab refuses.
    for list in ["before_script", "script"] {
        for line in job[list].as_sequence().unwrap() {
            assert!(line.is_string(), "{line:?}");
        }
    }
}

#[test]
fn the_hook_has_documented_keys_only() {
    const DOCUMENTED: [&str; 20] = [
        "id",
        "name",
        "entry",
        "language",
        "files",
        "exclude",
        "types",
        "types_or",
        "exclude_types",
        "always_run",
        "fail_fast",
        "verbose",
        "pass_filenames",
        "require_serial",
        "description",
        "language_version",
        "minimum_pre_commit_version",
        "args",
        "stages",
        "additional_dependencies",
    ];
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    for key in keys(hook) {
        assert!(DOCUMENTED.contains(&key), "{key}");
    }
    assert_eq!(hook["id"], "deal-check");
    assert_eq!(hook["entry"], "deal check --staged");
    assert_eq!(hook["pass_filenames"], false);
}

#[test]
fn a_folder_of_any_name_reaches_the_workflow() {
    for (forge, path) in [
        ("github", ".github/workflows/deal.yml"),
        ("gitlab", ".gitlab-ci.yml"),
    ] {
        let desk = Desk::new();
        desk.git(&["init", "-q"]);
        let folder = "our $A sales/华东: #1";
        let made = desk.deal(&["init", folder, "--ci", forge, "--today", "2026-07-01"]);
        assert_eq!(made.status, 0, "{}", made.err);
        let workflow = yaml(desk.path(path).to_str().unwrap());
        let found = match forge {
            "github" => workflow["jobs"]["check"]["steps"][1]["with"]["folder"].as_str(),
            _ => workflow["deal"]["variables"]["DEAL_FOLDER"].as_str(),
        };
        let expected = match forge {
            "github" => folder.to_owned(),
            _ => folder.replace('$', "$$"),
        };
        assert_eq!(found, Some(expected.as_str()));
        assert_eq!(desk.git(&["status", "--porcelain"]), "");
    }
}
