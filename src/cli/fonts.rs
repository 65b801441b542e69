//! The fonts of a pipeline's `fonts/` folder and of the machine. Only headers are read until a document needs one.

use crate::files::{Disk, Files};
use crate::typeset::pdf::{Face, FontFile, Fonts};
use fontdb::{Database, FaceInfo, Source, Style};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a pipeline with fonts of its own.
pub const FOLDER: &str = "fonts";
/// How names of fonts end.
const ENDINGS: [&str; 4] = ["ttf", "ttc", "otf", "otc"];
/// No font is larger.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The fonts for a pipeline's documents, its own first. In the order of their paths, so that the same fonts give
/// the same pages.
pub fn of(pipeline: &Path) -> Fonts {
    let mut own = Database::new();
    for path in own_files(pipeline) {
        // What is no font has no faces.
        let _ = own.load_font_file(path);
    }
    let mut machine = Database::new();
    machine.load_system_fonts();
    Fonts {
        files: [own, machine].iter().flat_map(files).collect(),
    }
}

/// The files in the pipeline's folder that may be fonts. A link could lead to anything of the machine's.
fn own_files(pipeline: &Path) -> Vec<PathBuf> {
    let files = Disk::new(pipeline);
    let listed = files.list(&format!("{FOLDER}/"), &|_| false);
    let is_font = |path: &str| {
        let ending = path.rsplit('.').next().unwrap_or_default();
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    };
    let fonts = listed.paths.iter().filter(|path| is_font(path));
    fonts.map(|path| files.place(path)).collect()
}

fn files(fonts: &Database) -> Vec<FontFile> {
    let mut files: BTreeMap<PathBuf, Vec<Face>> = BTreeMap::new();
    for info in fonts.faces() {
        if let Source::File(path) = &info.source {
            files.entry(path.clone()).or_default().push(face(info));
        }
    }
    let file = |(path, mut faces): (PathBuf, Vec<Face>)| {
        faces.sort_by_key(|face| face.index);
        FontFile::new(faces, move || read(&path))
    };
    files.into_iter().map(file).collect()
}

fn face(info: &FaceInfo) -> Face {
    Face {
        families: info.families.iter().map(|(name, _)| name.clone()).collect(),
        weight: info.weight.0,
        slanted: info.style != Style::Normal,
        index: info.index,
    }
}

fn read(path: &Path) -> Option<Vec<u8>> {
    let size = fs::metadata(path).ok()?.len();
    (size <= LARGEST).then(|| fs::read(path).ok())?
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn no_link_is_followed_to_a_font() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("a.ttf"), "").unwrap();
        let pipeline = tempfile::tempdir().unwrap();
        let fonts = pipeline.path().join(FOLDER);
        fs::create_dir_all(fonts.join("more")).unwrap();
        for own in ["own.TTF", "more/own.otf", "note.txt"] {
            fs::write(fonts.join(own), "").unwrap();
        }
        symlink(outside.path(), fonts.join("all")).unwrap();
        symlink(outside.path().join("a.ttf"), fonts.join("a.ttf")).unwrap();
        let mut found = own_files(pipeline.path());
        found.sort();
        assert_eq!(found, [fonts.join("more/own.otf"), fonts.join("own.TTF")]);
    }
}
