//! The one form of a whole statement: what its digest is over, and what a person signs.

use super::digest::Form;
use crate::process::Process;
use crate::records::{Evidence, Statement};
use crate::text::sha256;

/// The digest of a whole statement: it holds for this pipeline, record, role, person, time and content only.
pub fn seal(process: &Process, given: &Statement) -> String {
    sha256(canonical(process, given).as_bytes())
}

/// A whole statement as JSON with sorted keys and no spaces. Version 1, without a policy, says nothing of the comment
/// and the evidence.
pub fn canonical(process: &Process, given: &Statement) -> String {
    let whole = given.policy.is_some();
    let mut form = Form::default();
    form.raw(match given.approved {
        true => "{\"approved\":true,\"at\":",
        false => "{\"approved\":false,\"at\":",
    });
    match given.at.time {
        Some(time) => form.shown(format_args!("{}T{time}", given.at.date)),
        None => form.shown(given.at.date),
    }
    form.entry("behalf", given.behalf.as_deref());
    form.entry("by", Some(&given.by));
    if whole {
        form.entry("comment", given.comment.as_deref());
    }
    covers(&mut form, given);
    if whole {
        evidence(&mut form, given.evidence.as_ref());
    }
    form.entry("on", Some(&given.on));
    form.entry("pipeline", Some(&process.pipeline.uuid));
    if whole {
        form.entry("policy", given.policy.as_deref());
    }
    form.entry("recorded_by", given.recorded_by.as_deref());
    form.entry("role", Some(&given.role));
    form.entry("signoff", Some(&given.signoff));
    form.raw(match whole {
        true => ",\"version\":2}",
        false => ",\"version\":1}",
    });
    form.into_text()
}

fn covers(form: &mut Form, given: &Statement) {
    form.raw(",\"covers\":");
    let pair = |form: &mut Form, (field, sha256, _): &(String, String, _)| {
        form.list([field, sha256], |form, text| {
            form.quoted(text);
            Some(())
        })
    };
    // A list of texts can always be written.
    let _ = form.list(&given.covers, pair);
}

fn evidence(form: &mut Form, evidence: Option<&Evidence>) {
    form.raw(",\"evidence\":");
    let Some(evidence) = evidence else {
        return form.raw("null");
    };
    form.raw("[");
    form.quoted(&evidence.path);
    form.raw(",");
    form.optional(evidence.sha256.as_deref());
    form.raw("]");
}
