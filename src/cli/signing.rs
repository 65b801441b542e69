//! Signing a statement with a person's own SSH key, by `ssh-keygen`: keys of agents and security keys work, and
//! passphrases are asked for at the terminal. Which key and which program is never for the repository to say.

use super::failure::Failure;
use crate::check::{self, Bench};
use crate::expression::World;
use crate::language::Phrase;
use crate::process::Signoff;
use crate::records::Statement;
use crate::say;
use crate::signature::{NAMESPACE, Signature};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Names the key to sign with, where no flag does.
const VARIABLE: &str = "DEALDESK_SIGNING_KEY";

/// A key to sign with.
enum SigningKey {
    /// A file with a private key, or with a public key whose other half is beside it or in the agent.
    File(PathBuf),
    /// The line of a public key whose other half is in the agent.
    Line(String),
}

/// Puts the signature of the person who gives `given` on it.
///
/// # Errors
/// No key is set, `ssh-keygen` is not there or fails, or the key is not the person's.
pub fn sign(
    bench: &Bench<'_>,
    signoff: &Signoff,
    given: &mut Statement,
    key: Option<&Path>,
) -> Result<(), Failure> {
    let key = SigningKey::of(key)?;
    let armored = key.sign(check::canonical(bench.process, given).as_bytes(), NAMESPACE)?;
    let signature = Signature::read(&armored).map_err(Failure::correctable)?;
    let used = signature.key();
    let id = check::signer(signoff, given).to_owned();
    let person = bench.person(&id);
    let keys = person.map(|person| check::keys_on(bench, person, given.at.date));
    if !keys.unwrap_or_default().contains(&used) {
        let name = person.map_or_else(|| Phrase::same(id), |person| bench.name(person));
        return Err(not_theirs(bench, &name, given, &used.line()));
    }
    given.signature = Some(armored);
    match check::signed(bench, signoff, given) {
        check::Signed::Forged(why) => Err(Failure::correctable(why)),
        _ => Ok(()),
    }
}

/// The armored signature of the person at the terminal over a text, for a purpose.
///
/// # Errors
/// No key is set, or `ssh-keygen` is not there or fails.
pub fn sign_text(text: &str, purpose: &str, key: Option<&Path>) -> Result<String, Failure> {
    SigningKey::of(key)?.sign(text.as_bytes(), purpose)
}

fn not_theirs(bench: &Bench<'_>, person: &Phrase, given: &Statement, line: &str) -> Failure {
    let failure = Failure::correctable(say!(
        en: "the key that signed is not among the keys of {person} on {day}", zh: "签名所用的密钥在 {day} 不属于{person}",
        person = person, day = given.at.date
    ));
    let people = &bench.process.pipeline.people;
    match people.as_ref().and_then(|people| people.keys.as_ref()) {
        Some(field) => failure.hint(say!(
            en: "add it to the person's file under `{field}`: - {{key: {line}}}", zh: "请加到该人员文件的 `{field}` 下：- {{key: {line}}}",
            field = field.value, line = line
        )),
        None => failure.hint(say!(
            en: "name the field with the keys of people in pipeline.yaml: `people: {{keys: …}}`", zh: "请在 pipeline.yaml 中写明人员的公钥字段：`people: {{keys: …}}`"
        )),
    }
}

impl SigningKey {
    /// The key that the user names: by the flag, the environment, or their own Git settings.
    fn of(flag: Option<&Path>) -> Result<SigningKey, Failure> {
        if let Some(path) = flag {
            return Ok(SigningKey::File(path.to_owned()));
        }
        let named = std::env::var(VARIABLE).ok().filter(|key| !key.is_empty());
        let named = named.or_else(|| {
            let format = of_git("gpg.format")?;
            (format == "ssh").then(|| of_git("user.signingkey"))?
        });
        named.map(|named| SigningKey::named(&named)).ok_or_else(|| {
            Failure::correctable(
                say!(en: "there is no key to sign with", zh: "没有指定签名密钥"),
            )
            .hint(say!(
                en: "name one: --key ~/.ssh/id_ed25519, or {variable}, or `git config --global gpg.format ssh` and `git config --global user.signingkey FILE`",
                zh: "请指定：--key ~/.ssh/id_ed25519，或 {variable}，或 `git config --global gpg.format ssh` 和 `git config --global user.signingkey 文件`",
                variable = VARIABLE
            ))
        })
    }

    /// Where Git's own setting can hold a key itself: `key::ssh-ed25519 …`.
    fn named(text: &str) -> SigningKey {
        match text.strip_prefix("key::") {
            Some(line) => SigningKey::Line(line.to_owned()),
            None if text.starts_with("ssh-") => SigningKey::Line(text.to_owned()),
            None => SigningKey::File(PathBuf::from(text)),
        }
    }

    /// The armored signature over `content`.
    fn sign(&self, content: &[u8], purpose: &str) -> Result<String, Failure> {
        match self {
            SigningKey::File(path) => run_keygen(path, content, purpose, false),
            SigningKey::Line(line) => {
                let file = LineFile::write(line).map_err(|error| Failure::system(&error))?;
                run_keygen(&file.0, content, purpose, true)
            }
        }
    }
}

/// A public key in a file of its own, which is gone afterwards.
struct LineFile(PathBuf);

impl LineFile {
    fn write(line: &str) -> io::Result<LineFile> {
        let folder = std::env::temp_dir();
        let names = (0..100).map(|number| format!("deal-{}-{number}.pub", std::process::id()));
        for name in names {
            // Never through a link that somebody else put there.
            match fs::File::create_new(folder.join(&name)) {
                Ok(mut file) => {
                    let written = LineFile(folder.join(&name));
                    writeln!(file, "{line}")?;
                    return Ok(written);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for LineFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn run_keygen(
    key: &Path,
    content: &[u8],
    purpose: &str,
    in_agent: bool,
) -> Result<String, Failure> {
    let mut command = Command::new("ssh-keygen");
    command.args(["-Y", "sign", "-q", "-n", purpose]);
    if in_agent {
        command.arg("-U");
    }
    command.arg("-f").arg(key);
    // What it says of passphrases and of touching a security key is for the person at the terminal.
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let output = feed(command, content).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::correctable(
            say!(en: "`ssh-keygen` is not installed", zh: "没有安装 `ssh-keygen`"),
        )
        .hint(say!(en: "install OpenSSH 8.2 or newer", zh: "请安装 OpenSSH 8.2 或更新的版本")),
        _ => Failure::system(&error),
    })?;
    match (output.status.success(), String::from_utf8(output.stdout)) {
        (true, Ok(armored)) => Ok(armored),
        _ => Err(Failure::correctable(say!(
            en: "`ssh-keygen` could not sign with {key}", zh: "`ssh-keygen` 无法用 {key} 签名",
            key = key.display()
        ))),
    }
}

fn feed(mut command: Command, content: &[u8]) -> io::Result<Output> {
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Where it ended early, its status says so.
        let _ = stdin.write_all(content);
    }
    child.wait_with_output()
}

/// A setting of the user's or the machine's own Git configuration; the repository's is not asked.
fn of_git(name: &str) -> Option<String> {
    ["--global", "--system"].into_iter().find_map(|scope| {
        let mut command = Command::new("git");
        command.args(["config", scope, "--includes", "--type=path", "--get", name]);
        // Elsewhere than in the repository, so that nothing of its configuration is read on the way.
        if let Some(home) = std::env::home_dir() {
            command.current_dir(home);
        }
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_CONFIG"] {
            command.env_remove(variable);
        }
        let output = command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let text = text.trim_end_matches(['\n', '\r']);
        (output.status.success() && !text.is_empty()).then(|| text.to_owned())
    })
}
