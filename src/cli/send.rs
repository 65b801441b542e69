//! `deal send`: a document as the very file that goes out, and the note that it does.

use super::args::{Global, PaperFormat, Send as Args};
use super::failure::Failure;
use super::papers::{self, Plates, Press, Writer, choice, file, refused};
use super::work::Work;
use super::{Status, given};
use crate::change::{self, Change, Ground, Target};
use crate::check::Bench;
use crate::documents::{Print, Receipt};
use crate::form::Record;
use crate::history::{self, State};
use crate::records::Dispatch;
use crate::say;
use crate::text::sha256;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?;
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        ground.with(&target, |bench, record| {
            Ok(change(&work, ground, args, bench, record))
        })?
    })
}

fn change(
    work: &Work<'_>,
    ground: &Ground<'_>,
    args: &Args,
    bench: &Bench<'_>,
    record: &Record,
) -> Result<Change, Failure> {
    let wish = choice::Wish {
        document: args.document.as_deref(),
        stage: None,
        all: false,
        many: false,
    };
    let chosen = choice::documents(bench, record, wish)?;
    let Some((record, document)) = chosen.first().copied() else {
        return Err(Failure::nothing(
            say!(en: "there is no such document", zh: "没有这样的单据"),
        ));
    };
    let by = ground.giver()?;
    let print = press(work, ground, record, args.to)?.print(bench, record, document);
    let Print { paper, receipt } =
        print.map_err(|refusal| refused::failure(bench, record, document, refusal))?;
    let writer = Writer::of(args.to, &work.desk.root, ground.files)?;
    let bytes = writer.bytes(paper)?;
    let sent_on = args.on.unwrap_or(ground.today);
    let mut dispatch = Dispatch::draft(&document.name, &record.source.path, by, sent_on);
    fill(&mut dispatch, &receipt, &bytes);
    dispatch.sent_to.clone_from(&args.recipient);
    let target = Target {
        path: record.source.path.clone(),
        kind: record.kind,
    };
    let change = change::send(ground, &target, document, &dispatch)?;
    if !args.how.dry_run {
        file::write(&args.output, &bytes)?;
    }
    Ok(change)
}

fn fill(dispatch: &mut Dispatch, receipt: &Receipt, bytes: &[u8]) {
    dispatch.language.clone_from(&receipt.language);
    dispatch.made_on = receipt.day;
    dispatch.code = receipt.code();
    dispatch.commit.clone_from(&receipt.commit);
    dispatch.sha256 = sha256(bytes);
    dispatch.template.clone_from(&receipt.template);
    dispatch.process.clone_from(&receipt.process);
    dispatch.shows = receipt.fields.clone().into_iter().collect();
}

fn press<'p>(
    work: &Work<'_>,
    ground: &Ground<'p>,
    record: &Record,
    format: PaperFormat,
) -> Result<Press<'p>, Failure> {
    let process = ground.process;
    let commit = papers::commit(&work.desk, process)?;
    if commit.is_none() && work.has_repository() {
        return Err(Failure::correctable(
            say!(en: "there are changes that no commit has: what goes out must be found again later", zh: "有尚未提交的改动：发出的内容以后必须查得到"),
        )
        .hint(say!(en: "commit them first; `git status` lists them", zh: "请先提交；`git status` 可列出")));
    }
    let listing = history::listing(process, ground.files);
    let state = State::new(process, &listing, "deal", ground.today);
    Ok(Press {
        process,
        language: work.language(),
        medium: papers::medium(format),
        day: ground.today,
        flawed: papers::flawed(&state, std::slice::from_ref(&record.source.path)),
        commit,
        draft: false,
        plates: Plates::default(),
    })
}
