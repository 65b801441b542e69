//! What Git has to know so that it merges and shows records our way.

/// Lines for the `.gitattributes` of a pipeline's folder. The definition stays with Git's own merge.
pub const ATTRIBUTES: &str = "\
*.yaml merge=dealdesk diff=dealdesk
*.md merge=dealdesk diff=dealdesk
/pipeline.yaml !merge !diff
/figures.yaml !merge !diff
/kinds/** !merge !diff
/calendar/** !merge !diff
/templates/** !merge !diff
README* !merge !diff
";

/// Keys and values for `git config` in each clone; `command` is how a shell starts this program, `deal` say.
pub fn settings(command: &str) -> Vec<(&'static str, String)> {
    vec![
        ("merge.dealdesk.name", "records, field by field".to_owned()),
        (
            "merge.dealdesk.driver",
            format!("{command} merge-driver %O %A %B %P"),
        ),
        // The ancestors of a criss-cross merge are no place for guesses.
        ("merge.dealdesk.recursive", "binary".to_owned()),
        ("diff.dealdesk.textconv", format!("{command} textconv")),
    ]
}
