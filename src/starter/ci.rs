//! The workflow of a forge that judges each pull request.

use super::definition::quoted;

const GITHUB: &str = include_str!("../../ci/github.yml");
const GITLAB: &str = include_str!("../../ci/gitlab.yml");

/// Where the repository lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Forge {
    /// A workflow of GitHub Actions
    #[default]
    Github,
    /// A job of GitLab CI/CD
    Gitlab,
    /// No workflow
    None,
}

/// A workflow file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Workflow {
    /// From the top of the repository, with `/`.
    pub path: &'static str,
    /// Its text.
    pub text: String,
}

/// The workflow for a pipeline in `folder` of its repository (`""` for its top, else such as `sales`).
pub fn workflow(forge: Forge, folder: &str) -> Option<Workflow> {
    let folder = if folder.is_empty() { "." } else { folder };
    // Each forge reads `$` in its own way.
    let (path, template, key, folder) = match forge {
        Forge::Github => (
            ".github/workflows/deal.yml",
            GITHUB,
            "          folder: ",
            folder.replace("${{", "${{ '${{' }}"),
        ),
        Forge::Gitlab => (
            ".gitlab-ci.yml",
            GITLAB,
            "    DEAL_FOLDER: ",
            folder.replace('$', "$$"),
        ),
        Forge::None => return None,
    };
    let folder = quoted(&folder);
    let lines = template.lines().map(|line| match line.starts_with(key) {
        true => format!("{key}{folder}\n"),
        false => format!("{line}\n"),
    });
    let text = lines.collect();
    Some(Workflow { path, text })
}
