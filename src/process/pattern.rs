//! Path patterns: which files are records of a kind, and where a record of this id is.

use super::block::nearest;
use crate::language::Phrase;
use crate::say;

/// A kind's path pattern, such as `deals/{deal}/minutes/{id}.md`.
#[derive(Debug)]
pub struct Pattern {
    /// As written.
    pub text: String,
    /// What stands after the last placeholder: every path of the pattern ends so.
    end: String,
    segments: Vec<Vec<Piece>>,
    /// The name of the parent's kind, where a placeholder names one.
    pub parent: Option<String>,
    /// Whether `{id}` stands in it.
    pub has_id: bool,
    /// Whether the files are Markdown with front matter.
    pub markdown: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Piece {
    Literal(String),
    /// The whole id, of the record or its parent.
    Id(Whose),
    /// One `-` part of the id, counted from the front (0…) or from the back (-1…).
    Part(Whose, i32),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Whose {
    Own,
    Parents,
}

/// The ids that a path holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Claim<'p> {
    /// The record's own id.
    pub id: Option<&'p str>,
    /// Its parent's id.
    pub parent: Option<&'p str>,
}

impl Pattern {
    /// Reads a pattern; `kinds` are the names that may stand in placeholders.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str, kinds: &[&str]) -> Result<Pattern, Phrase> {
        let markdown = match text.rsplit_once('.').map(|(_, extension)| extension) {
            Some("md") => true,
            Some("yaml") => false,
            _ => {
                return Err(say!(
                    en: "the pattern must end in `.yaml` or `.md`",
                    zh: "路径模式须以 `.yaml` 或 `.md` 结尾"
                ));
            }
        };
        let mut pattern = Pattern {
            text: text.to_owned(),
            end: text.rsplit('}').next().unwrap_or_default().to_owned(),
            segments: Vec::new(),
            parent: None,
            has_id: false,
            markdown,
        };
        for segment in text.split('/') {
            if segment.is_empty() || segment == "." || segment == ".." || segment.starts_with('.') {
                return Err(say!(
                    en: "`{segment}` can't be a folder of a pattern",
                    zh: "路径模式中不能有 `{segment}` 这样的目录",
                    segment = segment
                ));
            }
            let pieces = pattern.read_segment(segment, kinds)?;
            pattern.segments.push(pieces);
        }
        if !matches!(
            pattern.segments.first().map(Vec::as_slice),
            Some([Piece::Literal(_)])
        ) {
            return Err(say!(
                en: "the pattern must begin with a folder of its own, such as `deals/`",
                zh: "路径模式须以固定目录开头，例如 `deals/`"
            ));
        }
        Ok(pattern)
    }

    fn read_segment(&mut self, segment: &str, kinds: &[&str]) -> Result<Vec<Piece>, Phrase> {
        let mut pieces = Vec::new();
        let mut rest = segment;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((placeholder, after)) = after.split_once('}') else {
                return Err(say!(en: "a `{{` has no `}}`", zh: "`{{` 没有对应的 `}}`"));
            };
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            pieces.push(self.read_placeholder(placeholder, kinds)?);
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        if pieces
            .iter()
            .filter(|piece| !matches!(piece, Piece::Literal(_)))
            .count()
            > 1
        {
            return Err(say!(
                en: "`{segment}` has two placeholders: one is the most for a name between two `/`",
                zh: "`{segment}` 有两个占位符：两个 `/` 之间至多一个",
                segment = segment
            ));
        }
        Ok(pieces)
    }

    fn read_placeholder(&mut self, placeholder: &str, kinds: &[&str]) -> Result<Piece, Phrase> {
        let (name, part) = match placeholder.split_once('[') {
            Some((name, index)) => {
                let index = index
                    .strip_suffix(']')
                    .and_then(|index| index.parse::<i32>().ok());
                let index = index.ok_or_else(|| {
                    say!(
                        en: "`{{{text}}}`: a part of an id is written `{{id[0]}}` or `{{id[-1]}}`",
                        zh: "`{{{text}}}`：取编号的一段应写成 `{{id[0]}}` 或 `{{id[-1]}}`",
                        text = placeholder
                    )
                })?;
                (name, Some(index))
            }
            None => (placeholder, None),
        };
        let whose = if name == "id" {
            self.has_id |= part.is_none();
            Whose::Own
        } else if kinds.contains(&name) {
            if self.parent.as_deref().is_some_and(|parent| parent != name) {
                return Err(say!(
                    en: "a kind has one parent, and two are named: `{name}` is the second",
                    zh: "一种表单只能有一个上级，`{name}` 是第二个",
                    name = name
                ));
            }
            self.parent = Some(name.to_owned());
            Whose::Parents
        } else {
            return Err(match nearest(name, kinds.iter().copied().chain(["id"])) {
                Some(near) => say!(
                    en: "`{{{name}}}` is no kind; did you mean `{{{near}}}`?",
                    zh: "没有 `{{{name}}}` 这种表单；是不是 `{{{near}}}`？",
                    name = name, near = near
                ),
                None => say!(
                    en: "`{{{name}}}` is neither `{{id}}` nor a kind",
                    zh: "`{{{name}}}` 既不是 `{{id}}` 也不是表单名",
                    name = name
                ),
            });
        };
        Ok(part.map_or(Piece::Id(whose), |index| Piece::Part(whose, index)))
    }

    /// The ids in `path`, if the pattern claims it. They are not checked to be well formed.
    pub fn claim<'p>(&self, path: &'p str) -> Option<Claim<'p>> {
        if !path.ends_with(&self.end) {
            return None;
        }
        let mut claim = Claim {
            id: None,
            parent: None,
        };
        let mut parts = path.split('/');
        for pieces in &self.segments {
            let mut rest = parts.next()?;
            let (before, variable, after) = split(pieces);
            rest = rest.strip_prefix(before)?.strip_suffix(after)?;
            match variable {
                None if rest.is_empty() => {}
                Some(Piece::Id(whose)) if !rest.is_empty() => {
                    let slot = match whose {
                        Whose::Own => &mut claim.id,
                        Whose::Parents => &mut claim.parent,
                    };
                    if slot.is_some_and(|earlier| earlier != rest) {
                        return None;
                    }
                    *slot = Some(rest);
                }
                Some(Piece::Part(..)) if !rest.is_empty() => {}
                _ => return None,
            }
        }
        (parts.next().is_none() && self.shards_agree(path, claim)).then_some(claim)
    }

    /// A shard's folder must be the part of the id that it says.
    fn shards_agree(&self, path: &str, claim: Claim<'_>) -> bool {
        let has_shard = self
            .segments
            .iter()
            .flatten()
            .any(|piece| matches!(piece, Piece::Part(..)));
        !has_shard
            || self
                .path(
                    claim.id.unwrap_or_default(),
                    claim.parent.unwrap_or_default(),
                )
                .as_deref()
                == Some(path)
    }

    /// The path of the record of this id (and parent); `None` where the id lacks a part that a shard takes.
    pub fn path(&self, id: &str, parent: &str) -> Option<String> {
        let mut path = String::with_capacity(self.text.len() + id.len() + parent.len());
        for (index, pieces) in self.segments.iter().enumerate() {
            if index > 0 {
                path.push('/');
            }
            for piece in pieces {
                match piece {
                    Piece::Literal(text) => path.push_str(text),
                    Piece::Id(whose) => path.push_str(whose.pick(id, parent)),
                    Piece::Part(whose, index) => {
                        path.push_str(part(whose.pick(id, parent), *index)?)
                    }
                }
            }
        }
        Some(path)
    }

    /// The fixed folder that all its paths begin with, with a final `/`.
    pub fn root(&self) -> String {
        let mut root = String::new();
        for pieces in &self.segments[..self.segments.len().saturating_sub(1)] {
            match pieces.as_slice() {
                [Piece::Literal(text)] => {
                    root.push_str(text);
                    root.push('/');
                }
                _ => break,
            }
        }
        root
    }

    /// Number of names between `/`.
    pub fn depth(&self) -> usize {
        self.segments.len()
    }

    /// Whether the pattern lies in the folder of records of `parent`.
    pub fn lies_within(&self, parent: &Pattern) -> bool {
        let folder = parent.segments.len() - 1;
        self.segments.len() > folder
            && self.segments[..folder]
                .iter()
                .zip(&parent.segments[..folder])
                .all(|(own, its)| {
                    let as_parents: Vec<Piece> = its.iter().map(Piece::of_parent).collect();
                    *own == as_parents
                })
    }

    /// Whether two patterns differ in the names of their placeholders at most.
    pub fn claims_the_same(&self, other: &Pattern) -> bool {
        let plain = |piece: &Piece| match piece {
            Piece::Literal(text) => Some(text.clone()),
            _ => None,
        };
        let shape = |pattern: &Pattern| -> Vec<Vec<Option<String>>> {
            let segments = pattern.segments.iter();
            segments
                .map(|pieces| pieces.iter().map(plain).collect())
                .collect()
        };
        shape(self) == shape(other)
    }

    /// Whether each record has a folder to itself: its own id is in the folder's path.
    pub fn owns_folder(&self) -> bool {
        let file = self.segments.len() - 1;
        self.segments[..file]
            .iter()
            .flatten()
            .any(|piece| *piece == Piece::Id(Whose::Own))
    }

    /// Whether the file's own name holds the id, so that one folder holds several records.
    pub fn shares_folder(&self) -> bool {
        self.segments
            .last()
            .is_some_and(|file| file.contains(&Piece::Id(Whose::Own)))
    }
}

impl Piece {
    fn of_parent(&self) -> Piece {
        match self {
            Piece::Literal(text) => Piece::Literal(text.clone()),
            Piece::Id(_) => Piece::Id(Whose::Parents),
            Piece::Part(_, index) => Piece::Part(Whose::Parents, *index),
        }
    }
}

impl Whose {
    fn pick<'a>(self, own: &'a str, parents: &'a str) -> &'a str {
        match self {
            Whose::Own => own,
            Whose::Parents => parents,
        }
    }
}

/// The literal before the placeholder, the placeholder, and the literal after it.
fn split(pieces: &[Piece]) -> (&str, Option<&Piece>, &str) {
    match pieces {
        [Piece::Literal(only)] => (only, None, ""),
        [variable] => ("", Some(variable), ""),
        [Piece::Literal(before), variable] => (before, Some(variable), ""),
        [variable, Piece::Literal(after)] => ("", Some(variable), after),
        [Piece::Literal(before), variable, Piece::Literal(after)] => {
            (before, Some(variable), after)
        }
        _ => ("", None, ""),
    }
}

fn part(id: &str, index: i32) -> Option<&str> {
    match usize::try_from(index) {
        Ok(index) => id.split('-').nth(index),
        Err(_) => id.rsplit('-').nth(usize::try_from(-(index + 1)).ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Pattern {
        Pattern::read(text, &["deal", "customer"]).unwrap()
    }

    #[test]
    fn claims_what_it_makes() {
        let minutes = pattern("deals/{deal}/minutes/{id}.md");
        let path = minutes
            .path("2026-03-10-needs", "huachen-2603-k7q")
            .unwrap();
        assert_eq!(path, "deals/huachen-2603-k7q/minutes/2026-03-10-needs.md");
        let claim = minutes.claim(&path).unwrap();
        assert_eq!(
            (claim.id, claim.parent),
            (Some("2026-03-10-needs"), Some("huachen-2603-k7q"))
        );
        assert!(minutes.claim("deals/x/minutes/.md").is_none());
        assert!(minutes.claim("deals/x/minutes/a.yaml").is_none());
        assert!(minutes.claim("deals/x/minutes/a/b.md").is_none());
    }

    #[test]
    fn shards_follow_the_id() {
        let deal = pattern("deals/{id[-2]}/{id}/deal.yaml");
        assert_eq!(
            deal.path("a-2603-k7q", "").unwrap(),
            "deals/2603/a-2603-k7q/deal.yaml"
        );
        assert!(deal.claim("deals/2603/a-2603-k7q/deal.yaml").is_some());
        assert!(deal.claim("deals/2604/a-2603-k7q/deal.yaml").is_none());
        assert!(deal.path("a", "").is_none());
    }

    #[test]
    fn a_child_lies_in_its_parents_folder() {
        let deal = pattern("deals/{id[-2]}/{id}/deal.yaml");
        assert!(pattern("deals/{deal[-2]}/{deal}/solution.md").lies_within(&deal));
        assert!(!pattern("solutions/{deal}.md").lies_within(&deal));
    }

    #[test]
    fn wrong_patterns_say_why() {
        for text in [
            "deals/{id}",
            "{id}/a.yaml",
            "deals/../{id}.yaml",
            "deals/{id}-{deal}.yaml",
            "a/{dael}/b.md",
            "a/{id[x]}/b.md",
            "a/{id.md",
        ] {
            assert!(Pattern::read(text, &["deal"]).is_err(), "{text}");
        }
    }
}
