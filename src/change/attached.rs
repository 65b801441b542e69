//! The attachments that a change newly names: files that whoever gets the change must get with it.

use super::Change;
use super::ground::Ground;
use crate::files::Files;
use crate::records::{Claims, Furniture, Listing, attachments};
use std::collections::BTreeSet;

impl Change {
    /// Paths of the files that what is written names, and that what was there didn't, or not with this digest; sorted.
    pub fn attached(&self, ground: &Ground<'_>) -> Vec<String> {
        let after = self.applied(ground);
        let claims = Claims::of(ground.process);
        let named = |files: &dyn Files, path: &str| {
            let listing = Listing::live(files, Furniture::of(ground.process));
            attachments(ground.process, &claims, &listing, path)
        };
        let mut attached = BTreeSet::new();
        for write in &self.writes {
            let old = named(ground.files, &write.path);
            let new = named(&after, &write.path);
            attached.extend(new.difference(&old).map(|file| file.path.clone()));
        }
        attached.into_iter().collect()
    }
}
