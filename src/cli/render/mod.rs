//! `deal render`: documents of a record.

mod choice;
mod file;
mod refused;

use super::args::{Global, PaperFormat, Render};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::{Status, pipe};
use crate::check::{Bench, Run, Selection};
use crate::documents::{Order, Plate, Print, Refusal};
use crate::finding::Level;
use crate::form::Record;
use crate::git::{Head, Repository};
use crate::history::{self, State};
use crate::language::Language;
use crate::process::{Document, Process};
use crate::records::{self, Claims, Listing};
use crate::say;
use crate::typeset;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// Runs the command.
pub fn run(global: &Global, args: &Render) -> Result<Status, Failure> {
    let desk = Desk::of(global, Some(&args.record))?;
    let process = desk.process()?;
    let (Asked::Path(path) | Asked::Record(path)) = desk.path(process, global, &args.record)?;
    let today = desk.today(global);
    let listing = history::listing(process, &desk.files);
    let command = desk.command();
    let state = State::new(process, &listing, &command, today);
    let home = records::home(process, &Claims::of(process), &path);
    let dossier = state.dossier(&home);
    let bench = state.bench(&dossier);
    let record = choice::record(&dossier, process, &path)?;
    let chosen = choice::documents(&bench, record, args)?;
    let outlet = Outlet::of(args, chosen.len())?;
    let press = Press {
        process,
        language: desk.language(global),
        flawed: flawed(process, &listing, &home, &bench),
        commit: commit(&desk)?,
        draft: args.draft,
        to: args.to,
    };
    let mut failure: Option<Failure> = None;
    let mut made = 0;
    for (record, document) in chosen {
        let printed = press.print(&bench, record, document);
        let printed =
            printed.map_err(|refusal| refused::failure(&bench, record, document, refusal));
        match printed.and_then(|bytes| outlet.take(&bench, record, document, press.to, &bytes)) {
            Ok(()) => made += 1,
            Err(one) => {
                failure = Some(match failure {
                    Some(others) => others.and(one),
                    None => one,
                });
            }
        }
    }
    if outlet.is_folder() && !global.quiet {
        let said = say!(en: "{made} documents made", zh: "已生成 {made} 份单据", made = made);
        let _ = writeln!(io::stderr(), "{}", said.get(desk.language(global)));
    }
    match failure {
        Some(failure) => Err(failure),
        None => Ok(Status::Clean),
    }
}

/// What all documents of one call have in common.
struct Press<'p> {
    process: &'p Process,
    language: Language,
    /// Paths of records that something is wrong with.
    flawed: BTreeSet<String>,
    commit: Option<String>,
    draft: bool,
    to: PaperFormat,
}

impl Press<'_> {
    fn print(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
    ) -> Result<Vec<u8>, Refusal> {
        let kind = self.process.kind(record.kind);
        let plate = Plate::new(self.process, kind, document, self.language)?;
        let order = Order {
            day: bench.today,
            draft: self.draft,
            flawed: self.flawed.contains(&record.source.path),
            commit: self.commit.as_deref(),
        };
        let Print { paper, .. } = plate.print(bench, record, order)?;
        Ok(match self.to {
            PaperFormat::Md => typeset::markdown(&paper).into_bytes(),
            PaperFormat::Html => typeset::html(&paper).into_bytes(),
            PaperFormat::Docx | PaperFormat::Pdf => Vec::new(),
        })
    }
}

/// Where documents go.
enum Outlet {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

impl Outlet {
    fn of(args: &Render, documents: usize) -> Result<Outlet, Failure> {
        let several = args.all || args.stage.is_some() || documents > 1;
        match &args.output {
            Some(path) if several || path.is_dir() || ends_with_slash(path) => {
                Ok(Outlet::Folder(path.clone()))
            }
            Some(path) => Ok(Outlet::File(path.clone())),
            None if several => Err(Failure::correctable(
                say!(en: "several documents need a folder", zh: "多份单据需要写入目录"),
            )
            .hint(say!(en: "say which: -o out/", zh: "请指明目录：-o out/"))),
            None if !args.to.is_text() && io::stdout().is_terminal() => Err(Failure::correctable(
                say!(en: "a {format} file is not for the terminal", zh: "{format} 文件不能输出到终端", format = args.to.ending()),
            )
            .hint(say!(en: "say where to: -o document.{format}", zh: "请指明文件：-o document.{format}", format = args.to.ending()))),
            None => Ok(Outlet::Standard),
        }
    }

    fn is_folder(&self) -> bool {
        matches!(self, Outlet::Folder(_))
    }

    fn take(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
        format: PaperFormat,
        bytes: &[u8],
    ) -> Result<(), Failure> {
        match self {
            Outlet::Standard => {
                let mut out = io::stdout().lock();
                let written = out.write_all(bytes).and_then(|()| out.flush());
                written.or_else(|error| pipe(error).map(|_| ()))
            }
            Outlet::File(path) => file::write(path, bytes),
            Outlet::Folder(folder) => {
                let kind = &bench.kind(record).outline.name;
                let name = file::name(&record.address, kind, &document.name, format);
                file::write(&folder.join(name), bytes)
            }
        }
    }
}

fn ends_with_slash(path: &std::path::Path) -> bool {
    path.as_os_str()
        .to_string_lossy()
        .ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// The paths of records of a dossier that have findings at error level.
fn flawed(
    process: &Process,
    listing: &Listing<'_>,
    home: &str,
    bench: &Bench<'_>,
) -> BTreeSet<String> {
    let claims = Claims::of(process);
    let members = records::dossier_paths(process, &claims, listing, &[home.to_owned()]);
    let folders = records::folders(process, &claims, &members);
    let run = Run {
        process,
        listing,
        today: bench.today,
        selection: &Selection::default(),
        command: "deal",
        progress: &|_| {},
    };
    let findings = run.some(&folders, &|_| true).findings;
    let errors = findings
        .into_iter()
        .filter(|finding| finding.level == Level::Error);
    errors.map(|finding| finding.place.path).collect()
}

/// The commit that the pipeline's files are of; none where one of them differs, or where there is no repository.
fn commit(desk: &Desk) -> Result<Option<String>, Failure> {
    let Some(repository) = Repository::around(&desk.root)? else {
        return Ok(None);
    };
    let (Head::Branch { commit: head, .. } | Head::Detached(head)) = repository.head()? else {
        return Ok(None);
    };
    let unsaved = repository.unsaved(Some(head))?;
    Ok(unsaved.is_empty().then(|| head.to_string()))
}
