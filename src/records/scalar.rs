//! One written value → what its field's type makes of it.

use crate::form::{FieldType, TextKind, Value};
use crate::language::Phrase;
use crate::process::{Process, Stages, block::nearest};
use crate::say;
use crate::value::{self, Decimal, Length, Moment, Money, boolean, contact, date, id, number};

/// What a scalar is.
pub enum Scalar {
    /// The text itself.
    Text,
    /// A value of another type.
    Value(Value),
}

/// Why a scalar isn't of its type.
pub struct Misfit {
    /// What is wrong.
    pub message: Phrase,
    /// What to write.
    pub help: Option<Phrase>,
}

impl From<Phrase> for Misfit {
    fn from(message: Phrase) -> Misfit {
        Misfit {
            message,
            help: None,
        }
    }
}

/// Reads `text` as a value of type `ty`.
///
/// # Errors
/// Why it is none.
pub fn read(
    ty: &FieldType,
    text: &str,
    process: &Process,
    stages: Option<&Stages>,
) -> Result<Scalar, Misfit> {
    Ok(Scalar::Value(match ty {
        FieldType::Text { kind, pattern, max } => {
            judge_text(*kind, text)?;
            if let Some(max) = max.filter(|max| text.chars().count() > *max) {
                return Err(
                    say!(en: "longer than {max} characters", zh: "超过 {max} 个字", max = max)
                        .into(),
                );
            }
            if let Some(pattern) = pattern.as_ref().filter(|pattern| !pattern.is_match(text)) {
                let shown = pattern
                    .as_str()
                    .trim_start_matches("^(?:")
                    .trim_end_matches(")$");
                return Err(say!(en: "`{text}` does not match `{pattern}`", zh: "`{text}` 不符合 `{pattern}`", text = value::shown(text), pattern = shown).into());
            }
            return Ok(Scalar::Text);
        }
        FieldType::Integer { min, max } => {
            Value::Number(within(number::integer(text)?, *min, *max, &number::show)?)
        }
        FieldType::Decimal { min, max, places } => {
            let value = within(number::decimal(text)?, *min, *max, &number::show)?;
            if let Some(places) = places.filter(|places| value.normalize().scale() > *places) {
                return Err(say!(en: "`{text}` has more than {places} decimal places", zh: "`{text}` 的小数位数超过 {places} 位", text = value::shown(text), places = places).into());
            }
            Value::Number(value)
        }
        FieldType::Percent { min, max } => Value::Number(within(
            number::percent(text)?,
            *min,
            *max,
            &number::show_percent,
        )?),
        FieldType::Money { min, max } => {
            let money = Money::read(text, process.pipeline.currency)?;
            within(money.amount, *min, *max, &number::show)?;
            Value::Money(money)
        }
        FieldType::Date => Value::Moment(Moment::day(date::read(text)?)),
        FieldType::DateTime => Value::Moment(Moment::read(text, process.pipeline.timezone)?),
        FieldType::Duration => Value::Length(Length::read(text)?),
        FieldType::Boolean => Value::Boolean(boolean::read(text)?),
        FieldType::Enum(choices) => {
            let names = choices.iter().map(|choice| choice.name.as_str());
            Value::Choice(choose(names, text)?)
        }
        FieldType::Stage => {
            let names: Vec<&str> = stages.into_iter().flat_map(Stages::names).collect();
            Value::Choice(choose(names.iter().copied(), text)?)
        }
        FieldType::Role => {
            choose(
                process.pipeline.roles.iter().map(|role| role.name.as_str()),
                text,
            )?;
            return Ok(Scalar::Text);
        }
        FieldType::Reference(_) | FieldType::Person(_) => {
            for part in text.split('/') {
                id::read(part)?;
            }
            return Ok(Scalar::Text);
        }
        FieldType::File { .. } => {
            judge_path(text)?;
            return Ok(Scalar::Text);
        }
        FieldType::Group(_) | FieldType::List { .. } | FieldType::Moves(_) => Value::Broken,
    }))
}

fn judge_text(kind: TextKind, text: &str) -> Result<(), Phrase> {
    match kind {
        TextKind::Plain | TextKind::Markdown => Ok(()),
        TextKind::Email => contact::email(text).map(|_| ()),
        TextKind::Phone => contact::phone(text).map(|_| ()),
        TextKind::Url => contact::url(text).map(|_| ()),
    }
}

/// A path inside the pipeline: no way out of it, nothing absolute.
fn judge_path(text: &str) -> Result<(), Misfit> {
    let inside = !text.is_empty()
        && !text.contains(['\\', '\0', ':'])
        && text
            .split('/')
            .all(|name| !name.is_empty() && !name.starts_with('.'));
    match inside {
        true => Ok(()),
        false => Err(Misfit {
            message: say!(
                en: "`{text}` is no path inside the pipeline, such as `deals/…/files/offer.pdf`",
                zh: "`{text}` 不是销售库内的路径，应写如 `deals/…/files/offer.pdf`",
                text = value::shown(text)
            ),
            help: Some(say!(
                en: "copy the file into the pipeline, and write its path from the pipeline's folder",
                zh: "请把文件复制到销售库内，并写从销售库目录起的路径"
            )),
        }),
    }
}

fn within(
    value: Decimal,
    min: Option<Decimal>,
    max: Option<Decimal>,
    show: &dyn Fn(Decimal) -> String,
) -> Result<Decimal, Phrase> {
    if let Some(min) = min.filter(|min| value < *min) {
        return Err(
            say!(en: "{value} is less than {min}", zh: "{value} 小于下限 {min}", value = show(value), min = show(min)),
        );
    }
    if let Some(max) = max.filter(|max| value > *max) {
        return Err(
            say!(en: "{value} is more than {max}", zh: "{value} 大于上限 {max}", value = show(value), max = show(max)),
        );
    }
    Ok(value)
}

fn choose<'n>(names: impl Iterator<Item = &'n str> + Clone, text: &str) -> Result<u16, Misfit> {
    if let Some(index) = names.clone().position(|name| name == text) {
        return Ok(u16::try_from(index).unwrap_or(u16::MAX));
    }
    let names: Vec<&str> = names.collect();
    let help = match nearest(text, names.iter().copied()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
        None => say!(en: "one of: {all}", zh: "可用：{all}", all = names.join(", ")),
    };
    Err(Misfit {
        message: say!(en: "`{text}` is none of the values here", zh: "`{text}` 不在可选值之中", text = value::shown(text)),
        help: Some(help),
    })
}
