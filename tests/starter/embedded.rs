//! The list of embedded files holds the whole example. `UPDATE_GOLDEN=1 cargo test --test starter` writes it anew.

use std::fs;
use std::path::Path;

const LIST: &str = "src/starter/example.rs";
const FOLDER: &str = "example-pipeline";

#[test]
fn the_list_is_complete() {
    let mut paths = Vec::new();
    gather(Path::new(FOLDER), &mut paths);
    paths.sort();
    let lines: String = paths
        .iter()
        .map(|path| format!("    \"{path}\"\n"))
        .collect();
    let text = fs::read_to_string(LIST).unwrap();
    let (head, _) = text.split_once("example! {\n").unwrap();
    let whole = format!("{head}example! {{\n{lines}}};\n");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(LIST, &whole).unwrap();
    }
    assert!(
        fs::read_to_string(LIST).unwrap() == whole,
        "{LIST} doesn't have the files of {FOLDER}"
    );
}

fn gather(folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, paths);
            continue;
        }
        let inside = path.strip_prefix(FOLDER).unwrap();
        paths.push(inside.to_str().unwrap().replace('\\', "/"));
    }
}
