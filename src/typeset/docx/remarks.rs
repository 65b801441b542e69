//! What people noted in a company's Word file for each other: changes that are tracked, comments.

use super::refusal::Refusal;
use super::tree::Tree;

/// Refuses a part that has some: the reader would get them.
pub fn judge(tree: &Tree<'_>) -> Result<(), Refusal> {
    if tree.any(&tree.root, &is_tracked) {
        return Err(Refusal::tracked(tree.part));
    }
    if tree.any(&tree.root, &is_comment) {
        return Err(Refusal::comments(tree.part));
    }
    Ok(())
}

/// Whether an element tells of a change that somebody made: what was taken out would still be there to read.
fn is_tracked(name: &str) -> bool {
    name.ends_with("Change")
        || matches!(
            name,
            "w:ins"
                | "w:del"
                | "w:moveFrom"
                | "w:moveTo"
                | "w:delText"
                | "w:delInstrText"
                | "w:cellIns"
                | "w:cellDel"
                | "w:cellMerge"
        )
}

fn is_comment(name: &str) -> bool {
    matches!(
        name,
        "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference"
    )
}
