//! `deal render`: documents of a record.

use super::args::{Global, PaperFormat, Render};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::papers::{self, Press, Stock, choice, file, refused, watch};
use super::{Status, pipe, say_failure};
use crate::check::Bench;
use crate::form::Record;
use crate::history::{self, State};
use crate::process::Document;
use crate::records::{self, Claims};
use crate::say;
use std::io::{self, IsTerminal, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::thread;

/// Runs the command.
pub fn run(global: &Global, args: &Render) -> Result<Status, Failure> {
    if !args.watch {
        return once(global, args);
    }
    let mut seen = None;
    loop {
        let root = Desk::of(global, Some(&args.record))?.root;
        let now = watch::look(&root);
        if seen.as_ref() != Some(&now) {
            seen = Some(now);
            // A mistake is said, and mended while this goes on.
            if let Err(failure) = once(global, args) {
                say_failure(&failure, global);
            }
        }
        thread::sleep(watch::PAUSE);
    }
}

/// Makes the documents as the files are now.
fn once(global: &Global, args: &Render) -> Result<Status, Failure> {
    let desk = Desk::of(global, Some(&args.record))?;
    let process = desk.process()?;
    let (Asked::Path(path) | Asked::Record(path)) = desk.look(process, global, &args.record)?;
    let today = desk.today(global);
    let listing = history::listing(process, &desk.files);
    let command = desk.command();
    let state = State::new(process, &listing, &command, today);
    let home = records::home(process, &Claims::of(process), &path);
    let dossier = state.dossier(&home);
    let bench = state.bench(&dossier);
    let record = choice::record(&dossier, process, &path)?;
    let wish = choice::Wish {
        document: args.document.as_deref(),
        stage: args.stage.as_deref(),
        all: args.all,
    };
    let chosen = choice::documents(&bench, record, wish)?;
    let outlet = Outlet::of(args)?;
    let press = Press {
        process,
        language: desk.language(global),
        day: today,
        flawed: papers::flawed(process, &listing, &home, today),
        commit: papers::commit(&desk, process)?,
        draft: args.draft,
    };
    let stock = Stock {
        root: &desk.root,
        files: &desk.files,
    };
    let (mut made, mut failures) = (0, Vec::new());
    for (record, document) in chosen {
        let print = press.print(&bench, record, document, papers::medium(args.to));
        let print = print.map_err(|refusal| refused::failure(&bench, record, document, refusal));
        let bytes = print.and_then(|print| stock.bytes(args.to, print.paper));
        match bytes.and_then(|bytes| outlet.take(&bench, record, document, args.to, &bytes)) {
            Ok(()) => made += 1,
            Err(failure) => failures.push(failure),
        }
    }
    if let (Outlet::Folder(folder), false) = (&outlet, global.quiet) {
        let said = say!(en: "{made} documents in {folder}", zh: "{folder} 中已生成 {made} 份单据", made = made, folder = folder.display());
        let _ = writeln!(io::stderr(), "{}", said.get(desk.language(global)));
    }
    match failures.into_iter().reduce(Failure::and) {
        Some(failure) => Err(failure),
        None => Ok(Status::Clean),
    }
}

/// Where documents go.
enum Outlet {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

impl Outlet {
    fn of(args: &Render) -> Result<Outlet, Failure> {
        let several = args.all || args.stage.is_some();
        let ending = args.to.ending();
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
                say!(en: "a {ending} file is not for the terminal", zh: "{ending} 文件不能输出到终端", ending = ending),
            )
            .hint(say!(en: "say where to: -o document.{ending}", zh: "请指明文件：-o document.{ending}", ending = ending))),
            None => Ok(Outlet::Standard),
        }
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
                written.or_else(|error| pipe(error).map(drop))
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

fn ends_with_slash(path: &Path) -> bool {
    let text = path.as_os_str().to_string_lossy();
    text.ends_with(['/', MAIN_SEPARATOR])
}
