//! E-mail addresses.

use super::is_host;
use crate::language::Phrase;
use crate::say;
use crate::value::refusal::{half_width, refuse};

/// Longest address in bytes.
const LONGEST: usize = 254;

/// Longest part before the `@`.
const LONGEST_LOCAL: usize = 64;

/// Reads an e-mail address: `li.na@example.com`, in ASCII, without a name around it.
pub fn email(text: &str) -> Result<&str, Phrase> {
    if is_email(text) {
        return Ok(text);
    }
    let reason = say!(en: "isn't an e-mail address", zh: "不是电子邮件地址");
    let narrow = half_width(text).replace('。', ".");
    let bare = narrow.strip_prefix("mailto:").unwrap_or(&narrow);
    // `Li Na <li.na@example.com>`
    let bare = bare
        .split_once('<')
        .and_then(|(_, rest)| rest.strip_suffix('>'))
        .unwrap_or(bare);
    Err(refuse(
        text,
        reason,
        is_email(bare).then(|| bare.to_owned()),
    ))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
    };
    text.len() <= LONGEST
        && local.len() <= LONGEST_LOCAL
        && local.split('.').all(atom)
        && is_host(domain, |c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for text in [
            "li.na@example.com",
            "a+b@sub.example.com.cn",
            "1@163.com",
            "o'neil@example.org",
            "x@xn--fiqs8s.cn",
        ] {
            assert_eq!(email(text), Ok(text));
        }
    }

    #[test]
    fn others_are_refused() {
        for (text, instead) in [
            ("li.na＠example.com", "li.na@example.com"),
            ("li.na@example。com", "li.na@example.com"),
            ("李娜 <li.na@example.com>", "li.na@example.com"),
            ("mailto:li.na@example.com", "li.na@example.com"),
            (" li.na@example.com", "li.na@example.com"),
        ] {
            assert!(
                email(text)
                    .unwrap_err()
                    .en
                    .ends_with(&format!("write {instead} instead")),
                "{text}"
            );
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "@",
            "li.na",
            "li.na@",
            "@example.com",
            "li..na@example.com",
            ".li@example.com",
            "a b@example.com",
            "a@b",
            "a@-b.com",
            "a@b-.com",
            "a@1.2",
            "a@b..com",
            "a@@b.com",
            "李娜@example.com",
            "a@b.com, c@d.com",
            "a@b.com\n",
            &long,
        ] {
            assert!(email(text).is_err(), "{text:?}");
        }
    }
}
