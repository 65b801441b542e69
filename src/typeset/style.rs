//! The look that all formats share. Lengths in points (1/72 inch) unless they say otherwise.

/// Width and height of the paper: A4.
pub const PAPER_MM: (u32, u32) = (210, 297);
/// White at the left and right of a page.
pub const SIDE_MM: u32 = 25;
/// White above and below the text, with the header and footer in it.
pub const TOP_MM: u32 = 25;
/// Size of the text: 五号.
pub const TEXT: f32 = 10.5;
/// Size of small text: 小五.
pub const SMALL: f32 = 9.0;
/// Sizes of headings, by level.
pub const HEADINGS: [f32; 6] = [18.0, 14.0, 12.0, 10.5, 10.5, 10.5];
/// Height of a line, as a multiple of the size.
pub const LEADING: f32 = 1.6;
/// Space below a paragraph.
pub const AFTER: f32 = 6.0;

/// White below a logo.
pub const LOGO_AFTER_MM: f64 = 5.0;

/// Colour of the text.
pub const INK: &str = "1f2328";
/// Colour of headings, of the line below a table's head, of a total's line.
pub const ACCENT: &str = "1f4e79";
/// Colour of header, footer and captions.
pub const PALE: &str = "6b7280";
/// Colour of lines in tables and boxes.
pub const LINE: &str = "c9ced6";
/// Colour behind a table's head and a box.
pub const SHADE: &str = "f2f5f9";
/// Colour of inserted text.
pub const INSERTED: &str = "1a7f37";
/// Colour of deleted text.
pub const DELETED: &str = "b42318";

/// Fonts of the text, the first that is there: Latin letters first, since Chinese fonts have ugly ones.
pub const TEXT_FONTS: &[&str] = &[
    "Times New Roman",
    "Liberation Serif",
    "SimSun",
    "宋体",
    "Songti SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
];
/// Fonts of headings and tables' heads.
pub const HEADING_FONTS: &[&str] = &[
    "Arial",
    "Liberation Sans",
    "SimHei",
    "黑体",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
];
/// Fonts of verbatim text.
pub const VERBATIM_FONTS: &[&str] = &[
    "Consolas",
    "Menlo",
    "Liberation Mono",
    "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC",
];

/// What stands between a heading's number and its text: nothing behind `一、` or `（一）`, a wide space behind `第一条`.
pub fn gap(number: &str) -> &'static str {
    match number.chars().next_back() {
        Some('、' | '）') => "",
        Some('条') => "\u{3000}",
        _ => " ",
    }
}
