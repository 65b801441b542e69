//! Texts of the definition → a compiled process, or everything that is wrong with it.

use super::block::Reading;
use super::compile::{Compiler, Outlines};
use super::happened;
use super::kind::{Clauses, Kind, Outline, Sketch};
use super::pipeline::{PeopleNames, Pipeline};
use super::problem::{Findings, Problem, Sort};
use super::shape::Names;
use super::soundness;
use super::{People, Process};
use crate::calendar;
use crate::form::{FieldType, KindId};
use crate::language::{Language, Phrase};
use crate::rules::Rule;
use crate::say;
use crate::template::{Library, WordFile};
use crate::text::{self, Source, Span, Tree};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::cell::RefCell;

/// The files of a definition, as read.
#[derive(Debug, Default)]
pub struct Definition {
    /// `pipeline.yaml`.
    pub pipeline: Source,
    /// `kinds/*.yaml`, by path.
    pub kinds: Vec<Source>,
    /// The calendar's files, in the order that `pipeline.yaml` names them.
    pub calendars: Vec<Source>,
    /// The templates of the pipeline's own: `templates/LANGUAGE/*.md`.
    pub templates: Vec<Source>,
    /// Its Word files with tags in them: `templates/LANGUAGE/*.docx`.
    pub forms: Vec<WordFile>,
    /// Its logo, by path; no more than one is right.
    pub logos: Vec<(&'static str, Vec<u8>)>,
    /// Whether a file of `kinds/` is missing here because it could not be read.
    pub incomplete: bool,
}

/// The outcome of loading.
#[derive(Debug)]
pub struct Loaded {
    /// The process, if nothing is wrong with it.
    pub process: Option<Process>,
    /// All that is wrong, in no particular order.
    pub problems: Vec<Problem>,
    /// The files, for places.
    pub sources: Vec<Source>,
    /// The pipeline's name, as far as it could be read.
    pub name: Phrase,
    /// The pipeline's language, as far as it could be read.
    pub language: Option<Language>,
    /// The pipeline's time zone, as far as it could be read.
    pub timezone: Option<Tz>,
    /// The pipeline's fixed day, if it has one.
    pub today: Option<NaiveDate>,
}

impl Definition {
    /// The calendar's paths that a `pipeline.yaml` names and where, for the one who reads the files.
    pub fn calendar_paths(pipeline: &Source) -> Vec<(String, Span)> {
        let mut tree = Tree::new();
        let whole = Span::new(0, pipeline.text.len() as u32);
        if text::read_yaml(&pipeline.text, whole, &mut tree).is_err() {
            return Vec::new();
        }
        let findings = Findings::default();
        let reading = Reading::new(0, &findings);
        let named = tree
            .root(&pipeline.text)
            .and_then(|root| root.get("calendar"));
        named
            .map_or_else(Vec::new, |node| reading.texts(node))
            .into_iter()
            .map(|path| (path.value.to_owned(), path.spot.span))
            .collect()
    }

    /// Compiles the definition.
    pub fn load(self) -> Loaded {
        let kinds = self.kinds.len();
        let mut sources = vec![self.pipeline];
        sources.extend(self.kinds);
        sources.extend(self.calendars);
        let findings = Findings::default();
        let trees: Vec<Option<Tree>> = sources
            .iter()
            .enumerate()
            .map(|(file, source)| read_tree(file, source, &findings))
            .collect();
        let parts = Parts {
            sources: &sources,
            trees: &trees,
            kinds,
            findings: &findings,
        };
        let pipeline = parts.pipeline();
        let facts = pipeline.as_ref();
        let name = facts.map_or_else(Phrase::default, |pipeline| pipeline.name.clone());
        let language = facts.map(|pipeline| pipeline.language);
        let timezone = facts.map(|pipeline| pipeline.timezone);
        let today = facts.and_then(|pipeline| pipeline.today);
        let process = parts.compile(
            pipeline,
            self.incomplete,
            Library::new(self.templates, self.forms, &self.logos),
        );
        let right = findings.problems.borrow().is_empty();
        let problems = findings.roots(&sources);
        let process = process.filter(|_| right).map(|process| Process {
            sources: sources.clone(),
            ..process
        });
        Loaded {
            process,
            problems,
            sources,
            name,
            language,
            timezone,
            today,
        }
    }
}

fn read_tree(file: usize, source: &Source, findings: &Findings) -> Option<Tree> {
    let mut tree = Tree::new();
    let reading = Reading::new(file, findings);
    let whole = Span::new(0, source.text.len() as u32);
    let (found, broken) = match text::read_yaml(&source.text, whole, &mut tree) {
        Ok(found) => (found, false),
        Err(found) => (found, true),
    };
    for problem in found {
        reading.report(
            Rule::from(problem.fault),
            problem.span,
            problem.message,
            problem.help,
        );
    }
    (!broken).then_some(tree)
}

/// Trees of all files, on their way to a process.
struct Parts<'t> {
    sources: &'t [Source],
    trees: &'t [Option<Tree>],
    kinds: usize,
    findings: &'t Findings,
}

impl<'t> Parts<'t> {
    fn pipeline(&self) -> Option<Pipeline> {
        let (reading, root) = self.root(0)?;
        Pipeline::read(reading, root)
    }

    fn compile(
        &self,
        pipeline: Option<Pipeline>,
        incomplete: bool,
        library: Library,
    ) -> Option<Process> {
        let calendar = self.calendar();
        let sketches: Vec<Sketch<'t>> = (1..=self.kinds)
            .filter_map(|file| {
                let path = &self.sources[file].path;
                let name = path.rsplit('/').next().unwrap_or(path);
                let stem = name.trim_end_matches(".yaml");
                let root = self.root(file);
                let sketch = root.and_then(|(reading, root)| Sketch::read(reading, root, stem));
                if sketch.is_none() {
                    Reading::new(file, self.findings).lose(Sort::Kind, stem);
                }
                sketch
            })
            .collect();
        let pipeline = pipeline?;
        // What the others say of a kind that couldn't be read would look wrong and is not.
        if incomplete {
            return None;
        }
        let outlines = self.outlines(&pipeline, &sketches);
        let people = self.people(&pipeline, &outlines);
        let clauses: Vec<Clauses> = sketches
            .iter()
            .zip(&outlines.all)
            .map(|(sketch, outline)| {
                sketch.clauses(&Compiler::new(
                    sketch.block.reading(),
                    &outlines,
                    outline.id,
                ))
            })
            .collect();
        let reach = outlines.reach.into_inner();
        let kinds: Vec<Kind> = outlines
            .all
            .into_iter()
            .zip(clauses)
            .map(|(outline, clauses)| Kind { outline, clauses })
            .collect();
        let process = Process {
            pipeline,
            happened: happened::of_kinds(&kinds),
            kinds,
            people,
            calendar,
            library,
            reach,
            sources: Vec::new(),
        };
        self.findings
            .problems
            .borrow_mut()
            .extend(soundness::judge(&process));
        Some(process)
    }

    fn root(&self, file: usize) -> Option<(Reading<'t>, text::NodeRef<'t>)> {
        let reading = Reading::new(file, self.findings);
        let tree = self.trees.get(file)?.as_ref()?;
        let text = &self.sources[file].text;
        let root = tree.root(text);
        if root.is_none() {
            reading.wrong(
                Span::default(),
                say!(en: "the file is empty", zh: "文件是空的"),
                None,
            );
        }
        Some((reading, root?))
    }

    fn outlines(&self, pipeline: &Pipeline, sketches: &[Sketch<'t>]) -> Outlines {
        let kinds: Vec<&str> = sketches.iter().map(|sketch| sketch.name.value).collect();
        let roles: Vec<&str> = pipeline
            .roles
            .iter()
            .map(|role| role.name.as_str())
            .collect();
        let people = pipeline.people.as_ref().and_then(|people| {
            kinds
                .iter()
                .position(|kind| *kind == people.kind.value)
                .map(|index| KindId(index as u16))
        });
        let types = self
            .root(0)
            .and_then(|(reading, root)| reading.open_block(root.get("types")?));
        let names = Names {
            kinds: &kinds,
            roles: &roles,
            people,
            people_named: pipeline.people.is_some(),
            stages: false,
            types,
        };
        let all: Vec<Outline> = sketches
            .iter()
            .enumerate()
            .map(|(index, sketch)| sketch.outline(KindId(index as u16), &names))
            .collect();
        for (index, outline) in all.iter().enumerate() {
            self.judge_outline(outline, &all[..index], &all);
        }
        let roles = pipeline
            .roles
            .iter()
            .map(|role| (role.name.clone(), role.title.clone()))
            .collect();
        Outlines {
            all,
            roles,
            people,
            currency: pipeline.currency,
            proof: pipeline.proof,
            reach: RefCell::default(),
        }
    }

    /// A child lies in its parent's folder, and its name is no field of its parent; a name is used once.
    fn judge_outline(&self, outline: &Outline, earlier: &[Outline], all: &[Outline]) {
        let reading = Reading::new(outline.file, self.findings);
        let twin = earlier.iter().find(|other| {
            let theirs = &other.patterns;
            let own = &outline.patterns;
            own.iter()
                .any(|one| theirs.iter().any(|two| one.claims_the_same(two)))
        });
        if let Some(twin) = twin {
            let message = say!(en: "`{one}` and `{two}` claim the same files", zh: "`{one}` 与 `{two}` 认领相同的文件", one = twin.name, two = outline.name);
            reading.wrong(outline.span, message, None);
        }
        if earlier.iter().any(|other| other.name == outline.name) {
            let message = say!(en: "the kind `{name}` is defined twice", zh: "表单 `{name}` 重复定义", name = outline.name);
            reading.wrong(outline.span, message, None);
        }
        let Some(parent) = outline.parent.map(|id| &all[usize::from(id.0)]) else {
            return;
        };
        let lies =
            |pattern: &super::Pattern| parent.patterns.iter().any(|its| pattern.lies_within(its));
        if let Some(pattern) = outline.patterns.iter().find(|pattern| !lies(pattern)) {
            let message = say!(
                en: "`{pattern}` is not in the folder of its `{parent}`", zh: "`{pattern}` 不在其 `{parent}` 的目录中",
                pattern = pattern.text, parent = parent.name
            );
            reading.wrong(outline.span, message, None);
        }
        if parent.shape.find(&outline.name).is_some() {
            let message = say!(
                en: "`{parent}` has a field `{name}`, so in expressions the child of that name can't be told from it",
                zh: "`{parent}` 已有字段 `{name}`，表达式中无法与同名的下级记录区分",
                parent = parent.name, name = outline.name
            );
            reading.wrong(outline.span, message, None);
        }
    }

    fn people(&self, pipeline: &Pipeline, outlines: &Outlines) -> Option<People> {
        let PeopleNames {
            kind,
            roles,
            delegations,
            email,
            account,
            keys,
        } = pipeline.people.as_ref()?;
        let reading = Reading::new(0, self.findings);
        let Some(id) = outlines.people else {
            reading.unknown_name(
                &[Sort::Kind],
                kind.spot.span,
                &kind.value,
                outlines.all.iter().map(|outline| outline.name.as_str()),
            );
            return None;
        };
        let shape = &outlines.get(id).shape;
        let find = |name: &super::block::Located<String>| {
            let found = shape.find(&name.value).map(|(index, _)| index);
            if found.is_none() {
                let fields = shape.fields.iter().map(|field| field.name.as_str());
                reading.unknown_name(&[Sort::Field], name.spot.span, &name.value, fields);
            }
            found
        };
        let people = People {
            kind: id,
            roles: find(roles)?,
            delegations: delegations.as_ref().and_then(find),
            email: email.as_ref().and_then(find),
            account: account.as_ref().and_then(find),
            keys: keys.as_ref().and_then(find),
        };
        if !holds_roles(&shape.fields[people.roles].ty) {
            let message = say!(
                en: "`{name}` must be a list of roles, or a list of maps with `role`", zh: "`{name}` 须为角色列表，或含 `role` 的列表",
                name = roles.value
            );
            reading.wrong(roles.spot.span, message, None);
        }
        if let (Some(name), Some(index)) = (keys, people.keys)
            && !holds_keys(&shape.fields[index].ty)
        {
            let message = say!(
                en: "`{name}` must be a list of maps with `key` (text), and with `from` and `until` as dates where it has them",
                zh: "`{name}` 须为含 `key`（文本）的列表；如有 `from`、`until`，须为日期",
                name = name.value
            );
            reading.wrong(name.spot.span, message, None);
        }
        Some(people)
    }

    fn calendar(&self) -> calendar::Calendar {
        let first = self.kinds + 1;
        let files: Vec<(&Source, text::NodeRef<'_>)> = (first..self.sources.len())
            .filter_map(|file| Some((&self.sources[file], self.root(file)?.1)))
            .collect();
        let (calendar, problems) = calendar::load(&files);
        for problem in problems {
            let reading = Reading::new(first + problem.source, self.findings);
            reading.report(
                Rule::InvalidProcess,
                problem.span,
                problem.message,
                problem.help,
            );
        }
        calendar
    }
}

fn holds_keys(ty: &FieldType) -> bool {
    let FieldType::List { of, .. } = ty else {
        return false;
    };
    let FieldType::Group(shape) = &**of else {
        return false;
    };
    let ty = |name: &str| shape.find(name).map(|(_, field)| &field.ty);
    let is_date =
        |name: &str| ty(name).is_none_or(|ty| matches!(ty, FieldType::Date | FieldType::DateTime));
    matches!(ty("key"), Some(FieldType::Text { .. })) && is_date("from") && is_date("until")
}

fn holds_roles(ty: &FieldType) -> bool {
    match ty {
        FieldType::List { of, .. } => match &**of {
            FieldType::Role => true,
            FieldType::Group(shape) => shape
                .find("role")
                .is_some_and(|(_, field)| matches!(field.ty, FieldType::Role)),
            _ => false,
        },
        _ => false,
    }
}
