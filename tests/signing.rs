//! Signatures on sign-offs: what holds, and every way to forge one. Keys are made from a number, so that these tests
//! need no `ssh-keygen`; those that run it say so where it isn't installed.

#![allow(clippy::unwrap_used)]

mod pipeline;

use dealdesk::change::{Ground, Refusal};
use dealdesk::files::Disk;
use dealdesk::process::Definition;
use dealdesk::value::Moment;
use dealdesk::{check, value};
use pipeline::{CUSTOMER, DEAL, Pipeline, text};
use serde_json::{Value, json};
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};
use std::process::{Command, Stdio};

const FILE: &str = "deals/lanyu-a1/signoffs/review.manager.wang-qiang.yaml";
const REVIEW: [&str; 7] = [
    "statement",
    DEAL,
    "review",
    "--role",
    "manager",
    "--by",
    "wang-qiang",
];
const OURS: &str = "dealdesk-signoff";

fn key(number: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[number; 32]))
}

fn line(number: u8) -> String {
    key(number).public_key().to_openssh().unwrap()
}

/// A deal whose review must be signed, and a manager with the key 1.
fn needs_signature() -> Pipeline {
    let pipeline = Pipeline::with_deal("lines:\n  - {name: x, price: 10000, quantity: 2}\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    pipeline
        .replace("pipeline.yaml", "roles: roles}", "roles: roles, keys: keys, delegations: delegations}")
        .append(
            "kinds/person.yaml",
            "  keys: {type: list, fields: {key: {type: text, required: true}, from: date, until: date}}\n  delegations: {type: list, fields: {role: role, to: person, from: date, until: date}}\n",
        )
        .replace("kinds/deal.yaml", "    covers: [amount, lines]", "    covers: [amount, lines]\n    proof: signed");
    has_key(
        &pipeline,
        "wang-qiang",
        &format!("  - {{key: {}}}", line(1)),
    );
    pipeline
}

fn has_key(pipeline: &Pipeline, person: &str, item: &str) {
    pipeline.append(
        &format!("people/{person}.yaml"),
        &format!("keys:\n{item}\n"),
    );
}

/// The bytes that are signed, made by another way than the program's own.
fn canonical(file: &str) -> String {
    let said: Value = serde_yaml::from_str(file).unwrap();
    let covers: Vec<Value> = said["covers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!([item["field"], item["sha256"]]))
        .collect();
    let keys = [
        ("approved", json!(said["verdict"] == "approved")),
        ("at", said["at"].clone()),
        ("behalf", said["behalf"].clone()),
        ("by", said["by"].clone()),
        ("comment", said["comment"].clone()),
        ("covers", json!(covers)),
        (
            "evidence",
            json!(said["evidence"].as_str().map(|path| json!([path, null]))),
        ),
        ("on", said["on"].clone()),
        ("pipeline", json!("4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44")),
        ("policy", said["policy"].clone()),
        ("recorded_by", said["recorded_by"].clone()),
        ("role", said["role"].clone()),
        ("signoff", said["signoff"].clone()),
        ("version", json!(2)),
    ];
    let keys: Vec<String> = keys
        .iter()
        .map(|(key, value)| format!("\"{key}\":{value}"))
        .collect();
    format!("{{{}}}", keys.join(","))
}

/// The file with the signature of `number`'s key.
fn signed(file: &str, number: u8) -> String {
    with_signature(file, &key(number), OURS, HashAlg::Sha512)
}

fn with_signature(file: &str, key: &PrivateKey, namespace: &str, hash: HashAlg) -> String {
    let signature = key
        .sign(namespace, hash, canonical(file).as_bytes())
        .unwrap();
    let armored = signature.to_pem(LineEnding::LF).unwrap();
    let lines: String = armored.lines().map(|line| format!("  {line}\n")).collect();
    format!("{file}signature: |\n{lines}")
}

fn unsigned(pipeline: &Pipeline, more: &[&str]) -> String {
    let ran = pipeline.run(&[&REVIEW[..], more].concat());
    assert_eq!((ran.status, &*ran.err), (0, ""));
    ran.out
}

/// The file with its digest made anew, as somebody would who edits it.
fn sealed(file: &str) -> String {
    use sha2::{Digest, Sha256};
    let (unsealed, _) = file.split_once("\nsha256:").unwrap();
    let digest = Sha256::digest(canonical(&format!("{unsealed}\n")).as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = file
        .split_once("\nsignature:")
        .map_or(String::new(), |(_, rest)| format!("signature:{rest}"));
    format!("{unsealed}\nsha256: {digest}\n{signature}")
}

#[track_caller]
fn forged(pipeline: &Pipeline, file: &str, why: &str) {
    pipeline.write(FILE, file);
    let checked = pipeline.check(&[]);
    let finding = checked.only("forged-signoff");
    assert!(text(&finding["message"]).contains(why), "{finding:#}");
    assert!(
        !checked
            .places()
            .iter()
            .any(|place| place.contains("unsigned-signoff"))
    );
}

#[test]
fn a_signature_is_demanded_and_holds() {
    let pipeline = needs_signature();
    let file = unsigned(&pipeline, &["--comment", "好：可以\n第二行"]);
    pipeline.write(FILE, &file);
    let finding = pipeline.check(&[]).only("unsigned-signoff").clone();
    assert_eq!(finding["subject"], "review");
    assert!(text(&finding["help"]).contains("deal sign"), "{finding:#}");

    pipeline.write(FILE, signed(&file, 1));
    pipeline.check(&[]).is(&[]);
    // It holds however the file is written.
    pipeline.write(FILE, signed(&file, 1).replace('\n', "\r\n"));
    pipeline.check(&[]).is(&[]);
    // What it covers may not change.
    pipeline
        .replace(DEAL, "quantity: 2", "quantity: 3")
        .replace(DEAL, "20000", "30000");
    pipeline.check(&[]).only("stale-signoff");
}

#[test]
fn a_signature_by_somebody_else_is_forged() {
    let pipeline = needs_signature();
    let file = unsigned(&pipeline, &[]);
    forged(&pipeline, &signed(&file, 2), "not among the keys");
    // Somebody else's key is not theirs.
    has_key(&pipeline, "li-na", &format!("  - {{key: {}}}", line(2)));
    forged(&pipeline, &signed(&file, 2), "not among the keys");
    // The key that it names is not the key that made it.
    let honest = signed(&file, 1);
    let (ours, theirs) = (signature_of(&honest), signature_of(&signed(&file, 2)));
    forged(
        &pipeline,
        &honest.replace(&ours[70..140], &theirs[70..140]),
        "",
    );
}

fn signature_of(file: &str) -> String {
    let (_, armored) = file.split_once("BEGIN SSH SIGNATURE-----\n").unwrap();
    armored.to_owned()
}

#[test]
fn an_edited_statement_is_forged_even_with_a_new_digest() {
    let pipeline = needs_signature();
    let file = signed(&unsigned(&pipeline, &["--comment", "only below 5%"]), 1);
    for (old, new) in [
        ("comment: \"only below 5%\"", "comment: fine"),
        ("comment: \"only below 5%\"\n", ""),
        ("at: 2026-06-30", "at: 2026-06-29"),
        ("field: amount, sha256: ", "field: amount, sha256: 0"),
        ("policy: ", "policy: 0"),
    ] {
        assert!(file.contains(old), "{file}");
        let edited = file.replace(old, new);
        pipeline.write(FILE, &edited);
        pipeline.check(&[]).only("invalid-signoff");
        forged(&pipeline, &sealed(&edited), "not over what the file says");
    }
    // Nor can the policy be left out, and with it what the older form doesn't cover.
    let policy = file
        .lines()
        .find(|line| line.starts_with("policy"))
        .unwrap();
    pipeline.write(FILE, file.replace(&format!("{policy}\n"), ""));
    pipeline.check(&[]).only("invalid-signoff");
}

#[test]
fn a_signature_is_for_one_record_one_pipeline_and_one_purpose() {
    let pipeline = needs_signature();
    let file = unsigned(&pipeline, &[]);
    pipeline.write(FILE, signed(&file, 1));
    pipeline.check(&[]).is(&[]);
    // On another deal with the same values.
    let other = DEAL.replace("a1", "b2");
    pipeline.write(&other, pipeline.read(DEAL).replace("title: ", "title: B "));
    let moved = signed(&file, 1).replace(DEAL, &other);
    pipeline.write(&FILE.replace("a1", "b2"), sealed(&moved));
    let finding = pipeline.check(&[]).only("forged-signoff").clone();
    assert!(text(&finding["path"]).contains("lanyu-b2"), "{finding:#}");
    pipeline.remove("deals/lanyu-b2");

    forged(
        &pipeline,
        &with_signature(&file, &key(1), "file", HashAlg::Sha512),
        "another purpose",
    );
    forged(
        &pipeline,
        &with_signature(&file, &key(1), "git", HashAlg::Sha512),
        "another purpose",
    );
    forged(
        &pipeline,
        &with_signature(&file, &key(1), OURS, HashAlg::Sha256),
        "sha256",
    );
    forged(
        &pipeline,
        &format!("{file}signature: yes\n"),
        "can't be read",
    );

    pipeline
        .write(FILE, signed(&file, 1))
        .replace("pipeline.yaml", "4b1c6a9e", "4b1c6a9f");
    pipeline.check(&[]).only("invalid-signoff");
}

#[test]
fn a_key_counts_on_its_days_only() {
    let pipeline = needs_signature();
    let file = signed(&unsigned(&pipeline, &["--at", "2026-06-29"]), 1);
    pipeline.write(FILE, &file);
    for (days, holds) in [
        ("", true),
        (", from: 2026-06-29, until: 2026-06-29", true),
        (", until: 2026-06-28", false),
        (", from: 2026-06-30", false),
    ] {
        let person = pipeline.read("people/wang-qiang.yaml");
        pipeline.replace("people/wang-qiang.yaml", "}", &format!("{days}}}"));
        match holds {
            true => drop(pipeline.check(&[]).is(&[])),
            false => forged(&pipeline, &file, "was not among the keys"),
        }
        pipeline.write("people/wang-qiang.yaml", person);
    }
    // A key whose days can't be read is no key.
    pipeline.replace("people/wang-qiang.yaml", "}", ", until: soon}");
    let checked = pipeline.check(&[]);
    checked.only("forged-signoff");
}

#[test]
fn a_bad_signature_is_an_error_at_every_level() {
    let pipeline = needs_signature();
    pipeline.replace("kinds/deal.yaml", "    proof: signed\n", "");
    let file = unsigned(&pipeline, &[]);
    pipeline.write(FILE, &file);
    pipeline.check(&[]).is(&[]);
    pipeline.write(FILE, signed(&file, 1));
    pipeline.check(&[]).is(&[]);
    forged(&pipeline, &signed(&file, 2), "not among the keys");
    // The pipeline's own level holds where the sign-off says nothing.
    pipeline
        .write(FILE, &file)
        .append("pipeline.yaml", "signoffs: {proof: signed}\n");
    pipeline.check(&[]).only("unsigned-signoff");
    pipeline.replace(
        "kinds/deal.yaml",
        "covers: [amount, lines]",
        "covers: [amount, lines]\n    proof: declared",
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_deputy_signs_with_their_own_key() {
    let pipeline = needs_signature();
    pipeline.replace("kinds/deal.yaml", "    not_by: [owner]\n", "");
    pipeline.append(
        "people/wang-qiang.yaml",
        "delegations:\n  - {role: manager, to: li-na, from: 2026-06-01, until: 2026-07-01}\n",
    );
    has_key(&pipeline, "li-na", &format!("  - {{key: {}}}", line(2)));
    let ran = pipeline.run(&[
        "statement",
        DEAL,
        "review",
        "--role",
        "manager",
        "--by",
        "li-na",
        "--behalf",
        "wang-qiang",
    ]);
    assert_eq!(ran.err, "");
    let place = FILE.replace("wang-qiang", "li-na");
    pipeline.write(&place, signed(&ran.out, 2));
    pipeline.check(&[]).is(&[]);
    pipeline.write(&place, signed(&ran.out, 1));
    pipeline.check(&[]).only("forged-signoff");
}

#[test]
fn the_one_who_takes_it_down_signs_for_somebody_outside_and_for_nobody_else() {
    let pipeline = needs_signature();
    pipeline
        .replace(
            "kinds/deal.yaml",
            "signoffs:\n",
            "signoffs:\n  confirms:\n    outside: {role: client, from: customer.contacts, by: name}\n    covers: [amount]\n    proof: signed\n",
        )
        .replace(
            "kinds/customer.yaml",
            "unique:",
            "  contacts: {type: list, fields: {name: text}}\nunique:",
        )
        .append(CUSTOMER, "contacts:\n  - name: 周总\n");
    has_key(&pipeline, "li-na", &format!("  - {{key: {}}}", line(2)));
    let file = unsigned(&pipeline, &[]);
    pipeline.write(FILE, signed(&file, 1));
    let ran = pipeline.run(&[
        "statement",
        DEAL,
        "confirms",
        "--role",
        "client",
        "--by",
        "周总",
        "--recorded-by",
        "li-na",
    ]);
    assert_eq!(ran.err, "");
    let place = "deals/lanyu-a1/signoffs/confirms.client.li-na.yaml";
    pipeline.write(place, signed(&ran.out, 2));
    pipeline.check(&[]).is(&[]);
    pipeline.write(place, signed(&ran.out, 1));
    pipeline.check(&[]).only("forged-signoff");
    pipeline.remove(place).remove(FILE);

    // A manager's own sign-off can't be signed by whoever claims to have taken it down.
    let claimed = sealed(&file.replace("covers:", "recorded_by: li-na\ncovers:"));
    pipeline.write(&FILE.replace("wang-qiang", "li-na"), signed(&claimed, 2));
    pipeline.check(&[]).only("forged-signoff");
}

#[test]
fn a_key_that_nobody_can_read_is_a_finding() {
    let pipeline = needs_signature();
    pipeline.replace("kinds/deal.yaml", "    proof: signed\n", "");
    pipeline.write(FILE, unsigned(&pipeline, &[]));
    has_key(&pipeline, "li-na", "  - {key: ssh-ed25519 AAAA}");
    let finding = pipeline.check(&[]).only("wrong-value").clone();
    assert_eq!(finding["subject"], "keys");
}

#[test]
fn a_process_that_demands_what_it_cant_judge_is_refused() {
    for (proof, field) in [("signed", "keys"), ("committed", "email")] {
        let pipeline = Pipeline::new();
        pipeline.append("pipeline.yaml", &format!("signoffs: {{proof: {proof}}}\n"));
        let finding = pipeline.check(&[]).only("impossible-signoff").clone();
        assert!(text(&finding["message"]).contains(field), "{finding:#}");
    }
    let pipeline = needs_signature();
    pipeline.replace(
        "kinds/person.yaml",
        "{key: {type: text, required: true}",
        "{line: text",
    );
    pipeline.check(&[]).only("invalid-process");
    let pipeline = Pipeline::new();
    pipeline.append("pipeline.yaml", "signoffs: {proof: sealed}\n");
    pipeline.check(&[]).only("invalid-process");
}

/// A real key made with `ssh-keygen`; `None`, with a note, where it isn't installed.
fn real_key(pipeline: &Pipeline) -> Option<String> {
    let path = pipeline.path(".key");
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f"])
        .arg(&path)
        .stdin(Stdio::null())
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: ssh-keygen is not installed");
        return None;
    }
    Some(pipeline.read(".key.pub").trim().to_owned())
}

#[test]
fn a_statement_is_signed_with_the_persons_own_key() {
    let pipeline = needs_signature();
    let Some(public) = real_key(&pipeline) else {
        return;
    };
    let sign = [&REVIEW[..], &["--sign", "--write", "--key", ".key"]].concat();
    let refused = pipeline.run(&sign);
    assert_eq!(refused.status, 2, "{}", refused.err);
    let bare = public.trim_end_matches(" test");
    assert!(
        refused.err.contains(&format!("- {{key: {bare}}}")),
        "{}",
        refused.err
    );
    assert!(!pipeline.path(FILE).exists());

    pipeline.replace("people/wang-qiang.yaml", &line(1), &public);
    let ran = pipeline.run(&sign);
    assert_eq!((ran.status, ran.out.trim()), (0, FILE), "{}", ran.err);
    pipeline.check(&[]).is(&[]);
    let file = pipeline.read(FILE);
    assert!(openssh_verifies(&pipeline, &file, bare));
    assert!(!openssh_verifies(
        &pipeline,
        &file.replace("approved", "returned"),
        bare
    ));
    pipeline.remove(FILE);

    // The public half names the key as well, and so does the environment.
    let sign = [&REVIEW[..], &["--sign", "--write"]].concat();
    let mut command = pipeline.command(&sign);
    command.env("DEALDESK_SIGNING_KEY", pipeline.path(".key.pub"));
    let ran = pipeline::Ran::of(&mut command);
    assert_eq!(ran.status, 0, "{}", ran.err);
    pipeline.check(&[]).is(&[]);
}

#[test]
fn the_key_is_never_one_that_the_repository_names() {
    let pipeline = needs_signature();
    let Some(public) = real_key(&pipeline) else {
        return;
    };
    pipeline.replace("people/wang-qiang.yaml", &line(1), &public);
    let key = pipeline.path(".key");
    let config = format!(
        "[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = {}\n",
        key.display()
    );
    let sign = [&REVIEW[..], &["--sign"]].concat();
    let run = |global: &str| {
        let mut command = pipeline.command(&sign);
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("config"), global).unwrap();
        command
            .env("HOME", home.path())
            .env("GIT_CONFIG_GLOBAL", home.path().join("config"))
            .env("GIT_CONFIG_SYSTEM", home.path().join("none"))
            .env_remove("DEALDESK_SIGNING_KEY");
        pipeline::Ran::of(&mut command)
    };
    let git = Command::new("git")
        .args(["init", "-q"])
        .current_dir(pipeline.root())
        .status();
    if !git.is_ok_and(|status| status.success()) {
        println!("skipped: git is not installed");
        return;
    }
    let own = pipeline.path(".git/config");
    let text = std::fs::read_to_string(&own).unwrap() + &config;
    std::fs::write(&own, text).unwrap();
    let refused = run("");
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("no key to sign with"),
        "{}",
        refused.err
    );
    let ran = run(&config);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("BEGIN SSH SIGNATURE"), "{}", ran.out);
}

/// Whether OpenSSH itself takes the signature on a file for one of `key`.
fn openssh_verifies(pipeline: &Pipeline, file: &str, key: &str) -> bool {
    let said: Value = serde_yaml::from_str(file).unwrap();
    pipeline.write(".allowed", format!("somebody {key}\n"));
    pipeline.write(".sig", text(&said["signature"]));
    pipeline.write(".content", canonical(file));
    Command::new("ssh-keygen")
        .args([
            "-Y", "verify", "-q", "-f", ".allowed", "-I", "somebody", "-n", OURS, "-s", ".sig",
        ])
        .current_dir(pipeline.root())
        .stdin(std::fs::File::open(pipeline.path(".content")).unwrap())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

/// What changed since the manager last signed, as the library says it.
fn since_last(pipeline: &Pipeline) -> Option<Vec<String>> {
    let files = Disk::new(pipeline.root());
    let process = Definition::load_from(&files).0.process.unwrap();
    let today = value::date::read("2026-06-30").unwrap();
    let ground = Ground {
        process: &process,
        files: &files,
        today,
        now: Moment::day(today),
        person: None,
        command: "deal",
    };
    let target = ground.target(DEAL).unwrap();
    let since = ground.with(&target, |bench, record| {
        let kind = process.kind(record.kind);
        let signoff = &kind.clauses.signoffs[0];
        let since = check::since_last(bench, record, signoff, "manager", "wang-qiang");
        Ok::<_, Refusal>(since.map(|since| since.changed))
    });
    since.unwrap()
}

#[test]
fn a_person_is_shown_what_changed_since_they_last_signed() {
    let pipeline = needs_signature();
    assert_eq!(since_last(&pipeline), None);
    let first = signed(&unsigned(&pipeline, &["--at", "2026-06-01"]), 1);
    pipeline.write(FILE, &first);
    assert_eq!(since_last(&pipeline), Some(vec![]));
    pipeline.replace(DEAL, "20000", "30000");
    assert_eq!(since_last(&pipeline), Some(vec!["amount".to_owned()]));
    pipeline.replace(DEAL, "quantity: 2", "quantity: 3");
    let both = vec!["amount".to_owned(), "lines".to_owned()];
    assert_eq!(since_last(&pipeline), Some(both.clone()));
    // What somebody else signed in their name they didn't read.
    let second = unsigned(&pipeline, &["--at", "2026-06-02"]);
    let place = FILE.replace(".yaml", ".2.yaml");
    pipeline.write(&place, signed(&second, 2));
    assert_eq!(since_last(&pipeline), Some(both));
    pipeline.write(&place, signed(&second, 1));
    assert_eq!(since_last(&pipeline), Some(vec![]));
    // What can't be read now has to be looked at.
    pipeline.replace(DEAL, "quantity: 3", "quantity: three");
    assert_eq!(since_last(&pipeline), Some(vec!["lines".to_owned()]));
}
