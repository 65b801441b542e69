//! Pipelines of any size, made up: clean but for faults that are planted and listed. The same seed and size give the
//! same bytes. The process is a subset of the example's, in `definition/`.

mod cast;
mod customer;
mod deal;
mod fault;
mod folder;
mod papers;
pub mod past;
mod random;
mod seal;

use customer::Customer;
use deal::Deal;
use fault::{FAULTS, Fault, Host, Trace, Where};
use folder::{Folder, put};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

const DEFINITION: &[(&str, &str)] = &[
    ("pipeline.yaml", include_str!("definition/pipeline.yaml")),
    (
        "calendar/cn.yaml",
        include_str!("../../example-pipeline/calendar/cn.yaml"),
    ),
    (
        "kinds/acceptance.yaml",
        include_str!("definition/kinds/acceptance.yaml"),
    ),
    (
        "kinds/contract.yaml",
        include_str!("definition/kinds/contract.yaml"),
    ),
    (
        "kinds/customer.yaml",
        include_str!("definition/kinds/customer.yaml"),
    ),
    (
        "kinds/deal.yaml",
        include_str!("definition/kinds/deal.yaml"),
    ),
    (
        "kinds/minutes.yaml",
        include_str!("definition/kinds/minutes.yaml"),
    ),
    (
        "kinds/negotiation_plan.yaml",
        include_str!("definition/kinds/negotiation_plan.yaml"),
    ),
    (
        "kinds/person.yaml",
        include_str!("definition/kinds/person.yaml"),
    ),
    (
        "kinds/product.yaml",
        include_str!("definition/kinds/product.yaml"),
    ),
    (
        "kinds/quote.yaml",
        include_str!("definition/kinds/quote.yaml"),
    ),
    (
        "kinds/solution.yaml",
        include_str!("definition/kinds/solution.yaml"),
    ),
];

/// What to make.
pub struct Plan {
    /// Two pipelines of one seed and size are the same.
    pub seed: u64,
    /// Number of deals; there are a quarter as many customers.
    pub deals: usize,
    /// Number of planted faults; the sorts take turns.
    pub faults: usize,
}

/// The finding of a planted fault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Planted {
    /// The file.
    pub path: String,
    /// The line, from 1; `None` for a finding on the file as such.
    pub line: Option<usize>,
    /// The rule.
    pub rule: &'static str,
}

/// Writes a pipeline into the folder `root`, and lists the faults in it by path and line.
///
/// # Errors
/// The system can't write.
pub fn write(root: &Path, plan: &Plan) -> io::Result<Vec<Planted>> {
    for (path, text) in DEFINITION {
        put(root, path, text)?;
    }
    let mut company = Folder::default();
    cast::write(&mut company);
    company.write(root)?;
    let faults = spread(plan);
    let mut made = Made::default();
    for number in 0..customers(plan) {
        let customer = Customer::new(plan.seed, number);
        let mut folder = Folder::default();
        customer.write(number, &mut folder);
        let host = || Host::Customer(customer.path(), earlier_name(plan, &customer));
        made.finish(root, folder, faults.get(&(true, number)).copied(), host)?;
    }
    for number in 0..plan.deals {
        let mut deal = Deal::new(plan.seed, number, customers(plan));
        let mut folder = Folder::default();
        deal.write(&mut folder);
        papers::write(&mut deal, &mut folder);
        made.finish(root, folder, faults.get(&(false, number)).copied(), || {
            Host::Deal(&deal)
        })?;
    }
    seal::give(root, &seal::process(DEFINITION), &made.signoffs)?;
    for (path, old, new) in &made.later {
        put(
            root,
            path,
            &fs::read_to_string(root.join(path))?.replace(old, new),
        )?;
    }
    let mut planted = made
        .traces
        .iter()
        .map(|(rule, trace)| found(root, rule, trace))
        .collect::<io::Result<Vec<_>>>()?;
    planted.sort();
    Ok(planted)
}

fn customers(plan: &Plan) -> usize {
    plan.deals.div_ceil(4)
}

/// What remains to be done when all records are written.
#[derive(Default)]
struct Made {
    signoffs: Vec<folder::Signoff>,
    later: Vec<(String, String, String)>,
    traces: Vec<(&'static str, Trace)>,
}

impl Made {
    fn finish<'h>(
        &mut self,
        root: &Path,
        mut folder: Folder,
        fault: Option<&'static Fault>,
        host: impl FnOnce() -> Host<'h>,
    ) -> io::Result<()> {
        if let Some(fault) = fault {
            self.traces
                .push((fault.rule, (fault.plant)(&mut folder, &host())));
        }
        folder.write(root)?;
        self.signoffs.append(&mut folder.signoffs);
        self.later.append(&mut folder.later);
        Ok(())
    }
}

/// The line on which a planted fault must be found.
fn found(root: &Path, rule: &'static str, trace: &Trace) -> io::Result<Planted> {
    let text = fs::read_to_string(root.join(&trace.path))?;
    let at = text
        .find(&trace.text)
        .unwrap_or_else(|| panic!("{} has no {}", trace.path, trace.text));
    let line = (!trace.text.is_empty()).then(|| text[..at].matches('\n').count() + 1);
    Ok(Planted {
        path: trace.path.clone(),
        line,
        rule,
    })
}

/// The full name of a customer whose path comes before.
fn earlier_name(plan: &Plan, customer: &Customer) -> String {
    let all = (0..customers(plan)).map(|number| Customer::new(plan.seed, number));
    let earlier = all.into_iter().find(|other| other.path() < customer.path());
    earlier.map(|other| other.full_name).unwrap_or_default()
}

/// Which fault is planted in which customer (`true`) or deal, far from each other; one in each at most.
fn spread(plan: &Plan) -> BTreeMap<(bool, usize), &'static Fault> {
    let mut spread = BTreeMap::new();
    for turn in 0..plan.faults {
        let fault = &FAULTS[turn % FAULTS.len()];
        let (is_customer, count) = match fault.place {
            Where::Customer => (true, customers(plan)),
            Where::Deal(_) => (false, plan.deals),
        };
        let start = turn.wrapping_mul(7919);
        let free = (0..count)
            .map(|step| (start + step) % count)
            .find(|&number| {
                let fits = match fault.place {
                    Where::Customer => number > 0 && number != 1,
                    Where::Deal(stage) => deal::stage(number) == stage,
                };
                fits && !spread.contains_key(&(is_customer, number))
            });
        if let Some(number) = free {
            spread.insert((is_customer, number), fault);
        }
    }
    spread
}

/// How many sorts of faults there are.
pub fn sorts() -> usize {
    FAULTS.len()
}
