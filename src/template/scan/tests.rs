//! What templates ask for.

use super::{Scan, scan};
use crate::language::Language;
use crate::template::{Asked, Library, Name, Problem, Shelf};
use crate::text::Source;

fn scanned(files: &[(&str, &str)]) -> (Asked, Vec<Problem>) {
    let scan = whole(files);
    (scan.asked, scan.problems)
}

fn whole(files: &[(&str, &str)]) -> Scan {
    let own = files
        .iter()
        .map(|(name, text)| Source::new(format!("templates/en/{name}"), *text))
        .collect();
    scan(
        &Library::new(own, Vec::new(), &[]),
        &mut Shelf::new(Language::En),
        "t.md",
    )
}

/// The names, each with its marks: `!` must be there, `=` is used, `*` is gone through, `#` is counted.
fn asked(text: &str) -> String {
    let (asked, problems) = scanned(&[("t.md", text), ("part.md", "{{ it.inner }}")]);
    assert_eq!(problems, [], "{text}");
    let roots: Vec<String> = asked.roots().map(|name| shown(&asked, name)).collect();
    roots.join(" ")
}

fn shown(asked: &Asked, name: &Name) -> String {
    let marks = [
        (name.needed, "!"),
        (name.used, "="),
        (name.looped, "*"),
        (name.counted, "#"),
    ];
    let marks: String = marks
        .iter()
        .filter_map(|(at, mark)| at.map(|_| *mark))
        .collect();
    let members: Vec<String> = asked.members(name).map(|name| shown(asked, name)).collect();
    match members.is_empty() {
        true => format!("{}{marks}", name.name),
        false => format!("{}{marks}({})", name.name, members.join(" ")),
    }
}

#[test]
fn names_are_gathered() {
    for (template, names) in [
        ("{{ total }}", "total!="),
        ("{{ deal.customer.name }}", "deal(customer(name!=))"),
        ("{{ a?.b }}", "a(b!=)"),
        ("{{ a['b'] }}", "a(b!=)"),
        ("{{ lines[0].price }}", "lines(price!=)"),
        ("{{ lines[n].price }}", "lines(price!=) n="),
        ("{{ loop.index }}{{ true }}{{ 'x' }}{{ 1 }}", ""),
        ("{% raw %}{{ a }}{% endraw %}{# {{ b }} #}", ""),
    ] {
        assert_eq!(asked(template), names, "{template}");
    }
}

#[test]
fn what_may_be_absent_is_not_needed() {
    for (template, names) in [
        ("{{ a | default(value=b) }}", "a= b="),
        ("{% if a %}{{ a }}{% endif %}{{ b }}", "a= b!="),
        ("{% if a %}{% else %}{{ b }}{% endif %}", "a b="),
        ("{% if a == 'x' and b is defined %}{% endif %}", "a= b"),
        ("{{ a if b else c }}", "a= b= c="),
        ("{% for x in a %}{% else %}{{ b }}{% endfor %}", "a* b="),
    ] {
        assert_eq!(asked(template), names, "{template}");
    }
}

#[test]
fn loops_and_other_names_lead_to_the_same() {
    for (template, names) in [
        (
            "{% for x in lines %}{{ x.price }}{% endfor %}",
            "lines*(price!=)",
        ),
        (
            "{% for x in lines | where(of='kind.name', is='a') | reverse %}{{ x.price }}{% endfor %}",
            "lines*(kind(name=) price!=)",
        ),
        (
            "{% for x in a.b %}{% for y in x.c %}{{ y }}{% endfor %}{% endfor %}{{ x }}",
            "a(b*(c!=*)) x!=",
        ),
        (
            "{% set p = deal.customer %}{{ p.name }}",
            "deal(customer(name!=))",
        ),
        (
            "{% set p = payments | first %}{{ p.due }}",
            "payments(due!=)",
        ),
        ("{{ lines | total(of='amount') | money }}", "lines(amount=)"),
        ("{{ lines | length }}", "lines#"),
        ("{% for k, v in map %}{{ v.x }}{% endfor %}", "map*"),
        ("{% set it = a %}{% include 'part.md' %}", "a(inner!=)"),
        ("{{ text | fill(with={'x': b.c}) }}", "text!= b(c=)"),
    ] {
        assert_eq!(asked(template), names, "{template}");
    }
}

#[test]
fn what_documents_may_not_use_is_said() {
    for (template, message) in [
        ("{{ a | moeny }}", "there is no filter `moeny`"),
        ("{{ a | safe }}", "there is no filter `safe`"),
        ("{{ throw(message='x') }}", "there is no function `throw`"),
        (
            "{% if a is strange %}{% endif %}",
            "there is no test `strange`",
        ),
        (
            "{% extends 'x.md' %}",
            "`extends` can't be used in a document",
        ),
        (
            "{% set_global a = 1 %}",
            "`set_global` can't be used in a document",
        ),
        (
            "{% set a %}x{% endset %}",
            "a document takes `set` with one value: `{% set name = value %}`",
        ),
        (
            "{% set a = b ~ 'x' %}{% set c = a ~ a %}",
            "`set` takes what the record holds, not what another `set` made",
        ),
        (
            "{{ [x for x in y] }}",
            "a document takes no list made by `for` inside a value",
        ),
        ("{% include 'prat.md' %}", "there is no template `prat.md`"),
        (
            "{% for a in b %}{% for a in b %}{% for a in b %}{% for a in b %}{% for a in b %}{% for a in b %}{% for a in b %}{% endfor %}",
            "loops are nested more than 6 deep",
        ),
    ] {
        let (_, problems) = scanned(&[("t.md", template)]);
        let first = problems.first().map(|problem| problem.message.en.as_str());
        assert_eq!(first, Some(message), "{template}");
    }
    let (_, problems) = scanned(&[("t.md", "x {{ a | moeny }}")]);
    assert_eq!(
        problems[0].help.as_ref().unwrap().en,
        "did you mean `money`?"
    );
    assert_eq!(problems[0].at.span.range(), 9..14);
}

#[test]
fn any_template_is_read() {
    for text in [
        "{{",
        "{%",
        "{% for %}",
        "{% for x %}",
        "{% endfor %}",
        "{{ a. }}",
        "{{ a[ }}",
        "{{ | }}",
        "{{ a | }}",
        "{{ ((( }}",
        "{% set %}",
        "{% include %}",
    ] {
        let _ = scanned(&[("t.md", text)]);
    }
}
