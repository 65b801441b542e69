//! The receipt of a PDF, read back without understanding PDF.
//!
//! PDF/A keeps its metadata as one readable XML packet, so the keywords are found by their element. A file that
//! was changed afterwards has the newer packet behind the older: the last one counts.

/// Stands before the receipt among the keywords.
pub(super) const MARK: &str = "dealdesk ";
/// The element or attribute of the keywords in the packet.
const KEYWORDS: &[u8] = b"pdf:Keywords";
/// Longer keywords are nobody's receipt.
const LONGEST: usize = 256 * 1024;

/// The receipt that a PDF of ours carries; whatever the bytes, in one pass over them.
pub fn receipt(bytes: &[u8]) -> Option<String> {
    let mut end = bytes.len();
    while let Some(at) = last(&bytes[..end]) {
        let found = value(&bytes[at + KEYWORDS.len()..end]).and_then(unescaped);
        if let Some(statement) = found.as_deref().and_then(|text| text.strip_prefix(MARK)) {
            return Some(statement.to_owned());
        }
        end = at;
    }
    None
}

/// Where the keywords are named last.
fn last(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(KEYWORDS.len())
        .rposition(|window| window == KEYWORDS)
}

/// What stands behind the name: an element's content, or an attribute's value.
fn value(rest: &[u8]) -> Option<&str> {
    let (end, rest) = match rest {
        [b'>', rest @ ..] => (b'<', rest),
        [b'=', quote @ (b'"' | b'\''), rest @ ..] => (*quote, rest),
        _ => return None,
    };
    let length = rest.iter().take(LONGEST).position(|byte| *byte == end)?;
    std::str::from_utf8(rest.get(..length)?).ok()
}

fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut plain = parts.next()?.to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';')?;
        plain.push(character(entity)?);
        plain.push_str(rest);
    }
    Some(plain)
}

fn character(entity: &str) -> Option<char> {
    let number = |text: &str, radix| {
        let code = u32::from_str_radix(text, radix).ok()?;
        char::from_u32(code)
    };
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => match entity.strip_prefix("#x") {
            Some(code) => number(code, 16),
            None => number(entity.strip_prefix('#')?, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn packet(value: &str) -> Vec<u8> {
        format!("%PDF-1.7\n\u{fffd}<pdf:Keywords>{value}</pdf:Keywords>\nstartxref").into_bytes()
    }

    #[test]
    fn it_is_read_with_its_entities() {
        let file = packet("dealdesk {&quot;a&quot;:&#34;&lt;b&gt; &amp; c&#x22;}");
        assert_eq!(receipt(&file).as_deref(), Some(r#"{"a":"<b> & c"}"#));
        let file = br#"<rdf:Description pdf:Keywords='dealdesk {"a":1}'/>"#;
        assert_eq!(receipt(file).as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn the_last_one_counts() {
        let file = [packet("dealdesk 1"), packet("dealdesk 2"), packet("other")].concat();
        assert_eq!(receipt(&file).as_deref(), Some("2"));
    }

    #[test]
    fn what_is_no_receipt_is_none() {
        for value in [
            "",
            "sales, quote",
            "dealdesk &no;",
            "dealdesk &#xd800;",
            "dealdesk &",
        ] {
            assert_eq!(receipt(&packet(value)), None, "{value}");
        }
        assert_eq!(receipt(b"<pdf:Keywords>dealdesk 1"), None);
        assert_eq!(
            receipt(&packet(&format!("dealdesk {}", "x".repeat(LONGEST)))),
            None
        );
    }

    #[test]
    fn many_names_take_one_pass() {
        // Each step back looks at what is between two names only.
        assert_eq!(receipt(&b"pdf:Keywords>".repeat(200_000)), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at(bytes in any::<Vec<u8>>(), text in r#"(pdf:Keywords|[>="&;#x<]|dealdesk |.){0,30}"#) {
            receipt(&bytes);
            receipt(text.as_bytes());
        }
    }
}
