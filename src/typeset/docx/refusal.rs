//! Why a company's Word file can't be used, and what to do.

use crate::language::Phrase;
use crate::say;

/// Why a Word file can't be used. The message names the part of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(Phrase);

impl Refusal {
    /// What is wrong and what to do.
    pub fn message(&self) -> &Phrase {
        &self.0
    }

    pub(super) fn not_word() -> Refusal {
        Refusal(say!(
            en: "this is not a Word file (.docx); a .doc or a file with a password must be saved as .docx without one",
            zh: "这不是 Word 文件（.docx）；.doc 或带密码的文件请另存为不带密码的 .docx"
        ))
    }

    pub(super) fn missing(part: &str) -> Refusal {
        Refusal(say!(
            en: "the Word file has no {part}; open it in Word and save it again",
            zh: "Word 文件中没有 {part}；请用 Word 打开后重新保存",
            part = part
        ))
    }

    pub(super) fn too_large() -> Refusal {
        Refusal(say!(
            en: "the Word file is too large: at most 32 MB, 2,000 parts, 64 MB unpacked",
            zh: "Word 文件过大：最多 32 MB、2000 个部件、解压后 64 MB"
        ))
    }

    pub(super) fn broken(part: &str, why: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file is not valid: {why}; open it in Word and save it again",
            zh: "Word 文件中的 {part} 无效：{why}；请用 Word 打开后重新保存",
            part = part, why = why
        ))
    }

    pub(super) fn macros() -> Refusal {
        Refusal(say!(
            en: "the Word file has macros; save it as .docx without them",
            zh: "Word 文件含有宏；请另存为不含宏的 .docx"
        ))
    }

    pub(super) fn outside(part: &str, target: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file refers to {target}, which is not in the file or not allowed; put the picture into the file, or take the reference out",
            zh: "Word 文件中的 {part} 引用了 {target}，它不在文件中或不被允许；请把图片放进文件，或删除该引用",
            part = part, target = target
        ))
    }

    pub(super) fn field(part: &str, field: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file has the field {field}, which may fetch something; take it out",
            zh: "Word 文件中的 {part} 含有域 {field}，它可能读取外部内容；请删除",
            part = part, field = field
        ))
    }

    pub(super) fn tracked(part: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file has tracked changes, which the reader would get; accept or reject them all in Word",
            zh: "Word 文件中的 {part} 含有修订痕迹，会一并发给对方；请在 Word 中全部接受或拒绝",
            part = part
        ))
    }

    pub(super) fn comments(part: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file has comments, which the reader would get; delete them in Word",
            zh: "Word 文件中的 {part} 含有批注，会一并发给对方；请在 Word 中删除",
            part = part
        ))
    }

    pub(super) fn too_long() -> Refusal {
        Refusal(say!(
            en: "the text of the Word file is too long to be filled: at most 8 MB of XML and 30,000 tags, 32 MB when filled",
            zh: "Word 文件正文过长，无法填写：最多 8 MB XML、30000 个标签，填写后最多 32 MB"
        ))
    }

    pub(super) fn unusual(part: &str) -> Refusal {
        Refusal(say!(
            en: "{part} in the Word file is not as Word writes it; save the file as a Word document (.docx), not as Strict Open XML",
            zh: "Word 文件中的 {part} 不是 Word 的常规格式；请另存为“Word 文档 (.docx)”，不要选“严格 Open XML”",
            part = part
        ))
    }

    pub(super) fn unwritten(why: &str) -> Refusal {
        Refusal(say!(
            en: "the Word file could not be written: {why}",
            zh: "无法写出 Word 文件：{why}",
            why = why
        ))
    }
}
