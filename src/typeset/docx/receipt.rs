//! The receipt as a property of the file, written and read back.

use super::archive::Archive;
use super::reading::{self, Seen};
use super::xml;

const NAME: &str = "dealdesk-receipt";
/// The part that holds it.
pub const PART: &str = "docProps/custom.xml";

/// The part that holds the receipt.
pub fn part(statement: &str) -> String {
    format!(
        "{}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"{NAME}\"><vt:lpwstr>{}</vt:lpwstr></property></Properties>",
        xml::DECLARATION,
        xml::escaped(statement)
    )
}

/// The receipt's statement in a Word file, if it has one. The file may come from anybody.
pub fn receipt(bytes: &[u8]) -> Option<String> {
    let part = Archive::open(bytes).ok()?.text(PART).ok()??;
    let (mut inside, mut found) = (false, None::<String>);
    reading::walk(PART, &part, |seen| match seen {
        Seen::Open(element) if element.name == "property" => {
            inside = element.get("name") == Some(NAME) && found.is_none();
        }
        Seen::Text(text) if inside => {
            let known = found.get_or_insert_default();
            match quick_xml::escape::unescape(text) {
                Ok(text) => known.push_str(&text),
                Err(_) => known.push_str(text),
            }
        }
        Seen::Close(name, _) if name == "property" => inside = false,
        _ => (),
    })
    .ok()?;
    found
}
