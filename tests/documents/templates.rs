//! The templates that are built in: the list in the source has them all.

use std::fs;
use std::path::Path;

#[test]
fn every_template_is_built_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    gather(&root.join("templates"), &mut paths);
    let mut names: Vec<String> = paths
        .iter()
        .map(|path| {
            path.strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/")
        })
        .collect();
    names.sort();
    let list: String = names
        .iter()
        .map(|name| format!("    \"{name}\"\n"))
        .collect();
    let source = root.join("src/template/built_in.rs");
    let text = fs::read_to_string(&source).unwrap();
    let (head, _) = text.split_once("built_in! {\n").unwrap();
    let wanted = format!("{head}built_in! {{\n{list}}};\n");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(source, wanted).unwrap();
        return;
    }
    assert_eq!(
        text, wanted,
        "UPDATE_GOLDEN=1 cargo test --test documents writes it anew"
    );
}

#[test]
fn each_template_is_there_in_both_languages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let names = |language: &str| {
        let folder = root.join(language);
        let mut paths = Vec::new();
        gather(&folder, &mut paths);
        let mut names: Vec<_> = paths
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("en"), names("zh-CN"));
}

fn gather(folder: &Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => gather(&path, paths),
            false => paths.push(path),
        }
    }
}
