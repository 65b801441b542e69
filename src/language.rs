//! The two languages that the product speaks, and texts that exist in both.
//!
//! Every text for people is made with [`say!`](crate::say), which takes both languages, so that a missing
//! translation doesn't compile.

use std::borrow::Cow;
use std::fmt;

/// A language of messages and documents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Simplified Chinese.
    ZhCn,
    /// English.
    #[default]
    En,
}

impl Language {
    /// The language's tag: `zh-CN` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::ZhCn => "zh-CN",
            Language::En => "en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag {
            "zh-CN" => Some(Language::ZhCn),
            "en" => Some(Language::En),
            _ => None,
        }
    }
}

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Phrase {
    /// The Chinese text.
    pub zh: String,
    /// The English text.
    pub en: String,
}

impl Phrase {
    /// A text that is the same in both languages.
    pub fn same(text: impl Into<String>) -> Phrase {
        let text = text.into();
        Phrase {
            zh: text.clone(),
            en: text,
        }
    }

    /// Texts in a row, with these signs between them.
    pub fn joined<'p>(phrases: impl IntoIterator<Item = &'p Phrase>, en: &str, zh: &str) -> Phrase {
        let mut joined = Phrase::default();
        for (at, phrase) in phrases.into_iter().enumerate() {
            if at > 0 {
                joined.en.push_str(en);
                joined.zh.push_str(zh);
            }
            joined.en.push_str(&phrase.en);
            joined.zh.push_str(&phrase.zh);
        }
        joined
    }

    /// Whether this is the text, in either language.
    pub fn says(&self, text: &str) -> bool {
        self.zh == text || self.en.eq_ignore_ascii_case(text)
    }

    /// A name of the process and what people call it, where that says more: `amount (Expected amount)`.
    pub fn gloss(name: &str, title: &Phrase) -> Phrase {
        let spoken = |title: &str| title.to_lowercase().replace([' ', '-'], "_") == name;
        let with = |title: &str, open, close| match spoken(title) {
            true => name.to_owned(),
            false => format!("{name}{open}{title}{close}"),
        };
        Phrase {
            en: with(&title.en, " (", ")"),
            zh: with(&title.zh, "（", "）"),
        }
    }

    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// What can stand in a phrase: a value that may read differently in each language.
pub trait Said {
    /// The value in `language`.
    fn said(&self, language: Language) -> Cow<'_, str>;
}

impl Said for Phrase {
    fn said(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed(self.get(language))
    }
}

impl<T: fmt::Display> Said for T {
    fn said(&self, _: Language) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// Makes a [`Phrase`]: `say!(en: "no {what}", zh: "没有{what}", what = phrase)`.
/// Arguments are values that are [`Said`]: phrases, or anything that displays.
#[macro_export]
macro_rules! say {
    (en: $en:literal, zh: $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_imports)]
        use $crate::language::Said as _;
        // One tuple, so that no argument sees the names of the others.
        match ($(&$value,)*) {
            ($($name,)*) => $crate::language::Phrase {
                en: format!($en $(, $name = $name.said($crate::language::Language::En))*),
                zh: format!($zh $(, $name = $name.said($crate::language::Language::ZhCn))*),
            },
        }
    }};
}
