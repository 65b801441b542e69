//! Faults that are planted: what each changes, and the finding that it must give.

use super::cast::{FINANCE, MANAGER};
use super::deal::{Deal, Stage, after};
use super::folder::Folder;

/// What a fault is planted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Where {
    /// A deal in this stage.
    Deal(Stage),
    /// A customer.
    Customer,
}

/// Where the finding of a fault must be: the first line of the file that holds the text; no line for an empty text.
pub struct Trace {
    /// The file.
    pub path: String,
    /// A text of the line.
    pub text: String,
}

/// A sort of fault.
pub struct Fault {
    /// The rule that finds it.
    pub rule: &'static str,
    /// What it is planted in.
    pub place: Where,
    /// Plants it.
    pub plant: fn(&mut Folder, &Host<'_>) -> Trace,
}

/// What a fault is planted in.
pub enum Host<'h> {
    /// A deal.
    Deal(&'h Deal),
    /// A customer: its path, and the full name of one whose path comes before.
    Customer(String, String),
}

impl Host<'_> {
    fn deal(&self) -> &Deal {
        match self {
            Host::Deal(deal) => deal,
            Host::Customer(path, _) => panic!("{path} is no deal"),
        }
    }

    fn customer(&self) -> &str {
        match self {
            Host::Customer(path, _) => path,
            Host::Deal(deal) => panic!("{} is no customer", deal.id),
        }
    }
}

fn trace(path: String, text: &str) -> Trace {
    Trace {
        path,
        text: text.to_owned(),
    }
}

const DEAL: &str = "/deal.yaml";

/// Every sort of fault.
pub const FAULTS: &[Fault] = &[
    Fault {
        rule: "wrong-type",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| trace(folder.append(DEAL, "stakeholders: 待补\n"), "stakeholders:"),
    },
    Fault {
        rule: "wrong-value",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| {
            trace(
                folder.replace_line(DEAL, "amount:", "amount: 128万"),
                "amount:",
            )
        },
    },
    Fault {
        rule: "unknown-field",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| trace(folder.append(DEAL, "probabilty: 60%\n"), "probabilty:"),
    },
    Fault {
        rule: "missing-field",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| trace(folder.replace_line(DEAL, "type: solution", ""), "title:"),
    },
    Fault {
        rule: "duplicate-key",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| trace(folder.append(DEAL, "type: service\n"), "type: service"),
    },
    Fault {
        rule: "syntax",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| {
            let path = folder.replace_line(DEAL, "lead_grade:", "lead_grade: [C");
            trace(path, "lead_graded_on:")
        },
    },
    Fault {
        rule: "merge-conflict",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| {
            let both = "<<<<<<< ours\nlead_grade: B\n=======\nlead_grade: C\n>>>>>>> theirs";
            trace(folder.replace_line(DEAL, "lead_grade:", both), "<<<<<<<")
        },
    },
    Fault {
        rule: "hidden-character",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| {
            trace(
                folder.replace(DEAL, "现场节拍", "现场\u{200b}节拍"),
                "need_description:",
            )
        },
    },
    Fault {
        rule: "personal-data",
        place: Where::Deal(Stage::Needs),
        plant: |folder, _| {
            let path = folder.replace(DEAL, "timeline: 先改", "timeline: 联系 13912345678，先改");
            trace(path, "timeline:")
        },
    },
    Fault {
        rule: "broken-reference",
        place: Where::Deal(Stage::Needs),
        plant: |folder, _| {
            let path = folder.replace_line(DEAL, "- {id: R1,", "  - {id: R1, text: 换型时间, need: rigid, priority: 1, match: matched, product: plc-999}");
            trace(path, "plc-999")
        },
    },
    Fault {
        rule: "impossible-date",
        place: Where::Deal(Stage::Needs),
        plant: |folder, host| {
            let (lead, needs) = (host.deal().entered[0].1, host.deal().entered[1].1);
            let (old, new) = (
                format!("to: needs, at: {needs}"),
                format!("to: needs, at: {}", after(lead, -1)),
            );
            trace(folder.replace(DEAL, &old, &new), "to: needs")
        },
    },
    Fault {
        rule: "stage-log",
        place: Where::Deal(Stage::Needs),
        plant: |folder, _| {
            trace(
                folder.replace_line(DEAL, "stage:", "stage: on_hold"),
                "stage:",
            )
        },
    },
    Fault {
        rule: "skipped-stage",
        place: Where::Deal(Stage::Proposal),
        plant: |folder, _| {
            trace(
                folder.replace_line(DEAL, "- {to: needs,", ""),
                "to: proposal",
            )
        },
    },
    Fault {
        rule: "unmet-gate",
        place: Where::Deal(Stage::Proposal),
        plant: |folder, _| trace(folder.replace_line(DEAL, "timeline:", ""), "stage:"),
    },
    Fault {
        rule: "missing-reason",
        place: Where::Deal(Stage::Lost),
        plant: |folder, _| {
            trace(
                folder.replace(DEAL, ", reason: 客户年度预算取消", ""),
                "to: lost",
            )
        },
    },
    Fault {
        rule: "missed-deadline",
        place: Where::Deal(Stage::Lead),
        plant: |folder, _| {
            trace(
                folder.replace_line(DEAL, "first_contact_on:", ""),
                "assigned_on:",
            )
        },
    },
    Fault {
        rule: "next-step-set",
        place: Where::Deal(Stage::Needs),
        plant: |folder, _| trace(folder.replace_line(DEAL, "action:", ""), "  due:"),
    },
    Fault {
        rule: "price-floor",
        place: Where::Deal(Stage::Proposal),
        plant: |folder, host| {
            let line = &host.deal().lines[0];
            let low = line.price / 2;
            let new = format!(
                "  - {{product: {}, unit_price: {low}, quantity: {}, discount: 0%, amount: {}.00}}",
                line.product,
                line.quantity,
                low * line.quantity
            );
            let total = host.deal().total() - line.amount() + low * line.quantity;
            folder.replace_line("/quote.yaml", "- {product:", &new);
            let path = folder.replace_line("/quote.yaml", "total:", &format!("total: {total}.00"));
            trace(path, &format!("unit_price: {low},"))
        },
    },
    Fault {
        rule: "line-amount",
        place: Where::Deal(Stage::Negotiation),
        plant: |folder, host| {
            let line = &host.deal().lines[0];
            let (old, new) = (
                format!("quantity: {}, discount", line.quantity),
                format!("quantity: {}, discount", line.quantity + 1),
            );
            trace(folder.replace("/quote.yaml", &old, &new), &new)
        },
    },
    Fault {
        rule: "contract-delivery-date",
        place: Where::Deal(Stage::Delivery),
        plant: |folder, host| {
            let negotiated = host.deal().entered(Stage::Negotiation).unwrap_or_default();
            let new = format!("delivery_date: {}", after(negotiated, 91));
            trace(
                folder.replace_line("/contract.yaml", "delivery_date:", &new),
                "delivery_date:",
            )
        },
    },
    Fault {
        rule: "contract-price",
        place: Where::Deal(Stage::Contract),
        plant: |folder, host| {
            let price = format!("  price: {}.00", host.deal().total() + 100);
            folder.replace_line("/negotiation-1.md", "price:", &price);
            trace(host.deal().path("contract.yaml"), "amount:")
        },
    },
    Fault {
        rule: "file-digest",
        place: Where::Deal(Stage::Delivery),
        plant: |folder, host| {
            folder.append("/files/contract-signed.txt", "后来加的一行\n");
            trace(host.deal().path("contract.yaml"), "signed_copy:")
        },
    },
    Fault {
        rule: "missing-signoff",
        place: Where::Deal(Stage::Negotiation),
        plant: |folder, host| {
            folder
                .signoffs
                .retain(|signoff| signoff.role != "technical_support");
            trace(host.deal().path("solution.md"), "  - {requirement: R1,")
        },
    },
    Fault {
        rule: "unclaimed-file",
        place: Where::Deal(Stage::Lead),
        plant: |folder, host| {
            let path = host.deal().path("draft.docx");
            folder.add(path.clone(), "草稿\n".to_owned());
            trace(path, "")
        },
    },
    Fault {
        rule: "unused-waiver",
        place: Where::Deal(Stage::Lead),
        plant: |folder, host| {
            let path = host.deal().path("waivers/spring.yaml");
            let text = format!(
                "rule: missed-deadline\nsubject: first-contact\non: {}\nreason: 客户停产，第一次联系推迟\nby: {MANAGER}\nat: 2026-06-29\nuntil: 2026-08-01\n",
                host.deal().path("deal.yaml")
            );
            folder.add(path.clone(), text);
            trace(path, "rule:")
        },
    },
    Fault {
        rule: "stale-signoff",
        place: Where::Customer,
        plant: |folder, host| {
            let on = host.customer().to_owned();
            let later = (
                on.clone(),
                "limit: 9000000.00".to_owned(),
                "limit: 9900000.00".to_owned(),
            );
            folder.later.push(later);
            let path = format!(
                "{}signoffs/credit.finance.{FINANCE}.yaml",
                dealdesk::records::folder(&on)
            );
            trace(path, "field: credit")
        },
    },
    Fault {
        rule: "unauthorised-signoff",
        place: Where::Customer,
        plant: |folder, host| {
            for signoff in folder
                .signoffs
                .iter_mut()
                .filter(|signoff| signoff.name == "grade")
            {
                FINANCE.clone_into(&mut signoff.by);
            }
            let on = dealdesk::records::folder(host.customer());
            trace(
                format!("{on}signoffs/grade.sales_manager.{FINANCE}.yaml"),
                "by:",
            )
        },
    },
    Fault {
        rule: "self-signoff",
        place: Where::Customer,
        plant: |folder, host| {
            folder.replace_line("/customer.yaml", "owner:", &format!("owner: {MANAGER}"));
            let on = dealdesk::records::folder(host.customer());
            trace(
                format!("{on}signoffs/grade.sales_manager.{MANAGER}.yaml"),
                "by:",
            )
        },
    },
    Fault {
        rule: "duplicate-record",
        place: Where::Customer,
        plant: |folder, host| {
            let Host::Customer(_, name) = host else {
                panic!("a deal has no name of its own");
            };
            let path = folder.replace_line(
                "/customer.yaml",
                "full_name:",
                &format!("full_name: {name}"),
            );
            trace(path, "full_name:")
        },
    },
];
