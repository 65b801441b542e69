//! The expression language: no panic on any text, spans within the text, and what is printed reads back the same.
#![no_main]

use dealdesk::expression::{Many, Schema, Site, Template, Wants, compile, parse};
use dealdesk::form::{Field, FieldType, KindId, Shape, TextKind};
use dealdesk::language::Phrase;
use dealdesk::text::Span;
use dealdesk::value::Currency;
use libfuzzer_sys::fuzz_target;

/// One kind with a field of most types.
struct Bare(Shape);

impl Bare {
    fn new() -> Bare {
        let text = FieldType::Text {
            kind: TextKind::Plain,
            pattern: None,
            max: None,
        };
        let money = FieldType::Money {
            min: None,
            max: None,
        };
        let items = FieldType::List {
            of: Box::new(FieldType::Group(Shape {
                fields: vec![field("a", FieldType::Boolean), field("d", FieldType::Date)],
            })),
            min: None,
            max: None,
        };
        let reference = FieldType::Reference(KindId(0));
        let fields = [("t", text), ("m", money), ("l", items), ("r", reference)];
        Bare(Shape {
            fields: fields.into_iter().map(|(name, ty)| field(name, ty)).collect(),
        })
    }
}

fn field(name: &str, ty: FieldType) -> Field {
    Field {
        name: name.to_owned(),
        title: Phrase::default(),
        help: None,
        ty,
        required: false,
        since: None,
        confidential: false,
        personal: false,
        span: Span::default(),
    }
}

impl Schema for Bare {
    fn kinds(&self) -> Vec<(KindId, &str)> {
        vec![(KindId(0), "k")]
    }
    fn shape(&self, _: KindId) -> &Shape {
        &self.0
    }
    fn children(&self, _: KindId) -> Vec<(KindId, Many)> {
        vec![(KindId(0), Many::Any)]
    }
    fn parent(&self, _: KindId) -> Option<KindId> {
        None
    }
    fn people(&self) -> Option<KindId> {
        Some(KindId(0))
    }
    fn stages(&self, _: KindId) -> Vec<(&str, &Phrase)> {
        Vec::new()
    }
    fn signoffs(&self, _: KindId) -> Vec<&str> {
        vec!["s"]
    }
    fn roles(&self) -> Vec<(&str, &Phrase)> {
        Vec::new()
    }
    fn currency(&self) -> Currency {
        Currency::new("CNY").expect("a currency")
    }
}

fuzz_target!(|text: &str| {
    let schema = Bare::new();
    let site = Site {
        kind: KindId(0),
        item: None,
        wants: Wants::Anything,
    };
    for problems in [
        compile(text, &schema, &site).err(),
        Template::compile(text, &schema, &site).err(),
    ] {
        for problem in problems.into_iter().flatten() {
            assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
        }
    }
    if let Ok(tree) = parse(text) {
        let printed = tree.to_string();
        if let Ok(again) = parse(&printed) {
            assert_eq!(again, tree, "{printed}");
        }
    }
});
