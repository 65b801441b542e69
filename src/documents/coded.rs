//! Which document of a record has a code.

use super::plate::{Digests, Order, receipt};
use super::receipt::Receipt;
use crate::check::Bench;
use crate::form::Record;
use crate::language::Language;

/// The receipt of the document of a record that has this code now, in whichever language; `process` is the digest of the process.
pub fn with_code(
    bench: &Bench<'_>,
    record: &Record,
    code: &str,
    process: &str,
    order: Order<'_>,
) -> Option<Receipt> {
    let kind = bench.kind(record);
    let mut documents = kind.clauses.documents.iter();
    documents.find_map(|document| {
        let languages = [Language::ZhCn, Language::En].into_iter();
        let mut pages =
            languages.flat_map(|language| bench.archive.pages(kind, document, language));
        pages.find_map(|page| {
            let digests = Digests {
                template: page.digest(),
                process,
            };
            let (receipt, _) = receipt(bench, record, document, page, digests, order).ok()?;
            (receipt.code() == code).then_some(receipt)
        })
    })
}
