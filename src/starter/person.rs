//! The first person of a new pipeline: whoever made it, with every role that work needs.

use super::With;
use super::definition::quoted;
use crate::language::Language;
use crate::value::id;
use chrono::NaiveDate;

/// The roles of the first person: all of the process but the supervisor's, since nobody supervises themselves.
const ROLES: &[&str] = &[
    "sales_rep",
    "sales_support",
    "sales_manager",
    "sales_director",
    "product_manager",
    "technical_support",
    "delivery",
    "legal",
    "finance",
    "customer_service",
    "marketing",
];

/// Those of the small process.
const FEW_ROLES: &[&str] = &["sales_rep", "sales_manager"];

/// Who makes the pipeline.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Their name.
    pub name: &'a str,
    /// The address that Git knows them by.
    pub email: &'a str,
    /// The day from which they hold their roles.
    pub since: NaiveDate,
}

impl Person<'_> {
    /// The path of their record.
    pub fn path(&self) -> String {
        format!("people/{}.yaml", id_of(self.name, self.email))
    }

    /// Their record.
    pub fn record(&self, language: Language, with: With) -> String {
        let roles = match with {
            With::Small => FEW_ROLES,
            With::Process | With::Example => ROLES,
        };
        let mut text = format!(
            "{}name: {}\nemail: {}\nroles:\n",
            comment(language),
            quoted(self.name),
            quoted(self.email)
        );
        for role in roles {
            text.push_str(&format!("  - {{role: {role}, from: {}}}\n", self.since));
        }
        text.push_str(&format!("hired_on: {}\n", self.since));
        text
    }
}

/// An id from a name in Latin letters, else from what stands before the `@` of the address.
pub fn id_of(name: &str, email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let found = [name, local].into_iter().find_map(|text| {
        let id = slug(text)?;
        id::read(&id).is_ok().then_some(id)
    });
    found.unwrap_or_else(|| "first-person".to_owned())
}

/// Lower-case letters and digits in groups joined by `-`; nothing where another script stands in the text.
fn slug(text: &str) -> Option<String> {
    let strange = |c: char| !c.is_ascii() && c.is_alphabetic();
    let groups: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|group| !group.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    (!groups.is_empty() && !text.contains(strange)).then(|| groups.join("-"))
}

fn comment(language: Language) -> &'static str {
    match language {
        Language::En => {
            "\
# Whoever made this pipeline, as Git knows them. They hold the roles of the process, so that work can start;
# give each role to the colleague whose it is, and end it here with `until`. Nobody signs off their own work.
"
        }
        Language::ZhCn => {
            "\
# 建库的人，信息取自 Git。为便于起步，流程中的角色暂由其担任；
# 之后请把各角色交给相应的同事，并在此写上 `until`。任何人都不能签批自己的工作。
"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_comes_from_the_name_or_the_address() {
        assert_eq!(id_of("Li Na", "x@example.com"), "li-na");
        assert_eq!(id_of("李娜", "na.li@example.com"), "na-li");
        assert_eq!(id_of("O'Brien, P.", "p@example.com"), "o-brien-p");
        assert_eq!(id_of("李娜", "娜@example.com"), "first-person");
        assert_eq!(id_of("con", "aux@example.com"), "first-person");
    }
}
