//! The engine's own rules: their names, levels and pages. What they find is decided in the layer that sees it:
//! `text` and `records` for the form of files, `process` for the definition, `check` for the business.

use crate::finding::{Finding, Level, Place};
use crate::language::Phrase;
use crate::text::{Source, Span};

macro_rules! rules {
    ($($variant:ident $name:literal $level:ident $group:ident,)*) => {
        /// A rule that every process has.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Rule {
            $(#[doc = $name] $variant,)*
        }

        impl Rule {
            /// All rules, grouped as in the reference.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant,)*];

            /// The name that findings, levels and `deal explain` use.
            pub const fn name(self) -> &'static str {
                match self { $(Rule::$variant => $name,)* }
            }

            /// The level where `pipeline.yaml` says nothing.
            pub const fn level(self) -> Level {
                match self { $(Rule::$variant => Level::$level,)* }
            }

            /// What the rule is about.
            pub const fn group(self) -> Group {
                match self { $(Rule::$variant => Group::$group,)* }
            }

        }
    };
}

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Files and their text.
    Files,
    /// Records and their values.
    Records,
    /// The definition of the process.
    Process,
    /// What the process demands.
    Business,
}

rules! {
    Syntax "syntax" Error Files,
    Encoding "encoding" Error Files,
    TooLarge "too-large" Error Files,
    DuplicateKey "duplicate-key" Error Files,
    UnsupportedYaml "unsupported-yaml" Error Files,
    MergeConflict "merge-conflict" Error Files,
    HiddenCharacter "hidden-character" Error Files,
    UnclaimedFile "unclaimed-file" Error Files,
    OutsideRoot "outside-root" Error Files,
    UnreadableFile "unreadable-file" Error Files,
    InvalidId "invalid-id" Error Files,
    CollidingPath "colliding-path" Error Files,
    UnknownField "unknown-field" Error Records,
    MissingField "missing-field" Error Records,
    WrongType "wrong-type" Error Records,
    WrongValue "wrong-value" Error Records,
    BrokenReference "broken-reference" Error Records,
    FileDigest "file-digest" Error Records,
    DuplicateId "duplicate-id" Error Records,
    DuplicateRecord "duplicate-record" Error Records,
    OrphanRecord "orphan-record" Error Records,
    PersonalData "personal-data" Error Records,
    InvalidProcess "invalid-process" Error Process,
    InvalidExpression "invalid-expression" Error Process,
    DeadStage "dead-stage" Error Process,
    ImpossibleGate "impossible-gate" Error Process,
    ImpossibleSignoff "impossible-signoff" Error Process,
    CalendarYearMissing "calendar-year-missing" Error Business,
    UnmetGate "unmet-gate" Error Business,
    SkippedStage "skipped-stage" Error Business,
    StageLog "stage-log" Error Business,
    MissingReason "missing-reason" Error Business,
    ImpossibleDate "impossible-date" Error Business,
    StaleStage "stale-stage" Error Business,
    MissedDeadline "missed-deadline" Error Business,
    MissingSignoff "missing-signoff" Error Business,
    StaleSignoff "stale-signoff" Error Business,
    UnauthorisedSignoff "unauthorised-signoff" Error Business,
    SelfSignoff "self-signoff" Error Business,
    InvalidSignoff "invalid-signoff" Error Business,
    InvalidWaiver "invalid-waiver" Error Business,
    ExpiredWaiver "expired-waiver" Error Business,
    UnusedWaiver "unused-waiver" Warning Business,
    NotJudged "not-judged" Error Business,
}

impl Rule {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Whether it is about sign-offs, which a waiver excuses only if the process allows it.
    pub const fn is_signoff(self) -> bool {
        matches!(
            self,
            Rule::MissingSignoff
                | Rule::StaleSignoff
                | Rule::UnauthorisedSignoff
                | Rule::SelfSignoff
                | Rule::InvalidSignoff
        )
    }
}

impl Finding {
    /// A finding of a rule on a file as a whole.
    pub fn of_file(rule: Rule, path: impl Into<String>, message: Phrase) -> Finding {
        Finding::new(rule, Place::file(path), message)
    }

    /// A finding of a rule at a place in a file.
    pub fn at(rule: Rule, source: &Source, span: Span, message: Phrase) -> Finding {
        Finding::new(rule, Place::of(source, span), message)
    }

    fn new(rule: Rule, place: Place, message: Phrase) -> Finding {
        Finding {
            rule: rule.name().into(),
            subject: None,
            level: rule.level(),
            message,
            place,
            label: None,
            demand: None,
            record: None,
            help: None,
        }
    }

    /// With what it is about.
    pub fn subject(self, subject: impl Into<String>) -> Finding {
        Finding { subject: Some(subject.into()), ..self }
    }

    /// With what mends it.
    pub fn help(self, help: Phrase) -> Finding {
        Finding { help: Some(help), ..self }
    }

    /// With what to say at the place.
    pub fn label(self, label: Phrase) -> Finding {
        Finding { label: Some(label), ..self }
    }
}
