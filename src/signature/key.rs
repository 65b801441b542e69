//! Public keys of people, as OpenSSH writes them.

use crate::language::Phrase;
use crate::say;
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, PublicKey};

/// Fewest bits of an RSA key.
const RSA_BITS: usize = 2048;
/// Most bits of an RSA key that can be verified here.
const RSA_MOST_BITS: usize = 4096;
/// Longest line of a key, in bytes.
const LONGEST: usize = 16 * 1024;

/// A public key. Two are equal where they are the same key, whatever their comments.
#[derive(Clone, Debug)]
pub struct Key(PublicKey);

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.0.key_data() == other.0.key_data()
    }
}

impl Eq for Key {}

impl Key {
    /// Reads a line such as `ssh-ed25519 AAAA… comment`.
    ///
    /// # Errors
    /// Why it is no key, or none whose signatures can be verified here.
    pub fn read(line: &str) -> Result<Key, Phrase> {
        let line = line.trim();
        let unreadable = || {
            say!(
                en: "this is no public key of OpenSSH: `ssh-ed25519 AAAA… comment`", zh: "不是 OpenSSH 公钥，应如 `ssh-ed25519 AAAA… 备注`"
            )
        };
        if line.len() > LONGEST || line.contains(['\n', '\r']) {
            return Err(unreadable());
        }
        let key = PublicKey::from_openssh(line).map_err(|_| unreadable())?;
        match weakness(key.key_data()) {
            None => Ok(Key(key)),
            Some(why) => Err(why),
        }
    }

    pub(super) fn of(data: &KeyData) -> Key {
        Key(PublicKey::new(data.clone(), ""))
    }

    pub(super) fn public(&self) -> &PublicKey {
        &self.0
    }

    /// How people tell keys apart: `SHA256:…`, as `ssh-keygen -l` prints it.
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint(HashAlg::Sha256).to_string()
    }

    /// The line to write where keys are kept, without its comment; empty where it can't be written.
    pub fn line(&self) -> String {
        Key::of(self.0.key_data())
            .0
            .to_openssh()
            .unwrap_or_default()
    }
}

/// Why signatures of a key prove nothing here.
fn weakness(key: &KeyData) -> Option<Phrase> {
    match key {
        KeyData::Ed25519(_) | KeyData::SkEd25519(_) | KeyData::SkEcdsaSha2NistP256(_) => None,
        KeyData::Ecdsa(key) if key.curve() == EcdsaCurve::NistP256 => None,
        KeyData::Rsa(key) => {
            let bits = key.n.as_positive_bytes().map_or(0, <[u8]>::len) * 8;
            (!(RSA_BITS..=RSA_MOST_BITS).contains(&bits)).then(|| {
                say!(
                    en: "an RSA key has {least} to {most} bits here, and this one {bits}", zh: "此处的 RSA 密钥须为 {least} 至 {most} 位，而它是 {bits} 位",
                    least = RSA_BITS, most = RSA_MOST_BITS, bits = bits
                )
            })
        }
        other => Some(unsupported(&other.algorithm())),
    }
}

fn unsupported(algorithm: &Algorithm) -> Phrase {
    say!(
        en: "signatures of a key of type `{algorithm}` can't be verified; use ed25519, ecdsa-sha2-nistp256, their sk- forms, or RSA",
        zh: "无法验证 `{algorithm}` 类型密钥的签名；请用 ed25519、ecdsa-sha2-nistp256、其 sk- 形式或 RSA",
        algorithm = algorithm.as_str()
    )
}
