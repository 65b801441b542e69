//! The mark of a draft across each page of a form, whatever headers it has.

use super::super::package::Related;
use super::super::reading;
use super::super::refusal::Refusal;
use super::super::running;
use super::super::tree::{Node, Tree};
use super::super::xml::{DECLARATION, RELATED, WORD};
use std::fmt::Write as _;

/// The header for pages that have none.
pub const PART: &str = "word/dealdesk-draft.xml";
/// Its id.
const ID: &str = "dealdeskDraft";

/// A header with the mark.
pub fn header(part: &str, xml: String, mark: &str) -> Result<String, Refusal> {
    let end = reading::root(part, &xml, "w:hdr")?;
    Ok(running::marked(xml, end, mark))
}

/// The header for pages that have none.
pub fn new_header(mark: &str) -> String {
    format!(
        "{DECLARATION}<w:hdr xmlns:w=\"{WORD}\"><w:p>{}</w:p></w:hdr>",
        running::across(mark)
    )
}

/// The text whose first section has a header for each kind of page. The sections after it take over what they lack.
pub fn document(part: &str, mut xml: String, related: &mut Related) -> Result<String, Refusal> {
    related.keep(ID, "header", &format!("/{PART}"), false);
    let (at, lacking, closed) = {
        let tree = Tree::read(part, &xml)?;
        match first(&tree, &tree.root) {
            Some(section) => {
                let lacking = lacking(&tree, section);
                let is_closed = section.close.is_empty();
                let end = section.open.end;
                (end, lacking, is_closed.then_some(end - 2..end))
            }
            None => {
                let body = tree.child(&tree.root, "w:body");
                let body = body.ok_or_else(|| Refusal::unusual(part))?;
                let section = format!("<w:sectPr>{}</w:sectPr>", references(&KINDS));
                let at = body.close.start;
                xml.insert_str(at, &section);
                return Ok(xml);
            }
        }
    };
    let references = references(&lacking);
    match closed {
        Some(end) => xml.replace_range(end, &format!(">{references}</w:sectPr>")),
        None => xml.insert_str(at, &references),
    }
    Ok(xml)
}

const KINDS: [&str; 3] = ["default", "first", "even"];

/// The first section's properties.
fn first<'n>(tree: &Tree<'_>, node: &'n Node) -> Option<&'n Node> {
    if tree.name(node) == "w:sectPr" {
        return Some(node);
    }
    node.children.iter().find_map(|child| first(tree, child))
}

/// The kinds of pages that a section has no header for.
fn lacking(tree: &Tree<'_>, section: &Node) -> Vec<&'static str> {
    let has = |kind: &str| {
        let children = section.children.iter();
        children
            .filter(|child| tree.name(child) == "w:headerReference")
            .any(|child| tree.slice(&child.open).contains(&format!("\"{kind}\"")))
    };
    KINDS.into_iter().filter(|kind| !has(kind)).collect()
}

fn references(kinds: &[&str]) -> String {
    let mut out = String::new();
    for kind in kinds {
        let _ = write!(
            out,
            "<w:headerReference xmlns:r=\"{RELATED}\" w:type=\"{kind}\" r:id=\"{ID}\"/>"
        );
    }
    out
}
