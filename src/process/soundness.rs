//! Whether a process can work at all: found before any record is read.

use super::problem::{Problem, Sort, Spot};
use super::{Gate, Givers, Kind, Outline, Process, Proof, Quorum, Signoff, Stages};
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;

/// All that can't work.
pub fn judge(process: &Process) -> Vec<Problem> {
    let mut problems = Vec::new();
    for kind in &process.kinds {
        if let Some(stages) = &kind.outline.stages {
            judge_stages(stages, &mut problems);
        }
        for gate in &kind.clauses.gates {
            judge_gate(process, &kind.outline, gate, &mut problems);
        }
        for signoff in &kind.clauses.signoffs {
            judge_signoff(signoff, &mut problems);
            judge_proof(process, signoff, &mut problems);
        }
    }
    judge_levels(process, &mut problems);
    problems
}

fn judge_stages(stages: &Stages, problems: &mut Vec<Problem>) {
    for (index, stage) in stages.all.iter().enumerate() {
        let way_out = match &stage.aside {
            Some(aside) => aside.back,
            None => stages.next(index).is_some(),
        };
        if !way_out && !stage.end {
            problems.push(Problem {
                rule: Rule::DeadStage,
                spot: stage.spot,
                message: say!(en: "the stage `{name}` has no way out and is no end", zh: "阶段 `{name}` 没有出口，也不是终点", name = stage.name),
                help: Some(match stage.aside {
                    Some(_) => say!(en: "add `back: true` or `end: true`", zh: "加上 `back: true` 或 `end: true`"),
                    None => say!(en: "add `end: true`, or a stage after it", zh: "加上 `end: true`，或在其后加一个阶段"),
                }),
                misses: None,
            });
        }
        if stage
            .aside
            .as_ref()
            .is_some_and(|aside| aside.from.is_empty())
        {
            problems.push(Problem {
                rule: Rule::DeadStage,
                spot: stage.spot,
                message: say!(en: "no stage leads to `{name}`", zh: "没有任何阶段可进入 `{name}`", name = stage.name),
                help: Some(say!(en: "name the stages under `from`", zh: "在 `from` 中写明可由哪些阶段进入")),
                misses: None,
            });
        }
    }
}

fn judge_gate(process: &Process, outline: &Outline, gate: &Gate, problems: &mut Vec<Problem>) {
    let mut impossible = |spot: Spot, message: Phrase, help: Phrase| {
        problems.push(Problem {
            rule: Rule::ImpossibleGate,
            spot,
            message,
            help: Some(help),
            misses: None,
        });
    };
    if let Some(stages) = &outline.stages {
        let title = &stages.all[gate.stage].title;
        if !gate.entering
            && stages.all[gate.stage].aside.is_none()
            && stages.next(gate.stage).is_none()
        {
            impossible(
                gate.clause.spot,
                say!(en: "the stage `{stage}` is never left, so this gate is never passed", zh: "阶段“{stage}”不会被离开，此关口永远不会起作用", stage = title),
                say!(en: "put the gate at a stage before it, or write `entering: {stage}`", zh: "把关口设在之前的阶段，或写成 `entering: {stage}`", stage = stages.all[gate.stage].name),
            );
        }
    }
    for record in &gate.records {
        let child = &process.kind(record.kind).outline;
        if child.single && record.at_least > 1 {
            impossible(
                record.spot,
                say!(en: "{count} {title} are demanded, and a record can have one", zh: "要求 {count} 份{title}，而一条记录至多一份", count = record.at_least, title = child.title),
                say!(en: "write `at_least: 1`", zh: "写成 `at_least: 1`"),
            );
        }
    }
    for assertion in &gate.asserts {
        if assertion.that.constant() == Some(false) {
            impossible(
                assertion.spot,
                say!(en: "this is never true, so nothing passes the gate", zh: "此条件永不成立，无法通过此关口"),
                say!(en: "delete it, or compare with a field", zh: "删除此条件，或改为与字段比较"),
            );
        }
    }
}

fn judge_signoff(signoff: &Signoff, problems: &mut Vec<Problem>) {
    let mut impossible = |message: Phrase| {
        problems.push(Problem {
            rule: Rule::ImpossibleSignoff,
            spot: signoff.clause.spot,
            message,
            help: Some(say!(en: "name the roles that give it, and no more than there are: `roles: {{of: 1, among: […]}}`", zh: "写明可签批的角色，人数不超过角色数：`roles: {{of: 1, among: […]}}`")),
            misses: None,
        });
    };
    let quorums: Vec<&Quorum> = match &signoff.by {
        Givers::Roles(quorum) => vec![quorum],
        Givers::Ladder(steps) => steps.iter().map(|step| &step.quorum).collect(),
        Givers::Outside { .. } => return,
    };
    if quorums.is_empty() {
        impossible(
            say!(en: "the ladder has no step, so nobody can give it", zh: "没有任何一级，无人可签批"),
        );
    }
    for quorum in quorums {
        if quorum.roles.is_empty() {
            impossible(say!(en: "no role can give it", zh: "没有角色可签批"));
        } else if quorum.of > quorum.roles.len() || quorum.of == 0 {
            impossible(say!(
                en: "{of} of {count} roles are demanded", zh: "共 {count} 个角色，却要求 {of} 个签批",
                of = quorum.of, count = quorum.roles.len()
            ));
        }
    }
}

/// Nobody can prove what the process knows no key, or no address, of anybody for.
fn judge_proof(process: &Process, signoff: &Signoff, problems: &mut Vec<Problem>) {
    let Some(people) = &process.people else {
        return;
    };
    let (lacks, field) = match signoff.proof {
        Proof::Declared => return,
        Proof::Committed => (people.email.is_none(), "email"),
        Proof::Signed => (people.keys.is_none(), "keys"),
    };
    if lacks {
        problems.push(Problem {
            rule: Rule::ImpossibleSignoff,
            spot: signoff.clause.spot,
            message: say!(
                en: "it must be proven as `{proof}`, and `people` doesn't say where the {field} of people are",
                zh: "须以 `{proof}` 方式证明，而 `people` 没有写明人员的 `{field}` 字段",
                proof = signoff.proof.name(), field = field
            ),
            help: Some(say!(
                en: "add `{field}: …` under `people` in pipeline.yaml, or write `proof: declared`",
                zh: "在 pipeline.yaml 的 `people` 下加上 `{field}: …`，或写成 `proof: declared`",
                field = field
            )),
            misses: None,
        });
    }
}

/// Every name under `levels` is a rule of the engine, or a clause of a kind (`deal.first-contact`, `first-contact`).
fn judge_levels(process: &Process, problems: &mut Vec<Problem>) {
    for (name, (_, spot)) in &process.pipeline.levels {
        if Rule::named(name).is_some() || process.kinds.iter().any(|kind| kind.has_clause(name)) {
            continue;
        }
        let names = Rule::ALL.iter().map(|rule| rule.name());
        let clauses = process.kinds.iter().flat_map(Kind::clause_names);
        problems.push(Problem {
            rule: Rule::InvalidProcess,
            spot: *spot,
            message: say!(en: "there is no rule `{name}`", zh: "没有规则 `{name}`", name = name),
            help: super::block::nearest(name, names.chain(clauses)).map(
                |near| say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
            ),
            misses: name
                .rsplit('.')
                .next()
                .map(|clause| (&[Sort::Clause][..], clause.to_owned())),
        });
    }
}

impl Kind {
    /// Names of its gates, deadlines, sign-offs, rules and unique keys.
    pub fn clause_names(&self) -> impl Iterator<Item = &str> {
        self.all_clauses().map(|clause| clause.name.as_str())
    }

    /// The heads of its gates, deadlines, sign-offs, rules and unique keys.
    pub fn all_clauses(&self) -> impl Iterator<Item = &super::Clause> {
        let clauses = &self.clauses;
        let gates = clauses.gates.iter().map(|gate| &gate.clause);
        let deadlines = clauses.deadlines.iter().map(|deadline| &deadline.clause);
        let signoffs = clauses.signoffs.iter().map(|signoff| &signoff.clause);
        let rules = clauses.rules.iter().map(|rule| &rule.clause);
        let unique = clauses.unique.iter().map(|unique| &unique.clause);
        gates
            .chain(deadlines)
            .chain(signoffs)
            .chain(rules)
            .chain(unique)
    }

    /// Whether `name` is one of its clauses: `first-contact`, or `deal.first-contact`.
    pub fn has_clause(&self, name: &str) -> bool {
        let name = match name.split_once('.') {
            Some((kind, name)) if kind == self.outline.name => name,
            Some(_) => return false,
            None => name,
        };
        self.clause_names().any(|clause| clause == name)
    }
}
