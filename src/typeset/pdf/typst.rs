//! Typst, built in: a world of one source and the chosen fonts. There is no file, package, network or clock in it.

use super::{Fonts, Source, Trouble, source};
use crate::typeset::Document;
use chrono::Datelike;
use std::collections::BTreeSet;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A document as PDF/A-2b.
///
/// # Errors
/// No font has some of its characters, or Typst refuses it.
pub fn pdf(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, Trouble> {
    let source = source(document, fonts)?;
    let world = Closed::new(&source, fonts, document)?;
    let pages: PagedDocument = typst::compile(&world).output.map_err(|why| refused(&why))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b])
        .map_err(|why| Trouble::Refused(why.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("dealdesk".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|why| refused(&why))
}

/// A world of one source.
struct Closed {
    library: LazyHash<Library>,
    source: typst::syntax::Source,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    today: Option<Datetime>,
}

impl Closed {
    fn new(source: &Source, fonts: &Fonts, document: &Document) -> Result<Closed, Trouble> {
        let families: BTreeSet<&str> = source.families.iter().map(String::as_str).collect();
        let fonts: Vec<Font> = fonts
            .files_of(&families)
            .into_iter()
            .flat_map(|(bytes, faces)| {
                let bytes = Bytes::new(bytes);
                let font = move |index| Font::new(bytes.clone(), index);
                faces.into_iter().filter_map(font)
            })
            .collect();
        let path = VirtualPath::new("document.typ")
            .map_err(|_| Trouble::Refused("document.typ".to_owned()))?;
        let id = FileId::new(RootedPath::new(VirtualRoot::Project, path));
        Ok(Closed {
            library: LazyHash::new(Library::default()),
            source: typst::syntax::Source::new(id, source.text.clone()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            today: day(document),
        })
    }
}

fn day(document: &Document) -> Option<Datetime> {
    let (month, day) = (document.day.month(), document.day.day());
    Datetime::from_ymd(
        document.day.year(),
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
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
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn refused(why: &[SourceDiagnostic]) -> Trouble {
    let why = why.first().map(|first| first.message.to_string());
    Trouble::Refused(why.unwrap_or_default())
}
