//! Web addresses.

use super::is_host;
use crate::language::Phrase;
use crate::say;
use crate::value::refusal::{all_digits, half_width, refuse};

/// Longest address in bytes.
const LONGEST: usize = 2000;

/// Reads a web address: `https://` or `http://`, a host name, and perhaps a port, path, query and fragment.
/// An address that holds a user's name or password is refused.
pub fn url(text: &str) -> Result<&str, Phrase> {
    if is_url(text) {
        return Ok(text);
    }
    let reason = if host_part(text).is_some_and(|host| host.contains('@')) {
        say!(en: "a web address must not hold a user name or password", zh: "网址里不能带用户名或密码")
    } else {
        say!(en: "isn't a web address such as https://example.com/page", zh: "不是网址（例如 https://example.com/page）")
    };
    Err(refuse(text, reason, tidy(text)))
}

fn is_url(text: &str) -> bool {
    let Some(host) = host_part(text) else {
        return false;
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let strange = |c: char| c.is_whitespace() || c.is_control() || "<>\"`{}|\\^".contains(c);
    text.len() <= LONGEST
        && !text.contains(strange)
        && (is_host(name, char::is_alphanumeric) || name.parse::<std::net::Ipv4Addr>().is_ok())
        && port
            .is_none_or(|port| all_digits(port) && port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// What stands between the scheme and the path.
fn host_part(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

fn tidy(text: &str) -> Option<String> {
    let narrow = half_width(text);
    let with_scheme = format!("https://{narrow}");
    let lower = match narrow.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        None => with_scheme,
    };
    is_url(&lower).then_some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        for text in [
            "https://example.com",
            "http://example.com:8080/a/b?c=d#e",
            "https://例子.公司/页面",
            "https://example.com/?q=1",
            "http://192.0.2.7/x",
            "https://a-b.example.com.cn/",
        ] {
            assert_eq!(url(text), Ok(text));
        }
    }

    #[test]
    fn others_are_refused() {
        for (text, instead) in [
            ("www.example.com", "https://www.example.com"),
            ("HTTPS://example.com", "https://example.com"),
            ("https：//example.com", "https://example.com"),
            (" https://example.com", "https://example.com"),
        ] {
            assert!(
                url(text)
                    .unwrap_err()
                    .en
                    .ends_with(&format!("write {instead} instead")),
                "{text}"
            );
        }
        let long = format!("https://example.com/{}", "a".repeat(2000));
        for text in [
            "",
            "https://",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://example.com",
            "https://example.com/a b",
            "https://localhost",
            "https://example.com:0",
            "https://example.com:99999",
            "https://-a.com",
            "https://example.com/\u{1b}[1m",
            "https://example.com/<b>",
            &long,
        ] {
            assert!(url(text).is_err(), "{text:?}");
        }
        assert!(
            url("https://user:secret@example.com")
                .unwrap_err()
                .en
                .contains("user name or password")
        );
    }
}
