//! What is given to filters, tests and functions: by name, those that the word takes, and what it can't do without.

use super::walk::split_outside;
use super::{Scanner, Sign, Token};
use crate::say;
use crate::template::asked::AskedId;
use crate::template::vocabulary::{Argument, Word};
use crate::text::{Span, nearest};

impl Scanner<'_> {
    /// `name=value, …`; `of="price"` asks each item of `base` for its price.
    pub(super) fn arguments(
        &mut self,
        word: Option<&'static Word>,
        at: Span,
        signs: &[Sign<'_>],
        base: Option<AskedId>,
    ) {
        let parts = split_outside(signs);
        if let Some(word) = word {
            self.fit(word, at, &parts);
        }
        let mut field = None;
        for part in parts {
            let (name, value) = match part {
                [name, equals, value @ ..] if equals.token == Token::Sign("=") => {
                    (Some(name.token), value)
                }
                value => (None, value),
            };
            match (name, value) {
                (Some(Token::Name("of")), [path]) => field = self.of_items(base, path),
                (
                    Some(Token::Name("is")),
                    [
                        Sign {
                            token: Token::Text(text),
                            span,
                        },
                    ],
                ) => {
                    let at = self.at(*span);
                    if let Some(name) = field.and_then(|of| self.scan.asked.name_mut(of)) {
                        name.compared.push((at, (*text).to_owned()));
                    }
                }
                (_, value) => self.given(value),
            }
        }
    }

    /// A field of each item of `base`: `"price"`, `"product.price"`.
    fn of_items(&mut self, base: Option<AskedId>, path: &Sign<'_>) -> Option<AskedId> {
        let Token::Text(names) = path.token else {
            self.given(std::slice::from_ref(path));
            return None;
        };
        let at = self.at(path.span);
        let mut of = base;
        for name in names.split('.') {
            of = of.map(|of| self.scan.asked.ask(Some(of), name, at));
        }
        if let Some(name) = of.and_then(|of| self.scan.asked.name_mut(of)) {
            name.used = name.used.or(Some(at));
        }
        of
    }

    /// Whether a word takes what it is given, and is given what it needs.
    fn fit(&mut self, word: &'static Word, at: Span, parts: &[&[Sign<'_>]]) {
        let mut given = Vec::new();
        for part in parts {
            let [
                name,
                Sign {
                    token: Token::Sign("="),
                    ..
                },
                value @ ..,
            ] = part
            else {
                return self.unnamed(word, part);
            };
            let Token::Name(called) = name.token else {
                return self.unnamed(word, part);
            };
            given.push(called);
            match word.takes.iter().find(|argument| argument.name == called) {
                Some(argument) => self.one_of(argument, value),
                None => self.untaken(word, called, name.span),
            }
        }
        let needed = word.takes.iter().filter(|argument| argument.needed);
        for argument in needed.filter(|argument| !given.contains(&argument.name)) {
            let message = say!(
                en: "`{word}` needs `{name}=…`", zh: "`{word}` 需要 `{name}=…`",
                word = word.name, name = argument.name
            );
            self.wrong(at, message, Some(usage(word)));
        }
    }

    /// A value without a name, which the engine can't read.
    fn unnamed(&mut self, word: &'static Word, part: &[Sign<'_>]) {
        let Some((first, last)) = part.first().zip(part.last()) else {
            return;
        };
        let message = match word.takes {
            [] => say!(en: "`{word}` takes nothing", zh: "`{word}` 不带参数", word = word.name),
            _ => {
                say!(en: "what `{word}` is given has a name", zh: "`{word}` 的参数要写名称", word = word.name)
            }
        };
        let at = self.at(first.span.to(last.span));
        self.scan.broken.push(super::Problem {
            at,
            message,
            help: Some(usage(word)),
        });
    }

    fn untaken(&mut self, word: &'static Word, called: &str, span: Span) {
        let message = say!(en: "`{word}` takes no `{called}`", zh: "`{word}` 没有参数 `{called}`", word = word.name, called = called);
        let names = word.takes.iter().map(|argument| argument.name);
        let help = match nearest(called, names) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
            None => usage(word),
        };
        self.wrong(span, message, Some(help));
    }

    /// Whether a text that stands there is one of those that an argument can be.
    fn one_of(&mut self, argument: &'static Argument, value: &[Sign<'_>]) {
        let [
            Sign {
                token: Token::Text(text),
                span,
            },
        ] = value
        else {
            return;
        };
        if argument.one_of.is_empty() || argument.one_of.contains(text) {
            return;
        }
        let message = say!(
            en: "`{name}` can't be `{text}`", zh: "`{name}` 不能是 `{text}`",
            name = argument.name, text = text
        );
        let help = match nearest(text, argument.one_of.iter().copied()) {
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
            None => {
                say!(en: "there are: {names}", zh: "可用的有：{names}", names = argument.one_of.join(", "))
            }
        };
        self.wrong(*span, message, Some(help));
    }
}

/// How a word is written.
fn usage(word: &Word) -> crate::language::Phrase {
    say!(en: "write for example `{usage}`", zh: "写法如 `{usage}`", usage = word.usage)
}
