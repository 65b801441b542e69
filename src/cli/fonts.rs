//! The fonts of a pipeline's `fonts/` folder and of the machine. Only headers are read until a document needs one.

use crate::typeset::pdf::{Face, FontFile, Fonts};
use fontdb::{Database, FaceInfo, Source, Style};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a pipeline with fonts of its own.
pub const FOLDER: &str = "fonts";
/// No font is larger.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The fonts for a pipeline's documents, its own first. In the order of their paths, so that the same fonts give
/// the same pages.
pub fn of(pipeline: &Path) -> Fonts {
    let mut own = Database::new();
    own.load_fonts_dir(pipeline.join(FOLDER));
    let mut machine = Database::new();
    machine.load_system_fonts();
    Fonts {
        files: [own, machine].iter().flat_map(files).collect(),
    }
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
