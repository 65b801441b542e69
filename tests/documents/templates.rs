//! The templates that are built in: the list in the source has them all.

use dealdesk::files::Disk;
use dealdesk::process::Definition;
use std::collections::BTreeSet;
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

#[test]
fn each_template_is_a_paper_of_the_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = Disk::new(root.join("example-pipeline"));
    let process = Definition::load_from(&files).0.process.unwrap();
    let kinds = process.kinds.iter();
    let documents = kinds.flat_map(|kind| &kind.clauses.documents);
    let papers: BTreeSet<_> = documents
        .map(|document| document.template.clone())
        .collect();
    let templates = fs::read_dir(root.join("templates/en")).unwrap();
    let paths = templates.map(|entry| entry.unwrap().path());
    let templates: BTreeSet<_> = paths
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(papers, templates);
    // The example's README says how many.
    assert_eq!(templates.len(), 44);
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
