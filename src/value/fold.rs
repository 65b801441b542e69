//! One form of texts that people write in many: for comparing names, numbers and addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in one form of width and case, letters and digits only: `ＡＢＣ（上海） 有限公司` is `abc上海有限公司`.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .filter(|&c| c.is_alphanumeric() || is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

/// The digits of the text, in ASCII.
pub fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// The domain of an e-mail address in lower case; nothing where there is none.
pub fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    let domain = domain.trim();
    (!domain.is_empty()).then(|| domain.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_fold_to_one() {
        let folded = fold("ABC（上海）有限公司");
        for text in [
            "ＡＢＣ (上海) 有限公司",
            "abc上海有限公司",
            "Abc\u{3000}上海·有限公司",
            "ABC\u{200b}(上海)有限公司。",
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(fold("Caf\u{e9}"), fold("CAFE\u{301}"));
        assert_ne!(fold("云岭"), fold("云领"));
        assert_eq!(fold(" ，。"), "");
    }

    #[test]
    fn digits_are_taken_out() {
        assert_eq!(digits("(021) ６８８８-0123 转 8"), "021688801238");
        assert_eq!(digits("无"), "");
    }

    #[test]
    fn domains_are_lower_case() {
        assert_eq!(domain("Li.Na@Example.COM").as_deref(), Some("example.com"));
        assert_eq!(domain("nobody"), None);
        assert_eq!(domain("nobody@"), None);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
