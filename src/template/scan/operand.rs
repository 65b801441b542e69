//! The values in a tag: names with what follows their points, and the filters, tests and functions around them.

use super::{Bound, Scanner, Sign, Token, vocabulary};
use crate::say;
use crate::template::asked::AskedId;
use crate::template::vocabulary::Gives;
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
        let mut walk = Walk { signs, at: 0 };
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
        if let Some(
            [
                Sign {
                    token: Token::Name("is"),
                    ..
                },
                ..,
            ],
        ) = walk.rest()
        {
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
                let Some(Sign {
                    token: Token::Name(member),
                    span,
                }) = walk.peek()
                else {
                    break;
                };
                walk.at += 1;
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
        if !vocabulary::FUNCTIONS.iter().any(|known| known.name == name) {
            let message =
                say!(en: "there is no function `{name}`", zh: "没有函数 `{name}`", name = name);
            self.wrong(
                span,
                message,
                vocabulary::nearest(vocabulary::FUNCTIONS, name),
            );
        }
        walk.at += 1;
        let inner = walk.until_closed();
        self.arguments(inner, None);
        Operand::of_template(span)
    }

    fn filter(&mut self, operand: &mut Operand, walk: &mut Walk<'_, '_>) {
        let Some(Sign {
            token: Token::Name(name),
            span,
        }) = walk.peek()
        else {
            return;
        };
        walk.at += 1;
        let known = vocabulary::FILTERS.iter().find(|known| known.name == name);
        if known.is_none() {
            let message =
                say!(en: "there is no filter `{name}`", zh: "没有过滤器 `{name}`", name = name);
            self.wrong(
                span,
                message,
                vocabulary::nearest(vocabulary::FILTERS, name),
            );
        }
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
        walk.at += 1;
        walk.takes(Token::Name("not"));
        let Some(Sign {
            token: Token::Name(name),
            span,
        }) = walk.peek()
        else {
            return;
        };
        walk.at += 1;
        if !vocabulary::TESTS.iter().any(|known| known.name == name) {
            let message =
                say!(en: "there is no test `{name}`", zh: "没有判断 `{name}`", name = name);
            self.wrong(span, message, vocabulary::nearest(vocabulary::TESTS, name));
        }
        if walk.takes(Token::Sign("(")) {
            let inner = walk.until_closed();
            self.arguments(inner, None);
        }
    }

    /// `name=value, …`; `of="price"` asks each item of `base` for its price.
    fn arguments(&mut self, signs: &[Sign<'_>], base: Option<AskedId>) {
        for part in split_outside(signs) {
            match part {
                [
                    Sign {
                        token: Token::Name("of"),
                        ..
                    },
                    Sign {
                        token: Token::Sign("="),
                        ..
                    },
                    Sign {
                        token: Token::Text(path),
                        span,
                    },
                ] => {
                    let at = self.at(*span);
                    let mut of = base;
                    for name in path.split('.') {
                        of = of.map(|of| self.asked.ask(Some(of), name, at));
                    }
                    if let Some(name) = of.and_then(|of| self.asked.name_mut(of)) {
                        name.used = name.used.or(Some(at));
                    }
                }
                [
                    Sign {
                        token: Token::Name(_),
                        ..
                    },
                    Sign {
                        token: Token::Sign("="),
                        ..
                    },
                    value @ ..,
                ] => {
                    self.given(value);
                }
                value => self.given(value),
            }
        }
    }

    /// A value that is given to something.
    fn given(&mut self, signs: &[Sign<'_>]) {
        self.walk(signs, For::Given);
    }

    fn no_comprehension(&mut self, span: Span) {
        let message = say!(en: "a document takes no list made by `for` inside a value", zh: "单据模板的值中不能用 `for` 生成列表");
        let help = say!(en: "write a `{{% for … %}}` loop", zh: "请写成 `{{% for … %}}` 循环");
        self.wrong(span, message, Some(help));
    }
}

/// Signs that are gone through.
struct Walk<'w, 't> {
    signs: &'w [Sign<'t>],
    at: usize,
}

impl<'w, 't> Walk<'w, 't> {
    fn peek(&self) -> Option<Sign<'t>> {
        self.signs.get(self.at).copied()
    }

    fn rest(&self) -> Option<&'w [Sign<'t>]> {
        self.signs.get(self.at..)
    }

    /// Goes past a sign, if it is this one.
    fn takes(&mut self, token: Token<'_>) -> bool {
        let is_it = self.peek().is_some_and(|sign| sign.token == token);
        self.at += usize::from(is_it);
        is_it
    }

    /// What is inside the bracket that was just opened; goes past its end.
    fn until_closed(&mut self) -> &'w [Sign<'t>] {
        let start = self.at;
        let mut depth = 1;
        while let Some(sign) = self.peek() {
            match sign.token {
                Token::Sign("(" | "[" | "{" | "?[") => depth += 1,
                Token::Sign(")" | "]" | "}") => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return self.signs.get(start..self.at - 1).unwrap_or_default();
            }
        }
        self.signs.get(start..).unwrap_or_default()
    }

    /// Whether the sign at a place computes with the values beside it.
    fn is_operator(&self, at: Option<usize>) -> bool {
        let sign = at.and_then(|at| self.signs.get(at));
        sign.is_some_and(|sign| match sign.token {
            Token::Sign(sign) => !matches!(sign, "(" | ")" | "[" | "]" | "," | "|"),
            Token::Name(name) => name == "in",
            _ => false,
        })
    }
}

/// Parts between commas that are in no bracket.
fn split_outside<'w, 't>(signs: &'w [Sign<'t>]) -> Vec<&'w [Sign<'t>]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, sign) in signs.iter().enumerate() {
        match sign.token {
            Token::Sign("(" | "[" | "{" | "?[") => depth += 1,
            Token::Sign(")" | "]" | "}") => depth = depth.saturating_sub(1),
            Token::Sign(",") if depth == 0 => {
                parts.extend(signs.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(signs.get(start..).filter(|rest| !rest.is_empty()));
    parts
}
