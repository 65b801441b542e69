//! The receipt in the page's head, and back.

/// The name of the `meta` element.
pub(super) const NAME: &str = "deal-receipt";
/// How far into a page its receipt begins, in bytes.
const HEAD: usize = 4_096;
/// Longest receipt that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// The receipt of a page: the first one, since it stands above all texts.
pub fn receipt(html: &[u8]) -> Option<String> {
    let begin = format!("<meta name=\"{NAME}\" content=\"").into_bytes();
    let head = html.get(..HEAD.min(html.len()))?;
    let at = head.windows(begin.len()).position(|bytes| bytes == begin)?;
    let rest = html.get(at + begin.len()..)?;
    let end = rest.iter().take(LONGEST).position(|&byte| byte == b'"')?;
    let content = std::str::from_utf8(rest.get(..end)?).ok()?;
    Some(
        content
            .replace("&#10;", "\n")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}
