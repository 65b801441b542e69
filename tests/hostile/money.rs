//! Money and numbers: exact, typed by the form, never guessed.

use crate::pipeline::{DEAL, Pipeline};

#[test]
fn sums_are_exact() {
    for (amount, lines) in [
        (
            "100.30",
            "[{price: 100.10, quantity: 1}, {price: 0.20, quantity: 1}]",
        ),
        ("100.00", "[{price: 0.10, quantity: 1000}]"),
        (
            "100000000000000.03",
            "[{price: 100000000000000.01, quantity: 1}, {price: 0.02, quantity: 1}]",
        ),
        (
            "100.00",
            "[{price: 33.33, quantity: 3}, {price: 0.01, quantity: 1}]",
        ),
        (
            "100.00",
            "[{price: 150.00, quantity: 1}, {price: -50.00, quantity: 1}]",
        ),
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace(
            DEAL,
            "amount: 5000",
            &format!("amount: {amount}\nlines: {lines}"),
        );
        let checked = pipeline.check(&[]);
        let sums: Vec<_> = checked
            .findings()
            .iter()
            .filter(|f| f["rule"] == "sum-of-lines")
            .collect();
        assert!(sums.is_empty(), "{amount}: {sums:?}");
        let (whole, last) = amount.split_at(amount.len() - 1);
        let other = if last == "9" { "8" } else { "9" };
        pipeline.replace(
            DEAL,
            &format!("amount: {amount}"),
            &format!("amount: {whole}{other}"),
        );
        pipeline.check(&[]).only("sum-of-lines");
    }
}

#[test]
fn other_ways_to_write_an_amount_are_refused() {
    for amount in [
        "1,280,000",
        "128万",
        "￥5000",
        "¥5000",
        "5000元",
        "NaN",
        ".nan",
        ".inf",
        "1e3",
        "0x10",
        "５０００",
        "5000.001",
        "5000.",
        "--5",
        "XYZ 5000",
        "5000 CNY 3",
        "'5000 '",
        "79228162514264337593543950336",
        "1/3",
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace(DEAL, "amount: 5000", &format!("amount: {amount}"));
        pipeline.check(&[]).is(&[&format!("{DEAL}:4 wrong-value")]);
    }
    for amount in ["5000", "5000.00", "'5000'", "CNY 5000", "USD 5000"] {
        let pipeline = Pipeline::new();
        pipeline.replace(DEAL, "amount: 5000", &format!("amount: {amount}"));
        let checked = pipeline.check(&[]);
        assert!(
            checked
                .places()
                .iter()
                .all(|place| !place.contains("wrong-value")),
            "{amount}"
        );
    }
}

#[test]
fn overflow_and_mixed_currencies_judge_nothing_falsely() {
    let most = "7922816251426433759354395033";
    for (amount, lines) in [
        ("5000", format!("[{{price: {most}, quantity: {most}}}]")),
        (
            "5000",
            format!("[{{price: {most}, quantity: 9}}, {{price: {most}, quantity: 9}}]"),
        ),
        (
            "5000",
            "[{price: USD 2500, quantity: 1}, {price: 2500, quantity: 1}]".to_owned(),
        ),
        ("USD 5000", "[{price: 5000, quantity: 1}]".to_owned()),
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace(
            DEAL,
            "amount: 5000",
            &format!("amount: {amount}\nlines: {lines}"),
        );
        let checked = pipeline.check(&[]);
        // Not judged is said, and is not the same as judged to be right.
        assert_eq!(checked.status, 1, "{amount} {lines}: {:#}", checked.report);
    }
}

#[test]
fn every_percent_and_number_is_in_its_range() {
    for (field, value) in [
        ("discount", "0.08"),
        ("discount", "8"),
        ("discount", "8％"),
        ("discount", "'%'"),
        ("count", "12.5"),
        ("count", "99999999999999999999999999999999"),
    ] {
        Pipeline::with_deal(&format!("{field}: {value}\n"))
            .check(&[])
            .is(&[&format!("{DEAL}:5 wrong-value")]);
    }
    Pipeline::with_deal("discount: 8%\ncount: -12\nrate: 0.1\n")
        .check(&[])
        .is(&[]);
}
