//! A small process: people, customers and deals, with one of each kind of clause.

use super::example::Embedded;

/// `pipeline.yaml` behind what is the pipeline's own.
pub const DEFINITION: &str = include_str!("small/pipeline.yaml");

/// Its forms.
pub const KINDS: &[Embedded] = &[
    (
        "kinds/customer.yaml",
        include_bytes!("small/kinds/customer.yaml"),
    ),
    ("kinds/deal.yaml", include_bytes!("small/kinds/deal.yaml")),
    (
        "kinds/person.yaml",
        include_bytes!("small/kinds/person.yaml"),
    ),
];
