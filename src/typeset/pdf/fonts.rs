//! The fonts at hand, and which of them a document needs.

use super::Trouble;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};
use unicode_normalization::UnicodeNormalization;

/// The fonts at hand, those of the pipeline first.
#[derive(Debug, Default)]
pub struct Fonts {
    /// The files they are in.
    pub files: Vec<FontFile>,
}

/// A file with fonts.
pub struct FontFile {
    /// The fonts in it.
    pub faces: Vec<Face>,
    /// Its bytes, read when a document may need it; none where it can't be read.
    read: Box<Read>,
    /// Its bytes, once a document is set in it: the next will be too.
    kept: OnceLock<Arc<Vec<u8>>>,
}

/// What reads a file.
type Read = dyn Fn() -> Option<Vec<u8>> + Send + Sync;

/// A font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// What its family is called; the English name first.
    pub families: Vec<String>,
    /// 400 is regular, 700 is bold.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub slanted: bool,
    /// Which one it is in its file.
    pub index: u32,
}

/// The fonts that a document is set in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Of the text.
    pub text: Vec<Family>,
    /// Of headings.
    pub headings: Vec<Family>,
    /// Of verbatim text.
    pub verbatim: Vec<Family>,
    /// Whether the text's Chinese letters have a bold font too.
    pub bold: bool,
}

/// A family of fonts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Family {
    /// Its English name.
    pub name: String,
    /// Whether it has Chinese letters.
    pub chinese: bool,
}

/// Stands for the Chinese letters: a font that lacks it has none of them.
const CHINESE: char = '的';
const REGULAR: u16 = 400;
const BOLD: u16 = 700;

impl FontFile {
    /// A file with these fonts.
    pub fn new(
        faces: Vec<Face>,
        read: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> FontFile {
        FontFile {
            faces,
            read: Box::new(read),
            kept: OnceLock::new(),
        }
    }

    /// Its bytes; none where it can't be read.
    pub fn bytes(&self) -> Option<Arc<Vec<u8>>> {
        let kept = self.kept.get().cloned();
        kept.or_else(|| (self.read)().map(Arc::new))
    }
}

impl fmt::Debug for FontFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faces.fmt(f)
    }
}

impl Face {
    fn is_of(&self, family: &str) -> bool {
        self.families
            .iter()
            .any(|name| name.eq_ignore_ascii_case(family))
    }

    fn is_upright(&self) -> bool {
        self.weight == REGULAR && !self.slanted
    }
}

impl Fonts {
    /// The families for `text`, of each list the first that are there and of the others what the lists lack.
    pub(super) fn choose(&self, lists: [&[&str]; 3], text: &str) -> Result<Choice, Trouble> {
        let wanted = letters(text);
        let [mut text, mut headings, mut verbatim] =
            lists.map(|families| self.of_list(families, &wanted));
        text.0.extend(self.others(&mut text.1));
        if !text.1.is_empty() {
            return Err(Trouble::Missing(text.1.into_iter().collect()));
        }
        for (families, missing) in [&mut headings, &mut verbatim] {
            let more = text.0.iter().filter(|family| !families.contains(family));
            let more: Vec<Family> = more.filter(|_| !missing.is_empty()).cloned().collect();
            families.extend(more);
        }
        let chinese = text.0.iter().find(|family| family.chinese);
        Ok(Choice {
            bold: chinese.is_none_or(|family| self.is_bold(&family.name)),
            text: text.0,
            headings: headings.0,
            verbatim: verbatim.0,
        })
    }

    /// The bytes of the files with these families, each with the fonts of it that are wanted.
    #[cfg(feature = "pdf")]
    pub(super) fn files_of(&self, families: &BTreeSet<String>) -> Vec<(Arc<Vec<u8>>, Vec<u32>)> {
        let wanted = |face: &Face| {
            let name = face.families.first().map(String::as_str);
            name.filter(|name| families.contains(*name))
                .is_some_and(|name| {
                    [REGULAR, BOLD].contains(&face.weight)
                        || !self
                            .faces()
                            .any(|(_, other)| other.is_of(name) && other.is_upright())
                })
        };
        let files = self.files.iter().filter_map(|file| {
            let faces: Vec<u32> = (file.faces.iter().filter(|face| wanted(face)))
                .map(|face| face.index)
                .collect();
            let bytes = if faces.is_empty() { None } else { file.bytes() };
            Some((bytes?, faces))
        });
        files.collect()
    }

    /// The families of a list that have something which those before them lack, and what all of them lack.
    fn of_list(&self, list: &[&str], wanted: &BTreeSet<char>) -> (Vec<Family>, BTreeSet<char>) {
        let mut missing = wanted.clone();
        let mut families: Vec<Family> = Vec::new();
        for name in list {
            if missing.is_empty() {
                break;
            }
            if let Some((file, face)) = self.upright(name) {
                families.extend(taken(file, face, &mut missing));
            }
        }
        (families, missing)
    }

    /// Families of any name that have what is missing.
    fn others(&self, missing: &mut BTreeSet<char>) -> Vec<Family> {
        let mut families = Vec::new();
        for (file, face) in self.faces() {
            if missing.is_empty() {
                break;
            }
            if face.is_upright() {
                families.extend(taken(file, face, missing));
            }
        }
        families
    }

    /// The regular font of a family, or the first if it has none.
    fn upright(&self, family: &str) -> Option<(&FontFile, &Face)> {
        let of_family = || self.faces().filter(|(_, face)| face.is_of(family));
        of_family()
            .find(|(_, face)| face.is_upright())
            .or_else(|| of_family().next())
    }

    fn is_bold(&self, family: &str) -> bool {
        self.faces()
            .any(|(_, face)| face.is_of(family) && face.weight == BOLD)
    }

    fn faces(&self) -> impl Iterator<Item = (&FontFile, &Face)> {
        self.files
            .iter()
            .flat_map(|file| file.faces.iter().map(move |face| (file, face)))
    }
}

/// The family of a font that has something of what is missing, which is missing no more.
fn taken(file: &FontFile, face: &Face, missing: &mut BTreeSet<char>) -> Option<Family> {
    let bytes = file.bytes()?;
    let font = ttf_parser::Face::parse(&bytes, face.index).ok()?;
    let before = missing.len();
    missing.retain(|c| font.glyph_index(*c).is_none());
    let family = (missing.len() < before).then(|| Family {
        name: face.families.first().cloned().unwrap_or_default(),
        chinese: font.glyph_index(CHINESE).is_some(),
    })?;
    file.kept.get_or_init(|| bytes);
    Some(family)
}

/// The characters that need a glyph. A letter and its accent may be one glyph.
fn letters(text: &str) -> BTreeSet<char> {
    let composed = text.nfc();
    composed
        .filter(|c| !c.is_ascii_whitespace() && !matches!(c, '\u{fe00}'..='\u{fe0f}'))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::bare_font;
    use super::*;

    /// A file with one font that has just these characters.
    pub fn file(family: &str, weight: u16, letters: &str) -> FontFile {
        let bytes = font(letters);
        let face = Face {
            families: vec![family.to_owned()],
            weight,
            slanted: false,
            index: 0,
        };
        FontFile::new(vec![face], move || Some(bytes.clone()))
    }

    /// The bytes of a font that has these characters.
    fn font(letters: &str) -> Vec<u8> {
        let letters: BTreeSet<u32> = letters.chars().map(u32::from).collect();
        let groups: Vec<(u32, u32)> = letters.iter().map(|&code| (code, code)).collect();
        bare_font::bytes(&groups)
    }

    fn names(families: &[Family]) -> Vec<&str> {
        families.iter().map(|family| family.name.as_str()).collect()
    }

    const LISTS: [&[&str]; 3] = [&["Latin", "Song", "Other Song"], &["Hei"], &["Mono"]];

    #[test]
    fn the_first_of_a_list_and_then_what_they_lack() {
        let fonts = Fonts {
            files: vec![
                file("Rare", 400, "喆"),
                file("Other Song", 400, "的合同"),
                file("Song", 400, "的合同"),
                file("Hei", 400, "ab的合同"),
                file("Latin", 400, "ab"),
                file("Mono", 400, "ab"),
            ],
        };
        let choice = fonts.choose(LISTS, "a b\n合喆").unwrap();
        assert_eq!(names(&choice.text), ["Latin", "Song", "Rare"]);
        assert_eq!(names(&choice.headings), ["Hei", "Latin", "Song", "Rare"]);
        assert_eq!(
            choice.text.iter().map(|f| f.chinese).collect::<Vec<_>>(),
            [false, true, false]
        );
        assert!(!choice.bold);
    }

    #[test]
    fn a_simple_set_lacks_rare_names() {
        let fonts = Fonts {
            files: vec![file("Song", 400, "陈张")],
        };
        assert_eq!(
            fonts.choose(LISTS, "陈喆 张堃 昇珺"),
            Err(Trouble::Missing(vec!['喆', '堃', '昇', '珺']))
        );
        assert!(fonts.choose(LISTS, "陈 张").is_ok());
    }

    #[test]
    fn without_fonts_all_is_missing() {
        assert_eq!(
            Fonts::default().choose(LISTS, "b a"),
            Err(Trouble::Missing(vec!['a', 'b']))
        );
    }

    #[test]
    fn a_broken_font_has_nothing() {
        let mut broken = file("Song", 400, "的");
        broken.read = Box::new(|| Some(b"OTTO\0\xff".to_vec()));
        let mut gone = file("Song", 400, "的");
        gone.read = Box::new(|| None);
        let fonts = Fonts {
            files: vec![broken, gone, file("Hei", 400, "的")],
        };
        assert_eq!(names(&fonts.choose(LISTS, "的").unwrap().text), ["Hei"]);
    }

    #[test]
    fn bold_letters_are_looked_for() {
        let fonts = Fonts {
            files: vec![file("Song", 400, "的"), file("Song", 700, "的")],
        };
        assert!(fonts.choose(LISTS, "的").unwrap().bold);
    }

    #[test]
    fn an_accent_is_part_of_its_letter() {
        let fonts = Fonts {
            files: vec![file("Latin", 400, "é")],
        };
        assert!(fonts.choose(LISTS, "e\u{301}\u{fe0f}").is_ok());
    }
}
