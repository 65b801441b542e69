//! Why a document was not made, and what to do.

use super::Failure;
use crate::check::{Bench, of_template};
use crate::documents::Refusal;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::Document;
use crate::say;

/// That the process makes no such document of a record.
pub fn absent(record: &Record, document: &Document) -> Phrase {
    say!(en: "{address} has no {title}", zh: "{address} 没有{title}", address = record.address, title = document.title)
}

/// A refusal, for people.
pub fn failure(
    bench: &Bench<'_>,
    record: &Record,
    document: &Document,
    refusal: Refusal,
) -> Failure {
    let command = bench.archive.command;
    let address = &record.address;
    let title = &document.title;
    match refusal {
        Refusal::NoTemplate(language) => {
            let path = format!("templates/{}/{}.md", language.tag(), document.template);
            Failure::correctable(say!(en: "{title} has no template {path}", zh: "{title}没有模板 {path}", title = title, path = path))
                .hint(say!(en: "ask for another language: --lang", zh: "可改用另一种语言：--lang"))
        }
        Refusal::OnlyWord(path) => Failure::correctable(say!(
            en: "{title} is the Word file {path}, which makes Word files only", zh: "{title}的模板是 Word 文件 {path}，只能生成 Word 文件",
            title = title, path = path
        ))
        .hint(say!(en: "make one: --to docx", zh: "请生成 Word 文件：--to docx"))
        .hint(say!(
            en: "other formats are made from Markdown: {path}", zh: "其他格式由 Markdown 模板生成：{path}",
            path = path.replace(".docx", ".md")
        )),
        Refusal::Unfit(unfit) => {
            let mut failure = Failure::correctable(say!(en: "the template of {title} is wrong", zh: "{title}的模板有误", title = title));
            for finding in of_template(&unfit, document) {
                let place = &finding.place;
                let at = place.start.map_or_else(String::new, |at| format!(":{}:{}", at.line, at.column));
                failure = failure.hint(say!(
                    en: "{path}{at}: {message}", zh: "{path}{at}：{message}",
                    path = place.path, at = at, message = finding.message
                ));
            }
            failure
        }
        Refusal::BrokenRecord => Failure::correctable(say!(en: "{path} can't be read", zh: "无法读取 {path}", path = record.source.path))
            .hint(say!(en: "{deal} check {path} says why", zh: "用 {deal} check {path} 查看原因", deal = command, path = record.source.path)),
        Refusal::NotOfThisRecord => Failure::correctable(absent(record, document))
            .hint(say!(en: "the process makes one only under a condition: `when` of `{name}`", zh: "流程规定了条件：见 `{name}` 的 `when`", name = document.name)),
        Refusal::Broken(paths) => Failure::correctable(say!(
            en: "{title} of {address} prints what is written wrong: {paths}", zh: "{address} 的{title}要打印的内容有误：{paths}",
            title = title, address = address, paths = paths.join(", ")
        ))
        .hint(say!(en: "{deal} check {path} says what", zh: "用 {deal} check {path} 查看", deal = command, path = record.source.path)),
        Refusal::Absent(absent) => {
            let mut failure = Failure::correctable(say!(
                en: "{title} of {address} would have holes", zh: "{address} 的{title}缺少内容",
                title = title, address = address
            ));
            for (absent, place) in absent {
                failure = failure.hint(say!(
                    en: "`{path}` is empty, and {place} prints it", zh: "`{path}` 没有内容，而 {place} 要打印",
                    path = absent.path, place = place
                ));
            }
            failure
        }
        Refusal::NotReady => Failure::correctable(say!(
            en: "{title} of {address} may not go out yet", zh: "{address} 的{title}还不能发出",
            title = title, address = address
        ))
        .hint(say!(
            en: "it may when this is so: {condition}", zh: "须满足：{condition}",
            condition = condition(bench, document)
        ))
        .hint(draft(command, record, document)),
        Refusal::Flawed => Failure::correctable(say!(
            en: "{title} of {address} may not go out: something is wrong with the record", zh: "{address} 的{title}不能发出：记录有误",
            title = title, address = address
        ))
        .hint(say!(en: "{deal} check {path} says what", zh: "用 {deal} check {path} 查看", deal = command, path = record.source.path))
        .hint(draft(command, record, document)),
        Refusal::TooLong(place) => Failure::correctable(say!(
            en: "the loops and filters at {place} would take too long", zh: "{place} 处的循环和过滤器耗时过长",
            place = place
        )),
        Refusal::Trouble(place, trouble) => Failure::correctable(match place {
            Some(place) => say!(en: "{place}: {message}", zh: "{place}：{message}", place = place, message = trouble.message),
            None => trouble.message,
        }),
        Refusal::Layout(problem) => {
            let failure = Failure::correctable(say!(
                en: "the template of {title} makes no document: line {line}: {message}", zh: "{title}的模板生成不了单据：第 {line} 行：{message}",
                title = title, line = problem.line, message = problem.message
            ));
            problem.help.into_iter().fold(failure, Failure::hint)
        }
        Refusal::Form(refusal) => Failure::correctable(say!(
            en: "{title} can't be made from its Word file: {why}", zh: "无法由 Word 文件生成{title}：{why}",
            title = title, why = refusal.message()
        )),
        Refusal::Logo(no) => Failure::correctable(say!(
            en: "{path}: {why}", zh: "{path}：{why}",
            path = no.path, why = no.message
        )),
    }
}

fn draft(command: &str, record: &Record, document: &Document) -> Phrase {
    say!(
        en: "make a draft: {deal} render {address} {document} --draft", zh: "可先出草稿：{deal} render {address} {document} --draft",
        deal = command, address = record.address, document = document.name
    )
}

/// When the process lets a document go out: the expression as it is written, and where.
fn condition(bench: &Bench<'_>, document: &Document) -> String {
    let written = document.ready.as_ref().and_then(|ready| {
        let (file, span) = ready.place()?;
        let source = bench.process.sources.get(file)?;
        let words: Vec<&str> = source.slice(span).split_whitespace().collect();
        Some(format!("{} ({})", words.join(" "), source.path))
    });
    written.unwrap_or_else(|| document.name.clone())
}
