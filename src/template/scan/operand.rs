//! The values in a tag: names with what follows their points, and the filters, tests and functions around them.

use super::walk::Walk;
use super::{Bound, Scanner, Sign, Token};
use crate::language::Phrase;
use crate::say;
use crate::template::asked::AskedId;
use crate::template::vocabulary::{FILTERS, FUNCTIONS, Gives, TESTS, Word, nearest};
use crate::text::Span;

/// Words that stand between values.
const WORDS: [&str; 8] = ["and", "or", "not", "is", "in", "if", "else", "for"];
/// Words that are values.
const LITERALS: [&str; 7] = ["true", "false", "True", "False", "none", "None", "null"];

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
    /// It is called by names of the record alone, so that a list is meant whole.
    whole: bool,
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
            whole: false,
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
        let chooses = signs.iter().any(is_choice);
        let maybe = chooses || self.is_conditional();
        let mut walk = Walk::new(signs);
        let mut found = Vec::new();
        while let Some(sign) = walk.peek() {
            let before = walk.at;
            let operand = self.operand(&mut walk);
            let Some(mut operand) = operand else {
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
            // What is chosen by isn't printed.
            operand.whole &= !chooses;
            self.mark(operand, wanted, computed, maybe);
            if let Some((span, text)) = walk.compared(before) {
                self.compared(operand, span, text);
            }
            found.push(operand);
        }
        match found.as_slice() {
            [one] if one.plain => one.of,
            _ => None,
        }
    }

    fn mark(&mut self, operand: Operand, wanted: For, computed: bool, maybe: bool) {
        if computed || !operand.plain {
            self.makes();
        }
        let at = self.at(operand.span);
        let Some(name) = operand.of.and_then(|of| self.scan.asked.name_mut(of)) else {
            return;
        };
        if wanted == For::Print && operand.plain && operand.whole && !computed {
            name.printed = name.printed.or(Some(at));
        }
        match wanted {
            For::Loop if operand.plain => name.looped = name.looped.or(Some(at)),
            For::Test | For::Alias if operand.plain && !computed => {}
            _ => name.used = name.used.or(Some(at)),
        }
        if wanted == For::Print && !maybe && !operand.has_default {
            name.needed = name.needed.or(Some(at));
        }
    }

    /// That a value is compared with a text.
    fn compared(&mut self, operand: Operand, span: Span, text: &str) {
        let at = self.at(span);
        let name = operand.of.filter(|_| operand.plain);
        if let Some(name) = name.and_then(|of| self.scan.asked.name_mut(of)) {
            name.compared.push((at, text.to_owned()));
        }
    }

    /// A value with its filters and test; nothing where none begins here.
    fn operand(&mut self, walk: &mut Walk<'_, '_>) -> Option<Operand> {
        let sign = walk.peek()?;
        let mut operand = match sign.token {
            Token::Name(name) if WORDS.contains(&name) => return None,
            Token::Name(name) if LITERALS.contains(&name) => {
                walk.at += 1;
                Operand::of_template(sign.span)
            }
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
                    whole: false,
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
        let mut before = None;
        while walk.takes(Token::Sign("|")) {
            before = self.filter(&mut operand, walk, before);
        }
        if walk.takes(Token::Name("is")) {
            self.test(walk);
        }
        Some(operand)
    }

    /// Names with points between them, and what is in brackets behind them.
    fn path(&mut self, name: &str, span: Span, walk: &mut Walk<'_, '_>) -> Operand {
        let mut of = match self.meaning(name) {
            Some(Bound::Alias(id) | Bound::Item(id)) => Some(id),
            Some(Bound::Made) => None,
            None if name == "loop" => None,
            None => {
                let at = self.at(span);
                Some(self.scan.asked.ask(None, name, at))
            }
        };
        let mut is_whole = self.meaning(name).is_none();
        let mut whole = span;
        loop {
            if walk.takes(Token::Sign(".")) || walk.takes(Token::Sign("?.")) {
                let Some((member, span)) = walk.name() else {
                    break;
                };
                whole = whole.to(span);
                let at = self.at(whole);
                of = of.map(|of| self.scan.asked.ask(Some(of), member, at));
                if let Some(name) = of.and_then(|of| self.scan.asked.name_mut(of))
                    && is_whole
                {
                    name.of_whole = name.of_whole.or(Some(at));
                }
            } else if walk.takes(Token::Sign("[")) || walk.takes(Token::Sign("?[")) {
                let inner = walk.until_closed();
                is_whole = false;
                match inner {
                    [
                        Sign {
                            token: Token::Text(member),
                            span,
                        },
                    ] => {
                        let at = self.at(whole.to(*span));
                        of = of.map(|of| self.scan.asked.ask(Some(of), member, at));
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
            whole: is_whole,
            has_default: false,
        }
    }

    fn call(&mut self, name: &str, span: Span, walk: &mut Walk<'_, '_>) -> Operand {
        let known = self.known(
            FUNCTIONS,
            name,
            span,
            say!(en: "there is no function `{name}`", zh: "没有函数 `{name}`", name = name),
        );
        walk.at += 1;
        let inner = walk.until_closed();
        self.arguments(known, span, inner, None);
        Operand::of_template(span)
    }

    /// A filter, and the one before it.
    fn filter(
        &mut self,
        operand: &mut Operand,
        walk: &mut Walk<'_, '_>,
        before: Option<&'static Word>,
    ) -> Option<&'static Word> {
        let (name, span) = walk.name()?;
        let known = self.known(
            FILTERS,
            name,
            span,
            say!(en: "there is no filter `{name}`", zh: "没有过滤器 `{name}`", name = name),
        );
        let mut names_of = false;
        let mut inner: &[Sign<'_>] = &[];
        if walk.takes(Token::Sign("(")) {
            inner = walk.until_closed();
            names_of = inner.iter().any(|sign| sign.token == Token::Name("of"));
        }
        self.arguments(known, span, inner, operand.of);
        operand.has_default |= name == "default";
        let known = known?;
        self.acts(operand, span, known, before);
        match known.gives {
            Gives::Items => {}
            Gives::Count => {
                let at = self.at(operand.span);
                if let Some(name) = operand.of.and_then(|of| self.scan.asked.name_mut(of)) {
                    name.counted = name.counted.or(Some(at));
                }
                *operand = operand.made();
            }
            Gives::Sum if names_of => *operand = operand.made(),
            _ => operand.plain = false,
        }
        // What stands in for an absent value is whatever it is.
        match known.name {
            "default" => before,
            _ => Some(known),
        }
    }

    /// Whether a filter can act on what it is given.
    fn acts(
        &mut self,
        operand: &Operand,
        span: Span,
        filter: &'static Word,
        before: Option<&'static Word>,
    ) {
        let at = self.at(span);
        match before {
            None => {
                if let Some(name) = operand.of.and_then(|of| self.scan.asked.name_mut(of)) {
                    name.filtered.push((at, filter));
                }
            }
            Some(before) if !filter.on.takes(before.makes) => {
                let message = say!(
                    en: "`{filter}` acts on {on}, and `{before}` makes {made}", zh: "`{filter}` 用于{on}，而 `{before}` 的结果是{made}",
                    filter = filter.name, on = filter.on.phrase(), before = before.name, made = before.makes.phrase()
                );
                let help = say!(en: "take `{before}` out, or write `{filter}` before it", zh: "请去掉 `{before}`，或把 `{filter}` 写在它前面", before = before.name, filter = filter.name);
                self.wrong(span, message, Some(help));
            }
            Some(_) => {}
        }
    }

    fn test(&mut self, walk: &mut Walk<'_, '_>) {
        walk.takes(Token::Name("not"));
        let Some((name, span)) = walk.name() else {
            return;
        };
        let known = self.known(
            TESTS,
            name,
            span,
            say!(en: "there is no test `{name}`", zh: "没有判断 `{name}`", name = name),
        );
        let mut inner: &[Sign<'_>] = &[];
        if walk.takes(Token::Sign("(")) {
            inner = walk.until_closed();
        }
        self.arguments(known, span, inner, None);
    }

    /// A value that is given to something.
    pub(super) fn given(&mut self, signs: &[Sign<'_>]) {
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
