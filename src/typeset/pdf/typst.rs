//! Typst, built in: a world of one source and the chosen fonts. There is no file, package, network or clock in it.

use super::{Fonts, Source, Trouble, source};
use crate::typeset::Document;
use chrono::{Datelike, NaiveDate};
use elsa::sync::FrozenMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Documents that a part of a page is remembered for without being met again: pages of one template have much in
/// common, and memory must not grow with their number.
const REMEMBERED: usize = 4;

/// Typst with the fonts at hand, for any number of documents.
pub struct Typesetter {
    fonts: Fonts,
    library: LazyHash<Library>,
    cases: FrozenMap<BTreeSet<String>, Box<Case>>,
}

/// The fonts of some families, ready to set.
struct Case {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// The bytes of a font's file, not copied.
struct File(Arc<Vec<u8>>);

impl AsRef<[u8]> for File {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Typesetter {
    /// A typesetter with these fonts.
    pub fn new(fonts: Fonts) -> Typesetter {
        Typesetter {
            fonts,
            library: LazyHash::new(Library::default()),
            cases: FrozenMap::new(),
        }
    }

    /// A document as PDF/A-2b.
    ///
    /// # Errors
    /// No font has some of its characters, or Typst refuses it.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, Trouble> {
        self.set(&source(document, &self.fonts)?, document.day)
    }

    /// A document's source as PDF/A-2b, made on this day.
    ///
    /// # Errors
    /// Typst refuses it.
    pub fn set(&self, source: &Source, day: NaiveDate) -> Result<Vec<u8>, Trouble> {
        let world = Closed {
            library: &self.library,
            case: self.case(&source.families),
            source: typst::syntax::Source::new(main()?, source.text.clone()),
            today: datetime(day),
        };
        let pages: PagedDocument = typst::compile(&world).output.map_err(|why| refused(&why))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|why| Trouble::Refused(why.message().to_string()))?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("dealdesk".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let file = typst_pdf::pdf(&pages, &options).map_err(|why| refused(&why));
        comemo::evict(REMEMBERED);
        file
    }

    /// The case of these families.
    fn case(&self, families: &BTreeSet<String>) -> &Case {
        if let Some(case) = self.cases.get(families) {
            return case;
        }
        let files = self.fonts.files_of(families).into_iter();
        let fonts: Vec<Font> = files
            .flat_map(|(bytes, faces)| {
                let bytes = Bytes::new(File(bytes));
                let font = move |index| Font::new(bytes.clone(), index);
                faces.into_iter().filter_map(font)
            })
            .collect();
        let case = Case {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        };
        self.cases.insert(families.clone(), Box::new(case))
    }
}

/// A world of one source.
struct Closed<'t> {
    library: &'t LazyHash<Library>,
    case: &'t Case,
    source: typst::syntax::Source,
    today: Option<Datetime>,
}

/// The name of the one source.
fn main() -> Result<FileId, Trouble> {
    let path = VirtualPath::new("document.typ")
        .map_err(|_| Trouble::Refused("document.typ".to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn datetime(day: NaiveDate) -> Option<Datetime> {
    let (month, number) = (day.month(), day.day());
    Datetime::from_ymd(
        day.year(),
        u8::try_from(month).ok()?,
        u8::try_from(number).ok()?,
    )
}

impl World for Closed<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.case.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<typst::syntax::Source> {
        match id == self.source.id() {
            true => Ok(self.source.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.case.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn refused(why: &[SourceDiagnostic]) -> Trouble {
    let why = why.first().map(|first| first.message.to_string());
    Trouble::Refused(why.unwrap_or_default())
}
