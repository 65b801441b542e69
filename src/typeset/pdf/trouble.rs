//! Why a document could not become a PDF, and what to do. All of it can be corrected.

use crate::language::Phrase;
use crate::say;

/// How many missing characters are named.
const NAMED: usize = 8;

/// Why a document could not become a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No font has these characters of the document; sorted, at least one.
    Missing(Vec<char>),
    /// Typst refused the source: what it said.
    Refused(String),
}

impl Trouble {
    /// What is wrong.
    pub fn message(&self) -> Phrase {
        match self {
            Trouble::Missing(characters) => {
                let named: Vec<String> = characters.iter().take(NAMED).map(|c| name(*c)).collect();
                let (named, more) = (named.join(" "), characters.len().saturating_sub(NAMED));
                match more {
                    0 => say!(
                        en: "no font has these characters of the document: {named}",
                        zh: "没有字体包含文档中的这些字符：{named}",
                        named = named
                    ),
                    _ => say!(
                        en: "no font has these characters of the document: {named} and {more} more",
                        zh: "没有字体包含文档中的这些字符：{named}，另有 {more} 个",
                        named = named, more = more
                    ),
                }
            }
            Trouble::Refused(why) => say!(
                en: "the document could not be typeset: {why}", zh: "文档排版失败：{why}", why = why
            ),
        }
    }

    /// What to do.
    pub fn hint(&self) -> Phrase {
        match self {
            Trouble::Missing(characters) => remedy(characters),
            Trouble::Refused(_) => say!(
                en: "render it to another format: html, docx or md", zh: "请改用其他格式：html、docx 或 md"
            ),
        }
    }
}

fn remedy(characters: &[char]) -> Phrase {
    let (font, package) = if characters.iter().any(|c| is_chinese(*c)) {
        ("Noto Sans CJK SC", "fonts-noto-cjk")
    } else if characters.iter().any(|c| is_emoji(*c)) {
        ("Noto Emoji", "fonts-noto-color-emoji")
    } else {
        ("Noto Sans", "fonts-noto")
    };
    say!(
        en: "install a font that has them, such as {font} (Debian, Ubuntu: apt install {package}), or put one into the pipeline's fonts/ folder",
        zh: "请安装包含这些字符的字体，例如 {font}（Debian、Ubuntu：apt install {package}），或把字体文件放进流水线的 fonts/ 文件夹",
        font = font, package = package
    )
}

fn name(c: char) -> String {
    format!("{c} (U+{:04X})", u32::from(c))
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_characters_are_named_with_the_remedy() {
        let trouble = Trouble::Missing("昇喆".chars().collect());
        assert_eq!(
            trouble.message().zh,
            "没有字体包含文档中的这些字符：昇 (U+6607) 喆 (U+5586)"
        );
        assert!(trouble.hint().en.contains("apt install fonts-noto-cjk"));
        let many = Trouble::Missing(('α'..='ω').collect());
        assert!(many.message().en.ends_with("and 17 more"));
        assert!(many.hint().zh.contains("fonts/"));
    }
}
