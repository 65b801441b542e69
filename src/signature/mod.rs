//! SSH signatures over what a person signs: keys are read, signatures are verified, offline and in process.
//! Knows nothing of sign-offs, and makes no signature.

mod key;
#[cfg(test)]
mod tests;

pub use key::Key;

use crate::language::Phrase;
use crate::say;
use ssh_key::{HashAlg, SshSig};

/// What our signatures are for: one made for another purpose doesn't pass for a sign-off.
pub const NAMESPACE: &str = "dealdesk-signoff";

/// What the signatures on seals of a history are for.
pub const SEALS: &str = "dealdesk-seal";

/// Longest armored signature that is looked at, in bytes; an RSA key of 16384 bits stays below.
const LONGEST: usize = 16 * 1024;

/// A signature in a file, not verified yet.
#[derive(Debug)]
pub struct Signature(SshSig);

impl Signature {
    /// Reads the armored form that `ssh-keygen -Y sign` writes.
    ///
    /// # Errors
    /// Why it is no signature for [`NAMESPACE`] over SHA-512.
    pub fn read(armored: &str) -> Result<Signature, Phrase> {
        Signature::read_for(armored, NAMESPACE)
    }

    /// Reads a signature that was made for `purpose`.
    ///
    /// # Errors
    /// Why it is none for that, over SHA-512.
    pub fn read_for(armored: &str, purpose: &str) -> Result<Signature, Phrase> {
        let unreadable = || say!(en: "the signature can't be read", zh: "无法读取签名");
        if armored.len() > LONGEST {
            return Err(unreadable());
        }
        let signature = SshSig::from_pem(armored.trim()).map_err(|_| unreadable())?;
        if signature.namespace() != purpose {
            return Err(say!(
                en: "the signature was made for another purpose: its namespace is `{other}`, not `{ours}`",
                zh: "签名不是为此而作：其 namespace 是 `{other}`，不是 `{ours}`",
                other = signature.namespace(), ours = purpose
            ));
        }
        if signature.hash_alg() != HashAlg::Sha512 {
            return Err(say!(
                en: "the signature is over {hash}, not sha512", zh: "签名使用的摘要算法是 {hash}，不是 sha512",
                hash = signature.hash_alg()
            ));
        }
        Ok(Signature(signature))
    }

    /// The key that it names; whether that key made it, only [`Signature::verify`] says.
    pub fn key(&self) -> Key {
        Key::of(self.0.public_key())
    }

    /// Whether `key` made it over exactly `content`.
    pub fn verify(&self, key: &Key, content: &[u8]) -> bool {
        let purpose = self.0.namespace();
        key.public().verify(purpose, content, &self.0).is_ok()
    }
}
