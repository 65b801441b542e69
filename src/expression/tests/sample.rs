//! A small process with some records, as schema and as world.

use crate::expression::*;
use crate::form::{Choice, Field, FieldType, KindId, Shape, TextKind};
use crate::form::{Record, Slot, Text, Value};
use crate::language::Phrase;
use crate::text::{Source, Span};
use crate::value::{Currency, Length, Moment, Money, Unit};
use chrono::{Days, NaiveDate, NaiveTime};
use std::borrow::Cow;

pub const DEAL: KindId = KindId(0);
pub const CUSTOMER: KindId = KindId(1);
pub const PERSON: KindId = KindId(2);
pub const PRODUCT: KindId = KindId(3);
pub const MINUTES: KindId = KindId(4);
pub const SOLUTION: KindId = KindId(5);
const NAMES: [&str; 6] = [
    "deal", "customer", "person", "product", "minutes", "solution",
];

pub struct Sample {
    shapes: Vec<Shape>,
    stages: Vec<(String, Phrase)>,
    roles: Vec<(String, Phrase)>,
    pub records: Vec<Record>,
}

fn bilingual(zh: &str, en: &str) -> Phrase {
    Phrase {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn field(name: &str, ty: FieldType) -> Field {
    Field {
        name: name.to_owned(),
        title: Phrase::same(name),
        help: None,
        ty,
        required: false,
        since: None,
        confidential: false,
        personal: false,
        grows: false,
        span: Span::default(),
    }
}

fn shape(fields: Vec<(&str, FieldType)>) -> Shape {
    Shape {
        fields: fields
            .into_iter()
            .map(|(name, ty)| field(name, ty))
            .collect(),
    }
}

fn text() -> FieldType {
    FieldType::Text {
        kind: TextKind::Plain,
        pattern: None,
        max: None,
    }
}

fn decimal() -> FieldType {
    FieldType::Decimal {
        min: None,
        max: None,
        places: None,
    }
}

fn money() -> FieldType {
    FieldType::Money {
        min: None,
        max: None,
    }
}

fn percent() -> FieldType {
    FieldType::Percent {
        min: None,
        max: None,
    }
}

fn list(of: FieldType) -> FieldType {
    FieldType::List {
        of: Box::new(of),
        min: None,
        max: None,
    }
}

fn choice(values: &[(&str, &str, &str)]) -> FieldType {
    FieldType::Enum(
        values
            .iter()
            .map(|(name, zh, en)| Choice {
                name: (*name).to_owned(),
                title: bilingual(zh, en),
            })
            .collect(),
    )
}

fn grade() -> FieldType {
    choice(&[("A", "A 类", "Grade A"), ("B", "B 类", "Grade B")])
}

fn shapes() -> Vec<Shape> {
    let line = shape(vec![
        ("name", text()),
        ("product", FieldType::Reference(PRODUCT)),
        ("unit_price", money()),
        ("quantity", decimal()),
        ("discount", percent()),
        ("tags", list(text())),
    ]);
    let requirement = shape(vec![
        ("text", text()),
        (
            "need",
            choice(&[("rigid", "刚性", "Rigid"), ("elastic", "弹性", "Elastic")]),
        ),
        ("priority", decimal()),
    ]);
    let moves = shape(vec![
        ("to", FieldType::Stage),
        ("at", FieldType::DateTime),
        ("by", FieldType::Person(None)),
        ("reason", text()),
    ]);
    let deal = shape(vec![
        ("title", text()),
        ("customer", FieldType::Reference(CUSTOMER)),
        ("owner", FieldType::Person(None)),
        ("stage", FieldType::Stage),
        ("moves", FieldType::Moves(moves)),
        ("amount", money()),
        ("discount", percent()),
        ("score", decimal()),
        ("urgent", FieldType::Boolean),
        ("assigned_on", FieldType::Date),
        ("met_at", FieldType::DateTime),
        ("term", FieldType::Duration),
        ("grade", grade()),
        (
            "budget",
            FieldType::Group(shape(vec![
                ("low", money()),
                ("high", money()),
                (
                    "agreed",
                    FieldType::Group(shape(vec![("on", FieldType::Date)])),
                ),
            ])),
        ),
        ("lines", list(FieldType::Group(line))),
        ("requirements", list(FieldType::Group(requirement))),
        ("helpers", list(FieldType::Person(None))),
        ("scores", list(decimal())),
        ("days_off", list(FieldType::Date)),
        ("team", FieldType::Role),
    ]);
    let customer = shape(vec![
        ("full_name", text()),
        ("owner", FieldType::Person(None)),
        ("grade", grade()),
        (
            "region",
            choice(&[("north", "北方", "North"), ("south", "南方", "South")]),
        ),
    ]);
    let person = shape(vec![("name", text()), ("email", text())]);
    let product = shape(vec![
        ("name", text()),
        ("floor_price", money()),
        ("maker", FieldType::Person(None)),
    ]);
    let minutes = shape(vec![
        ("about", FieldType::Stage),
        ("held_on", FieldType::Date),
    ]);
    let solution = shape(vec![("total", money()), ("lead", FieldType::Person(None))]);
    vec![deal, customer, person, product, minutes, solution]
}

fn named(values: &[(&str, &str, &str)]) -> Vec<(String, Phrase)> {
    values
        .iter()
        .map(|(name, zh, en)| ((*name).to_owned(), bilingual(zh, en)))
        .collect()
}

pub fn day(text: &str) -> Moment {
    Moment::day(text.parse().expect("a day"))
}

pub fn number(text: &str) -> Value {
    Value::Number(text.parse().expect("a number"))
}

pub fn yuan(text: &str) -> Value {
    amount(text, "CNY")
}

pub fn amount(text: &str, currency: &str) -> Value {
    Value::Money(Money {
        amount: text.parse().expect("a number"),
        currency: Currency::new(currency).expect("a currency"),
    })
}

pub fn words(text: &str) -> Value {
    Value::Text(Text::Owned(text.into()))
}

fn slots(values: Vec<Value>) -> Box<[Slot]> {
    values
        .into_iter()
        .enumerate()
        .map(|(at, value)| Slot {
            value,
            span: Span::new(at as u32 * 10, at as u32 * 10 + 5),
        })
        .collect()
}

pub fn items(values: Vec<Value>) -> Value {
    Value::List(slots(values))
}

pub fn group(values: Vec<Value>) -> Value {
    Value::Group(slots(values))
}

fn record(kind: KindId, address: &str, values: Vec<Value>) -> Record {
    Record {
        kind,
        id: address.rsplit('/').next().unwrap_or_default().to_owned(),
        address: address.to_owned(),
        source: Source::new(format!("{address}.yaml"), ""),
        broken: false,
        slots: slots(values),
    }
}

fn at(date: &str, hour: u32) -> Value {
    Value::Moment(Moment {
        time: NaiveTime::from_hms_opt(hour, 0, 0),
        ..day(date)
    })
}

fn line(name: &str, product: Value, price: Value, quantity: &str, discount: Value) -> Value {
    group(vec![
        words(name),
        product,
        price,
        number(quantity),
        discount,
        items(vec![words("x"), words("y")]),
    ])
}

fn deal() -> Record {
    use Value::Absent;
    let moved = |to, date| {
        group(vec![
            Value::Choice(to),
            at(date, 9),
            words("zhang-wei"),
            Absent,
        ])
    };
    let requirement =
        |text, need, priority| group(vec![words(text), Value::Choice(need), priority]);
    record(
        DEAL,
        "d-1",
        vec![
            words("华辰 Line 3"),
            words("huachen"),
            words("zhang-wei"),
            Value::Choice(1),
            items(vec![moved(0, "2026-01-05"), moved(1, "2026-02-05")]),
            yuan("1280000.00"),
            number("0.08"),
            number("7"),
            Value::Boolean(true),
            Value::Moment(day("2026-03-02")),
            at("2026-03-02", 15),
            Value::Length(Length {
                count: 2,
                unit: Unit::WorkingDays,
            }),
            Value::Choice(0),
            group(vec![yuan("500000"), Absent, Absent]),
            items(vec![
                line("PLC", words("p-1"), yuan("900"), "10", number("0.05")),
                line("HMI", words("p-2"), yuan("450.50"), "3", Absent),
                line("Rack", words("p-404"), Value::Broken, "1", number("0.1")),
            ]),
            items(vec![
                requirement("fast", 0, number("1")),
                requirement("cheap", 1, Absent),
            ]),
            items(vec![words("li-na"), words("zhang-wei"), words("li-na")]),
            items(vec![number("3"), number("1"), number("2")]),
            Absent,
            words("legal"),
        ],
    )
}

impl Sample {
    pub fn new() -> Sample {
        use Value::Absent;
        let person = |id: &str, name: &str| {
            record(
                PERSON,
                id,
                vec![words(name), words(&format!("{id}@Example.COM"))],
            )
        };
        let product =
            |id, name, floor, maker| record(PRODUCT, id, vec![words(name), floor, words(maker)]);
        let mut broken = record(PRODUCT, "p-broken", vec![]);
        broken.broken = true;
        Sample {
            shapes: shapes(),
            stages: named(&[
                ("lead", "线索", "Lead"),
                ("needs", "需求", "Needs"),
                ("won", "赢单", "Won"),
            ]),
            roles: named(&[("sales", "销售", "Sales"), ("legal", "法务", "Legal")]),
            records: vec![
                deal(),
                record(
                    CUSTOMER,
                    "huachen",
                    vec![
                        words("华辰（上海）有限公司"),
                        words("zhang-wei"),
                        Value::Choice(1),
                        Absent,
                    ],
                ),
                person("zhang-wei", "Zhang Wei"),
                person("li-na", "Li Na"),
                product("p-1", "PLC", yuan("1000"), "li-na"),
                product("p-2", "HMI", yuan("400"), "nobody"),
                broken,
                record(
                    MINUTES,
                    "d-1/minutes/a",
                    vec![Value::Choice(1), Value::Moment(day("2026-02-10"))],
                ),
                record(MINUTES, "d-1/minutes/b", vec![Value::Choice(0), Absent]),
                record(SOLUTION, "d-1/solution", vec![yuan("99"), words("li-na")]),
            ],
        }
    }

    pub fn record(&self, address: &str) -> &Record {
        let found = self.records.iter().find(|record| record.address == address);
        found.expect("a record of the sample")
    }

    /// Sets a field of the deal.
    pub fn with(mut self, field: &str, value: Value) -> Sample {
        let (at, _) = self.shapes[0].find(field).expect("a field of the deal");
        self.records[0].slots[at].value = value;
        self
    }

    pub fn site(&self) -> Site {
        Site {
            kind: DEAL,
            item: None,
            wants: Wants::Anything,
        }
    }

    pub fn compile(&self, text: &str) -> Compiled {
        self.try_compile(text)
            .unwrap_or_else(|problems| panic!("{text}: {problems:#?}"))
    }

    pub fn try_compile(&self, text: &str) -> Result<Compiled, Vec<Problem>> {
        compile(text, self, &self.site())
    }

    /// The value of an expression on the deal, as people read it in English, with a trouble behind `!`.
    pub fn show(&self, text: &str) -> String {
        let compiled = self.compile(text);
        let scope = Scope::of(&self.records[0], self);
        let evaluated = compiled.eval(&scope);
        let shown = evaluated.value.shown(compiled.ty(), self).en;
        match evaluated.trouble {
            Some(trouble) => format!("{shown} ! {}", trouble.phrase().en),
            None => shown,
        }
    }

    pub fn check_all(&self, cases: &[(&str, &str)]) {
        let wrong: Vec<String> = cases
            .iter()
            .map(|(text, expected)| (text, self.show(text), expected))
            .filter(|(_, shown, expected)| shown != *expected)
            .map(|(text, shown, expected)| format!("{text}\n  is {shown}\n  not {expected}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn of_kind(&self, kind: KindId, parent: Option<&Record>) -> Vec<&Record> {
        let under = parent.map(|parent| format!("{}/", parent.address));
        self.records
            .iter()
            .filter(|record| record.kind == kind)
            .filter(|record| match &under {
                Some(under) => record.address.starts_with(under),
                None => true,
            })
            .collect()
    }
}

impl Schema for Sample {
    fn kinds(&self) -> Vec<(KindId, &str)> {
        (0..).map(KindId).zip(NAMES).collect()
    }
    fn shape(&self, kind: KindId) -> &Shape {
        &self.shapes[usize::from(kind.0)]
    }
    fn children(&self, kind: KindId) -> Vec<(KindId, Many)> {
        match kind {
            DEAL => vec![(MINUTES, Many::Any), (SOLUTION, Many::One)],
            _ => vec![],
        }
    }
    fn parent(&self, kind: KindId) -> Option<KindId> {
        matches!(kind, MINUTES | SOLUTION).then_some(DEAL)
    }
    fn people(&self) -> Option<KindId> {
        Some(PERSON)
    }
    fn stages(&self, kind: KindId) -> Vec<(&str, &Phrase)> {
        let stages = self.stages.iter().map(|(name, title)| (&**name, title));
        match kind {
            DEAL => stages.collect(),
            // The minutes' field `about` names a stage of the deal in the sample.
            MINUTES => stages.collect(),
            _ => vec![],
        }
    }
    fn signoffs(&self, kind: KindId) -> Vec<&str> {
        match kind {
            DEAL => vec!["concession"],
            SOLUTION => vec!["solution"],
            _ => vec![],
        }
    }
    fn roles(&self) -> Vec<(&str, &Phrase)> {
        self.roles
            .iter()
            .map(|(name, title)| (&**name, title))
            .collect()
    }
    fn currency(&self) -> Currency {
        Currency::new("CNY").expect("a currency")
    }
}

impl World for Sample {
    fn today(&self) -> NaiveDate {
        day("2026-06-30").date
    }
    fn resolve(&self, kind: KindId, id: &str, _: &Record) -> Found<'_> {
        let found = self
            .records
            .iter()
            .find(|record| record.kind == kind && record.address == id);
        match found {
            Some(record) if record.broken => Found::Broken,
            Some(record) => Found::Record(record),
            None => Found::Missing,
        }
    }
    fn address<'i>(&self, _: KindId, id: &'i str, _: &Record) -> Cow<'i, str> {
        Cow::Borrowed(id)
    }
    fn children(&self, of: &Record, kind: KindId) -> Cow<'_, [&Record]> {
        Cow::Owned(self.of_kind(kind, Some(of)))
    }
    fn parent(&self, of: &Record) -> Option<&Record> {
        let (parent, _) = of.address.split_once('/')?;
        self.records.iter().find(|record| record.address == parent)
    }
    fn all(&self, kind: KindId) -> Cow<'_, [&Record]> {
        Cow::Owned(self.of_kind(kind, None))
    }
    fn name(&self, record: &Record) -> Phrase {
        bilingual(
            &format!("《{}》", record.address),
            &format!("<{}>", record.address),
        )
    }
    fn entered(&self, _: &Record, stage: usize) -> Fact<Moment> {
        match stage {
            0 => Fact::Known(day("2026-01-05")),
            1 => Fact::Known(day("2026-02-05")),
            _ => Fact::Absent,
        }
    }
    fn left(&self, _: &Record, stage: usize) -> Fact<Moment> {
        match stage {
            0 => Fact::Known(day("2026-02-05")),
            1 => Fact::Absent,
            _ => Fact::Unknown,
        }
    }
    fn reached(&self, _: &Record, stage: usize) -> Option<bool> {
        Some(stage <= 1)
    }
    fn passed(&self, _: &Record, stage: usize) -> Option<bool> {
        Some(stage == 0)
    }
    fn closed(&self, record: &Record) -> Option<bool> {
        (record.kind == DEAL).then_some(false)
    }
    fn signed(&self, record: &Record, _: usize) -> Option<bool> {
        Some(record.kind == SOLUTION)
    }
    fn holds(&self, person: &Record, role: usize) -> Option<bool> {
        Some((person.id == "li-na") == (role == 1))
    }
    fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Option<i64> {
        // Every day works, up to the end of the calendar.
        let end = day("2026-12-31").date;
        (to <= end).then(|| to.signed_duration_since(from).num_days())
    }
    fn add(&self, moment: Moment, length: Length) -> Option<Moment> {
        let days = Days::new(u64::from(length.count));
        Some(Moment {
            date: moment.date.checked_add_days(days)?,
            ..moment
        })
    }
    fn subtract(&self, moment: Moment, length: Length) -> Option<Moment> {
        let days = Days::new(u64::from(length.count));
        Some(Moment {
            date: moment.date.checked_sub_days(days)?,
            ..moment
        })
    }
}

/// An `item` of the record at hand.
pub fn own(ty: Type) -> Bound {
    Bound { ty, own: true }
}
