//! Where documents go: standard output, a file, or files in a folder.

use super::{Failure, file};
use crate::check::Bench;
use crate::cli::args::{PaperFormat, Render};
use crate::cli::pipe;
use crate::form::Record;
use crate::process::Document;
use crate::say;
use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Where documents go.
pub enum Outlet {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
    /// Files in a folder.
    Folder(Folder),
}

/// A folder for documents.
pub struct Folder {
    /// Its path.
    pub path: PathBuf,
    format: PaperFormat,
    /// The names that were given, and to which document.
    given: Mutex<HashMap<String, String>>,
}

impl Outlet {
    /// Where a call wants its documents.
    ///
    /// # Errors
    /// It doesn't say, or they can't go there.
    pub fn of(args: &Render) -> Result<Outlet, Failure> {
        let several = args.is_for_several();
        let ending = args.to.ending();
        match &args.output {
            Some(path) if several || path.is_dir() || ends_with_slash(path) => {
                Ok(Outlet::Folder(Folder {
                    path: path.clone(),
                    format: args.to,
                    given: Mutex::default(),
                }))
            }
            Some(path) => Ok(Outlet::File(path.clone())),
            None if several => Err(Failure::correctable(
                say!(en: "several documents need a folder", zh: "多份单据需要写入目录"),
            )
            .hint(say!(en: "say which: -o out/", zh: "请指明目录：-o out/"))),
            None if !args.to.is_text() && io::stdout().is_terminal() => Err(Failure::correctable(
                say!(en: "a {ending} file is not for the terminal", zh: "{ending} 文件不能输出到终端", ending = ending),
            )
            .hint(say!(en: "say where to: -o document.{ending}", zh: "请指明文件：-o document.{ending}", ending = ending))),
            None => Ok(Outlet::Standard),
        }
    }

    /// Where a document goes that is made next. Of two that would be one file the first has it, so this is asked in
    /// their order.
    ///
    /// # Errors
    /// Another document of this call has the file.
    pub fn place(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
    ) -> Result<Place, Failure> {
        Ok(match self {
            Outlet::Standard => Place::Standard,
            Outlet::File(path) => Place::File(path.clone()),
            Outlet::Folder(folder) => Place::File(folder.file(bench, record, document)?),
        })
    }
}

/// Where one document goes.
pub enum Place {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// Takes a document.
    ///
    /// # Errors
    /// It can't be written.
    pub fn take(&self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Place::Standard => {
                let mut out = io::stdout().lock();
                let written = out.write_all(bytes).and_then(|()| out.flush());
                written.or_else(|error| pipe(error).map(drop))
            }
            Place::File(path) => file::write(path, bytes),
        }
    }
}

impl Folder {
    /// The file for a document, which no other of the same call has.
    fn file(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
    ) -> Result<PathBuf, Failure> {
        let kind = &bench.kind(record).outline.name;
        let name = file::name(&record.address, kind, &document.name, self.format);
        let path = self.path.join(&name);
        let what = format!("{} {}", record.address, document.name);
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        match given.get(&name) {
            None => {
                given.insert(name, what);
                Ok(path)
            }
            Some(other) => Err(Failure::correctable(say!(
                en: "{path} is another document already: {other}", zh: "{path} 已是另一份单据：{other}",
                path = path.display(), other = other
            ))
            .hint(say!(
                en: "make this one by itself: deal render {what} -o FILE", zh: "请单独生成这一份：deal render {what} -o 文件",
                what = what
            ))),
        }
    }
}

fn ends_with_slash(path: &Path) -> bool {
    let text = path.as_os_str().to_string_lossy();
    text.ends_with(['/', MAIN_SEPARATOR])
}
