//! The vocabulary of fields: the names of types, and the keys that a field may have.

use super::block::{Key, key};

/// A type's name in the definition, the texts that it is written as, and what it means.
pub struct TypeName {
    /// The name.
    pub name: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// What it takes, in English.
    pub en: &'static str,
    /// What it takes, in Chinese.
    pub zh: &'static str,
    /// The keys that only this type takes.
    pub keys: &'static [&'static str],
}

const fn type_name(
    name: &'static str,
    example: &'static str,
    en: &'static str,
    zh: &'static str,
    keys: &'static [&'static str],
) -> TypeName {
    TypeName {
        name,
        example,
        en,
        zh,
        keys,
    }
}

/// Every type that a field can have.
pub const TYPES: &[TypeName] = &[
    type_name(
        "text",
        "华辰机械",
        "one line or more",
        "一行或多行文字",
        &["pattern", "max"],
    ),
    type_name("markdown", "**重点** …", "prose", "Markdown 正文", &["max"]),
    type_name("integer", "12", "a whole number", "整数", &["min", "max"]),
    type_name(
        "decimal",
        "12.5",
        "a decimal number",
        "小数",
        &["min", "max", "places"],
    ),
    type_name(
        "percent",
        "8%",
        "a share, with its sign",
        "百分数，须写 %",
        &["min", "max"],
    ),
    type_name(
        "money",
        "1280000.00",
        "an amount, `USD 12000` in another currency; two places at most",
        "金额，其他币种写 `USD 12000`；最多两位小数",
        &["min", "max"],
    ),
    type_name("date", "2026-03-31", "a day", "日期", &[]),
    type_name(
        "datetime",
        "2026-03-31 15:20",
        "a day, with the time where it is known",
        "日期，知道时刻则写上",
        &[],
    ),
    type_name(
        "duration",
        "2 working days",
        "a length of time",
        "时长",
        &[],
    ),
    type_name(
        "boolean",
        "true",
        "`true` or `false`",
        "`true` 或 `false`",
        &[],
    ),
    type_name(
        "enum",
        "rigid",
        "one of `values`",
        "`values` 之一",
        &["values"],
    ),
    type_name(
        "ref",
        "huachen",
        "the id of a record of the kind `to`",
        "`to` 所指表单的记录编号",
        &["to"],
    ),
    type_name(
        "person",
        "li-na",
        "the id of a person",
        "人员编号",
        &["role"],
    ),
    type_name(
        "role",
        "legal",
        "a role of `pipeline.yaml`",
        "`pipeline.yaml` 中的角色",
        &[],
    ),
    type_name(
        "email",
        "li.na@example.com",
        "an e-mail address",
        "电子邮箱",
        &[],
    ),
    type_name(
        "phone",
        "138 0000 0000",
        "a telephone number",
        "电话号码",
        &[],
    ),
    type_name("url", "https://example.com/", "a web address", "网址", &[]),
    type_name(
        "file",
        "deals/…/files/offer.pdf",
        "a file in the pipeline, or `{path: …, sha256: …}`",
        "销售库中的文件，或 `{path: …, sha256: …}`",
        &["digest"],
    ),
    type_name(
        "group",
        "{low: …, high: …}",
        "a map with `fields`",
        "含 `fields` 的映射",
        &["fields"],
    ),
    type_name(
        "list",
        "[…]",
        "a list of one type (`of`) or of maps (`fields`)",
        "同类值（`of`）或映射（`fields`）的列表",
        &["of", "fields", "min", "max"],
    ),
    type_name("stage", "needs", "the current stage", "当前阶段", &[]),
    type_name(
        "moves",
        "[{to: needs, at: …, by: …}]",
        "the log of stage moves",
        "阶段变动记录",
        &[],
    ),
];

/// The keys of a field.
pub const FIELD_KEYS: &[Key] = &[
    key("type", "type", "the field's type", "字段类型"),
    key("title", "texts", "what people call it", "显示名称"),
    key("help", "texts", "what to write there", "填写说明"),
    key("required", "boolean", "must not be absent", "必填"),
    key(
        "since",
        "date",
        "`required` is judged only on records dated from this day on",
        "仅对此日起的记录要求必填",
    ),
    key(
        "default",
        "expression",
        "the value in a new record where none is given; never used in judging",
        "新建记录未填写时的值；检查时不用",
    ),
    key(
        "confidential",
        "boolean",
        "never in a document for the customer",
        "保密，绝不出现在给客户的文档中",
    ),
    key(
        "personal",
        "boolean",
        "may hold personal data",
        "可含个人信息",
    ),
    key(
        "grows",
        "boolean",
        "a list of facts: items may be added at its end, and `deal audit` shows where one was changed or removed, or was entered later than the first date in it claims",
        "事实列表：只能在末尾增加；有改动或删除，或录入晚于条目中首个日期时，`deal audit` 会指出",
    ),
    key(
        "pattern",
        "regular expression",
        "the whole text must match",
        "全文须匹配的正则表达式",
    ),
    key(
        "min",
        "number",
        "least value, or fewest items",
        "最小值，或最少项数",
    ),
    key(
        "max",
        "number",
        "greatest value, most characters, or most items",
        "最大值、最多字数或最多项数",
    ),
    key("places", "integer", "most decimal places", "最多小数位数"),
    key(
        "values",
        "list or map of names",
        "the values of an enum, with titles",
        "枚举值及其显示名称",
    ),
    key(
        "to",
        "kind",
        "the kind that a `ref` names",
        "`ref` 所指的表单",
    ),
    key(
        "role",
        "role",
        "a role that the person must hold",
        "该人员须担任的角色",
    ),
    key(
        "digest",
        "`required`",
        "a `file` must carry its digest",
        "`file` 须附摘要",
    ),
    key(
        "of",
        "type or field",
        "the type of a list's items",
        "列表项的类型",
    ),
    key(
        "fields",
        "map of fields",
        "the fields of a group or of a list's items",
        "组或列表项的字段",
    ),
];
