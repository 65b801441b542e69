//! A new record in the person's own editor: what is known is filled in, and what the form has besides stands there to
//! be taken.

use super::failure::Failure;
use crate::form::{Choice, FieldType, Shape};
use crate::language::Language;
use crate::say;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// Begins a line that is only offered: without it, the line is part of the record.
const OFFER: &str = "#: ";

/// The fields of a record that has none yet.
const EMPTY: &str = "{}";

/// A text that is being edited, kept until it is done with.
pub struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Opens `text` in the editor, and waits for it to end.
    ///
    /// # Errors
    /// The editor can't be started or fails; what was written is kept.
    pub fn open(text: &str, name: &str) -> Result<Draft, Failure> {
        let folder = env::temp_dir().join(format!("deal-{}", std::process::id()));
        let path = folder.join(name.rsplit('/').next().unwrap_or(name));
        let made = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, text));
        made.map_err(|error| Failure::system(&error))?;
        let draft = Draft { path };
        draft.edit()?;
        Ok(draft)
    }

    fn edit(&self) -> Result<(), Failure> {
        let editor = editor();
        let shown = editor.to_string_lossy().into_owned();
        match command(&editor, &self.path).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(self.kept(say!(en: "the editor `{editor}` failed", zh: "编辑器 `{editor}` 出错", editor = shown))),
            Err(error) => Err(self.kept(say!(en: "can't start the editor `{editor}`: {error}", zh: "无法启动编辑器 `{editor}`：{error}", editor = shown, error = error))
                .hint(say!(en: "name one in VISUAL or EDITOR", zh: "请用 VISUAL 或 EDITOR 指明编辑器"))),
        }
    }

    fn kept(&self, message: crate::language::Phrase) -> Failure {
        Failure::correctable(message).hint(self.place())
    }

    /// Where the text is kept.
    pub fn place(&self) -> crate::language::Phrase {
        say!(en: "the text is kept in {path}", zh: "文本保存在 {path}", path = self.path.display())
    }

    /// The text without what was only offered.
    ///
    /// # Errors
    /// It can't be read.
    pub fn text(&self) -> Result<String, Failure> {
        let text =
            fs::read_to_string(&self.path).map_err(|error: io::Error| Failure::system(&error))?;
        let lines = text
            .lines()
            .filter(|line| !line.starts_with(OFFER.trim_end()));
        Ok(lines.map(|line| format!("{line}\n")).collect())
    }

    /// Forgets the text.
    pub fn done(self) {
        let _ = fs::remove_file(&self.path);
        if let Some(folder) = self.path.parent() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The person's own editor: it is never for the repository to say.
fn editor() -> OsString {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os);
    let mut named = named.filter(|name| !name.is_empty());
    named
        .next()
        .unwrap_or_else(|| OsString::from(if cfg!(windows) { "notepad" } else { "vi" }))
}

/// The editor may have arguments of its own: a shell reads them, as Git does.
fn command(editor: &OsString, path: &Path) -> Command {
    if cfg!(windows) {
        let mut command = Command::new(editor);
        command.arg(path);
        return command;
    }
    let mut line = editor.clone();
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("sh").arg(path);
    command
}

/// The text of a new record with an offered line for each field that it doesn't have yet.
pub fn with_offers(text: &str, shape: &Shape, language: Language) -> String {
    let is_written = |name: &str| {
        text.lines()
            .any(|line| line.starts_with(&format!("{name}:")))
    };
    let fields = shape.fields.iter();
    let absent = fields.filter(|field| field.name != "body" && !is_written(&field.name));
    let offers: String = absent
        .map(|field| {
            let title = field.title.get(language);
            format!(
                "{OFFER}{}: {}   # {title}\n",
                field.name,
                example(&field.ty)
            )
        })
        .collect();
    let how = match language {
        Language::En => "take a line into the record by deleting the `#: ` before it",
        Language::ZhCn => "删去行首的 `#: `，该行即写入记录",
    };
    let offers = format!("{OFFER}{how}\n{offers}");
    // Of a Markdown record the fields end where its text begins.
    match text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((EMPTY, body)) => format!("---\n{offers}---\n{body}"),
        Some((fields, body)) => format!("---\n{fields}\n{offers}---\n{body}"),
        None => format!("{text}{offers}"),
    }
}

fn example(ty: &FieldType) -> String {
    match ty {
        FieldType::Enum(choices) => choices
            .iter()
            .map(|Choice { name, .. }| name.as_str())
            .collect::<Vec<_>>()
            .join("|"),
        FieldType::Boolean => "true|false".to_owned(),
        ty => ty.example().unwrap_or_else(|| "…".to_owned()),
    }
}
