//! What Git is told about a pipeline: attributes, and what it leaves out.

use crate::merge;

/// `.gitattributes`. A clone without the drivers falls back to Git's own merge and diff.
pub fn attributes() -> String {
    let drivers = merge::ATTRIBUTES;
    format!(
        "\
# Records merge and compare by key where the clone has the drivers: `deal init --drivers`.
*.yaml text eol=lf
*.md text eol=lf
{drivers}
# Attachments stay as they are, byte for byte: sign-offs cover them.
**/files/** -text !eol !merge !diff
"
    )
}

/// `.gitignore`.
pub const IGNORED: &str = "\
.DS_Store
Thumbs.db
desktop.ini
~$*
*.swp
*~
/.deal/
/out/
";
