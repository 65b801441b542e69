//! `pipeline.yaml`: what holds for the whole pipeline.

use super::block::{Block, Key, Located, Reading, key};
use super::problem::{Sort, Spot};
use super::proof::{Proof, SIGNOFFS_KEYS};
use crate::finding::Level;
use crate::language::{Language, Phrase};
use crate::rules::Rule;
use crate::say;
use crate::text::NodeRef;
use crate::value::{self, Currency, Length, Unit};
use chrono::NaiveDate;
use chrono_tz::Tz;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;

/// Largest record file, in bytes, where the pipeline doesn't say.
pub const FILE_LIMIT: u64 = 1024 * 1024;

/// The facts of `pipeline.yaml`.
#[derive(Debug)]
pub struct Pipeline {
    /// Its UUID: a sign-off holds for this pipeline only.
    pub uuid: String,
    /// What people call it.
    pub name: Phrase,
    /// What documents say of the company: its name, address, bank account, in the order of the file.
    pub company: Vec<(String, Phrase)>,
    /// The language of messages.
    pub language: Language,
    /// Of money written without one.
    pub currency: Currency,
    /// Where days begin and end.
    pub timezone: Tz,
    /// Paths of the calendar's files.
    pub calendar: Vec<Located<String>>,
    /// The fixed day, if any.
    pub today: Option<NaiveDate>,
    /// The roles, in order.
    pub roles: Vec<Role>,
    /// Where people's facts are.
    pub people: Option<PeopleNames>,
    /// Files that are not records.
    pub attachments: GlobSet,
    /// Files that nobody looks at.
    pub ignore: GlobSet,
    /// Levels by rule; `None` is off.
    pub levels: BTreeMap<String, (Option<Level>, Spot)>,
    /// Who may waive what.
    pub waivers: WaiverPolicy,
    /// How sign-offs are proven unless they say otherwise.
    pub proof: Proof,
    /// Largest record file, in bytes.
    pub file_limit: u64,
    /// What the audit goes by.
    pub audit: AuditPolicy,
}

/// What the audit of history goes by.
#[derive(Clone, Copy, Debug)]
pub struct AuditPolicy {
    /// How long after the day that it claims a fact may be entered.
    pub late: Length,
    /// Facts that claim an earlier day are not judged for when they were entered.
    pub since: Option<NaiveDate>,
}

impl Default for AuditPolicy {
    fn default() -> AuditPolicy {
        AuditPolicy {
            late: Length {
                count: 3,
                unit: Unit::WorkingDays,
            },
            since: None,
        }
    }
}

/// A role that people hold.
#[derive(Debug)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
}

/// The names under `people`, before the kind's fields are known.
#[derive(Debug)]
pub struct PeopleNames {
    /// The kind.
    pub kind: Located<String>,
    /// The field with the roles.
    pub roles: Located<String>,
    /// The field with the delegations.
    pub delegations: Option<Located<String>>,
    /// The field with the e-mail address.
    pub email: Option<Located<String>>,
    /// The field with the account on the forge.
    pub account: Option<Located<String>>,
    /// The field with the keys.
    pub keys: Option<Located<String>>,
}

/// What may be waived.
#[derive(Debug, Default)]
pub struct WaiverPolicy {
    /// Positions of the roles that may.
    pub by: Vec<usize>,
    /// Longest time from its giving to its end.
    pub longest: Option<Length>,
    /// Sign-off rules that may be waived.
    pub allow: Vec<String>,
}

/// The keys of `pipeline.yaml`.
pub const PIPELINE_KEYS: &[Key] = &[
    key(
        "pipeline",
        "UUID",
        "the pipeline's own UUID: sign-offs hold in this pipeline only",
        "销售库的 UUID，签批只在本库有效",
    ),
    key("name", "texts", "what people call it", "名称"),
    key(
        "company",
        "map of texts",
        "what documents say of the company: `name`, `address`, and whatever else your templates print",
        "单据中的公司信息：`name`、`address` 及模板要打印的其他内容",
    ),
    key(
        "language",
        "`zh-CN` or `en`",
        "what commands print unless `--lang` says otherwise",
        "命令输出的语言，可用 `--lang` 改变",
    ),
    key(
        "currency",
        "ISO 4217 code",
        "of money written without a currency",
        "未写币种时的货币",
    ),
    key(
        "timezone",
        "IANA name",
        "where days begin and end",
        "日期以此时区为准",
    ),
    key(
        "calendar",
        "path or list of paths",
        "working days; later files win",
        "工作日历，后面的文件优先",
    ),
    key(
        "today",
        "date",
        "fixes the day, for examples and tests",
        "固定当前日期，供示例和测试用",
    ),
    key(
        "roles",
        "map of roles",
        "the roles that people hold",
        "人员可担任的角色",
    ),
    key(
        "types",
        "map of fields",
        "types that several kinds share",
        "多个表单共用的类型",
    ),
    key(
        "people",
        "map",
        "which records are people",
        "哪些记录是人员",
    ),
    key(
        "attachments",
        "list of globs",
        "files that are no records and may be named by `file` fields",
        "不是记录的文件，可由 `file` 字段引用",
    ),
    key(
        "ignore",
        "list of globs",
        "paths that `check` does not look at",
        "`check` 不看的路径",
    ),
    key(
        "levels",
        "map of rule to level",
        "`off`, `warn` or `error`, by rule",
        "各规则的级别：`off`、`warn`、`error`",
    ),
    key(
        "waivers",
        "map",
        "who may waive what, and for how long",
        "谁可豁免什么、最长多久",
    ),
    key(
        "signoffs",
        "map",
        "how sign-offs are proven",
        "签批如何证明",
    ),
    key("limits", "map", "sizes", "大小限制"),
    key(
        "audit",
        "map",
        "what `deal audit` goes by",
        "`deal audit` 的依据",
    ),
];

/// The keys of a role.
pub const ROLE_KEYS: &[Key] = &[
    key("title", "texts", "what people call it", "显示名称"),
    key("does", "texts", "what the role does", "职责"),
];

/// The keys under `people`.
pub const PEOPLE_KEYS: &[Key] = &[
    key("kind", "kind", "the kind of people's records", "人员表单"),
    key(
        "roles",
        "field",
        "list of role, or of maps with `role`, `from`, `until`",
        "角色列表，或含 `role`、`from`、`until` 的列表",
    ),
    key(
        "delegations",
        "field",
        "list of maps with `role`, `to`, `from`, `until`",
        "授权列表，含 `role`、`to`、`from`、`until`",
    ),
    key(
        "email",
        "field",
        "the address that Git knows the person by",
        "Git 中使用的邮箱",
    ),
    key(
        "account",
        "field",
        "the person's account on the forge, for `deal owners`",
        "在代码平台上的账号，供 `deal owners` 使用",
    ),
    key(
        "keys",
        "field",
        "list of maps with `key` (a line such as `ssh-ed25519 AAAA…`), `from`, `until`: what the person signs with",
        "签名公钥列表，含 `key`（如 `ssh-ed25519 AAAA…`）、`from`、`until`",
    ),
];

/// The keys under `waivers`.
pub const WAIVER_POLICY_KEYS: &[Key] = &[
    key(
        "by",
        "list of roles",
        "who may waive; none: nothing can be waived",
        "可豁免的角色；没有则一律不可豁免",
    ),
    key(
        "longest",
        "duration",
        "a waiver ends within this of being given",
        "豁免最长期限",
    ),
    key(
        "allow",
        "list of rules",
        "sign-off rules that may be waived",
        "可豁免的签批规则",
    ),
];

/// The keys under `limits`.
pub const LIMIT_KEYS: &[Key] = &[key(
    "file",
    "size",
    "largest record file",
    "记录文件的最大字节数",
)];

/// The keys under `audit`.
pub const AUDIT_KEYS: &[Key] = &[
    key(
        "late",
        "duration",
        "how long after the day that it claims a move, sign-off, waiver or met deadline may be committed; default: 3 working days",
        "阶段变动、签批、豁免、期限完成日可在所写日期之后多久提交，默认 3 个工作日",
    ),
    key(
        "since",
        "date",
        "what claims an earlier day is not judged for when it was committed: data brought in at the start",
        "所写日期早于此日的不判断是否晚录，供导入旧数据用",
    ),
];

impl Pipeline {
    /// Reads `pipeline.yaml`. `None` where it is no map.
    pub fn read(reading: Reading<'_>, root: NodeRef<'_>) -> Option<Pipeline> {
        let block = reading.block(root, &[PIPELINE_KEYS])?;
        let uuid = block
            .need("pipeline")
            .and_then(|node| reading.value(node, |text| value::id::uuid(text).map(str::to_owned)));
        let currency = block
            .need("currency")
            .and_then(|node| reading.value(node, Currency::read));
        let timezone = block
            .need("timezone")
            .and_then(|node| reading.value(node, read_timezone));
        let roles = read_roles(block);
        Some(Pipeline {
            name: block.phrase("name").unwrap_or_default(),
            company: read_company(block),
            language: block
                .get("language")
                .and_then(|node| reading.value(node, read_language))
                .unwrap_or_default(),
            calendar: block.texts("calendar").into_iter().map(owned).collect(),
            today: block.day("today"),
            people: read_people(block),
            attachments: read_globs(block, "attachments"),
            ignore: read_globs(block, "ignore"),
            levels: read_levels(block),
            waivers: read_waivers(block, &roles),
            audit: read_audit(block),
            proof: read_proof(block).unwrap_or_default(),
            file_limit: read_limit(block).unwrap_or(FILE_LIMIT),
            // What is wrong is reported; the rest is read nevertheless, so that all is reported at once.
            uuid: uuid.unwrap_or_default(),
            currency: currency.or(Currency::new("XXX"))?,
            timezone: timezone.unwrap_or(Tz::UTC),
            roles,
        })
    }

    /// Position of a role.
    pub fn role(&self, name: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.name == name)
    }
}

/// Owns a located text.
pub fn owned(text: Located<&str>) -> Located<String> {
    Located {
        value: text.value.to_owned(),
        spot: text.spot,
    }
}

fn read_timezone(text: &str) -> Result<Tz, Phrase> {
    text.parse().map_err(|_| {
        say!(en: "`{text}` is no time zone; write its IANA name, such as Asia/Shanghai", zh: "`{text}` 不是时区名，应写如 Asia/Shanghai", text = text)
    })
}

fn read_language(text: &str) -> Result<Language, Phrase> {
    Language::from_tag(text).ok_or_else(
        || say!(en: "the language is `zh-CN` or `en`", zh: "语言只能是 `zh-CN` 或 `en`"),
    )
}

fn read_company(block: Block<'_>) -> Vec<(String, Phrase)> {
    let facts = block.named("company").into_iter();
    facts
        .filter_map(|(name, node)| Some((name.value.to_owned(), block.reading().phrase(node)?)))
        .collect()
}

fn read_roles(block: Block<'_>) -> Vec<Role> {
    block
        .named("roles")
        .into_iter()
        .filter_map(|(name, node)| {
            let title = match node.is_null() {
                true => Phrase::same(name.value),
                false => block.reading().block(node, &[ROLE_KEYS])?.title(name.value),
            };
            Some(Role {
                name: name.value.to_owned(),
                title,
            })
        })
        .collect()
}

fn read_people(block: Block<'_>) -> Option<PeopleNames> {
    let people = block
        .reading()
        .block(block.get("people")?, &[PEOPLE_KEYS])?;
    let kind = people
        .need("kind")
        .and_then(|node| people.reading().text(node));
    let roles = people
        .need("roles")
        .and_then(|node| people.reading().text(node));
    Some(PeopleNames {
        kind: owned(kind?),
        roles: owned(roles?),
        delegations: people.text("delegations").map(owned),
        email: people.text("email").map(owned),
        account: people.text("account").map(owned),
        keys: people.text("keys").map(owned),
    })
}

fn read_globs(block: Block<'_>, key: &str) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in block.texts(key) {
        match GlobBuilder::new(glob.value).literal_separator(true).build() {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => {
                let message = say!(en: "not a path pattern: {error}", zh: "路径模式有误：{error}", error = error.kind());
                block.reading().wrong(glob.spot.span, message, None);
            }
        }
    }
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// Reads `off`, `warn` or `error`.
///
/// # Errors
/// What else it is.
pub fn read_level(text: &str) -> Result<Option<Level>, Phrase> {
    match text {
        "off" => Ok(None),
        "warn" => Ok(Some(Level::Warning)),
        "error" => Ok(Some(Level::Error)),
        _ => Err(
            say!(en: "a level is `off`, `warn` or `error`", zh: "级别只能是 `off`、`warn` 或 `error`"),
        ),
    }
}

fn read_levels(block: Block<'_>) -> BTreeMap<String, (Option<Level>, Spot)> {
    let reading = block.reading();
    let Some(node) = block.get("levels") else {
        return BTreeMap::new();
    };
    node.entries()
        .filter_map(|(name, level)| {
            let name = reading.text(name)?;
            let node = level;
            let level = reading.value(node, read_level)?;
            if Rule::named(name.value).is_some_and(Rule::leaves_unjudged) && level != Some(Level::Error) {
                let message = say!(en: "`{rule}` is always an error: the file is not judged", zh: "`{rule}` 始终是错误：该文件未经检查", rule = name.value);
                reading.wrong(node.span(), message, None);
            }
            Some((name.value.to_owned(), (level, name.spot)))
        })
        .collect()
}

fn read_waivers(block: Block<'_>, roles: &[Role]) -> WaiverPolicy {
    let reading = block.reading();
    let Some(policy) = block
        .get("waivers")
        .and_then(|node| reading.block(node, &[WAIVER_POLICY_KEYS]))
    else {
        return WaiverPolicy::default();
    };
    let mut by = Vec::new();
    for name in policy.texts("by") {
        match roles.iter().position(|role| role.name == name.value) {
            Some(role) => by.push(role),
            None => reading.unknown_name(
                &[Sort::Role],
                name.spot.span,
                name.value,
                roles.iter().map(|role| role.name.as_str()),
            ),
        }
    }
    let allow = policy.texts("allow");
    for name in &allow {
        if !Rule::named(name.value).is_some_and(Rule::is_signoff) {
            let signoffs = Rule::ALL.iter().filter(|rule| rule.is_signoff());
            reading.unknown(name.spot.span, name.value, signoffs.map(|rule| rule.name()));
        }
    }
    WaiverPolicy {
        by,
        longest: policy.length("longest"),
        allow: allow
            .into_iter()
            .map(|name| name.value.to_owned())
            .collect(),
    }
}

fn read_audit(block: Block<'_>) -> AuditPolicy {
    let default = AuditPolicy::default();
    let policy = block
        .get("audit")
        .and_then(|node| block.reading().block(node, &[AUDIT_KEYS]));
    policy.map_or(default, |policy| AuditPolicy {
        late: policy.length("late").unwrap_or(default.late),
        since: policy.day("since"),
    })
}

fn read_proof(block: Block<'_>) -> Option<Proof> {
    let reading = block.reading();
    let signoffs = reading.block(block.get("signoffs")?, &[SIGNOFFS_KEYS])?;
    reading.value(signoffs.get("proof")?, Proof::read)
}

fn read_limit(block: Block<'_>) -> Option<u64> {
    let limits = block.reading().block(block.get("limits")?, &[LIMIT_KEYS])?;
    block
        .reading()
        .value(limits.get("file")?, value::size::read)
}
