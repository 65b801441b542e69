//! What Git is told about a pipeline: attributes, what it leaves out, and the drivers of a clone.

/// `.gitattributes`. A clone without the drivers falls back to Git's own merge and diff.
pub const ATTRIBUTES: &str = "\
# Records merge and compare by key where the clone has the drivers; `deal init` says how to set them up.
*.yaml text eol=lf merge=dealdesk diff=dealdesk
*.md   text eol=lf merge=dealdesk diff=dealdesk

# The process itself and texts about it: as Git does it.
/pipeline.yaml !merge !diff
/kinds/**      !merge !diff
/calendar/**   !merge !diff
README*.md     !merge !diff

# Attachments stay as they are, byte for byte: sign-offs cover them.
**/files/** -text !eol !merge !diff
";

/// `.gitignore`.
pub const IGNORED: &str = "\
.DS_Store
Thumbs.db
desktop.ini
~$*
*.swp
*~
/.deal/
";

/// A setting of a clone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Its key for `git config`.
    pub key: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// The merge and diff drivers. They are settings of a clone: no repository can carry them.
pub const DRIVERS: &[Setting] = &[
    Setting {
        key: "merge.dealdesk.name",
        value: "records by key",
    },
    Setting {
        key: "merge.dealdesk.driver",
        value: "deal merge-driver %O %A %B %L %P",
    },
    Setting {
        key: "merge.dealdesk.recursive",
        value: "binary",
    },
    Setting {
        key: "diff.dealdesk.textconv",
        value: "deal textconv",
    },
];
