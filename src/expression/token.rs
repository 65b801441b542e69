//! The text of an expression as tokens.

use super::problem::Problem;
use crate::say;
use crate::text::Span;
use crate::value::Decimal;
use std::fmt;

/// A token.
#[derive(Clone, PartialEq, Debug)]
pub enum Token {
    /// A name, or one of the words `true`, `false`, `null`, `in`.
    Word(String),
    /// A number.
    Number(Decimal),
    /// A text, without quotes and escapes.
    Text(String),
    /// A sign of one or two characters, see [`SIGNS`].
    Sign(&'static str),
    /// The end of the expression.
    End,
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Word(word) => f.write_str(word),
            Token::Number(number) => number.fmt(f),
            Token::Text(_) => f.write_str("'…'"),
            Token::Sign(sign) => f.write_str(sign),
            Token::End => Ok(()),
        }
    }
}

/// All signs; longer ones first.
const SIGNS: [&str; 22] = [
    "||", "&&", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", ".", ",",
    "(", ")", "[", "]",
];

/// Characters that are likely meant for a sign or a quote.
const MISTAKEN: [(char, &str); 24] = [
    ('（', "("),
    ('）', ")"),
    ('，', ","),
    ('、', ","),
    ('。', "."),
    ('．', "."),
    ('：', ":"),
    ('？', "?"),
    ('！', "!"),
    ('＝', "=="),
    ('＜', "<"),
    ('＞', ">"),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "!="),
    ('＋', "+"),
    ('－', "-"),
    ('×', "*"),
    ('÷', "/"),
    ('［', "["),
    ('“', "'"),
    ('”', "'"),
    ('‘', "'"),
    ('’', "'"),
];

/// A text as tokens.
pub struct Tokens {
    /// The tokens with their places, the last one [`Token::End`].
    pub tokens: Vec<(Token, Span)>,
    /// What is no token.
    pub problems: Vec<Problem>,
    /// Where the first one is that nothing stands for: what follows may seem wrong for that alone.
    pub lost: Option<u32>,
}

/// The tokens of `text`.
pub fn tokens(text: &str) -> Tokens {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        problems: Vec::new(),
        lost: None,
    };
    while lexer.skip_blank() {
        lexer.token();
    }
    let end = Span::new(lexer.at as u32, lexer.at as u32);
    lexer.tokens.push((Token::End, end));
    Tokens {
        tokens: lexer.tokens,
        problems: lexer.problems,
        lost: lexer.lost,
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<(Token, Span)>,
    problems: Vec<Problem>,
    lost: Option<u32>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character where `wanted` says so.
    fn eat(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let next = self.peek().filter(|c| wanted(*c))?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn eat_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let start = self.at;
        while self.eat(&wanted).is_some() {}
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Skips blanks and `//` comments; whether anything is left.
    fn skip_blank(&mut self) -> bool {
        loop {
            self.eat_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
            if !self.rest().starts_with("//") {
                return !self.rest().is_empty();
            }
            self.eat_while(|c| c != '\n');
        }
    }

    fn token(&mut self) {
        let start = self.at;
        let token = match self.peek() {
            Some('0'..='9') => self.number(),
            Some('.') if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                self.number()
            }
            Some('\'' | '"') => self.quoted(start, false),
            Some('r' | 'R') if self.rest()[1..].starts_with(['\'', '"']) => {
                self.at += 1;
                self.quoted(start, true)
            }
            Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                let word = self.eat_while(|c| c.is_ascii_alphanumeric() || c == '_');
                Some(Token::Word(word.to_owned()))
            }
            _ => self.sign(),
        };
        if let Some(token) = token {
            self.tokens.push((token, self.span_from(start)));
        }
    }

    fn sign(&mut self) -> Option<Token> {
        let rest = self.rest();
        if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            self.at += sign.len();
            return Some(Token::Sign(sign));
        }
        let start = self.at;
        let wrong = self.eat(|_| true)?;
        let meant = match wrong {
            '=' => Some("=="),
            '&' => Some("&&"),
            '|' => Some("||"),
            _ => MISTAKEN
                .iter()
                .find_map(|(c, sign)| (*c == wrong).then_some(*sign)),
        };
        let is_letter = meant.is_none() && wrong.is_alphabetic();
        if is_letter {
            self.eat_while(char::is_alphanumeric);
        }
        let word = self.text.get(start..self.at).unwrap_or_default();
        let shown = match wrong.is_control() {
            true => wrong.escape_debug().to_string(),
            false => word.to_owned(),
        };
        let help = match meant {
            Some(sign) => Some(say!(en: "write `{sign}`", zh: "请写 `{sign}`", sign = sign)),
            None if is_letter => Some(say!(
                en: "names have the letters a to z; a text is written in quotes: `'{word}'`",
                zh: "名称用英文字母；文本要加引号：`'{word}'`", word = word
            )),
            None => None,
        };
        self.problem(
            Problem::new(
                self.span_from(start),
                say!(en: "`{shown}` has no meaning here", zh: "这里不能用 `{shown}`", shown = shown),
            )
            .advise(help),
        );
        // What was likely meant keeps the rest of the expression readable.
        let token = meant
            .and_then(|sign| SIGNS.into_iter().find(|known| *known == sign))
            .map(Token::Sign);
        if token.is_none() {
            self.lost.get_or_insert(start as u32);
        }
        token
    }

    fn number(&mut self) -> Option<Token> {
        let start = self.at;
        self.eat_while(|c| c.is_ascii_digit());
        let after_point = self
            .rest()
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if after_point {
            self.at += 1;
            self.eat_while(|c| c.is_ascii_digit());
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let tail = self.eat_while(|c| c.is_alphanumeric() || c == '_');
        let span = self.span_from(start);
        if !tail.is_empty() {
            self.problem(Problem::new(span, say!(en: "not a number", zh: "不是数字")).help(
                say!(en: "write digits, and a decimal point where needed: `12`, `0.05`", zh: "只写数字和小数点，例如 `12`、`0.05`"),
            ));
            return Some(Token::Number(Decimal::ZERO));
        }
        match Decimal::from_str_exact(written) {
            Ok(number) => Some(Token::Number(number.normalize())),
            Err(_) => {
                self.problem(Problem::new(
                    span,
                    say!(en: "a number has at most 28 digits", zh: "数字最多 28 位"),
                ));
                Some(Token::Number(Decimal::ZERO))
            }
        }
    }

    fn quoted(&mut self, start: usize, raw: bool) -> Option<Token> {
        let quote = self.eat(|_| true)?;
        let mut text = String::new();
        loop {
            let at = self.at;
            match self.eat(|c| c != '\n') {
                Some(c) if c == quote => return Some(Token::Text(text)),
                Some('\\') if !raw => match self.escape() {
                    Some(c) => text.push(c),
                    None => self.problem(
                        Problem::new(
                            self.span_from(at),
                            say!(en: "unknown escape in a text", zh: "文本里的转义写法不对"),
                        )
                        .help(say!(en: "write `\\\\` for a backslash, or `r'…'` for a text without escapes", zh: "反斜杠写 `\\\\`，或用 `r'…'` 写不转义的文本")),
                    ),
                },
                Some(c) => text.push(c),
                None => {
                    self.problem(
                        Problem::new(
                            self.span_from(start),
                            say!(en: "the text has no end", zh: "文本没有结束"),
                        )
                        .help(say!(en: "close it with `{quote}`", zh: "请在末尾加上 `{quote}`", quote = quote)),
                    );
                    return Some(Token::Text(text));
                }
            }
        }
    }

    /// The character after a backslash; none where it isn't one of CEL's escapes.
    fn escape(&mut self) -> Option<char> {
        let kind = self.eat(|c| c != '\n')?;
        Some(match kind {
            '\\' | '\'' | '"' | '`' | '?' => kind,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'x' | 'X' => return self.code(2, 16),
            'u' => return self.code(4, 16),
            'U' => return self.code(8, 16),
            '0'..='3' => {
                self.at -= 1;
                return self.code(3, 8);
            }
            _ => return None,
        })
    }

    fn code(&mut self, digits: usize, radix: u32) -> Option<char> {
        let mut code = 0u32;
        for _ in 0..digits {
            let digit = self.eat(|c| c.is_digit(radix))?.to_digit(radix)?;
            code = code.checked_mul(radix)?.checked_add(digit)?;
        }
        char::from_u32(code)
    }
}
