//! Text to syntax tree. Reports what it can of several mistakes; never deep, never long.

use super::ast::{BinaryOperator, Expr, ExprKind, Name, UnaryOperator};
use super::problem::Problem;
use super::token::{Token, Tokens, tokens};
use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::value::Currency;

/// Longest text of an expression, in bytes.
pub const LONGEST: usize = 4096;
/// Most brackets, operators and conditions inside one another.
pub const DEEPEST: usize = 32;
/// Most parts of an expression.
pub const MOST_NODES: usize = 500;
/// Greatest height of the tree: brackets, and operators or steps in a row as in `a && b && c`.
const TALLEST: usize = 96;

/// The syntax tree of an expression.
///
/// # Errors
/// All mistakes that could be told apart, in the text's order.
pub fn parse(text: &str) -> Result<Expr, Vec<Problem>> {
    let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    if text.len() > LONGEST {
        return Err(vec![Problem::new(
            whole,
            say!(en: "the expression is longer than {most} bytes", zh: "表达式超过 {most} 字节", most = LONGEST),
        )]);
    }
    let Tokens {
        tokens,
        problems,
        lost,
    } = tokens(text);
    let told = problems.len();
    if problems.is_empty() && tokens.len() == 1 {
        return Err(vec![Problem::new(
            whole,
            say!(en: "the expression is empty", zh: "表达式是空的"),
        )]);
    }
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
        nodes: 0,
        gave_up: false,
        problems,
    };
    let expr = parser.whole();
    if let Some(lost) = lost {
        let mut at = 0;
        parser.problems.retain(|problem| {
            at += 1;
            at <= told || problem.span.start < lost
        });
    }
    if parser.problems.is_empty() && height(&expr) > TALLEST {
        parser.problems.push(Problem::new(
            whole,
            say!(en: "more than {most} operators or steps in a row", zh: "连续的运算或取值超过 {most} 步", most = TALLEST),
        ));
    }
    if parser.problems.is_empty() {
        return Ok(expr);
    }
    parser
        .problems
        .sort_by_key(|problem| (problem.span.start, problem.span.end));
    parser.problems.dedup_by_key(|problem| problem.span.start);
    Err(parser.problems)
}

fn height(expr: &Expr) -> usize {
    1 + expr.parts().into_iter().map(height).max().unwrap_or(0)
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
    nodes: usize,
    /// A limit was passed: nothing more is worth saying.
    gave_up: bool,
    problems: Vec<Problem>,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .map_or(&Token::End, |(token, _)| token)
    }

    /// Where the next token is; at the end, where it would be.
    fn here(&self) -> Span {
        self.tokens
            .get(self.at)
            .or(self.tokens.last())
            .map_or(Span::default(), |(_, span)| *span)
    }

    fn before(&self) -> Span {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(Span::default(), |(_, span)| *span)
    }

    fn token_before(&self) -> &Token {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(&Token::End, |(token, _)| token)
    }

    /// What to write for `CNY 1200`.
    fn in_currency(&self) -> Option<Phrase> {
        let (Token::Word(code), Token::Number(amount)) = (self.token_before(), self.peek()) else {
            return None;
        };
        Currency::read(code).ok()?;
        Some(
            say!(en: "write `money('{code} {amount}')`", zh: "请写 `money('{code} {amount}')`", code = code, amount = amount),
        )
    }

    /// What to write for `1,000`.
    fn thousands(&self) -> Option<Phrase> {
        let grouped = self.next_is(",") && matches!(self.token_before(), Token::Number(_));
        grouped.then(
            || say!(en: "write numbers without commas: `1000`", zh: "数字里不要写逗号：`1000`"),
        )
    }

    fn next_is(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(next) if *next == sign)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.next_is(sign);
        self.at += usize::from(found);
        found
    }

    fn problem(&mut self, problem: Problem) {
        if !self.gave_up {
            self.problems.push(problem);
        }
    }

    fn give_up(&mut self, message: Phrase) {
        let span = self.here();
        self.problem(Problem::new(span, message));
        self.gave_up = true;
        self.at = self.tokens.len().saturating_sub(1);
    }

    /// Says that the next token is out of place.
    fn unexpected(&mut self, wanted: Phrase) {
        let span = self.here();
        let (message, help) = match self.peek() {
            Token::End => (
                say!(en: "the expression ends where {wanted} is expected", zh: "表达式在这里中断，缺少{wanted}", wanted = wanted),
                matches!(self.token_before(), Token::Sign("%")).then(
                    || say!(en: "a percentage is written as a number: 0.05", zh: "百分数写成数字：0.05"),
                ),
            ),
            token => (
                say!(en: "`{token}` where {wanted} is expected", zh: "这里是 `{token}`，应为{wanted}", token = token, wanted = wanted),
                word_operator(token)
                    .or_else(|| word_operator(self.token_before()))
                    .or_else(|| self.thousands())
                    .or_else(|| self.in_currency()),
            ),
        };
        self.problem(Problem::new(span, message).advise(help));
    }

    fn node(&mut self, kind: ExprKind, span: Span) -> Expr {
        self.nodes += 1;
        if self.nodes == MOST_NODES + 1 {
            self.give_up(say!(en: "the expression has more than {most} parts", zh: "表达式超过 {most} 个组成部分", most = MOST_NODES));
        }
        Expr { kind, span }
    }

    /// Stands for what could not be read; the tree is dropped then.
    fn nothing(&mut self) -> Expr {
        let span = self.here();
        self.node(ExprKind::Null, span)
    }

    fn whole(&mut self) -> Expr {
        let expr = self.expression();
        if *self.peek() != Token::End {
            self.unexpected(say!(en: "an operator or the end", zh: "运算符或结尾"));
        }
        expr
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Parser) -> Expr) -> Expr {
        if self.depth > DEEPEST {
            self.give_up(say!(en: "more than {most} levels inside one another", zh: "嵌套超过 {most} 层", most = DEEPEST));
            return self.nothing();
        }
        self.depth += 1;
        let expr = read(self);
        self.depth -= 1;
        expr
    }

    fn expression(&mut self) -> Expr {
        self.deeper(|parser| {
            let condition = parser.binary(1);
            if !parser.eat("?") {
                return condition;
            }
            let yes = parser.binary(1);
            if !parser.eat(":") {
                parser.unexpected(say!(en: "`:`", zh: " `:`"));
                return condition;
            }
            let no = parser.expression();
            let span = condition.span.to(no.span);
            parser.node(
                ExprKind::Conditional(Box::new(condition), Box::new(yes), Box::new(no)),
                span,
            )
        })
    }

    fn operator(&self) -> Option<BinaryOperator> {
        match self.peek() {
            Token::Sign(sign) => BinaryOperator::from_sign(sign),
            Token::Word(word) if word == "in" => Some(BinaryOperator::In),
            _ => None,
        }
    }

    fn binary(&mut self, loosest: u8) -> Expr {
        let mut left = self.unary();
        while let Some(operator) = self.operator().filter(|op| op.precedence() >= loosest) {
            self.at += 1;
            let right = self.binary(operator.precedence() + 1);
            let span = left.span.to(right.span);
            left = self.node(
                ExprKind::Binary(operator, Box::new(left), Box::new(right)),
                span,
            );
        }
        left
    }

    fn unary(&mut self) -> Expr {
        let operator = match self.peek() {
            Token::Sign("!") => UnaryOperator::Not,
            Token::Sign("-") => UnaryOperator::Negate,
            _ => return self.member(),
        };
        let start = self.here();
        self.at += 1;
        let operand = self.deeper(Parser::unary);
        let span = start.to(operand.span);
        self.node(ExprKind::Unary(operator, Box::new(operand)), span)
    }

    fn member(&mut self) -> Expr {
        let mut expr = self.primary();
        loop {
            if self.eat(".") {
                let Some(name) = self.name() else {
                    self.unexpected(say!(en: "a name", zh: "名称"));
                    return expr;
                };
                expr = self.after_name(Some(expr), name);
            } else if self.eat("[") {
                let index = self.expression();
                self.close("]");
                let span = expr.span.to(self.before());
                expr = self.node(ExprKind::Index(Box::new(expr), Box::new(index)), span);
            } else {
                return expr;
            }
        }
    }

    fn name(&mut self) -> Option<Name> {
        let Token::Word(word) = self.peek() else {
            return None;
        };
        if is_reserved(word) {
            return None;
        }
        let name = Name {
            text: word.clone(),
            span: self.here(),
        };
        self.at += 1;
        Some(name)
    }

    /// A member or a call, once its name is read.
    fn after_name(&mut self, on: Option<Expr>, name: Name) -> Expr {
        let start = on.as_ref().map_or(name.span, |expr| expr.span);
        if self.eat("(") {
            let arguments = self.items(")");
            let span = start.to(self.before());
            let on = on.map(Box::new);
            return self.node(
                ExprKind::Call {
                    on,
                    name,
                    arguments,
                },
                span,
            );
        }
        let span = start.to(name.span);
        let kind = match on {
            Some(expr) => ExprKind::Member(Box::new(expr), name),
            None => ExprKind::Name(name.text),
        };
        self.node(kind, span)
    }

    /// Expressions up to the closing bracket, one comma after the last allowed.
    fn items(&mut self, closing: &'static str) -> Vec<Expr> {
        let mut items = Vec::new();
        while !self.next_is(closing) && *self.peek() != Token::End {
            items.push(self.expression());
            if self.eat(",") {
                continue;
            }
            if !self.next_is(closing) {
                self.unexpected(
                    say!(en: "`,` or `{closing}`", zh: " `,` 或 `{closing}`", closing = closing),
                );
                self.skip_item();
                if !self.eat(",") {
                    break;
                }
            }
        }
        self.close(closing);
        items
    }

    fn close(&mut self, closing: &'static str) {
        if self.eat(closing) {
            return;
        }
        self.unexpected(say!(en: "`{closing}`", zh: " `{closing}`", closing = closing));
        self.skip_item();
        self.eat(closing);
    }

    /// Goes on to the next comma or closing bracket of this level.
    fn skip_item(&mut self) {
        let mut level = 0usize;
        loop {
            match self.peek() {
                Token::End => return,
                Token::Sign("(" | "[") => level += 1,
                Token::Sign(")" | "]") if level == 0 => return,
                Token::Sign(")" | "]") => level -= 1,
                Token::Sign(",") if level == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn primary(&mut self) -> Expr {
        let span = self.here();
        let kind = match self.peek() {
            Token::Number(number) => ExprKind::Number(*number),
            Token::Text(text) => ExprKind::Text(text.clone()),
            Token::Word(word) if word == "true" => ExprKind::Boolean(true),
            Token::Word(word) if word == "false" => ExprKind::Boolean(false),
            Token::Word(word) if word == "null" => ExprKind::Null,
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.expression();
                self.close(")");
                return inner;
            }
            Token::Sign("[") => {
                self.at += 1;
                let items = self.items("]");
                let span = span.to(self.before());
                return self.node(ExprKind::List(items), span);
            }
            _ => {
                return match self.name() {
                    Some(name) => self.after_name(None, name),
                    None => {
                        self.unexpected(say!(en: "a value", zh: "一个值"));
                        self.step_over();
                        self.nothing()
                    }
                };
            }
        };
        self.at += 1;
        self.node(kind, span)
    }

    /// After a missing value: an operator that follows belongs to the same mistake.
    fn step_over(&mut self) {
        if self.operator().is_some() {
            self.at += 1;
            self.skip_item();
        }
    }
}

/// Words of the language, which can't be names.
pub fn is_reserved(word: &str) -> bool {
    matches!(word, "true" | "false" | "null" | "in")
}

/// What to write for an operator from another language.
fn word_operator(token: &Token) -> Option<Phrase> {
    let Token::Word(word) = token else {
        return None;
    };
    let sign = match word.to_ascii_lowercase().as_str() {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        "is" => "==",
        _ => return None,
    };
    Some(say!(en: "write `{sign}`", zh: "请写 `{sign}`", sign = sign))
}
