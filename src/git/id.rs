//! The names of Git's objects: SHA-1, or SHA-256 where a repository uses it.

use std::fmt;

/// Bytes of a SHA-256.
const LONGEST: usize = 32;

/// The name of an object.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    bytes: [u8; LONGEST],
    length: u8,
}

impl ObjectId {
    /// The name with these 20 or 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<ObjectId> {
        if !matches!(bytes.len(), 20 | LONGEST) {
            return None;
        }
        let mut id = ObjectId {
            bytes: [0; LONGEST],
            length: bytes.len() as u8,
        };
        id.bytes.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(id)
    }

    /// The name written in 40 or 64 hexadecimal digits.
    pub fn from_hex(hex: &[u8]) -> Option<ObjectId> {
        if !matches!(hex.len(), 40 | 64) {
            return None;
        }
        let mut id = ObjectId {
            bytes: [0; LONGEST],
            length: (hex.len() / 2) as u8,
        };
        for (byte, pair) in id.bytes.iter_mut().zip(hex.as_chunks::<2>().0) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(id)
    }

    /// The name's bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes
            .get(..usize::from(self.length))
            .unwrap_or_default()
    }

    /// Whether it is the name of nothing, which Git writes as zeros.
    pub fn is_zero(&self) -> bool {
        self.bytes == [0; LONGEST]
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 16] = [
            '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
        ];
        let halves = self
            .as_bytes()
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15]);
        let text: String = halves.map(|half| DIGITS[usize::from(half)]).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! names {
    ($($(#[doc = $doc:literal])* $name:ident,)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub ObjectId);

            impl $name {
                /// The first digits, as people write it.
                pub fn short(&self) -> String {
                    self.0.to_string().chars().take(10).collect()
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(&self.0, f)
                }
            }

            impl fmt::Debug for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(&self.0, f)
                }
            }
        )*
    };
}

names! {
    /// The name of a commit.
    CommitId,
    /// The name of a file's content.
    BlobId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_both_lengths_read_back() {
        for hex in [
            "0cfbf08886fca9a91cb753ec8734c84fcbe52c9f".to_owned(),
            "aB".repeat(32),
        ] {
            let id = ObjectId::from_hex(hex.as_bytes()).unwrap();
            assert_eq!(id.to_string(), hex.to_lowercase());
            assert_eq!(ObjectId::from_bytes(id.as_bytes()), Some(id));
            assert!(!id.is_zero());
        }
        assert!(ObjectId::from_hex(&[b'0'; 40]).unwrap().is_zero());
    }

    #[test]
    fn anything_else_is_no_name() {
        for hex in [
            "",
            "0",
            "0cfbf0",
            &"0".repeat(39),
            &"0".repeat(41),
            &"é".repeat(20),
            &"g".repeat(40),
        ] {
            assert_eq!(ObjectId::from_hex(hex.as_bytes()), None, "{hex}");
        }
    }
}
