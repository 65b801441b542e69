//! Files of documents: the old one stays until the new one is whole.

use super::Failure;
use crate::cli::args::PaperFormat;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// The file's name for a document of the record at an address: `huachen-2603-k7q-quote.docx`.
pub fn name(address: &str, kind: &str, document: &str, format: PaperFormat) -> String {
    let address = address.replace('/', "-");
    let ending = format.ending();
    // The address of a record that its parent has once ends with its kind, which is often the document's name.
    match address
        .strip_suffix(kind)
        .and_then(|rest| rest.strip_suffix('-'))
    {
        Some(rest) if kind == document => format!("{rest}-{document}.{ending}"),
        _ => format!("{address}-{document}.{ending}"),
    }
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
