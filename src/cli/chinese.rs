//! The command line in Chinese: help texts beside the English ones of `args`, and usage errors.

mod examples;

use super::args::Unfit;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::error::Error as _;

/// What each command, and each of its arguments, is for; `""` stands for the command itself.
const TEXTS: &[(&str, &[(&str, &str)])] = &[
    (
        "deal",
        &[
            (
                "",
                "把公司的销售流程写成代码：记录存在 Git 中，按自己的流程检查",
            ),
            ("dir", "在此目录中工作，而不是当前目录"),
            (
                "today",
                "按此日期判断（默认：销售库固定的日期，否则为其时区的当天）",
            ),
            ("lang", "消息的语言：zh-CN 或 en（默认：销售库的语言）"),
            ("color", "何时使用颜色"),
            ("quiet", "不在标准错误上显示进度和提示"),
            ("no_pager", "终端上的长输出不分页"),
            (
                "despite",
                "即使不符合此规则也写入，随后须改正或豁免（可重复）",
            ),
            ("dry_run", "只以补丁形式显示改动，不写入"),
            ("no_commit", "写入文件，由我自己提交"),
            ("person", "操作人编号（默认：使用 Git 邮箱的人员）"),
            ("help", "显示帮助"),
            ("version", "显示版本"),
        ],
    ),
    (
        "check",
        &[
            ("", "检查记录和流程定义"),
            (
                "paths",
                "要检查的记录或目录，写编号或路径（默认：整个销售库）",
            ),
            (
                "since",
                "只看自此版本以来的提交带来的问题（HEAD 有而该版本没有的提交）",
            ),
            ("staged", "只看已暂存的文件带来的问题，即下一次提交的内容"),
            ("format", "输出格式"),
            ("only", "只看此规则、期限、关口或签批（可重复）"),
            ("skip", "不看此规则、期限、关口或签批（可重复）"),
            ("deny_warnings", "有警告时也以 1 退出"),
        ],
    ),
    (
        "audit",
        &[
            ("", "审查全部历史：逐步判断每个正式状态，并指明是谁所为"),
            ("since", "只看此版本之后的问题"),
            ("at", "审查到此版本（默认：当前检出的版本）"),
            ("pipeline", "没有检出时，销售库在仓库中的目录"),
            ("format", "输出格式"),
            ("strict", "全部重新读取，不用以前审查保留的内容"),
            ("seal", "用您的 SSH 密钥签名的标签封存到此为止的历史"),
            (
                "key",
                "签名密钥：私钥或公钥文件（默认：$DEALDESK_SIGNING_KEY，否则为签名提交所用的密钥）",
            ),
        ],
    ),
    (
        "explain",
        &[
            ("", "说明一条规则的要求和原因"),
            ("rule", "规则、期限、关口或签批（默认：全部列出）"),
        ],
    ),
    (
        "new",
        &[
            ("", "新建一条记录"),
            ("kind", "记录的表单，写名称或标题"),
            (
                "rest",
                "所属记录（如有），以及与 `deal set` 相同的“字段=值”",
            ),
            ("id", "新记录的编号（默认：由字段得出）"),
            (
                "edit",
                "判断之前先用编辑器（VISUAL、EDITOR）打开，表单的其他字段可在其中选用",
            ),
        ],
    ),
    (
        "set",
        &[
            ("", "修改一条记录的字段"),
            ("record", "记录的编号或路径"),
            (
                "assignments",
                "字段=值；字段+=项 增加；字段-=项 删除；字段=@文件 取自文件；字段= 清除",
            ),
        ],
    ),
    (
        "follow",
        &[
            ("", "登记一次跟进"),
            ("record", "记录的编号或路径"),
            ("text", "跟进内容"),
            ("assignments", "跟进记录的其他字段，或记录本身的字段"),
            ("on", "跟进日期（默认：判断日期）"),
        ],
    ),
    (
        "move",
        &[
            ("", "把一条记录推进、退回或转到另一阶段"),
            ("record", "记录的编号或路径"),
            ("stage", "要进入的阶段，写名称或标题"),
            ("assignments", "同时修改的字段"),
            ("reason", "原因；退回时以及流程要求时必填"),
            ("at", "时间，如 2026-03-18T15:20（默认：现在）"),
        ],
    ),
    (
        "statement",
        &[
            ("", "按记录的现状打印签批文件"),
            ("record", "记录的编号或路径"),
            ("signoff", "签批名称"),
            ("role", "以何角色签批"),
            ("by", "签批人编号；外部人员写姓名"),
            ("at", "签批时间，如 2026-03-18T15:20（默认：判断日期）"),
            ("returned", "退回而不是同意，并附此意见"),
            ("comment", "意见"),
            ("behalf", "授权人的编号"),
            ("recorded_by", "记录外部人员意见的人的编号"),
            ("evidence", "能证明外部人员意见的文件"),
            ("sign", "用签批人的 SSH 密钥签名"),
            (
                "key",
                "签名所用密钥：私钥或公钥文件（默认：$DEALDESK_SIGNING_KEY，否则为签名提交所用的密钥）",
            ),
            ("write", "把文件写到 `signoffs/` 中应在的位置，并显示其路径"),
        ],
    ),
    (
        "next",
        &[
            ("", "说明一条记录下一步需要什么、由谁来做"),
            ("record", "记录的编号或路径（默认：您名下所有在办的记录）"),
            ("format", "输出格式"),
            ("person", "查询人的编号（默认：使用 Git 邮箱的人员）"),
        ],
    ),
    (
        "sign",
        &[
            ("", "按记录的现状给出签批，或予以退回"),
            ("record", "记录的编号或路径，也可以是其上级记录的"),
            ("signoff", "签批的名称或标题（默认：唯一需要您给出的签批）"),
            ("role", "以何角色签批（默认：您担任的唯一合适的角色）"),
            ("comment", "意见"),
            ("returned", "退回而不是同意，并附此意见"),
            ("behalf", "授权人的编号"),
            ("by", "给出签批的外部人员的姓名"),
            ("recorded_by", "记录外部人员意见的人的编号（默认：您）"),
            (
                "evidence",
                "销售库中能证明外部人员意见的文件，与签批一并提交",
            ),
            ("at", "签批时间，如 2026-03-18T15:20（默认：现在）"),
            (
                "key",
                "签名所用的密钥：私钥或公钥文件（默认：$DEALDESK_SIGNING_KEY，否则为签名提交所用的密钥）",
            ),
        ],
    ),
    (
        "waive",
        &[
            ("", "豁免一条记录的一项问题，写明原因和截止日期"),
            ("record", "记录的编号或路径"),
            ("rule", "规则，或所涉及的期限、关口、字段"),
            ("subject", "有多处问题时，写明是哪个期限、关口或字段"),
            ("reason", "原因"),
            ("until", "最后一天，或持续多久：2026-09-30、\"30 days\""),
        ],
    ),
    (
        "render",
        &[
            ("", "由记录生成单据"),
            (
                "record",
                "记录的编号或路径，或其上级记录的；有 --where 时为表单",
            ),
            ("document", "单据的名称或标题（默认：该记录唯一的单据）"),
            ("to", "格式"),
            ("output", "写入的文件；多份单据时为目录（默认：标准输出）"),
            ("all", "该记录及其下级记录的全部单据"),
            ("stage", "某一阶段的全部单据"),
            (
                "filter",
                "该表单中使此表达式为真的全部记录，与 `deal list 表单 --where` 列出的相同",
            ),
            ("draft", "还不能发出的，也出标明“草稿”的一份"),
            ("watch", "文件一有改动就重新生成，直到中断"),
        ],
    ),
    (
        "send",
        &[
            ("", "生成一份单据并登记发送"),
            ("record", "记录的编号或路径，或其上级记录的"),
            ("document", "单据的名称或标题（默认：该记录唯一的单据）"),
            ("to", "格式"),
            ("output", "写入的文件：发出的就是这个文件"),
            ("recipient", "收件人（可重复）"),
            ("on", "发出日期（默认：判断日期）"),
        ],
    ),
    (
        "confirm",
        &[
            ("", "登记对方确认了已发出的单据"),
            ("record", "记录的编号或路径，或其上级记录的"),
            ("document", "单据的名称或标题（默认：唯一发出过的单据）"),
            ("code", "单据上的编号（默认：最后一次发出的）"),
            ("by", "确认人姓名"),
            ("way", "确认方式：signature、reply 或其他"),
            ("evidence", "可证明确认的文件，须在销售库中，与确认一并提交"),
            ("on", "确认日期（默认：判断日期）"),
        ],
    ),
    (
        "documents",
        &[
            ("", "一条记录有哪些单据，各处于什么状态"),
            ("record", "记录的编号或路径"),
            (
                "files",
                "已生成的文件，或存放它们的目录：是否被改过，是否仍然有效",
            ),
            ("format", "输出格式"),
        ],
    ),
    (
        "verify",
        &[
            ("", "文件或印出的编号属于哪条记录，是否被改过，是否仍然有效"),
            ("files", "文件，或印在单据上的编号"),
            ("format", "输出格式"),
        ],
    ),
    (
        "calendar",
        &[
            ("", "显示工作日并检查日历"),
            ("year", "只看这一年（默认：日历中的所有年份）"),
        ],
    ),
    ("reference", &[("", "打印参考文档"), ("page", "页面")]),
    (
        "list",
        &[
            ("", "列出某个表单的记录"),
            ("kind", "表单，写名称或标题（默认：列出所有表单）"),
            ("filter", "只列出使此表达式成立的记录"),
            (
                "columns",
                "字段或其他表达式，用逗号隔开；也可写 address、name、stage、owner、worth、dated",
            ),
            ("sort", "按某列或其他表达式排序；前面加 `-` 为降序"),
            ("format", "输出格式"),
            ("limit", "最多列出几条"),
            ("bom", "CSV 以字节顺序标记开头，便于电子表格识别 UTF-8"),
        ],
    ),
    (
        "show",
        &[
            ("", "查看一条记录"),
            ("record", "记录的编号或路径"),
            ("format", "输出格式"),
        ],
    ),
    (
        "history",
        &[
            ("", "查看一条记录发生过什么、由谁改动"),
            ("record", "记录的编号或路径"),
            ("format", "输出格式"),
            ("field", "只看此字段的改动"),
            ("limit", "最多列出几个提交"),
        ],
    ),
    (
        "diff",
        &[
            ("", "用业务语言说明改动"),
            (
                "what",
                "`A..B` 或 `A B`，或 `A` 与工作目录相比（默认：HEAD）；之后写记录或目录，用路径或编号",
            ),
            ("staged", "看已暂存的内容，与 HEAD 或 A 相比"),
            ("format", "输出格式"),
        ],
    ),
    (
        "merge-driver",
        &[
            ("", "供 Git 使用：合并一条记录的三个版本"),
            ("base", "双方修改之前的版本"),
            ("ours", "我方版本，结果写回此文件"),
            ("theirs", "对方版本"),
            ("path", "文件在仓库中的路径"),
        ],
    ),
    (
        "textconv",
        &[
            ("", "供 Git 显示差异：每行打印记录的一个值"),
            ("file", "记录文件"),
        ],
    ),
    (
        "init",
        &[
            ("", "新建销售库"),
            ("folder", "销售库的目录，没有则新建"),
            ("example", "包含示例数据，日期固定"),
            (
                "small",
                "不用示例的流程，而用一个小流程：人员、客户、商机，供扩展成自己的",
            ),
            ("name", "销售库的名称（默认：目录名）"),
            ("ci", "检查合并请求的工作流"),
            ("no_git", "只写文件，不使用 Git"),
            ("no_commit", "建立仓库，但不提交"),
            ("dry_run", "只列出将写入的文件，不写入"),
            ("yes", "不询问，直接设置本克隆的合并与比较驱动"),
            ("drivers", "只设置驱动，用于已有销售库的克隆"),
        ],
    ),
    (
        "owners",
        &[
            ("", "按签批和角色打印代码所有者规则"),
            ("format", "代码平台"),
        ],
    ),
    (
        "completions",
        &[("", "打印命令行补全脚本"), ("shell", "所用的 shell")],
    ),
    (
        "man",
        &[
            ("", "打印手册页"),
            ("command", "某个命令（默认：`deal` 本身）"),
        ],
    ),
];

/// What stands for a value.
const NAMES: &[(&str, &str)] = &[
    ("OPTIONS", "选项"),
    ("COMMAND", "命令"),
    ("DIR", "目录"),
    ("LANG", "语言"),
    ("WHEN", "何时"),
    ("PATH", "路径"),
    ("REV", "版本"),
    ("FORMAT", "格式"),
    ("RULE", "规则"),
    ("KIND", "表单"),
    ("EXPR", "表达式"),
    ("COLUMNS", "列"),
    ("COLUMN", "列"),
    ("N", "个数"),
    ("ID", "编号"),
    ("A..B|PATH", "A..B|路径"),
    ("FILE", "文件"),
    ("FILE|CODE", "文件或编号"),
    ("PARENT or FIELD=VALUE", "所属记录或字段=值"),
    ("FIELD=VALUE", "字段=值"),
    ("FIELD", "字段"),
    ("RECORD", "记录"),
    ("PERSON", "人员编号"),
    ("TEXT", "文字"),
    ("STAGE", "阶段"),
    ("ROLE", "角色"),
    ("SIGN-OFF", "签批"),
    ("COMMENT", "意见"),
    ("NAME", "姓名"),
    ("SUBJECT", "所指"),
    ("DOCUMENT", "单据"),
    ("CODE", "单据编号"),
    ("HOW", "方式"),
    ("YEAR", "年份"),
    ("FORGE", "平台"),
    ("SHELL", "SHELL"),
    ("PAGE", "页面"),
];

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

/// The command line with its help in Chinese.
pub fn translated(command: Command) -> Command {
    let mut command = command;
    // The flags for help and version are only there once the command is built.
    command.build();
    let name = command.get_name().to_owned();
    let mut command = texts(command, &name)
        .subcommand_help_heading("命令")
        .help_template(TEMPLATE);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    command = with_usage(command);
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let after = [exit_statuses(&name), examples::of(&name)];
            let after: Vec<_> = after.into_iter().filter(|text| !text.is_empty()).collect();
            with_usage(texts(sub, &name))
                .help_template(TEMPLATE)
                .after_help(after.join("\n"))
        });
    }
    command
}

fn exit_statuses(name: &str) -> &'static str {
    match name {
        "check" => {
            "退出状态：0 无问题或仅有警告，1 有错误级别的问题，2 须先改正（用法、流程定义），3 没有匹配，4 系统错误。\n"
        }
        "list" => "退出状态：0 有结果，2 须先改正（用法、表达式），3 没有匹配，4 系统错误。\n",
        "diff" => "退出状态：0 已说明改动或没有改动，2 须先改正，4 系统错误。\n",
        "audit" => {
            "退出状态：0 无问题或仅有警告，1 有错误级别的问题，2 须先改正（用法、仓库状态），4 系统错误。\n"
        }
        _ => "",
    }
}

fn texts(mut command: Command, name: &str) -> Command {
    let own = text_of(name, "");
    if let Some(about) = own {
        command = command.about(about).long_about(about);
    }
    let ids: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    for id in ids {
        let text = text_of(name, &id).or_else(|| text_of("deal", &id));
        command = command.mut_arg(&id, |argument| {
            let heading = if argument.is_positional() {
                "参数"
            } else {
                "选项"
            };
            let argument = argument.help_heading(heading);
            let takes = argument.get_action().takes_values();
            let names = argument.get_value_names().filter(|_| takes);
            let spoken: Option<Vec<&'static str>> =
                names.and_then(|names| names.iter().map(|name| spoken(name)).collect());
            let argument = match spoken {
                Some(names) => argument.value_names(names),
                None => argument,
            };
            match text {
                Some(text) => {
                    let text = format!("{text}{}", choices(&argument));
                    argument
                        .help(text.clone())
                        .long_help(text)
                        .hide_possible_values(true)
                        .hide_default_value(true)
                }
                None => argument,
            }
        });
    }
    command
}

/// What stands for a value, in Chinese.
fn spoken(name: &str) -> Option<&'static str> {
    let known = NAMES.iter().find(|(english, _)| *english == name);
    known.map(|(_, chinese)| *chinese)
}

/// A line of usage with what stands for values in Chinese.
fn usage(line: &str) -> String {
    let line = line.strip_prefix("Usage: ").unwrap_or(line).to_owned();
    NAMES.iter().fold(line, |line, (english, chinese)| {
        line.replace(&format!("<{english}>"), &format!("<{chinese}>"))
            .replace(&format!("[{english}]"), &format!("[{chinese}]"))
    })
}

fn with_usage(mut command: Command) -> Command {
    let line = usage(&command.render_usage().to_string());
    command.override_usage(line)
}

/// The values that an argument can have, and its default.
fn choices(argument: &Arg) -> String {
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    let default = argument
        .get_default_values()
        .first()
        .map(|value| value.to_string_lossy().into_owned());
    match (values.as_slice(), default) {
        ([], _) | ([_], _) => String::new(),
        (values, Some(default)) => format!("：{}（默认 {default}）", values.join("、")),
        (values, None) => format!("：{}", values.join("、")),
    }
}

fn text_of(command: &str, id: &str) -> Option<&'static str> {
    let (_, texts) = TEXTS.iter().find(|(name, _)| *name == command)?;
    texts
        .iter()
        .find(|(name, _)| *name == id)
        .map(|(_, text)| *text)
}

/// A usage error in Chinese.
pub fn usage_error(error: &Error) -> String {
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let argument = usage(&part(ContextKind::InvalidArg));
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有参数 `{argument}`"),
        ErrorKind::InvalidSubcommand => {
            format!("没有命令 `{}`", part(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = error.source().and_then(|why| why.downcast_ref::<Unfit>());
            let why = why.map_or_else(String::new, |why| format!("：{}", why.0.zh));
            let value = part(ContextKind::InvalidValue);
            format!("`{value}` 不能作 {argument} 的值{why}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "缺少命令".to_owned()
        }
        ErrorKind::ArgumentConflict => format!("`{argument}` 不能重复，或与其他参数冲突"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值的个数不对")
        }
        _ => error.to_string(),
    };
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let near: Vec<String> = near
        .into_iter()
        .map(|kind| part(kind).replace('、', "` 或 `"))
        .filter(|near| !near.is_empty())
        .collect();
    let mut text = format!("错误: {message}");
    let valid = part(ContextKind::ValidValue);
    if let Some(near) = near.first() {
        text.push_str(&format!("\n提示: 是不是 `{near}`？"));
    } else if error.kind() == ErrorKind::MissingRequiredArgument {
        let line = usage(&part(ContextKind::Usage));
        text.push_str(&format!("\n提示: 用法：{line}"));
    } else if !valid.is_empty() {
        text.push_str(&format!("\n提示: 可用：{valid}"));
    } else {
        text.push_str("\n提示: 用 `--help` 查看用法");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::args::Args;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_argument_has_its_text() {
        let deal = Args::command();
        let all = std::iter::once(&deal).chain(deal.get_subcommands());
        for command in all {
            assert!(
                text_of(command.get_name(), "").is_some(),
                "{}",
                command.get_name()
            );
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                let text = text_of(command.get_name(), id).or_else(|| text_of("deal", id));
                assert!(text.is_some(), "{} {id}", command.get_name());
            }
        }
    }
    #[test]
    fn every_command_has_examples_in_both_languages() {
        let chinese = translated(Args::command());
        for (command, sign) in [(Args::command(), "Example"), (chinese, "示例")] {
            for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
                let after = sub.get_after_help().map(ToString::to_string);
                let name = sub.get_name();
                let shown = after.unwrap_or_default();
                assert!(shown.contains(sign), "{name} has no “{sign}”");
                assert!(shown.contains(&format!("deal {name}")), "{name}");
            }
        }
    }
}
