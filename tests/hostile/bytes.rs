//! What a file is made of: its size, its encoding, its characters, its line ends.

use crate::pipeline::{CUSTOMER, DEAL, MINUTES, Pipeline, text};

#[test]
fn a_large_file_is_not_read() {
    let pipeline = Pipeline::new();
    // Holes: 8 GiB that would not fit the memory limit.
    let file = std::fs::File::create(pipeline.path(CUSTOMER)).unwrap();
    file.set_len(8 << 30).unwrap();
    pipeline.write(MINUTES, vec![b'x'; 2_000_000]);
    let checked = pipeline.check(&[]);
    checked.is(&[
        &format!("{CUSTOMER} too-large"),
        &format!("{MINUTES} too-large"),
    ]);
    let message = text(&checked.findings()[1]["message"]);
    assert!(
        message.contains("2 MiB") && message.contains("1 MiB"),
        "{message}"
    );
}

#[test]
fn the_size_limit_is_the_pipelines() {
    let pipeline = Pipeline::new();
    pipeline.append(MINUTES, &"多".repeat(500_000));
    pipeline.check(&[]).is(&[&format!("{MINUTES} too-large")]);
    pipeline.replace("pipeline.yaml", "file: 1 MiB", "file: 2 MiB");
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_finding_at_every_byte_takes_linear_time() {
    let keys = |sign: &str| -> String { (0..20_000).map(|n| format!("k{n}: 1{sign}")).collect() };
    for deal in [keys("\n"), format!("{{{}}}\n", keys(", "))] {
        let pipeline = Pipeline::new();
        pipeline.write(DEAL, deal);
        let ran = pipeline.run(&["check", "--format", "concise"]);
        assert_eq!(ran.status, 1);
        assert!(ran.out.lines().count() > 20_000);
    }
}

#[test]
fn other_encodings_are_named_with_the_byte() {
    let utf16: Vec<u8> = "\u{feff}name: 蓝屿"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let gbk = b"name: \xc0\xb6\xd3\xec\xd2\xc7\xb1\xed\xb9\xab\xcb\xbe\n".to_vec();
    for (bytes, likely, at) in [
        (gbk, "GBK", "byte 6 (line 1)"),
        (utf16, "UTF-16", "byte 0"),
        (b"name: x\nb: \xff\n".to_vec(), "", "byte 11 (line 2)"),
    ] {
        let pipeline = Pipeline::new();
        pipeline.write(CUSTOMER, &bytes);
        let checked = pipeline.check(&[]);
        let finding = checked.only("encoding");
        let message = text(&finding["message"]);
        assert!(
            message.contains(likely) && message.contains(at),
            "{message}"
        );
        assert!(text(&finding["help"]).contains("UTF-8"));
        // The deal refers to a customer that is there, though broken.
        assert_eq!(checked.findings().len(), 1);
        let ran = pipeline.run(&["check"]);
        assert!(!ran.out.contains('\u{fffd}'), "{}", ran.out);
        assert_eq!(std::fs::read(pipeline.path(CUSTOMER)).unwrap(), bytes);
    }
}

#[test]
fn control_characters_are_refused_with_their_line() {
    for (control, shown) in [
        ('\0', "\\x00"),
        ('\x1b', "\\x1b"),
        ('\x7f', "\\x7f"),
        ('\u{85}', "\\u0085"),
    ] {
        let pipeline = Pipeline::with_deal(&format!("note: a{control}b\n"));
        let checked = pipeline.check(&[]);
        checked.is(&[&format!("{DEAL}:5 encoding")]);
        let message = text(&checked.findings()[0]["message"]);
        assert!(message.contains(shown), "{message}");
        // In the definition just so.
        let pipeline = Pipeline::new();
        pipeline.append("kinds/customer.yaml", &format!("# {control}\n"));
        pipeline.check(&[]).is(&["kinds/customer.yaml:9 encoding"]);
    }
}

#[test]
fn byte_order_mark_crlf_and_no_final_newline_are_fine() {
    for path in [
        DEAL,
        MINUTES,
        CUSTOMER,
        "pipeline.yaml",
        "kinds/deal.yaml",
        "calendar/cn.yaml",
    ] {
        let pipeline = Pipeline::new();
        let crlf = format!(
            "\u{feff}{}",
            pipeline.read(path).trim_end().replace('\n', "\r\n")
        );
        pipeline.write(path, &crlf);
        pipeline.check(&[]).is(&[]);
        assert_eq!(pipeline.read(path), crlf);
    }
}

#[test]
fn lines_and_columns_are_right_behind_a_mark_and_crlf() {
    let pipeline = Pipeline::new();
    pipeline.write(CUSTOMER, "\u{feff}nam: x\r\n\r\nname: 蓝屿\r\nb: 1");
    let checked = pipeline.check(&[]);
    checked.is(&[
        &format!("{CUSTOMER}:1 unknown-field"),
        &format!("{CUSTOMER}:4 unknown-field"),
    ]);
    assert_eq!(checked.findings()[0]["column"], 1);
    assert_eq!(checked.findings()[0]["end_column"], 4);
}
