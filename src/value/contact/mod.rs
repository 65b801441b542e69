//! How people are reached: e-mail addresses, telephone numbers, web addresses.

mod email;
mod phone;
mod url;

pub use email::email;
pub use phone::phone;
pub use url::url;

/// Whether `host` is a name of labels joined by `.`, each of letters, digits and inner `-`, with at least two labels.
fn is_host(host: &str, letter: impl Fn(char) -> bool) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| letter(c) || c == '-')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.len() <= 253
        && host.contains('.')
        && host.split('.').all(label)
        && last.chars().count() >= 2
        && !last.bytes().all(|b| b.is_ascii_digit())
}
