//! The engine's own rules: their names, levels and pages. What they find is decided in the layer that sees it:
//! `text` and `records` for the form of files, `process` for the definition, `check` for the business.

use crate::finding::{Finding, Level, Place};
use crate::language::Phrase;
use crate::say;
use crate::text::{Fault, Problem, Source, Span};

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

            /// The rule's page, in Markdown.
            pub fn page(self) -> Phrase {
                match self {
                    $(Rule::$variant => Phrase {
                        en: include_str!(concat!("../docs/rules/", $name, ".md")).to_owned(),
                        zh: include_str!(concat!("../docs/rules/zh-CN/", $name, ".md")).to_owned(),
                    },)*
                }
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
    /// What history shows.
    Audit,
}

impl Group {
    /// The group's heading.
    pub fn title(self) -> Phrase {
        match self {
            Group::Files => say!(en: "Files", zh: "文件"),
            Group::Records => say!(en: "Records", zh: "记录"),
            Group::Process => say!(en: "The process", zh: "流程定义"),
            Group::Business => say!(en: "What the process demands", zh: "流程要求"),
            Group::Audit => say!(en: "What history shows", zh: "历史所示"),
        }
    }
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
    InvalidTemplate "invalid-template" Error Process,
    CalendarYearMissing "calendar-year-missing" Error Business,
    UnmetGate "unmet-gate" Error Business,
    SkippedStage "skipped-stage" Error Business,
    StageLog "stage-log" Error Business,
    MissingReason "missing-reason" Error Business,
    ImpossibleDate "impossible-date" Error Business,
    FutureDated "future-dated" Error Business,
    StaleStage "stale-stage" Error Business,
    MissedDeadline "missed-deadline" Error Business,
    MissingSignoff "missing-signoff" Error Business,
    StaleSignoff "stale-signoff" Error Business,
    UnauthorisedSignoff "unauthorised-signoff" Error Business,
    SelfSignoff "self-signoff" Error Business,
    InvalidSignoff "invalid-signoff" Error Business,
    UnsignedSignoff "unsigned-signoff" Error Business,
    ForgedSignoff "forged-signoff" Error Business,
    InvalidDispatch "invalid-dispatch" Error Business,
    ChangedDocument "changed-document" Error Business,
    InvalidWaiver "invalid-waiver" Error Business,
    ExpiredWaiver "expired-waiver" Error Business,
    UnusedWaiver "unused-waiver" Warning Business,
    NotJudged "not-judged" Error Business,
    JumpedStage "jumped-stage" Error Audit,
    RewrittenMoves "rewritten-moves" Error Audit,
    BackDated "back-dated" Error Audit,
    LateEntry "late-entry" Warning Audit,
    ClockBack "clock-back" Warning Audit,
    RemovedSignoff "removed-signoff" Error Audit,
    AlteredSignoff "altered-signoff" Error Audit,
    ReplayedSignoff "replayed-signoff" Error Audit,
    BlindSignoff "blind-signoff" Error Audit,
    ForeignSignoff "foreign-signoff" Error Audit,
    UnattributableSignoff "unattributable-signoff" Warning Audit,
    RemovedDispatch "removed-dispatch" Error Audit,
    AlteredDispatch "altered-dispatch" Error Audit,
    ReplayedDispatch "replayed-dispatch" Error Audit,
    OlderProcess "older-process" Warning Audit,
    DeletedRecord "deleted-record" Error Audit,
    ChangedFact "changed-fact" Error Audit,
    ChangedAfterClose "changed-after-close" Warning Audit,
    ChangedAuthority "changed-authority" Warning Audit,
    ChangedProcess "changed-process" Warning Audit,
    SelfGrantedRole "self-granted-role" Error Audit,
    RewrittenHistory "rewritten-history" Error Audit,
    InvalidSeal "invalid-seal" Error Audit,
}

impl Rule {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// What it is about, in one sentence: the first of its page.
    pub fn summary(self) -> Phrase {
        let page = self.page();
        let first = |text: &str| {
            text.lines()
                .skip(1)
                .find(|line| !line.is_empty())
                .unwrap_or_default()
                .to_owned()
        };
        Phrase {
            zh: first(&page.zh),
            en: first(&page.en),
        }
    }

    /// Whether a file that breaks it was not judged at all: no level and no waiver can make that pass.
    pub const fn leaves_unjudged(self) -> bool {
        matches!(
            self,
            Rule::Syntax
                | Rule::Encoding
                | Rule::TooLarge
                | Rule::UnsupportedYaml
                | Rule::MergeConflict
                | Rule::UnreadableFile
                | Rule::InvalidProcess
                | Rule::InvalidExpression
        )
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
                | Rule::UnsignedSignoff
                | Rule::ForgedSignoff
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

    /// What the reader of files says of a text.
    pub fn of_text(source: &Source, problem: Problem) -> Finding {
        let finding = Finding::at(problem.fault.into(), source, problem.span, problem.message);
        Finding {
            help: problem.help,
            demand: problem
                .other
                .map(|(span, label)| (Place::of(source, span), label)),
            ..finding
        }
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
            passed: false,
        }
    }

    /// With what it is about.
    pub fn subject(self, subject: impl Into<String>) -> Finding {
        Finding {
            subject: Some(subject.into()),
            ..self
        }
    }

    /// With what mends it.
    pub fn help(self, help: Phrase) -> Finding {
        Finding {
            help: Some(help),
            ..self
        }
    }

    /// With what to say at the place.
    pub fn label(self, label: Phrase) -> Finding {
        Finding {
            label: Some(label),
            ..self
        }
    }
}
impl From<Fault> for Rule {
    fn from(fault: Fault) -> Rule {
        match fault {
            Fault::Syntax => Rule::Syntax,
            Fault::Encoding => Rule::Encoding,
            Fault::TooLarge => Rule::TooLarge,
            Fault::DuplicateKey => Rule::DuplicateKey,
            Fault::UnsupportedYaml => Rule::UnsupportedYaml,
            Fault::MergeConflict => Rule::MergeConflict,
            Fault::HiddenCharacter => Rule::HiddenCharacter,
        }
    }
}
