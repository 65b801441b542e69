//! The templates that are built in. `UPDATE_GOLDEN=1 cargo test --test documents` writes the list anew.

/// A template: its path as in a pipeline, and its text.
pub type BuiltIn = (&'static str, &'static str);

macro_rules! built_in {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// The templates, by path.
pub const FILES: &[BuiltIn] = built_in! {
    "templates/en/acceptance.md"
    "templates/en/appraisal.md"
    "templates/en/complaint.md"
    "templates/en/contract-review.md"
    "templates/en/contract.md"
    "templates/en/kickoff.md"
    "templates/en/monthly-report.md"
    "templates/en/negotiation-minutes.md"
    "templates/en/negotiation-plan.md"
    "templates/en/order.md"
    "templates/en/parts/contract-lines.md"
    "templates/en/parts/payment-schedule.md"
    "templates/en/parts/retrospective.md"
    "templates/en/progress-report.md"
    "templates/en/quote.md"
    "templates/en/retrospective.md"
    "templates/en/team-retrospective.md"
    "templates/en/visit.md"
    "templates/en/weekly-report.md"
    "templates/zh-CN/acceptance.md"
    "templates/zh-CN/appraisal.md"
    "templates/zh-CN/complaint.md"
    "templates/zh-CN/contract-review.md"
    "templates/zh-CN/contract.md"
    "templates/zh-CN/kickoff.md"
    "templates/zh-CN/monthly-report.md"
    "templates/zh-CN/negotiation-minutes.md"
    "templates/zh-CN/negotiation-plan.md"
    "templates/zh-CN/order.md"
    "templates/zh-CN/parts/contract-lines.md"
    "templates/zh-CN/parts/payment-schedule.md"
    "templates/zh-CN/parts/retrospective.md"
    "templates/zh-CN/progress-report.md"
    "templates/zh-CN/quote.md"
    "templates/zh-CN/retrospective.md"
    "templates/zh-CN/team-retrospective.md"
    "templates/zh-CN/visit.md"
    "templates/zh-CN/weekly-report.md"
};
