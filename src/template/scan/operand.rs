//! The values in a tag: names with what follows their points, and the filters, tests and functions around them.

use super::walk::{Walk, split_outside};
use super::{Bound, Scanner, Sign, Token};
use crate::language::Phrase;
use crate::say;
use crate::template::asked::AskedId;
use crate::template::vocabulary::{FILTERS, FUNCTIONS, Gives, TESTS, Word, nearest};
use crate::text::Span;

/// Words that stand between values.
const WORDS: [&str; 14] = [
    "and", "or", "not", "is", "in", "if", "else", "true", "false", "True", "False", "none", "None",
    "null",
];

/// What a value is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// To print it.
    Print,
    /// To go through it.
    Loop,
    /// To see whether it is there.
    Test,
    /// To give it another name.
    Alias,
    /// To give it to a function, a filter, a list.
    Given,
}

/// A value that was read.
#[derive(Clone, Copy)]
struct Operand {
    /// What it is of the record, where it is something of it.
    of: Option<AskedId>,
    /// Where it is.
    span: Span,
    /// It stands as it is in the record: no filter made something else of it.
    plain: bool,
    /// A filter says what to print where it isn't there.
    has_default: bool,
}

impl Operand {
    /// A value that isn't one of the record's.
    fn of_template(span: Span) -> Operand {
        Operand {
            of: None,
            span,
            plain: false,
            has_default: false,
        }
    }

    /// What a filter makes of it that says nothing of its value.
    fn made(self) -> Operand {
        Operand {
            of: None,
            plain: false,
            ..self
        }
    }
}

impl Scanner<'_> {
    /// `{{ … }}`
    pub(super) fn printed(&mut self, signs: &[Sign<'_>]) {
        self.walk(signs, For::Print);
    }

    /// A condition.
    pub(super) fn asked_of(&mut self, signs: &[Sign<'_>]) {
        self.walk(signs, For::Test);
    }

    /// What a loop goes through.
    pub(super) fn list(&mut self, signs: &[Sign<'_>]) -> Option<AskedId> {
        self.walk(signs, For::Loop)
    }

    /// What a name is another name for.
    pub(super) fn alias(&mut self, signs: &[Sign<'_>]) -> Option<AskedId> {
        self.walk(signs, For::Alias)
    }

    /// Goes through a value; where it is just one, plain, what it is of the record.
    fn walk(&mut self, signs: &[Sign<'_>], wanted: For) -> Option<AskedId> {
        let is_choice = |sign: &Sign<'_>| matches!(sign.token, Token::Name("if" | "and" | "or"));
        let maybe = signs.iter().any(is_choice) || self.is_conditional();
        let mut walk = Walk::new(signs);
        let mut found = Vec::new();
        while let Some(sign) = walk.peek() {
            let before = walk.at;
            let operand = self.operand(&mut walk);
            let Some(operand) = operand else {
                if walk.at == before {
                    walk.at += 1;
                }
                if sign.token == Token::Name("for") {
                    self.no_comprehension(sign.span);
                }
                continue;
            };
            let computed =
                walk.is_operator(before.checked_sub(1)) || walk.is_operator(Some(walk.at));
            self.mark(operand, wanted, computed, maybe);
            found.push(operand);
        }
        match found.as_slice() {
            [one] if one.plain => one.of,
            _ => None,
        }
    }

    fn mark(&mut self, operand: Operand, wanted: For, computed: bool, maybe: bool) {
        let at = self.at(operand.span);
        let Some(name) = operand.of.and_then(|of| self.asked.name_mut(of)) else {
            return;
        };
        match wanted {
            For::Loop if operand.plain => name.looped = name.looped.or(Some(at)),
            For::Test | For::Alias if operand.plain && !computed => {}
            _ => name.used = name.used.or(Some(at)),
        }
        if wanted == For::Print && !maybe && !operand.has_default {
            name.needed = name.needed.or(Some(at));
        }
    }

    /// A value with its filters and test; nothing where none begins here.
    fn operand(&mut self, walk: &mut Walk<'_, '_>) -> Option<Operand> {
        let sign = walk.peek()?;
        let mut operand = match sign.token {
            Token::Name(name) if WORDS.contains(&name) || name == "for" => return None,
            Token::Name(name) => {
                walk.at += 1;
                match walk.peek().map(|next| next.token) {
                    Some(Token::Sign("(")) => self.call(name, sign.span, walk),
                    _ => self.path(name, sign.span, walk),
                }
            }
            Token::Sign("(") => {
                walk.at += 1;
                let inner = walk.until_closed();
                let of = self.walk(inner, For::Alias);
                Operand {
                    of,
                    span: sign.span,
                    plain: of.is_some(),
                    has_default: false,
                }
            }
            Token::Sign("[" | "{") => {
                walk.at += 1;
                let inner = walk.until_closed();
                for part in inner.split(|sign| sign.token == Token::Sign(",")) {
                    self.given(part);
                }
                Operand::of_template(sign.span)
            }
            Token::Text(_) | Token::Number(_) => {
                walk.at += 1;
                Operand::of_template(sign.span)
            }
            Token::Sign(_) => return None,
        };
        while walk.takes(Token::Sign("|")) {
            self.filter(&mut operand, walk);
        }
        if walk.takes(Token::Name("is")) {
            self.test(walk);
        }
        Some(operand)
    }

    /// Names with points between them, and what is in brackets behind them.
    fn path(&mut self, name: &str, span: Span, walk: &mut Walk<'_, '_>) -> Operand {
        let mut of = match self.meaning(name) {
            Some(Bound::Alias(id)) => Some(id),
            Some(Bound::Made) => None,
            None if name == "loop" => None,
            None => {
                let at = self.at(span);
                Some(self.asked.ask(None, name, at))
            }
        };
        let mut whole = span;
        loop {
            if walk.takes(Token::Sign(".")) || walk.takes(Token::Sign("?.")) {
                let Some((member, span)) = walk.name() else {
                    break;
                };
                whole = whole.to(span);
                let at = self.at(whole);
                of = of.map(|of| self.asked.ask(Some(of), member, at));
            } else if walk.takes(Token::Sign("[")) || walk.takes(Token::Sign("?[")) {
                let inner = walk.until_closed();
                match inner {
                    [
                        Sign {
                            token: Token::Text(member),
                            span,
                        },
                    ] => {
                        let at = self.at(whole.to(*span));
                        of = of.map(|of| self.asked.ask(Some(of), member, at));
                    }
                    // A number or a slice: an item is asked for as its list is.
                    _ => self.given(inner),
                }
            } else {
                break;
            }
        }
        Operand {
            of,
            span: whole,
            plain: true,
            has_default: false,
        }
    }

    fn call(&mut self, name: &str, span: Span, walk: &mut Walk<'_, '_>) -> Operand {
        self.known(
            FUNCTIONS,
            name,
            span,
            say!(en: "there is no function `{name}`", zh: "没有函数 `{name}`", name = name),
        );
        walk.at += 1;
        let inner = walk.until_closed();
        self.arguments(inner, None);
        Operand::of_template(span)
    }

    fn filter(&mut self, operand: &mut Operand, walk: &mut Walk<'_, '_>) {
        let Some((name, span)) = walk.name() else {
            return;
        };
        let known = self.known(
            FILTERS,
            name,
            span,
            say!(en: "there is no filter `{name}`", zh: "没有过滤器 `{name}`", name = name),
        );
        let mut names_of = false;
        if walk.takes(Token::Sign("(")) {
            let inner = walk.until_closed();
            names_of = inner.iter().any(|sign| sign.token == Token::Name("of"));
            self.arguments(inner, operand.of);
        }
        operand.has_default |= name == "default";
        match known.map(|known| known.gives) {
            Some(Gives::Items) => {}
            Some(Gives::Count) => {
                let at = self.at(operand.span);
                if let Some(name) = operand.of.and_then(|of| self.asked.name_mut(of)) {
                    name.looped = name.looped.or(Some(at));
                }
                *operand = operand.made();
            }
            Some(Gives::Sum) if names_of => *operand = operand.made(),
            _ => operand.plain = false,
        }
    }

    fn test(&mut self, walk: &mut Walk<'_, '_>) {
        walk.takes(Token::Name("not"));
        let Some((name, span)) = walk.name() else {
            return;
        };
        self.known(
            TESTS,
            name,
            span,
            say!(en: "there is no test `{name}`", zh: "没有判断 `{name}`", name = name),
        );
        if walk.takes(Token::Sign("(")) {
            let inner = walk.until_closed();
            self.arguments(inner, None);
        }
    }

    /// `name=value, …`; `of="price"` asks each item of `base` for its price.
    fn arguments(&mut self, signs: &[Sign<'_>], base: Option<AskedId>) {
        for part in split_outside(signs) {
            let (name, value) = match part {
                [name, equals, value @ ..] if equals.token == Token::Sign("=") => {
                    (Some(name.token), value)
                }
                value => (None, value),
            };
            match (name, value) {
                (Some(Token::Name("of")), [path]) => self.of_items(base, path),
                (_, value) => self.given(value),
            }
        }
    }

    /// A field of each item of `base`: `"price"`, `"product.price"`.
    fn of_items(&mut self, base: Option<AskedId>, path: &Sign<'_>) {
        let Token::Text(names) = path.token else {
            return self.given(std::slice::from_ref(path));
        };
        let at = self.at(path.span);
        let mut of = base;
        for name in names.split('.') {
            of = of.map(|of| self.asked.ask(Some(of), name, at));
        }
        if let Some(name) = of.and_then(|of| self.asked.name_mut(of)) {
            name.used = name.used.or(Some(at));
        }
    }

    /// A value that is given to something.
    fn given(&mut self, signs: &[Sign<'_>]) {
        self.walk(signs, For::Given);
    }

    /// The word of this name; where there is none, that is a problem.
    fn known(
        &mut self,
        words: &'static [Word],
        name: &str,
        span: Span,
        none: Phrase,
    ) -> Option<&'static Word> {
        let known = words.iter().find(|word| word.name == name);
        if known.is_none() {
            self.wrong(span, none, nearest(words, name));
        }
        known
    }

    fn no_comprehension(&mut self, span: Span) {
        let message = say!(en: "a document takes no list made by `for` inside a value", zh: "单据模板的值中不能用 `for` 生成列表");
        let help = say!(en: "write a `{{% for … %}}` loop", zh: "请写成 `{{% for … %}}` 循环");
        self.wrong(span, message, Some(help));
    }
}
