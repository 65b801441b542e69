//! What is to be done to a field, as it is written on the command line: `FIELD=VALUE`, `FIELD+=ITEM`, `FIELD-=ITEM`,
//! `FIELD=`; and the path that `FIELD` is.

use super::refusal::Refusal;
use crate::language::Phrase;
use crate::say;

/// What is done to a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verb {
    /// It gets a value; no text: the value goes.
    Set,
    /// A list gets one more item.
    Add,
    /// A list loses an item.
    Remove,
}

/// One field, and what is done to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// The path of the field: `requirements[2].need`.
    pub path: String,
    /// What is done.
    pub verb: Verb,
    /// The value or item, as written.
    pub value: String,
}

impl Assignment {
    /// Reads `FIELD=VALUE`. The text of a value `@NAME` is what `file` has under that name; `@@` begins a text with `@`.
    ///
    /// # Errors
    /// There is no `=`, or the file can't be read.
    pub fn read(
        text: &str,
        file: &dyn Fn(&str) -> Result<String, Refusal>,
    ) -> Result<Assignment, Refusal> {
        let Some((path, value)) = text.split_once('=') else {
            let refusal = Refusal::new(
                say!(en: "`{text}` is not FIELD=VALUE", zh: "`{text}` 不是“字段=值”的形式", text = text),
            );
            return Err(refusal.help(why_none(text)));
        };
        let (path, verb) = match (path.strip_suffix('+'), path.strip_suffix('-')) {
            (Some(path), _) => (path, Verb::Add),
            (_, Some(path)) => (path, Verb::Remove),
            _ => (path, Verb::Set),
        };
        let value = match value.strip_prefix('@') {
            Some(rest) if rest.starts_with('@') => rest.to_owned(),
            // The last line's end is the file's, not the value's.
            Some(name) if path != "body" => file(name)?.trim_end_matches('\n').to_owned(),
            Some(name) => file(name)?,
            None => value.to_owned(),
        };
        Ok(Assignment {
            path: path.trim().to_owned(),
            verb,
            value,
        })
    }

    /// A field that gets a value.
    pub fn set(path: impl Into<String>, value: impl Into<String>) -> Assignment {
        Assignment {
            path: path.into(),
            verb: Verb::Set,
            value: value.into(),
        }
    }
}

/// What went wrong where a text has no `=`.
fn why_none(text: &str) -> Phrase {
    match text.split_once(['＝', '：', ':']) {
        Some((field, value)) => {
            say!(en: "write `=`: {field}={value}", zh: "请写半角 `=`：{field}={value}", field = field.trim(), value = value.trim())
        }
        None => say!(
            en: "no spaces around `=`, and quotes around what has spaces in it: \"title=Two words\"",
            zh: "`=` 两边不留空格；含空格的内容整个加引号：\"title=两个 词\""
        ),
    }
}

/// One part of a path: the name of a field, and the items that are picked in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment<'p> {
    /// The field.
    pub name: &'p str,
    /// What stands in brackets behind it.
    pub picks: Vec<&'p str>,
}

/// The parts of a path.
///
/// # Errors
/// The path is none.
pub fn segments(path: &str) -> Result<Vec<Segment<'_>>, Refusal> {
    let wrong = || {
        Refusal::new(say!(en: "`{path}` is no field", zh: "`{path}` 不是字段", path = path)).help(
            say!(
                en: "write `field`, `group.field`, `list[2].field` or `list[NAME].field`",
                zh: "写成 `字段`、`组.字段`、`列表[2].字段` 或 `列表[名称].字段`"
            ),
        )
    };
    let mut segments = Vec::new();
    let mut rest = path;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if name.is_empty() {
            return Err(wrong());
        }
        rest = rest.get(end..).unwrap_or_default();
        let mut picks = Vec::new();
        while let Some(inside) = rest.strip_prefix('[') {
            let (pick, after) = inside.split_once(']').ok_or_else(wrong)?;
            if pick.trim().is_empty() {
                return Err(wrong());
            }
            picks.push(pick.trim());
            rest = after;
        }
        segments.push(Segment { name, picks });
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(segments),
            None => return Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Verb, String) {
        let read = Assignment::read(text, &|name| Ok(format!("text of {name}"))).unwrap();
        (read.path, read.verb, read.value)
    }

    #[test]
    fn the_first_equals_sign_divides() {
        assert_eq!(read("a.b=c=d").2, "c=d");
        assert_eq!(read("a+=b").1, Verb::Add);
        assert_eq!(read("a-=[2]"), ("a".into(), Verb::Remove, "[2]".into()));
        assert_eq!(read("a=").2, "");
        assert_eq!(read("a=@b.md").2, "text of b.md");
        assert_eq!(read("a=@@b").2, "@b");
        assert!(Assignment::read("a", &|_| Ok(String::new())).is_err());
    }

    #[test]
    fn paths_go_into_groups_and_items() {
        let path = segments("requirements[R2].evidence[3].a").unwrap();
        let parts: Vec<_> = path
            .iter()
            .map(|part| (part.name, &part.picks[..]))
            .collect();
        assert_eq!(
            parts,
            [
                ("requirements", &["R2"][..]),
                ("evidence", &["3"]),
                ("a", &[])
            ]
        );
        for wrong in ["", ".a", "a.", "a[", "a[]", "a[1]b", "a..b", "[1]"] {
            assert!(segments(wrong).is_err(), "{wrong}");
        }
    }
}
