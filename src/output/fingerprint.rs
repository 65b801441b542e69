//! What makes a finding the same one in two runs: rule, record and subject, never its line.

use crate::finding::Finding;
use crate::text::hex;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// 32 hex digits from the finding's rule, record (the path where it is about no record) and subject.
pub fn fingerprint(finding: &Finding) -> String {
    digest(&parts(finding, ""))
}

/// Fingerprints with the path in them, of which none comes twice.
#[derive(Default)]
pub struct Unique {
    given: HashSet<String>,
}

impl Unique {
    /// The finding's own fingerprint; where it was given before, one that counts on.
    pub fn fingerprint(&mut self, finding: &Finding) -> String {
        let mut number = 0u64;
        loop {
            let path = finding.place.path.as_str();
            let tail = format!("{number}");
            let mut parts = parts(finding, path);
            parts.push(&tail);
            let print = digest(&parts);
            if self.given.insert(print.clone()) {
                return print;
            }
            number += 1;
        }
    }
}

fn parts<'f>(finding: &'f Finding, path: &'f str) -> Vec<&'f str> {
    vec![
        &finding.rule,
        finding.record.as_deref().unwrap_or(&finding.place.path),
        finding.subject.as_deref().unwrap_or_default(),
        path,
    ]
}

fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut print = hex(&hash.finalize());
    print.truncate(32);
    print
}
