//! The `typst` program of the machine, for builds without Typst. It is given a source that reads nothing, an
//! empty folder as its whole world, and a time limit.

use super::failure::Failure;
use crate::say;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// How long a document may take.
const LIMIT: Duration = Duration::from_secs(60);
/// How often the program is looked after.
const PAUSE: Duration = Duration::from_millis(20);
/// More of what it says is not kept.
const SAID: u64 = 64 * 1024;

/// The PDF of a source by this `typst`, with these fonts beside those of the machine.
///
/// # Errors
/// It fails, or it takes too long.
pub fn compile(program: &Path, source: &str, fonts: &Path) -> Result<Vec<u8>, Failure> {
    run(program, source, fonts, LIMIT)
}

/// The `typst` of the search path. Relative entries don't count: they would mean another program in each folder.
pub fn program() -> Option<PathBuf> {
    let name = format!("typst{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}

/// There is no `typst`.
pub fn absent() -> Failure {
    Failure::correctable(say!(
        en: "this build of deal makes no PDFs by itself, and `typst` is not installed",
        zh: "此版本的 deal 本身不能生成 PDF，且没有安装 `typst`"
    ))
    .hint(say!(
        en: "install Typst 0.13 or later (https://typst.app/open-source), or a release of deal, or build with `--features pdf`",
        zh: "请安装 Typst 0.13 或更新版本（https://typst.app/open-source），或使用 deal 的发布版，或用 `--features pdf` 构建"
    ))
    .hint(say!(
        en: "without PDF: --to docx, --to html", zh: "不用 PDF 也可以：--to docx、--to html"
    ))
}

fn run(program: &Path, source: &str, fonts: &Path, limit: Duration) -> Result<Vec<u8>, Failure> {
    let world = Empty::new().map_err(|error| Failure::system(&error))?;
    let mut child = command(program, &world.0, fonts)
        .spawn()
        .map_err(|error| Failure::system(&error))?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (ended, pdf, said) = thread::scope(|scope| {
        // Where it ended early, its status says so.
        scope.spawn(move || input.map(|mut pipe| pipe.write_all(source.as_bytes())));
        let pdf = scope.spawn(move || read(output, u64::MAX));
        let said = scope.spawn(move || read(errors, SAID));
        (wait(&mut child, limit), pdf.join(), said.join())
    });
    match ended.map_err(|error| Failure::system(&error))? {
        Some(status) if status.success() => Ok(pdf.unwrap_or_default()),
        Some(_) => Err(refused(&String::from_utf8_lossy(&said.unwrap_or_default()))),
        None => Err(Failure::correctable(say!(
            en: "`typst` took longer than {seconds} seconds", zh: "`typst` 用时超过 {seconds} 秒",
            seconds = limit.as_secs()
        ))),
    }
}

fn command(program: &Path, world: &Path, fonts: &Path) -> Command {
    let mut command = Command::new(program);
    let own = env::vars_os().map(|(name, _)| name);
    for name in own.filter(|name| name.to_string_lossy().starts_with("TYPST_")) {
        command.env_remove(name);
    }
    command
        .args(["compile", "--format", "pdf", "--pdf-standard", "a-2b"])
        .args(["--diagnostic-format", "short"])
        .arg("--root")
        .arg(world)
        .arg("--package-path")
        .arg(world)
        .arg("--package-cache-path")
        .arg(world);
    if fonts.is_dir() {
        command.arg("--font-path").arg(fonts);
    }
    command
        .args(["-", "-"])
        .current_dir(world)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn read(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read until a failure is what there is. All is taken, or the program would wait.
        let _ = pipe.by_ref().take(most).read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
    }
    bytes
}

/// How the program ended; none if it had to be stopped.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}

fn refused(said: &str) -> Failure {
    let why = said.lines().find(|line| line.contains("error"));
    let why = why.or_else(|| said.lines().next()).unwrap_or_default();
    Failure::correctable(say!(en: "`typst` failed: {why}", zh: "`typst` 失败：{why}", why = why)).hint(
        say!(en: "Typst 0.13 or later is needed: typst --version", zh: "需要 Typst 0.13 或更新版本：typst --version"),
    )
}

/// A folder with nothing in it, gone afterwards.
struct Empty(PathBuf);

impl Empty {
    fn new() -> io::Result<Empty> {
        let folder = env::temp_dir();
        let names = (0..100).map(|number| format!("deal-{}-{number}.typst", std::process::id()));
        for name in names {
            // Never a folder that somebody else made.
            match fs::create_dir(folder.join(&name)) {
                Ok(()) => return Ok(Empty(folder.join(&name))),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.0);
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::language::Language;
    use std::os::unix::fs::PermissionsExt;

    fn with(script: &str, limit: Duration) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("typst");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let source = "#\"x\"".repeat(100_000);
        run(&program, &source, folder.path(), limit)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|failure| failure.text(Some(Language::En)))
    }

    #[test]
    fn it_is_given_the_source_and_an_empty_world() {
        let said = with("echo \"$@\"; ls -A; env | grep ^TYPST_; wc -c", LIMIT).unwrap();
        let mut lines = said.lines();
        let arguments = lines.next().unwrap();
        assert!(
            arguments.starts_with("compile --format pdf --pdf-standard a-2b"),
            "{arguments}"
        );
        assert!(
            arguments.contains("--root ") && arguments.contains("--font-path "),
            "{arguments}"
        );
        assert!(arguments.ends_with(" - -"), "{arguments}");
        // What `typst compile` itself takes, by its 0.15.1: others end it before it begins.
        let known =
            "format pdf-standard diagnostic-format root package-path package-cache-path font-path";
        let options = arguments
            .split(' ')
            .filter_map(|word| word.strip_prefix("--"));
        for option in options {
            assert!(known.split(' ').any(|name| name == option), "--{option}");
        }
        assert_eq!(lines.map(str::trim).collect::<Vec<_>>(), ["400000"]);
    }

    #[test]
    fn what_it_complains_about_is_said() {
        let failure = with(
            "echo '<stdin>:1:2: error: no such thing' >&2; exit 1",
            LIMIT,
        )
        .unwrap_err();
        assert!(
            failure.starts_with("error: `typst` failed: <stdin>:1:2: error: no such thing\nhint: ")
        );
    }

    #[test]
    fn it_is_stopped_when_it_takes_too_long() {
        let failure = with("exec sleep 600", Duration::from_millis(100)).unwrap_err();
        assert!(failure.contains("took longer"), "{failure}");
    }

    #[test]
    fn many_words_do_not_make_it_wait() {
        let done = with(
            "cat > /dev/null; head -c 300000 /dev/zero >&2; echo pdf",
            LIMIT,
        );
        assert_eq!(done.unwrap(), "pdf\n");
    }
}
