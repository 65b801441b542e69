//! Currencies by their ISO 4217 codes.

use super::refusal::{half_width, refuse};
use crate::language::Phrase;
use crate::say;
use std::fmt;

/// The codes in use.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD \
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD \
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG \
    QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
    TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// An ISO 4217 code, such as `CNY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of this code: three capital letters.
    pub fn new(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Currency(bytes))
    }

    /// Reads the code of a currency that is in use.
    pub fn read(text: &str) -> Result<Currency, Phrase> {
        if let Some(currency) = Currency::new(text).filter(|_| is_code(text)) {
            return Ok(currency);
        }
        let reason =
            say!(en: "isn't a currency's code such as CNY", zh: "不是货币代码（例如 CNY）");
        Err(refuse(text, reason, likely(text)))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

fn is_code(text: &str) -> bool {
    CODES.split(' ').any(|code| code == text)
}

/// The code that was probably meant.
fn likely(text: &str) -> Option<String> {
    let upper = half_width(text).to_ascii_uppercase();
    if ["RMB", "¥", "元", "人民币"].contains(&upper.as_str()) {
        return Some("CNY".to_owned());
    }
    if is_code(&upper) {
        return Some(upper);
    }
    if upper.len() != 3 {
        return None;
    }
    // Swapped letters only: other slips have too many neighbours among three-letter codes.
    let mut near = CODES
        .split(' ')
        .filter(|code| strsim::osa_distance(code, &upper) == 1 && sorted(code) == sorted(&upper));
    near.next()
        .filter(|_| near.next().is_none())
        .map(str::to_owned)
}

fn sorted(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_use_are_read() {
        assert_eq!(Currency::read("CNY").unwrap().to_string(), "CNY");
        for code in CODES.split(' ') {
            assert_eq!(Currency::read(code).unwrap().code(), code);
        }
    }

    #[test]
    fn others_are_refused_with_the_likely_one() {
        for (text, instead) in [
            ("cny", "CNY"),
            ("RMB", "CNY"),
            ("CYN", "CNY"),
            ("￥", "CNY"),
            ("ＵＳＤ", "USD"),
        ] {
            let refused = Currency::read(text).unwrap_err();
            assert!(
                refused.en.ends_with(&format!("write {instead} instead")),
                "{refused:?}"
            );
        }
        for text in ["", "QQQ", "$", "DM", "CNY "] {
            assert!(Currency::read(text).is_err(), "{text}");
        }
    }
}
