//! A pipeline at one time: what is read of it is kept.

use crate::check::{Bench, Run, Selection};
use crate::files::Files;
use crate::finding::Finding;
use crate::form::Record;
use crate::process::Process;
use crate::records::{self, Archive, Dossier, Listing, Reader};
use chrono::NaiveDate;

/// A pipeline at one time.
pub struct State<'s> {
    archive: Archive<'s>,
    listing: &'s Listing<'s>,
    today: NaiveDate,
}

impl<'s> State<'s> {
    /// The pipeline that is listed, read by `process` and judged at `today`.
    pub fn new(
        process: &'s Process,
        listing: &'s Listing<'s>,
        command: &'s str,
        today: NaiveDate,
    ) -> State<'s> {
        State {
            archive: Archive::new(process, listing, command),
            listing,
            today,
        }
    }

    /// The dossier at `home`: a folder, or the file of a record that shares its folder. Empty where there is none.
    pub fn dossier(&self, home: &str) -> Dossier {
        let process = self.archive.process;
        let members = records::dossier_paths(
            process,
            &self.archive.claims,
            self.listing,
            &[home.to_owned()],
        );
        let mut reader = Reader::new(process, self.listing);
        let mut whole = Dossier::default();
        for folder in records::folders(process, &self.archive.claims, &members) {
            let part = Dossier::read(&mut reader, &self.archive.claims, &folder);
            whole.records.extend(part.records);
            whole.signoffs.extend(part.signoffs);
            whole.waivers.extend(part.waivers);
            whole.dispatches.extend(part.dispatches);
            whole.findings.extend(part.findings);
            whole.files += part.files;
        }
        whole
    }

    /// The bench for a dossier of this state.
    pub fn bench<'b>(&'b self, dossier: &'b Dossier) -> Bench<'b>
    where
        's: 'b,
    {
        Bench::new(&self.archive, dossier, self.today)
    }

    /// Opens the dossier around a path: its bench, and the record that the path is, or of a folder the one at its head.
    pub fn open<T>(
        &self,
        path: &str,
        see: impl for<'o> FnOnce(&'o Bench<'o>, Option<&'o Record>) -> T,
    ) -> T {
        let process = self.archive.process;
        let dossier = self.dossier(&records::home(process, &self.archive.claims, path));
        let is_head = |record: &&Record| {
            process.kind(record.kind).outline.parent.is_none()
                && records::folder(&record.source.path).trim_end_matches('/')
                    == path.trim_end_matches('/')
        };
        let head = || dossier.records.iter().find(is_head);
        let record = dossier.at(path).or_else(head);
        see(&self.bench(&dossier), record)
    }

    /// What is wrong in the dossiers around these paths.
    pub fn findings(&self, paths: &[String]) -> Vec<Finding> {
        let (process, claims) = (self.archive.process, &self.archive.claims);
        let homes = paths
            .iter()
            .map(|path| records::home(process, claims, path));
        let homes: Vec<String> = homes.collect();
        let members = records::dossier_paths(process, claims, self.listing, &homes);
        let run = Run {
            process,
            listing: self.listing,
            today: self.today,
            selection: &Selection::default(),
            command: self.archive.command,
            progress: &|_| {},
        };
        let folders = records::folders(process, claims, &members);
        run.some(&folders, &|_| true).findings
    }
}

/// A listing of files by a process.
pub fn listing<'f>(process: &Process, files: &'f dyn Files) -> Listing<'f> {
    Listing::live(files, records::Furniture::of(process))
}
