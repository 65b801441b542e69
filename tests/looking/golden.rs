//! Answers on the example pipeline, byte for byte, in both languages. `UPDATE_GOLDEN=1 cargo test --test looking` writes
//! the files anew; read their diff.

use crate::git;
use crate::pipeline::{Ran, guarded};
use std::path::{Path, PathBuf};
use std::process::Command;

const DEAL: &str = "deals/tiehe-2603-y2r/deal.yaml";
const QUOTE: &str = "deals/tiehe-2603-y2r/quote.yaml";

/// The example in a repository, with three changes that are not in its last commit.
fn example(folder: &Path) -> PathBuf {
    let root = folder.join("sales");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    let copied = Command::new("cp")
        .arg("-r")
        .arg(example)
        .arg(&root)
        .status()
        .unwrap();
    assert!(copied.success());
    git(&root, &["init", "-q", "-b", "main"]);
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-q", "-m", "开始"]);
    let replace = |path: &str, old: &str, new: &str| {
        let text = std::fs::read_to_string(root.join(path)).unwrap();
        assert!(text.contains(old), "{path} has no {old:?}");
        std::fs::write(root.join(path), text.replacen(old, new, 1)).unwrap();
    };
    replace(QUOTE, "discount: 10%", "discount: 14%");
    replace(DEAL, "amount: 1083240", "amount: 1051000");
    root
}

#[test]
fn the_example() {
    let folder = tempfile::tempdir().unwrap();
    let root = example(folder.path());
    let runs: [(&str, &[&str]); 5] = [
        ("list", &["list", "deal"]),
        ("show", &["show", "tiehe-2603-y2r"]),
        ("diff", &["diff"]),
        ("diff-markdown", &["diff", "--format", "markdown"]),
        ("history", &["history", "xinglan-2606-h1y"]),
    ];
    for (name, args) in runs {
        for language in ["en", "zh-CN"] {
            let ran = Ran::of(
                guarded()
                    .args(args)
                    .args(["--lang", language])
                    .current_dir(&root),
            );
            assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{name}");
            // A commit's name depends on the version of the format of Git's objects only.
            let head = git(&root, &["rev-parse", "HEAD"]);
            let out = ran.out.replace(&head.trim()[..10], "COMMIT");
            let path = format!(
                "{}/tests/looking/golden/{name}.{language}.txt",
                env!("CARGO_MANIFEST_DIR")
            );
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
                std::fs::write(&path, &out).unwrap();
            }
            assert_eq!(
                std::fs::read_to_string(&path).unwrap_or_default(),
                out,
                "{path}"
            );
        }
    }
}
