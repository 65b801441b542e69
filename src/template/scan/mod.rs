//! Reading a template for what it asks for. It is held to the part of the language that documents may use, which can't
//! run for long; its names are gathered, and mistakes are told in people's words where they are likely.

mod arguments;
mod blocks;
mod braces;
mod layout;
mod operand;
mod syntax;
mod tags;
mod walk;
mod wide;

use super::asked::{Asked, AskedId, At};
use super::library::{Library, Shelf};
use super::problem::Problem;
use crate::language::Phrase;
use crate::say;
use crate::text::{Source, Span};
use blocks::Open;
use tags::{Cut, Sign, Tag, Token};

/// Templates in templates.
const DEEPEST_INCLUDE: usize = 16;
/// Templates that are included, each as often as it is.
const MOST_INCLUDES: usize = 200;
/// Brackets in brackets, blocks in blocks; Tera takes no more of them.
const DEEPEST: usize = 40;
/// Values that `set` makes: each is kept until the end.
const MOST_SETS: usize = 200;

/// What was found in a template.
#[derive(Debug, Default)]
pub struct Scan {
    /// What it asks for, with all that it includes.
    pub asked: Asked,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// What is wrong with how it is written, so that the engine can't read it.
    pub broken: Vec<Problem>,
}

/// Reads a template with all that it includes. It is looked for on the shelf first.
pub fn scan(library: &Library, shelf: &mut Shelf, name: &str) -> Scan {
    let mut scanner = Scanner {
        library,
        shelf,
        template: 0,
        scan: Scan::default(),
        bound: Vec::new(),
        open: Vec::new(),
        inside: Vec::new(),
        includes: 0,
        sets: 0,
    };
    scanner.template(name, None);
    scanner.scan
}

/// What a name stands for where it isn't one of the record's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bound {
    /// Another name for something of the record.
    Alias(AskedId),
    /// The name for each item of a list.
    Item(AskedId),
    /// A value that the template made.
    Made,
}

struct Scanner<'s> {
    library: &'s Library,
    shelf: &'s mut Shelf,
    /// The template that is read, by its place on the shelf.
    template: usize,
    scan: Scan,
    bound: Vec<(String, Bound)>,
    open: Vec<Open>,
    /// The templates that are read, each included by the one before.
    inside: Vec<String>,
    includes: usize,
    sets: usize,
}

impl Scanner<'_> {
    /// Reads a template; `at` is where it is included.
    fn template(&mut self, name: &str, at: Option<Span>) {
        let here = self.shelf.find(name).cloned();
        let Some(source) = here.or_else(|| self.library.find(self.shelf.language, name)) else {
            let message =
                say!(en: "there is no template `{name}`", zh: "没有模板 `{name}`", name = name);
            if let Some(at) = at {
                self.wrong(at, message, self.instead_of(name));
            }
            return;
        };
        if at.is_some_and(|at| self.is_endless(name, at)) {
            return;
        }
        let outer = (self.template, self.bound.len());
        self.template = self.shelf.place(source.clone());
        self.inside.push(name.to_owned());
        let cut = tags::cut(&source.text);
        self.written(&source, &cut, at.is_some());
        for tag in &cut.tags {
            self.tag(tag);
        }
        self.inside.pop();
        self.template = outer.0;
        self.bound.truncate(outer.1);
    }

    /// How its tags are written, and what only looks like a tag.
    fn written(&mut self, source: &Source, cut: &Cut<'_>, is_part: bool) {
        let text = &source.text;
        let mistakes = syntax::mistakes(text, cut);
        // What is built in is known to make pages.
        let is_own = self.library.own().iter().any(|own| own.path == source.path);
        if mistakes.is_empty()
            && is_own
            && let Some((span, message, help)) = layout::problem(text, cut, is_part)
        {
            self.wrong(span, message, help);
        }
        for (span, message, help) in mistakes {
            let at = self.at(span);
            self.scan.broken.push(Problem { at, message, help });
        }
        for tag in cut.tags.iter().take_while(|tag| syntax::is_whole(tag)) {
            let names = wide::names(text, tag.span).into_iter();
            let names = names.map(|(span, name)| (self.at(span), name.to_owned()));
            let names: Vec<_> = names.collect();
            self.scan.asked.foreign.extend(names);
        }
        for between in &cut.between {
            if let Some((span, message, help)) = wide::strays(text, *between) {
                self.wrong(span, message, help);
            }
            let braced = braces::braced(text, *between).into_iter();
            let braced: Vec<_> = braced
                .map(|(span, name)| (self.at(span), name.to_owned()))
                .collect();
            self.scan.asked.braced.extend(braced);
        }
    }

    /// A suggestion for a template that isn't there; people write the whole path.
    fn instead_of(&self, name: &str) -> Option<Phrase> {
        let folder = format!("{}{}/", super::FOLDER, self.shelf.language.tag());
        let below = name.strip_prefix(&folder);
        let below = below.filter(|name| self.library.find(self.shelf.language, name).is_some());
        match below {
            Some(below) => Some(
                say!(en: "write the path below {folder}: `{below}`", zh: "请写 {folder} 之下的路径：`{below}`", folder = folder, below = below),
            ),
            None => self.library.nearest(self.shelf.language, name),
        }
    }

    /// Whether a template that is included would have no end; that is a problem then.
    fn is_endless(&mut self, name: &str, at: Span) -> bool {
        self.includes += 1;
        let message = if self.inside.iter().any(|outer| outer == name) {
            say!(en: "the template includes itself", zh: "模板包含了自己")
        } else if self.inside.len() > DEEPEST_INCLUDE {
            say!(en: "templates include each other more than {most} deep", zh: "模板相互包含超过 {most} 层", most = DEEPEST_INCLUDE)
        } else if self.includes > MOST_INCLUDES {
            say!(en: "more than {most} templates are included", zh: "包含的模板超过 {most} 个", most = MOST_INCLUDES)
        } else {
            return false;
        };
        // Said once of many.
        if self.includes <= MOST_INCLUDES + 1 {
            self.wrong(at, message, None);
        }
        true
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some(at) = tag.deeper_than(DEEPEST) {
            let message = say!(en: "brackets are nested more than {most} deep", zh: "括号嵌套超过 {most} 层", most = DEEPEST);
            self.wrong(at, message, None);
            return;
        }
        if tag.prints {
            self.printed(&tag.signs);
            return;
        }
        let [first, rest @ ..] = tag.signs.as_slice() else {
            return;
        };
        let Token::Name(word) = first.token else {
            return;
        };
        match word {
            "if" | "for" if self.open.len() >= DEEPEST => self.too_deep(first.span),
            "if" => {
                self.asked_of(rest);
                self.open.push(Open::If);
            }
            "elif" => self.asked_of(rest),
            "else" => self.otherwise(),
            "endif" | "endfor" => self.close(),
            "for" => self.for_loop(rest, first.span),
            "set" => self.set(rest, first.span),
            "include" => {
                if let [
                    Sign {
                        token: Token::Text(name),
                        span,
                    },
                ] = rest
                {
                    self.template(name, Some(*span));
                }
            }
            "break" | "continue" | "raw" | "endraw" => {}
            _ => {
                let message = say!(en: "`{word}` can't be used in a document", zh: "单据模板中不能使用 `{word}`", word = word);
                let help = say!(en: "a document takes if, for, set, include, raw", zh: "单据模板可用 if、for、set、include、raw");
                self.wrong(first.span, message, Some(help));
            }
        }
    }

    /// `NAME = VALUE`.
    fn set(&mut self, signs: &[Sign<'_>], at: Span) {
        let [
            Sign {
                token: Token::Name(name),
                ..
            },
            Sign {
                token: Token::Sign("="),
                ..
            },
            value @ ..,
        ] = signs
        else {
            let message = say!(en: "a document takes `set` with one value: `{{% set name = value %}}`", zh: "单据模板中 `set` 只能写成 `{{% set 名称 = 值 %}}`");
            self.wrong(at, message, None);
            return;
        };
        // A value made of made values could grow without end.
        let made = value.iter().find(|sign| match sign.token {
            Token::Name(name) => self.meaning(name) == Some(Bound::Made),
            _ => false,
        });
        if let Some(sign) = made {
            let message = say!(en: "`set` takes what the record holds, not what another `set` made", zh: "`set` 只能取记录中的内容，不能用另一个 `set` 的结果");
            self.wrong(sign.span, message, None);
        }
        let bound = match self.alias(value) {
            Some(id) => Bound::Alias(id),
            None => Bound::Made,
        };
        self.bound.push(((*name).to_owned(), bound));
        self.sets += 1;
        if self.sets == MOST_SETS + 1 {
            let message = say!(en: "`set` is used more than {most} times", zh: "`set` 超过 {most} 次", most = MOST_SETS);
            self.wrong(at, message, None);
        }
    }

    fn meaning(&self, name: &str) -> Option<Bound> {
        let mut bound = self.bound.iter().rev();
        bound.find_map(|(known, bound)| (known == name).then_some(*bound))
    }

    fn at(&self, span: Span) -> At {
        At {
            template: self.template,
            span,
        }
    }

    fn wrong(&mut self, span: Span, message: Phrase, help: Option<Phrase>) {
        self.scan.problems.push(Problem {
            at: self.at(span),
            message,
            help,
        });
    }
}

#[cfg(test)]
mod tests;
