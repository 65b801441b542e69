//! Files of documents: the old one stays until the new one is whole.

use super::Failure;
use crate::cli::args::PaperFormat;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The file's name for a document of the record at an address: `huachen-2603-k7q-quote.docx`.
pub fn name(address: &str, kind: &str, document: &str, format: PaperFormat) -> String {
    // The address of a child names its kind after its parent; a document whose name begins with it says it once.
    let said = kind.replace('_', "-");
    let rest = document.strip_prefix(&said);
    let is_said = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let parts = address.split('/').enumerate();
    let parts = parts.filter(|(at, part)| !(is_said && *at == 1 && *part == kind));
    let mut name: String = parts.map(|(_, part)| format!("{part}-")).collect();
    name.push_str(document);
    format!("{name}.{}", format.ending())
}

/// Writes a file whole, or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    let written = put(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(path, &error)
    })
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::correctable(crate::say!(
        en: "can't write {path}: {error}", zh: "无法写入 {path}：{error}",
        path = path.display(), error = error
    ))
}
