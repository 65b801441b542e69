//! `deal man`: the manual page of the command, or of one of its commands.

use super::args::{Args, Global, Man as Asked};
use super::failure::Failure;
use super::{Status, answer, chinese};
use crate::language::Language;
use crate::say;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

/// Headings of a page in Chinese.
const HEADINGS: &[(&str, &str)] = &[
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXTRA", ".SH 示例"),
    (".SH VERSION", ".SH 版本"),
];

/// Runs the command.
pub fn run(global: &Global, args: &Asked) -> Result<Status, Failure> {
    let language = global.lang.unwrap_or_default();
    let mut deal = match language {
        Language::En => Args::command(),
        Language::ZhCn => chinese::translated(Args::command()),
    };
    deal.build();
    let page = match &args.command {
        None => page(deal, "deal"),
        Some(name) => {
            let found = deal.get_subcommands().find(|sub| sub.get_name() == name);
            let sub = found.cloned().ok_or_else(|| unknown(&deal, name))?;
            page(sub, &format!("deal-{name}"))
        }
    };
    let page = page.map_err(|error| Failure::system(&error))?;
    answer(&match language {
        Language::En => page.replace(".SH EXTRA", ".SH EXAMPLES"),
        Language::ZhCn => in_chinese(&page),
    })
}

fn page(command: Command, title: &str) -> std::io::Result<String> {
    let mut text = Vec::new();
    let shown = command.display_name(title.to_owned());
    Man::new(shown)
        .title(title.to_uppercase())
        .source(concat!("dealdesk ", env!("CARGO_PKG_VERSION")))
        .render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn in_chinese(page: &str) -> String {
    let lines = page.lines().map(|line| {
        let known = HEADINGS.iter().find(|(english, _)| *english == line);
        known.map_or(line, |(_, chinese)| *chinese)
    });
    lines.map(|line| format!("{line}\n")).collect()
}

fn unknown(deal: &Command, name: &str) -> Failure {
    let visible = deal.get_subcommands().filter(|sub| !sub.is_hide_set());
    let names: Vec<&str> = visible.map(Command::get_name).collect();
    Failure::nothing(say!(en: "there is no command `{name}`", zh: "没有命令 `{name}`", name = name))
        .hint(say!(en: "commands: {names}", zh: "可用：{names}", names = names.join(", ")))
}
