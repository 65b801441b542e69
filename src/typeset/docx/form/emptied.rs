//! What Word can't open when a form leaves it empty: a cell, header or note without a paragraph, a table without a row.

/// What must end with a paragraph.
const ENDINGS: [&str; 6] = [
    "</w:tc>",
    "</w:hdr>",
    "</w:ftr>",
    "</w:txbxContent>",
    "</w:footnote>",
    "</w:endnote>",
];
const TABLE: (&str, &str) = ("<w:tbl>", "</w:tbl>");

/// Adds a piece to what was written: a cell that was left empty gets a paragraph, a table without rows goes.
pub fn add(out: &mut String, piece: &str) {
    if let Some(rest) = piece.strip_prefix(TABLE.1)
        && let Some(start) = out.rfind(TABLE.0)
        && !out.get(start..).unwrap_or_default().contains("</w:tr>")
    {
        out.truncate(start);
        add(out, rest);
        return;
    }
    if ENDINGS.iter().any(|ending| piece.starts_with(ending)) && !ends_with_paragraph(out) {
        out.push_str("<w:p/>");
    }
    out.push_str(piece);
}

fn ends_with_paragraph(out: &str) -> bool {
    let last = out.rfind('<').and_then(|at| out.get(at..));
    last.is_some_and(|last| {
        let last = last.trim_end();
        last == "</w:p>" || last == "<w:p/>" || last.starts_with("<w:p ") && last.ends_with("/>")
    })
}

#[cfg(test)]
mod tests {
    use super::add;

    fn added(out: &str, piece: &str) -> String {
        let mut out = out.to_owned();
        add(&mut out, piece);
        out
    }

    #[test]
    fn an_empty_cell_gets_a_paragraph() {
        assert_eq!(added("<w:tc>", "</w:tc>"), "<w:tc><w:p/></w:tc>");
        for full in ["<w:p></w:p>", "<w:p/>", "<w:p w:x=\"1\"/>"] {
            assert_eq!(added(full, "</w:tc>"), format!("{full}</w:tc>"));
        }
        assert_eq!(added("<w:pPr/>", "</w:hdr>"), "<w:pPr/><w:p/></w:hdr>");
    }

    #[test]
    fn a_table_without_rows_goes() {
        assert_eq!(
            added("<w:p/><w:tbl><w:tblPr/>", "</w:tbl><w:p/>"),
            "<w:p/><w:p/>"
        );
        let full = "<w:tbl><w:tr></w:tr>";
        assert_eq!(added(full, "</w:tbl>"), format!("{full}</w:tbl>"));
        assert_eq!(
            added("<w:tc><w:tbl>", "</w:tbl></w:tc>"),
            "<w:tc><w:p/></w:tc>"
        );
    }
}
