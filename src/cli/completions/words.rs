//! The words of a command line that is being typed.

use std::ffi::OsString;
use std::path::PathBuf;

/// The words typed so far.
#[derive(Debug, Default)]
pub struct Words {
    all: Vec<String>,
}

impl Words {
    /// The words that a completion script hands over: they stand after `--` and the program's name.
    pub fn of(arguments: impl Iterator<Item = OsString>) -> Words {
        let typed = arguments.skip_while(|word| word != "--").skip(2);
        Words {
            all: typed.filter_map(|word| word.into_string().ok()).collect(),
        }
    }

    /// The folder that `-C` names, else the current one.
    pub fn folder(&self) -> PathBuf {
        let after = self.all.windows(2).find_map(|pair| match pair {
            [flag, folder] if flag == "-C" || flag == "--dir" => Some(folder.as_str()),
            _ => None,
        });
        let joined = || {
            let words = self.all.iter();
            words
                .filter_map(|word| word.strip_prefix("--dir=").or(word.strip_prefix("-C")))
                .find(|folder| !folder.is_empty())
        };
        PathBuf::from(after.or_else(joined).unwrap_or("."))
    }

    /// The word after another.
    pub fn after(&self, word: &str) -> Option<&str> {
        let pair = self.all.windows(2).find(|pair| pair[0] == word)?;
        Some(&pair[1])
    }

    /// The words that are no flags.
    pub fn plain(&self) -> impl Iterator<Item = &str> {
        let words = self.all.iter().map(String::as_str);
        words.filter(|word| !word.is_empty() && !word.starts_with('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(line: &str) -> PathBuf {
        let words = ["deal", "--", "deal"].into_iter().chain(line.split(' '));
        Words::of(words.map(OsString::from)).folder()
    }

    #[test]
    fn the_folder_is_where_a_flag_says() {
        assert_eq!(folder("check hua"), PathBuf::from("."));
        assert_eq!(folder("-C sales check hua"), PathBuf::from("sales"));
        assert_eq!(folder("check -Csales hua"), PathBuf::from("sales"));
        assert_eq!(folder("check --dir=sales hua"), PathBuf::from("sales"));
    }
}
