//! What a template does with a name against what the name is: a list that is printed, a text that is gone through, a
//! filter that can't act on it, a choice that there isn't; and titles where names should stand.

use super::Kind;
use super::page::Origin;
use super::typing::Typing;
use crate::expression::{Choices, Type};
use crate::form::{FieldType, Shape};
use crate::language::Phrase;
use crate::say;
use crate::template::vocabulary::{Sort, Word};
use crate::template::{At, Name, Problem};
use crate::text::nearest;

/// What stands in single braces at the top and foot of each page.
const PAGE_NUMBERS: [&str; 2] = ["page", "pages"];

impl Typing<'_> {
    /// Whether what a template does with a name can be done with a value of this type.
    pub(super) fn used(&mut self, name: &Name, ty: &Type) {
        if let (Type::List(of), Some(at)) = (ty, name.printed) {
            let message = say!(en: "`{name}` is {what}, which can't be printed", zh: "`{name}` 是{what}，不能直接打印", name = name.name, what = ty.phrase(self.process));
            let help = match **of {
                Type::Group(_) | Type::Record(_) | Type::Choice(_) => {
                    say!(en: "go through it: `{{% for item in {name} %}} … {{% endfor %}}`", zh: "请逐项打印：`{{% for item in {name} %}} … {{% endfor %}}`", name = name.name)
                }
                _ => {
                    say!(en: "go through it with `for`, or print it as one text: `{name} | join(sep=\", \")`", zh: "请用 `for` 逐项打印，或连成一段：`{name} | join(sep=\"、\")`", name = name.name)
                }
            };
            self.misused(at, message, Some(help));
        }
        let loops_over = matches!(ty, Type::List(_) | Type::Any);
        let counts = loops_over || *ty == Type::Text;
        let not_list = name.looped.filter(|_| !loops_over);
        if let Some(at) = not_list.or(name.counted.filter(|_| !counts)) {
            let message =
                say!(en: "`{name}` is no list", zh: "`{name}` 不是列表", name = name.name);
            self.misused(at, message, None);
        }
        for (at, filter) in &name.filtered {
            if !acts_on(filter, ty) && !acts_on(filter, ty.item()) {
                let message = say!(
                    en: "`{name}` is {what}, and `{filter}` acts on {on}", zh: "`{name}` 是{what}，而 `{filter}` 用于{on}",
                    name = name.name, what = ty.phrase(self.process), filter = filter.name, on = filter.on.phrase()
                );
                self.misused(*at, message, None);
            }
        }
    }

    /// Whether the names that a choice is compared with are among its own.
    pub(super) fn chosen(&mut self, name: &Name, choices: &Choices, origin: &Origin) {
        for (at, text) in &name.compared {
            let mut values = choices.values.iter();
            let is_there = match origin {
                Origin::ChoiceTitle => {
                    values.any(|(_, title)| title.en == *text || title.zh == *text)
                }
                _ => values.any(|(name, _)| name == text),
            };
            if is_there {
                continue;
            }
            let names: Vec<&str> = choices
                .values
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            let titled = choices
                .values
                .iter()
                .find(|(_, title)| title.en == *text || title.zh == *text);
            let near = titled.map(|(name, _)| name.as_str());
            let near = near.or_else(|| nearest(text, names.iter().copied()));
            let message =
                say!(en: "there is no choice `{text}`", zh: "没有选项 `{text}`", text = text);
            let help = match near.filter(|_| !matches!(origin, Origin::ChoiceTitle)) {
                Some(near) => {
                    say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near)
                }
                None => {
                    say!(en: "compare its `name`, which is one of: {names}", zh: "请比较其 `name`，可为：{names}", names = names.join(", "))
                }
            };
            self.misused(*at, message, Some(help));
        }
    }

    /// A field that is asked of a whole list.
    pub(super) fn of_whole(&mut self, list: &Name, ty: &Type, part: &Name) {
        if let (Type::List(_), Some(at)) = (ty, part.of_whole) {
            let message = say!(
                en: "`{list}` is a list: which item's `{part}`?", zh: "`{list}` 是列表：要哪一项的 `{part}`？",
                list = list.name, part = part.name
            );
            let help = say!(
                en: "go through it: `{{% for item in {list} %}}{{{{ item.{part} }}}}{{% endfor %}}`", zh: "请逐项打印：`{{% for item in {list} %}}{{{{ item.{part} }}}}{{% endfor %}}`",
                list = list.name, part = part.name
            );
            self.misused(at, message, Some(help));
        }
    }

    /// Names in Chinese, and names in single braces.
    pub(super) fn mistaken(&mut self, kind: &Kind, roots: &[&str]) {
        for (at, text) in &self.asked.braced {
            let name = text.split(['.', '|']).next().unwrap_or_default().trim();
            let named = self.titled(kind, name);
            let named = named.filter(|(_, of)| *of == kind.outline.name);
            let is_name = roots.contains(&name) || matches!(name, "company" | "document");
            if PAGE_NUMBERS.contains(&name) || !is_name && named.is_none() {
                continue;
            }
            let tag = match named {
                Some((named, _)) => text.replacen(name, &named, 1),
                None => text.clone(),
            };
            let message = say!(en: "`{text}` in single braces is text", zh: "单花括号中的 `{text}` 只是文本", text = text);
            let help = say!(
                en: "write `{{{{ {tag} }}}}`; where the braces are to stay, `{{{{ '{{{text}}}' }}}}`", zh: "请写成 `{{{{ {tag} }}}}`；确要保留花括号的，写 `{{{{ '{{{text}}}' }}}}`",
                tag = tag, text = text
            );
            self.misused(*at, message, Some(help));
        }
    }

    /// What is called by a title in place of its name.
    pub(super) fn foreign(&mut self, kind: &Kind) {
        for (at, text) in &self.asked.foreign {
            let message = say!(en: "`{text}` is no name", zh: "`{text}` 不是名称", text = text);
            let help = match self.titled(kind, text) {
                Some((name, of)) if of == kind.outline.name => {
                    say!(en: "write `{name}`, its name in the form", zh: "请写它在表单中的名称 `{name}`", name = name)
                }
                Some((name, of)) => {
                    say!(en: "write its name: `{name}` in kinds/{of}.yaml", zh: "请写它的名称：kinds/{of}.yaml 中的 `{name}`", name = name, of = of)
                }
                None => {
                    say!(en: "write the field's name, as in kinds/{kind}.yaml", zh: "请写字段名，见 kinds/{kind}.yaml", kind = kind.outline.name)
                }
            };
            self.misused(*at, message, Some(help));
        }
    }

    /// The name of the field or kind that people call so, and the kind that it is of: this one first.
    fn titled(&self, kind: &Kind, title: &str) -> Option<(String, String)> {
        if title.is_ascii() {
            return None;
        }
        let mut kinds = std::iter::once(kind).chain(&self.process.kinds);
        kinds.find_map(|kind| {
            let outline = &kind.outline;
            let called = outline.title.says(title).then(|| outline.name.clone());
            let name = within(&outline.shape, title).or(called)?;
            Some((name, outline.name.clone()))
        })
    }

    fn misused(&mut self, at: At, message: Phrase, help: Option<Phrase>) {
        self.problems.push(Problem { at, message, help });
    }
}

/// The name of the field that people call so, in a form or in what is inside it.
fn within(shape: &Shape, title: &str) -> Option<String> {
    let own = shape.fields.iter().find(|field| field.title.says(title));
    own.map(|field| field.name.clone()).or_else(|| {
        let mut fields = shape.fields.iter();
        fields.find_map(|field| within(inner(&field.ty)?, title))
    })
}

fn inner(ty: &FieldType) -> Option<&Shape> {
    match ty {
        FieldType::Group(shape) | FieldType::Moves(shape) => Some(shape),
        FieldType::List { of, .. } => inner(of),
        _ => None,
    }
}

/// Whether a filter can act on a value of this type. What a text says isn't known.
fn acts_on(filter: &Word, ty: &Type) -> bool {
    let fits = match filter.on {
        Sort::Any | Sort::Shown => true,
        Sort::Quantity => matches!(ty, Type::Number { .. } | Type::Money | Type::Text),
        Sort::Day => matches!(ty, Type::Moment | Type::Text),
        Sort::Truth => *ty == Type::Boolean,
        Sort::Items => matches!(ty, Type::List(_)),
        Sort::Text => matches!(ty, Type::Text | Type::Choice(_)),
    };
    fits || matches!(ty, Type::Any | Type::Null)
}
