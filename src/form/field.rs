//! Fields and their types, as a form declares them.

use crate::language::Phrase;
use crate::text::Span;
use crate::value::Decimal;

/// Index of a kind in the process.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct KindId(pub u16);

/// The fields of a record, a group or a list's items, in the order of the definition.
#[derive(Debug, Default)]
pub struct Shape {
    /// The fields.
    pub fields: Vec<Field>,
}

impl Shape {
    /// Position and field of this name.
    pub fn find(&self, name: &str) -> Option<(usize, &Field)> {
        self.fields
            .iter()
            .enumerate()
            .find(|(_, field)| field.name == name)
    }

    /// Position and field of this name, else the only one that people call so. Files have names only.
    pub fn called(&self, text: &str) -> Option<(usize, &Field)> {
        self.find(text).or_else(|| {
            let fields = self.fields.iter().enumerate();
            let mut titled = fields.filter(|(_, field)| field.title.says(text));
            titled.next().filter(|_| titled.next().is_none())
        })
    }
}

/// One field of a form.
#[derive(Debug)]
pub struct Field {
    /// Its name in the files.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// What to write there.
    pub help: Option<Phrase>,
    /// Its type.
    pub ty: FieldType,
    /// Must not be absent.
    pub required: bool,
    /// `required` is judged only on records dated from this day on.
    pub since: Option<chrono::NaiveDate>,
    /// Never in a document for the customer.
    pub confidential: bool,
    /// May hold personal data.
    pub personal: bool,
    /// A list of facts: items may be added, and none changed or removed.
    pub grows: bool,
    /// Where the field is declared in its kind's file.
    pub span: Span,
}

/// One value of an enum.
#[derive(Debug)]
pub struct Choice {
    /// As written in files and expressions.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
}

/// What a text must look like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextKind {
    /// Anything.
    Plain,
    /// Prose in Markdown.
    Markdown,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
}

/// The type of a field.
#[derive(Debug)]
pub enum FieldType {
    /// Text of some kind.
    Text {
        /// What it must look like.
        kind: TextKind,
        /// Must match as a whole.
        pattern: Option<regex::Regex>,
        /// Most characters.
        max: Option<usize>,
    },
    /// A whole number.
    Integer {
        /// Least.
        min: Option<Decimal>,
        /// Most.
        max: Option<Decimal>,
    },
    /// A decimal number.
    Decimal {
        /// Least.
        min: Option<Decimal>,
        /// Most.
        max: Option<Decimal>,
        /// Most decimal places.
        places: Option<u32>,
    },
    /// A share, kept as a number: `8%` is 0.08.
    Percent {
        /// Least, as a number.
        min: Option<Decimal>,
        /// Most, as a number.
        max: Option<Decimal>,
    },
    /// An amount in a currency.
    Money {
        /// Least amount.
        min: Option<Decimal>,
        /// Greatest amount.
        max: Option<Decimal>,
    },
    /// A day.
    Date,
    /// A day, with the time where it is known.
    DateTime,
    /// A length of time.
    Duration,
    /// `true` or `false`.
    Boolean,
    /// One of these values.
    Enum(Vec<Choice>),
    /// The id of a record of this kind.
    Reference(KindId),
    /// The id of a person, who must hold the role where one is named (an index into the process's roles).
    Person(Option<usize>),
    /// The name of a role.
    Role,
    /// A file in the pipeline.
    File {
        /// Whether the digest must be given.
        digest: bool,
    },
    /// The current stage.
    Stage,
    /// The log of stage moves: a list of `to`, `at`, `by`, `reason`.
    Moves(Shape),
    /// A map with these fields.
    Group(Shape),
    /// A list.
    List {
        /// The type of an item; a group for a list of maps.
        of: Box<FieldType>,
        /// Fewest items.
        min: Option<usize>,
        /// Most items.
        max: Option<usize>,
    },
}

impl FieldType {
    /// How a value in brackets is written, with what it needs: `{text: …}`; of another type, nothing.
    pub fn example(&self) -> Option<String> {
        match self {
            FieldType::Group(shape) => {
                let required = shape.fields.iter().any(|field| field.required);
                let fields = shape.fields.iter();
                let names: Vec<String> = fields
                    .filter(|field| field.required || !required)
                    .map(|field| format!("{}: …", field.name))
                    .collect();
                Some(format!("{{{}}}", names.join(", ")))
            }
            FieldType::List { of, .. } => {
                let item = of.example().unwrap_or_else(|| "…".to_owned());
                Some(format!("[{item}]"))
            }
            _ => None,
        }
    }
}
