//! Parts of a file woven into one template: tags, and letters for the XML between them.

use super::super::refusal::Refusal;
use super::super::tree::Tree;
use super::loom::Loom;
use super::piece::{self, Piece};
use super::{Does, FindTags, Flaw, Hole, Tag};
use crate::say;
use crate::text::Span;

/// What is made of the parts of a file.
#[derive(Debug, Default)]
pub struct Woven {
    pub template: String,
    pub seen: String,
    pub holes: Vec<Hole>,
    pub pieces: Vec<Piece>,
    pub flaws: Vec<Flaw>,
}

/// A block of the template that isn't ended yet.
struct Opened {
    /// Where its tags must stand.
    level: u32,
    tag: String,
    span: Span,
}

/// A template in the making.
pub struct Weave {
    pub find: FindTags,
    woven: Woven,
    /// XML that isn't a piece yet.
    xml: String,
    lines: u32,
    open: Vec<Opened>,
    levels: u32,
    /// Tags so far that act on what stands around them.
    pub acts: usize,
    parts: usize,
}

impl Weave {
    pub fn new(find: FindTags) -> Weave {
        Weave {
            find,
            woven: Woven::default(),
            xml: String::new(),
            lines: 0,
            open: Vec::new(),
            levels: 0,
            acts: 0,
            parts: 0,
        }
    }

    /// Weaves a part in.
    pub fn part(&mut self, name: &str, xml: &str) -> Result<(), Refusal> {
        let tree = Tree::read(name, xml)?;
        self.piece(Piece::Part(self.parts))?;
        self.parts += 1;
        Loom::new(self, &tree).whole()?;
        self.cut()?;
        for opened in std::mem::take(&mut self.open) {
            let message =
                say!(en: "`{tag}` has no end", zh: "`{tag}` 没有结束标签", tag = opened.tag);
            self.flaw(opened.span, message, None);
        }
        Ok(())
    }

    /// How many lines there are.
    pub fn lines(&self) -> u32 {
        self.lines
    }

    pub fn end(mut self) -> Result<Woven, Refusal> {
        self.cut()?;
        Ok(self.woven)
    }

    /// A level of its own for what stands in an element.
    pub fn level(&mut self) -> u32 {
        self.levels += 1;
        self.levels
    }

    /// Adds a line to what people see, and says where it begins.
    pub fn line(&mut self, shown: &str) -> u32 {
        if self.lines > 0 {
            self.woven.seen.push('\n');
        }
        self.lines += 1;
        let start = byte(self.woven.seen.len());
        self.woven.seen.push_str(shown);
        start
    }

    /// Adds XML.
    pub fn xml(&mut self) -> &mut String {
        &mut self.xml
    }

    /// What was added is one piece, apart from what follows.
    pub fn cut(&mut self) -> Result<(), Refusal> {
        if self.xml.is_empty() {
            return Ok(());
        }
        let xml = std::mem::take(&mut self.xml);
        self.piece(Piece::Xml(xml))
    }

    /// A tag that is seen at a byte and stands at a level; of one that prints, the properties of its run.
    pub fn tag(&mut self, tag: &Tag, seen: u32, level: u32, run: &str) -> Result<(), Refusal> {
        let span = Span::new(seen, seen + byte(tag.text.len()));
        self.cut()?;
        match &tag.does {
            Does::Print => self.piece(Piece::Value(run.to_owned()))?,
            Does::Open => self.open.push(Opened {
                level,
                tag: tag.text.clone(),
                span,
            }),
            Does::Turn => self.belongs(tag, span, level),
            Does::Close => {
                self.belongs(tag, span, level);
                self.open.pop();
            }
            Does::Stand => {}
            Does::Wrong(message, help) => self.flaw(span, message.clone(), help.clone()),
        }
        self.acts += 1;
        self.woven.holes.push(Hole {
            template: byte(self.woven.template.len()),
            seen,
            length: byte(tag.text.len()),
        });
        self.woven.template.push_str(&tag.text);
        Ok(())
    }

    /// A tag that isn't whole.
    pub fn broken(&mut self, tag: &Tag, seen: u32) {
        let span = Span::new(seen, seen + byte(tag.text.len()));
        let message = say!(
            en: "`{tag}` isn't whole: a link, field or picture begins or ends in it", zh: "`{tag}` 不完整：其中夹有超链接、域或图片的边界",
            tag = tag.text
        );
        let help = say!(en: "type it again in one go", zh: "请重新一次性输入该标签");
        self.flaw(span, message, Some(help));
    }

    /// Something in the last line is hidden.
    pub fn hidden(&mut self) {
        let start = self.woven.seen.rfind('\n').map_or(0, |end| end + 1);
        let message = say!(
            en: "text that is hidden in Word would go out unseen", zh: "Word 中的隐藏文字会在看不见的情况下发给对方"
        );
        let help = say!(
            en: "delete it, or show it: Font, Effects, Hidden", zh: "请删除，或取消“字体 › 效果 › 隐藏”"
        );
        self.flaw(Span::new(byte(start), byte(start)), message, Some(help));
    }

    /// What begins at a level must go on and end there, else elements would not be whole.
    fn belongs(&mut self, tag: &Tag, span: Span, level: u32) {
        let Some(opened) = self.open.last() else {
            let message = say!(en: "`{tag}` belongs to nothing before it", zh: "`{tag}` 之前没有对应的开始标签", tag = tag.text);
            self.flaw(span, message, None);
            return;
        };
        if opened.level == level {
            return;
        }
        let message = say!(
            en: "`{tag}` doesn't stand where `{opened}` does", zh: "`{tag}` 与 `{opened}` 不在同一位置",
            tag = tag.text, opened = opened.tag
        );
        let help = say!(
            en: "put both into one paragraph, or each into a paragraph of its own; in a table, each into a row of its own",
            zh: "请放在同一段内，或各自单独成段；在表格中，请各自单独占一行"
        );
        self.flaw(span, message, Some(help));
    }

    fn flaw(
        &mut self,
        span: Span,
        message: crate::language::Phrase,
        help: Option<crate::language::Phrase>,
    ) {
        self.woven.flaws.push(Flaw {
            span,
            message,
            help,
        });
    }

    fn piece(&mut self, piece: Piece) -> Result<(), Refusal> {
        let letter = piece::letter(self.woven.pieces.len())?;
        self.woven.template.push(letter);
        self.woven.pieces.push(piece);
        Ok(())
    }
}

fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
