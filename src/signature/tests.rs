//! Signatures made with `ssh-keygen`, and two of security keys that were put together by hand. The private halves of
//! these keys are gone.

use super::{Key, Signature};
use proptest::prelude::*;

const CONTENT: &[u8] = br#"{"on":"deals/example.yaml"}"#;

macro_rules! pair {
    ($name:literal) => {
        (
            include_str!(concat!("tests/", $name, ".pub")),
            include_str!(concat!("tests/", $name, ".sig")),
        )
    };
}

const PAIRS: &[(&str, &str)] = &[
    pair!("ed25519"),
    pair!("ecdsa"),
    pair!("rsa"),
    pair!("sk-ed25519"),
    pair!("sk-ecdsa"),
];

fn key(line: &str) -> Key {
    Key::read(line).unwrap()
}

fn signature(armored: &str) -> Signature {
    Signature::read(armored).unwrap()
}

#[test]
fn a_signature_holds_for_its_key_and_its_content_only() {
    for (line, armored) in PAIRS {
        let (signed, own) = (signature(armored), key(line));
        assert!(signed.key() == own, "{line}");
        assert!(signed.verify(&own, CONTENT), "{line}");
        assert!(
            !signed.verify(&own, b"{\"on\":\"deals/other.yaml\"}"),
            "{line}"
        );
        assert!(!signed.verify(&own, b""), "{line}");
        let others = PAIRS.iter().filter(|(other, _)| other != line);
        for (other, _) in others {
            assert!(signed.key() != key(other), "{line}");
            assert!(!signed.verify(&key(other), CONTENT), "{line}");
        }
        assert!(!signed.verify(&key(include_str!("tests/other.pub")), CONTENT));
    }
}

#[test]
fn a_signature_for_another_purpose_is_none() {
    let why = Signature::read(include_str!("tests/namespace.sig")).unwrap_err();
    assert!(why.en.contains("`file`"), "{}", why.en);
    let why = Signature::read(include_str!("tests/sha256.sig")).unwrap_err();
    assert!(why.en.contains("sha256"), "{}", why.en);
    for text in [
        "",
        "x",
        "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
    ] {
        assert!(Signature::read(text).is_err(), "{text}");
    }
}

#[test]
fn a_key_is_the_same_whatever_its_comment() {
    let line = PAIRS[0].0.trim();
    let bare = line.rsplit_once(' ').unwrap().0;
    assert!(key(line) == key(bare));
    assert!(key(line) == key(&format!("  {bare} 张伟 的电脑 ")));
    assert_eq!(key(line).line(), bare);
    assert!(key(line).fingerprint().starts_with("SHA256:"));
}

#[test]
fn keys_that_prove_nothing_are_refused_with_a_reason() {
    let refused = |line: &str| Key::read(line).unwrap_err().en;
    assert!(refused(include_str!("tests/p384.pub")).contains("ecdsa-sha2-nistp384"));
    let weak = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC/M2kTqeisTSSG4WRbWhrLQN7iXB2R4VkKqyq9rpwKirvoDAFbusW4hE48fHlboueHgqdm5jG3sigJenRlBSGbaJ/uB8afFQk45J9RTpSJI2ohvKbqfeIBwU+T6kfZ5mSDaTugcX+HKORcFy+4jgGCLjiChQubp1kfKJHgSeh1bw==";
    assert!(refused(weak).contains("1024"), "{}", refused(weak));
    let two = format!("{}\n{}", PAIRS[0].0.trim(), PAIRS[1].0.trim());
    for line in [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        &two,
    ] {
        assert!(refused(line).contains("no public key"), "{line}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text in any::<String>()) {
        let _ = Key::read(&text);
        let _ = Signature::read(&text);
    }

    #[test]
    fn a_spoilt_signature_never_verifies(pair in 0..PAIRS.len(), at in any::<prop::sample::Index>(), with in "[A-Za-z0-9+/]") {
        let (line, armored) = PAIRS[pair];
        let lines: Vec<&str> = armored.lines().collect();
        let mut body: String = lines[1..lines.len() - 1].concat();
        // The last bytes are the signature's own; what stands before them is the key, and lengths.
        let end = body.trim_end_matches('=').len() - 1;
        let at = end - 1 - at.index(60);
        prop_assume!(body[at..=at] != with);
        body.replace_range(at..=at, &with);
        let wrapped: Vec<&str> = body.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let spoilt = format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", wrapped.join("\n"));
        if let Ok(signature) = Signature::read(&spoilt) {
            prop_assert!(!signature.verify(&key(line), CONTENT));
        }
    }

    #[test]
    fn a_spoilt_key_is_read_without_harm(pair in 0..PAIRS.len(), at in any::<prop::sample::Index>(), with in "[A-Za-z0-9+/=]") {
        let (line, armored) = PAIRS[pair];
        let mut line = line.to_owned();
        let at = at.index(line.len());
        line.replace_range(at..=at, &with);
        if let (Ok(key), Ok(signature)) = (Key::read(&line), Signature::read(armored)) {
            let _ = signature.verify(&key, CONTENT);
        }
    }
}
