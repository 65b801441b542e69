//! What records point at: broken records, ways out of the pipeline, names that systems reserve.

use crate::pipeline::{CUSTOMER, DEAL, Pipeline, text};

#[test]
fn a_broken_record_is_one_finding_and_no_cascade() {
    for broken in [
        "name: [\n",
        "name: \0\n",
        "<<<<<<< a\n=======\n>>>>>>> b\n",
        "name: &a x\nb: *a\n",
    ] {
        let pipeline = Pipeline::new();
        pipeline.write(CUSTOMER, broken);
        let checked = pipeline.check(&[]);
        assert!(
            checked
                .places()
                .iter()
                .all(|place| place.starts_with(CUSTOMER)),
            "{:#}",
            checked.report
        );
        assert_eq!(checked.status, 1);
        // The deal alone is clean: the finding is the customer's.
        pipeline.check(&[DEAL]).is(&[]);
    }
    // A person that can't be read doesn't make the roles of those who name it wrong.
    let pipeline = Pipeline::new();
    pipeline.write("people/li-na.yaml", "name: [\n");
    assert_eq!(pipeline.check(&[]).places(), ["people/li-na.yaml:1 syntax"]);
}

#[test]
fn ids_lead_nowhere_else() {
    let long = "a".repeat(300);
    for id in [
        "../../etc/passwd",
        "/etc/passwd",
        "lanyu/../lanyu",
        "\"a\\0b\"",
        "CON",
        "nul",
        ".git/config",
        "..",
        "Lanyu",
        "lanyu ",
        "ｌanyu",
        &long,
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace(
            DEAL,
            "customer: lanyu",
            &format!("customer: '{}'", id.trim_matches('"')),
        );
        if id.contains('\\') {
            pipeline.replace(DEAL, "'a\\0b'", id);
        }
        let checked = pipeline.check(&[]);
        checked.is(&[&format!("{DEAL}:3 wrong-value")]);
        let message = text(&checked.findings()[0]["message"]);
        assert!(message.len() < 300, "{message}");
    }
    let pipeline = Pipeline::new();
    pipeline.replace(DEAL, "customer: lanyu", "customer: lan-yu");
    pipeline
        .check(&[])
        .is(&[&format!("{DEAL}:3 broken-reference")]);
}

#[test]
fn ids_of_folders_keep_to_the_same_rule() {
    let deal = Pipeline::new().read(DEAL);
    let long = "a".repeat(80);
    for id in ["B_c", "x--y", "-a", "a\\0b", "com1", &long] {
        let pipeline = Pipeline::new();
        let path = format!("deals/{id}/deal.yaml");
        pipeline.write(&path, &deal);
        pipeline.check(&[]).is(&[&format!("{path} invalid-id")]);
        pipeline
            .check(&[&path])
            .is(&[&format!("{path} invalid-id")]);
    }
}

#[test]
fn attachments_are_files_of_the_pipeline() {
    for (path, rule) in [
        ("../../etc/passwd", "wrong-value"),
        ("/etc/passwd", "wrong-value"),
        ("C:/x", "wrong-value"),
        ("deals\\x", "wrong-value"),
        ("deals/../pipeline.yaml", "wrong-value"),
        (".git/config", "wrong-value"),
        ("kinds/deal.yaml", "broken-reference"),
        ("deals", "broken-reference"),
        ("deals/lanyu-a1/files/none.pdf", "broken-reference"),
    ] {
        let pipeline = Pipeline::with_deal(&format!("offer: {path}\n"));
        pipeline.write(".git/config", "");
        let expected = [&*format!("{DEAL}:5 {rule}")];
        pipeline.check(&[]).is(&expected);
        pipeline.check(&[DEAL]).is(&expected);
    }
    let pipeline = Pipeline::with_deal("offer: deals/lanyu-a1/files/offer.pdf\n");
    pipeline.write("deals/lanyu-a1/files/offer.pdf", "x");
    pipeline.check(&[]).is(&[]);
}
