//! One folder of a revision: what Git keeps of each entry.

use super::id::ObjectId;
use crate::files::Entry;

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mode {
    /// A plain file.
    File,
    /// A file that may be run.
    Executable,
    /// A symbolic link.
    Link,
    /// A commit of another repository.
    Submodule,
    /// A folder.
    Folder,
}

impl Mode {
    /// The mode with this number, as in `100644`.
    pub fn from_number(number: u32) -> Mode {
        match number & 0o170_000 {
            0o040_000 => Mode::Folder,
            0o120_000 => Mode::Link,
            0o160_000 => Mode::Submodule,
            _ if number & 0o100 != 0 => Mode::Executable,
            _ => Mode::File,
        }
    }

    /// The mode written in octal digits.
    pub fn from_octal(digits: &[u8]) -> Option<Mode> {
        let digits = std::str::from_utf8(digits).ok()?;
        u32::from_str_radix(digits, 8).ok().map(Mode::from_number)
    }

    /// Whether it is a file, with or without the right to be run.
    pub const fn is_file(self) -> bool {
        matches!(self, Mode::File | Mode::Executable)
    }

    /// What a pipeline sees there.
    pub const fn entry(self) -> Entry {
        match self {
            Mode::File | Mode::Executable => Entry::File,
            Mode::Folder => Entry::Folder,
            Mode::Link => Entry::Link,
            Mode::Submodule => Entry::Repository,
        }
    }
}

/// An entry of a folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreeEntry {
    /// Its name; any bytes but `/` and NUL.
    pub name: Box<[u8]>,
    /// What it is.
    pub mode: Mode,
    /// Its content: a blob, a tree, or a commit.
    pub id: ObjectId,
}

/// The entries of a tree object; `None` if the bytes are none.
pub fn parse(mut bytes: &[u8], id_length: usize) -> Option<Vec<TreeEntry>> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let space = bytes.iter().position(|&byte| byte == b' ')?;
        let (mode, rest) = (bytes.get(..space)?, bytes.get(space + 1..)?);
        let end = rest.iter().position(|&byte| byte == 0)?;
        let (name, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
        entries.push(TreeEntry {
            name: name.into(),
            mode: Mode::from_octal(mode)?,
            id: ObjectId::from_bytes(rest.get(..id_length)?)?,
        });
        bytes = rest.get(id_length..)?;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_whatever_their_names() {
        let mut bytes = Vec::new();
        for (head, byte) in [("100644 a b\n", 1), ("40000 é", 2), ("120000 l", 3)] {
            bytes.extend(head.as_bytes());
            bytes.push(0);
            bytes.extend([byte; 20]);
        }
        let entries = parse(&bytes, 20).unwrap();
        let modes: Vec<_> = entries.iter().map(|entry| entry.mode).collect();
        assert_eq!(modes, [Mode::File, Mode::Folder, Mode::Link]);
        assert_eq!(&*entries[0].name, b"a b\n");
        assert_eq!(entries[2].id.as_bytes(), [3; 20]);
        let ends = [0, 32, 61, bytes.len()];
        for cut in 0..=bytes.len() {
            assert_eq!(
                parse(&bytes[..cut], 20).is_some(),
                ends.contains(&cut),
                "{cut}"
            );
        }
    }

    #[test]
    fn modes_are_what_a_pipeline_sees() {
        assert_eq!(Mode::from_octal(b"100755"), Some(Mode::Executable));
        assert_eq!(
            Mode::from_octal(b"160000").unwrap().entry(),
            Entry::Repository
        );
        assert_eq!(Mode::from_octal(b"100664"), Some(Mode::File));
        assert_eq!(Mode::from_octal(b"x"), None);
    }
}
