//! Mistakes that people make in templates: each is found by `deal check`, at its line, in words that mend it.

use crate::desk::Desk;
use serde_json::Value;

const KIND: &str = "\
kind: offer
title: {zh-CN: 报价, en: Offer}
files: offers/{id}/offer.yaml
name: number
fields:
  number: {type: text, required: true, title: {zh-CN: 编号, en: Number}}
  day: {type: date, title: {zh-CN: 日期, en: Day}}
  way: {type: enum, values: {onsite: {zh-CN: 面授, en: On site}, online: {zh-CN: 线上, en: Online}}}
  total: {type: money, title: {zh-CN: 金额, en: Total}}
  names: {type: list, of: text}
  lines:
    type: list
    fields:
      what: {type: text, required: true}
      amount: {type: money}
documents:
  letter: {title: {zh-CN: 报价函, en: Letter}, for: customer}
";

const LETTER: &str = "\
---
header: {left: \"{{ company.name | default(value='–') }}\", right: \"{page}\"}
numbering: decimal
---

# Letter {{ number }}

{% include \"parts/head.md\" %}

{% if day %}
{{ day | date }}
{% endif %}

{% for line in lines %}
- {{ line.what }} {{ line.amount | number(places=2) }}
{% endfor %}

Total: {{ total | money }}
";

fn desk(letter: &str) -> Desk {
    let desk = Desk::new();
    desk.pipeline.write("kinds/offer.yaml", KIND);
    for language in ["en", "zh-CN"] {
        let path = |name: &str| format!("templates/{language}/{name}.md");
        desk.pipeline
            .write(&path("parts/head"), "Offer {{ number }}\n");
        desk.pipeline.write(&path("letter"), LETTER);
    }
    desk.pipeline.write("templates/en/letter.md", letter);
    desk
}

/// What `deal check` says of the letter: line, message and help, for each finding.
fn said(language: &str, letter: &str) -> Vec<(u64, String, String)> {
    let ran = desk(letter).deal_in(language, &["check", "--format", "json"]);
    let whole: Value = serde_json::from_str(&ran.out).unwrap();
    let findings = whole["findings"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    findings
        .iter()
        .map(|finding| {
            assert_eq!(finding["path"], "templates/en/letter.md", "{finding}");
            let line = finding["line"].as_u64().unwrap();
            (line, text(&finding["message"]), text(&finding["help"]))
        })
        .collect()
}

/// What is changed in the letter, and what is said of it: `LINE: MESSAGE = HELP`.
type Mistake = (&'static str, &'static str, &'static str);

const MISTAKES: &[Mistake] = &[
    // How tags are written.
    (
        "{% endif %}\n",
        "",
        "10: this `if` has no end = end it with `{% endif %}`",
    ),
    (
        "{% endfor %}\n",
        "",
        "14: this `for` has no end = end it with `{% endfor %}`",
    ),
    (
        "{% endif %}",
        "{% endfor %}",
        "12: `endfor` stands in a `if` that is still open = end it with `{% endif %}`",
    ),
    (
        "{% if day %}\n",
        "",
        "11: `endif` belongs to no block = take it out, or write the `if` or `for` that it belongs to",
    ),
    (
        "{% endif %}",
        "{% else if total %}{% endif %}",
        "12: `else if` is written in one word = write `{% elif … %}`",
    ),
    (
        "{% endif %}",
        "{% endfi %}",
        "12: there is no `endfi` = did you mean `endif`?",
    ),
    (
        "{{ total | money }}",
        "{{ total | money }",
        "18: `{{` has no end = end it with `}}`",
    ),
    (
        "{{ number }}",
        "{{ number }",
        "6: `{{` has no end = end it with `}}`",
    ),
    (
        "{{ number }}",
        "{# number",
        "6: the comment `{#` has no end = end it with `#}`",
    ),
    (
        "{{ total | money }}",
        "{{ total | default(value=\"x) }}",
        "18: the text that begins with \" has no end = end it with \"",
    ),
    (
        "\"parts/head.md\"",
        "parts/head.md",
        "8: `include` takes the name of a template in quotes = write `{% include \"parts/head.md\" %}`",
    ),
    (
        "parts/head.md",
        "parts/haed.md",
        "8: there is no template `parts/haed.md` = did you mean `parts/head.md`?",
    ),
    (
        "parts/head.md",
        "templates/en/parts/head.md",
        "8: there is no template `templates/en/parts/head.md` = write the path below templates/en/: `parts/head.md`",
    ),
    (
        "{% endif %}",
        "{% endif %}{% set_global a = 1 %}",
        "12: `set_global` can't be used in a document = a document takes if, for, set, include, raw",
    ),
    // Signs of Chinese typing.
    (
        "{{ total | money }}",
        "{{ total ｜ money }}",
        "18: `｜` is no sign of tags = write `{{ total | money }}`",
    ),
    (
        "{{ total | money }}",
        "{{ total | default（value=“—”） }}",
        "18: `（` is no sign of tags = write `{{ total | default(value=\"—\") }}`",
    ),
    (
        "{{ total | money }}",
        "｛｛ total ｜ money ｝｝",
        "18: `｛｛` begins no tag and would be printed = write `{{ total | money }}`",
    ),
    (
        "{{ total | money }}",
        "{{金额}}",
        "18: `金额` is no name = write `total`, its name in the form",
    ),
    (
        "{{ total | money }}",
        "{{ 毛利 }}",
        "18: `毛利` is no name = write the field's name, as in kinds/offer.yaml",
    ),
    (
        "{{ total | money }}",
        "{ total | money }",
        "18: `total | money` in single braces is text = write `{{ total | money }}`; where the braces are to stay, `{{ '{total | money}' }}`",
    ),
    (
        "{{ total | money }}",
        "{金额}",
        "18: `金额` in single braces is text = write `{{ total }}`; where the braces are to stay, `{{ '{金额}' }}`",
    ),
    // What filters are given.
    (
        "places=2",
        "place=2",
        "15: `number` takes no `place` = did you mean `places`?",
    ),
    (
        "places=2",
        "2",
        "15: what `number` is given has a name = write for example `quantity | number(places=2)`",
    ),
    (
        "| date",
        "| date(format=\"week\")",
        "11: `format` can't be `week` = there are: long, short, month, weekday",
    ),
    (
        "| money",
        "| times",
        "18: `times` needs `by=…` = write for example `unit_price | times(by=3)`",
    ),
    (
        "| money",
        "| times(3)",
        "18: what `times` is given has a name = write for example `unit_price | times(by=3)`",
    ),
    (
        "| money",
        "| moeny",
        "18: there is no filter `moeny` = did you mean `money`?",
    ),
    // What names are.
    (
        "{{ day | date }}",
        "{{ total | date }}",
        "11: `total` is money, and `date` acts on a day = ",
    ),
    (
        "{{ total | money }}",
        "{{ day | money }}",
        "18: `day` is a day, and `money` acts on money or a number = ",
    ),
    (
        "{{ total | money }}",
        "{{ total | money | capitals }}",
        "18: `capitals` acts on money or a number, and `money` makes a text = take `money` out, or write `capitals` before it",
    ),
    (
        "{% for line in lines %}\n- {{ line.what }} {{ line.amount | number(places=2) }}",
        "{% for line in number %}\n-",
        "14: `number` is no list = ",
    ),
    (
        "{{ total | money }}",
        "{{ names }}",
        "18: `names` is a list of texts, which can't be printed = go through it with `for`, or print it as one text: `names | join(sep=\", \")`",
    ),
    (
        "{{ total | money }}",
        "{{ lines }}",
        "18: `lines` is a list of groups of fields, which can't be printed = go through it: `{% for item in lines %} … {% endfor %}`",
    ),
    (
        "{{ total | money }}",
        "{{ lines.what }}",
        "18: `lines` is a list: which item's `what`? = go through it: `{% for item in lines %}{{ item.what }}{% endfor %}`",
    ),
    (
        "{% if day %}",
        "{% if way.name == \"onsit\" %}",
        "10: there is no choice `onsit` = did you mean `onsite`?",
    ),
    (
        "{% if day %}",
        "{% if way.name != \"面授\" %}",
        "10: there is no choice `面授` = did you mean `onsite`?",
    ),
    // What the page is.
    (
        "numbering: decimal",
        "numbring: decimal",
        "3: a template has no field of this name; it has: title, landscape, header, footer, numbering = ",
    ),
    (
        "numbering: decimal",
        "numbering: [decimal",
        "3: the bracket [ is never closed = close the bracket; put text that begins with a bracket in quotes",
    ),
    (
        "{{ total | money }}",
        "\n:::center\n{{ total | money }}\n:::",
        "19: there is no directive `center`; there are: cover, centre, right, small, note, keep, signatures, page-break = ",
    ),
];

#[test]
fn each_mistake_is_found_at_its_line_in_words_that_mend_it() {
    assert_eq!(said("en", LETTER), [], "the letter itself is right");
    let mut wrong = Vec::new();
    for (from, to, wanted) in MISTAKES {
        assert!(LETTER.contains(from), "{from}");
        let said: Vec<String> = said("en", &LETTER.replacen(from, to, 1))
            .into_iter()
            .map(|(line, message, help)| format!("{line}: {message} = {help}"))
            .collect();
        if said != [*wanted] {
            wrong.push((to, said));
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn mistakes_are_told_in_chinese_too() {
    for (from, to, message, help) in [
        (
            "{% endif %}\n",
            "",
            "这个 `if` 没有结束",
            "请以 `{% endif %}` 结束",
        ),
        (
            "{{ total | money }}",
            "{{金额 | money}}",
            "`金额` 不是名称",
            "请写它在表单中的名称 `total`",
        ),
        (
            "places=2",
            "2",
            "`number` 的参数要写名称",
            "写法如 `quantity | number(places=2)`",
        ),
        (
            "{{ total | money }}",
            "{{ total ｜ money }}",
            "标签中不能用 `｜`",
            "请写成 `{{ total | money }}`",
        ),
    ] {
        let said = said("zh-CN", &LETTER.replacen(from, to, 1));
        let first = said
            .first()
            .map(|(_, message, help)| (message.as_str(), help.as_str()));
        assert_eq!(first, Some((message, help)), "{to}");
    }
}

#[test]
fn what_only_looks_like_a_mistake_is_none() {
    for (from, to) in [
        ("{{ total | money }}", "{{ '{total}' }}"),
        (
            "{{ total | money }}",
            "{{ 'x' if names else 'y' }}{% if lines and not names %}{% endif %}",
        ),
        (
            "{{ total | money }}",
            "{% raw %}{ total }｛｛ x ｝｝{% endraw %}",
        ),
        (
            "{{ total | money }}",
            "{{ total | default(value=\"（无）\") }}",
        ),
        (
            "{{ total | money }}",
            "{% if document.draft %}{{ document.draft | yes_no }}{{ true | yes_no }}{% endif %}",
        ),
        (
            "{{ total | money }}",
            "{{ lines[0].what }}{{ lines | length }}{{ number | length }}",
        ),
        (
            "{{ total | money }}",
            "{% set first = lines | first %}{{ first.what }}{{ names | join(sep=\"、\") }}",
        ),
        (
            "{{ total | money }}",
            "{{ lines | total(of=\"amount\") | money }}{{ total | amount | capitals }}",
        ),
        (
            "{{ total | money }}",
            "{% for name in names %}{{ name }}{% endfor %}{{ number | from_capitals | money }}",
        ),
        (
            "{{ total | money }}",
            "{% if way.name == \"onsite\" or way.title == \"线上\" %}{{ way.title }}{% endif %}",
        ),
    ] {
        assert_eq!(said("en", &LETTER.replacen(from, to, 1)), [], "{to}");
    }
}
