//! Digests.

use super::Source;
use sha2::{Digest, Sha256};

/// The SHA-256 of `content`, in hexadecimal.
pub fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// One SHA-256 of several files, in whatever order.
pub fn sha256_of(sources: &[Source]) -> String {
    let mut parts: Vec<String> = sources
        .iter()
        .map(|source| format!("{} {}\n", sha256(source.text.as_bytes()), source.path))
        .collect();
    parts.sort();
    sha256(parts.concat().as_bytes())
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 0xf)]);
    bytes
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte)])
        .collect()
}
