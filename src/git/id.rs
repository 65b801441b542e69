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
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let bytes: Option<Vec<u8>> = hex
            .chunks(2)
            .map(|pair| match *pair {
                [high, low] => Some((digit(high)? * 16 + digit(low)?) as u8),
                _ => None,
            })
            .collect();
        ObjectId::from_bytes(&bytes?)
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

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes()
            .iter()
            .try_for_each(|byte| write!(f, "{byte:02x}"))
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
