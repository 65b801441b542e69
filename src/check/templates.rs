//! The templates of documents against the process: everything that is wrong with them, without filling any.

use super::charge::Charge;
use crate::finding::Finding;
use crate::language::Language;
use crate::process::{Document, Kind, Medium, Page, Process, Unfit};
use crate::rules::Rule;
use crate::say;
use crate::template::{FOLDER, Library};
use rayon::prelude::*;

/// What is wrong with the templates of all documents.
pub fn judge(process: &Process) -> Vec<Charge> {
    let documents = process.kinds.iter().flat_map(|kind| {
        let documents = kind.clauses.documents.iter();
        documents.map(move |document| (kind, document))
    });
    let documents: Vec<(&Kind, &Document)> = documents.collect();
    let findings = documents
        .par_iter()
        .flat_map_iter(|(kind, document)| of_document(process, kind, document));
    let mut findings: Vec<Finding> = findings.collect();
    findings.extend(
        process
            .library
            .logo()
            .err()
            .map(|no| Finding::of_file(Rule::InvalidTemplate, no.path.as_str(), no.message)),
    );
    // Several documents may include the same part.
    findings.sort_by(Finding::order);
    findings.dedup();
    findings
        .into_iter()
        .map(|finding| Charge::of(finding, None))
        .collect()
}

fn of_document(process: &Process, kind: &Kind, document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    for language in [Language::ZhCn, Language::En] {
        let mut has_template = language != process.pipeline.language;
        for medium in Medium::ALL {
            match Page::read(process, kind, document, language, medium) {
                Ok(page) => has_template |= page.is_some(),
                Err(unfit) => {
                    has_template = true;
                    findings.extend(of_template(&unfit, document));
                }
            }
        }
        if !has_template {
            findings.push(missing(process, document, language));
        }
    }
    findings
}

fn missing(process: &Process, document: &Document, language: Language) -> Finding {
    let name = document.template(Medium::Markdown);
    let path = format!("{FOLDER}{}/{name}", language.tag());
    let message = say!(
        en: "the document `{name}` has no template {path}", zh: "单据 `{name}` 没有模板 {path}",
        name = document.name, path = path
    );
    Finding {
        place: process.place(document.spot),
        ..Finding::of_file(Rule::InvalidTemplate, "", message)
    }
    .subject(document.name.clone())
    .help(say!(en: "write the template, or correct `template`", zh: "请编写该模板，或改正 `template`"))
}

/// What is wrong with a document's template, as findings.
pub fn of_template(unfit: &Unfit, document: &Document) -> Vec<Finding> {
    let problems = unfit.problems.iter();
    problems
        .filter_map(|problem| {
            let source = unfit.shelf.sources.get(problem.at.template)?;
            let finding = match unfit.medium {
                Medium::Markdown => {
                    let message = problem.message.clone();
                    Finding::at(Rule::InvalidTemplate, source, problem.at.span, message)
                }
                // It has no lines.
                Medium::Word => {
                    let message = match unfit.shelf.paragraph(problem.at) {
                        Some(paragraph) => say!(
                            en: "{paragraph}: {message}", zh: "{paragraph}：{message}",
                            paragraph = paragraph, message = problem.message
                        ),
                        None => problem.message.clone(),
                    };
                    Finding::of_file(Rule::InvalidTemplate, source.path.as_str(), message)
                }
            };
            let finding = finding.subject(document.name.clone());
            let built_in = Library::is_built_in(&source.path);
            Some(match &problem.help {
                Some(help) => finding.help(help.clone()),
                None if built_in => finding.help(say!(
                    en: "the template is built in: a file of the same path in the pipeline takes its place", zh: "这是内置模板：在销售库中放一个同路径的文件即可取代"
                )),
                None => finding,
            })
        })
        .collect()
}
