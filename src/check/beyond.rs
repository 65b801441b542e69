//! What a change brings in the dossiers that it reaches without touching them.

use super::introduced::{Comparison, introduced};
use super::judge;
use crate::finding::Finding;
use crate::records::{self, Archive, Dossier, Furniture, Listing, Reader};
use rayon::prelude::*;

impl Comparison<'_> {
    /// What the change of these paths brings in the dossiers that it reaches, in [`Finding::order`]. Those are the same
    /// before and after, so each is read once, and judged before only where something is wrong after.
    pub fn beyond(&self, paths: &[String]) -> Vec<Finding> {
        let reached = self.reached(paths);
        let furniture = Furniture::of(self.process);
        let before = Listing::live(self.before, furniture.clone());
        let after = Listing::live(self.after, furniture);
        let was = Archive::new(self.process, &before, self.command);
        let is = Archive::new(self.process, &after, self.command);
        let members = records::dossier_paths(self.process, &is.claims, &after, &reached);
        let folders = records::folders(self.process, &is.claims, &members);
        let reader = || Reader::new(self.process, &after);
        let brought = folders.par_iter().map_init(reader, |reader, folder| {
            let dossier = Dossier::read(reader, &is.claims, folder);
            let findings = judge::findings(&is, &dossier, self.today);
            match findings.is_empty() {
                true => findings,
                false => introduced(&judge::findings(&was, &dossier, self.today), findings),
            }
        });
        let mut brought: Vec<Finding> = brought.flatten_iter().collect();
        brought.retain(|finding| self.selection.takes(finding));
        brought.sort_by(Finding::order);
        brought
    }
}
