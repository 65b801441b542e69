//! A document with everything in it, which every writer is tested on.

use super::{
    Align, Block, Column, Document, Inline, Look, Piece, Receipt, Row, Running, Sheet, Table,
};
use crate::language::Language;
use chrono::NaiveDate;

/// The sample.
pub fn document() -> Document {
    filled(&mut str::to_owned)
}

/// The sample with `change` made of each text in it, in the order that they are read. Numbers of headings,
/// addresses of links and the receipt stay.
pub fn filled(change: &mut dyn FnMut(&str) -> String) -> Document {
    let mut pen = Pen { change };
    Document {
        title: pen.text("华辰产线视觉检测项目合同"),
        language: Language::ZhCn,
        author: pen.text("云杉自动化有限公司"),
        day: NaiveDate::from_ymd_opt(2026, 3, 18).unwrap_or_default(),
        sheet: Sheet {
            landscape: false,
            header: Running {
                left: vec![pen.piece("云杉自动化有限公司")],
                centre: Vec::new(),
                right: vec![pen.piece("合同 HC-2026-018")],
            },
            footer: Running {
                left: vec![pen.piece("K7Q-3F9-2MD")],
                centre: Vec::new(),
                right: vec![
                    pen.piece("第 "),
                    Piece::Page,
                    pen.piece(" 页 共 "),
                    Piece::Pages,
                    pen.piece(" 页"),
                ],
            },
            mark: Some(pen.text("草稿")),
        },
        receipt: Receipt {
            code: "K7Q-3F9-2MD".to_owned(),
            statement: r#"{"v":1,"record":"huachen-2603-k7q","note":"--> </script> \u4e2d & <b>","values":["128000.00"]}"#
                .to_owned(),
        },
        logo: None,
        blocks: pen.blocks(),
    }
}

struct Pen<'c> {
    change: &'c mut dyn FnMut(&str) -> String,
}

impl Pen<'_> {
    fn text(&mut self, text: &str) -> String {
        (self.change)(text)
    }

    fn piece(&mut self, text: &str) -> Piece {
        Piece::Text(self.text(text))
    }

    fn inline(&mut self, text: &str) -> Inline {
        Inline::Text(self.text(text))
    }

    fn line(&mut self, text: &str) -> Vec<Inline> {
        vec![self.inline(text)]
    }

    fn strong(&mut self, text: &str) -> Vec<Inline> {
        vec![Inline::Strong(self.line(text))]
    }

    fn paragraph(&mut self, text: &str) -> Block {
        Block::Paragraph(self.line(text))
    }

    fn heading(&mut self, level: u8, number: Option<&str>, text: &str) -> Block {
        Block::Heading {
            level,
            number: number.map(str::to_owned),
            text: self.line(text),
        }
    }

    fn points(&mut self, first: Option<u64>, texts: &[&str]) -> Block {
        Block::List {
            first,
            items: texts
                .iter()
                .map(|text| vec![self.paragraph(text)])
                .collect(),
        }
    }

    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = self.opening();
        blocks.extend(self.articles());
        blocks.extend(self.annex());
        blocks
    }

    fn opening(&mut self) -> Vec<Block> {
        vec![
            Block::Section(
                Look::Centre,
                vec![
                    self.heading(1, None, "产线视觉检测项目合同"),
                    self.paragraph("合同编号：HC-2026-018"),
                ],
            ),
            Block::Paragraph(vec![
                self.inline("甲方"),
                Inline::Strong(self.line("华辰汽车零部件（苏州）有限公司")),
                self.inline("与乙方"),
                Inline::Strong(self.line("云杉自动化有限公司")),
                self.inline("就以下事项"),
                Inline::Emphasis(self.line("经友好协商")),
                self.inline("订立本合同。"),
                Inline::Break,
                self.inline("联系："),
                Inline::Link {
                    to: "mailto:sales@yunshan.example".to_owned(),
                    text: self.line("sales@yunshan.example"),
                },
                self.inline("；说明书见 "),
                Inline::Link {
                    to: "https://yunshan.example/docs?id=7&lang=zh".to_owned(),
                    text: self.strong("产品网站"),
                },
                self.inline("。"),
            ]),
            Block::Section(
                Look::Note,
                vec![self.paragraph("本报价自签发之日起 30 天内有效。")],
            ),
        ]
    }

    fn articles(&mut self) -> Vec<Block> {
        let changed = Block::Paragraph(vec![
            self.inline("交货期为合同生效后 "),
            Inline::Deleted(self.line("45")),
            Inline::Inserted(self.line("60")),
            self.inline(" 天，型号 "),
            Inline::Code(self.text("VX-200 <A|B>")),
            self.inline("。"),
        ]);
        vec![
            self.heading(2, Some("第一条"), "货物与价格"),
            self.goods(),
            self.heading(2, Some("第二条"), "交付与验收"),
            self.heading(3, Some("2.1"), "交付"),
            changed,
            self.nested(),
            self.heading(3, Some("2.2"), "验收"),
            self.points(Some(3), &["到货检验；", "试运行 72 小时；", "签署验收单。"]),
            self.heading(2, Some("第三条"), "付款"),
            self.payments(),
            Block::Quote(vec![
                self.paragraph("逾期付款的，每日按未付金额的万分之五支付违约金。"),
                self.points(None, &["上限为合同总价的 5%。"]),
            ]),
            Block::Section(
                Look::Keep,
                vec![
                    self.heading(4, None, "开票信息"),
                    Block::Verbatim(self.text(
                        "户名  云杉自动化有限公司\n账号  6222 0000 0000 0018\n\n    * 备注 *",
                    )),
                ],
            ),
            Block::Rule,
            Block::Section(
                Look::Signatures,
                vec![self.party("甲方"), self.party("乙方")],
            ),
            Block::Section(
                Look::Right,
                vec![self.paragraph("苏州，2026 年 3 月 18 日")],
            ),
        ]
    }

    fn goods(&mut self) -> Block {
        let head = ["序号", "名称", "数量", "单价（元）", "金额（元）"];
        let rows: [[&str; 5]; 3] = [
            ["1", "视觉检测工作站 VX-200", "2", "58,000.00", "116,000.00"],
            [
                "2",
                "现场安装与调试，含操作人员培训两次",
                "1",
                "12,000.00",
                "12,000.00",
            ],
            ["3", "", "", "", "0.00"],
        ];
        let mut rows: Vec<Row> = rows
            .iter()
            .map(|cells| Row {
                cells: cells.iter().map(|cell| self.cell(cell)).collect(),
                total: false,
            })
            .collect();
        rows[1].cells[1].push(Inline::Break);
        rows[1].cells[1].extend(self.line("（现场条件由甲方准备）"));
        rows.push(Row {
            cells: vec![
                Vec::new(),
                self.strong("合计"),
                Vec::new(),
                Vec::new(),
                self.strong("128,000.00"),
            ],
            total: true,
        });
        Block::Table(Table {
            columns: [
                (Align::Centre, 4),
                (Align::Left, 30),
                (Align::Right, 6),
                (Align::Right, 12),
                (Align::Right, 13),
            ]
            .map(|(align, share)| Column { align, share })
            .to_vec(),
            head: head.iter().map(|cell| self.cell(cell)).collect(),
            rows,
        })
    }

    fn payments(&mut self) -> Block {
        let rows = (1..=40)
            .map(|nth| Row {
                cells: vec![
                    self.cell(&format!("第 {nth} 期")),
                    self.cell("验收合格后 30 日内"),
                    self.cell("3,200.00"),
                ],
                total: false,
            })
            .collect();
        Block::Table(Table {
            columns: [(Align::Left, 8), (Align::Left, 24), (Align::Right, 8)]
                .map(|(align, share)| Column { align, share })
                .to_vec(),
            head: ["期次", "条件", "金额（元）"]
                .iter()
                .map(|cell| self.cell(cell))
                .collect(),
            rows,
        })
    }

    fn facts(&mut self) -> Block {
        let rows = [
            [
                "服务热线",
                "000 8888 6600",
                "服务时间",
                "工作日 8:30 至 17:30",
            ],
            ["负责人", "罗川", "到场时间", "2 个工作日"],
        ];
        Block::Table(Table {
            columns: [8, 16, 8, 20]
                .map(|share| Column {
                    align: Align::Left,
                    share,
                })
                .to_vec(),
            head: vec![Vec::new(); 4],
            rows: rows
                .iter()
                .map(|row| Row {
                    cells: row.iter().map(|cell| self.cell(cell)).collect(),
                    total: false,
                })
                .collect(),
        })
    }

    fn nested(&mut self) -> Block {
        Block::List {
            first: None,
            items: vec![
                vec![
                    self.paragraph("乙方负责："),
                    self.points(Some(1), &["运输与保险；", "卸货。"]),
                    self.paragraph("费用含在合同总价内。"),
                ],
                vec![self.paragraph("甲方负责场地与电源。")],
            ],
        }
    }

    fn party(&mut self, side: &str) -> Block {
        Block::Section(
            Look::Keep,
            vec![
                Block::Paragraph(self.strong(&format!("{side}（盖章）"))),
                self.paragraph("签字："),
                self.paragraph("日期："),
            ],
        )
    }

    fn annex(&mut self) -> Vec<Block> {
        vec![
            Block::PageBreak,
            self.heading(2, None, "附件：服务条款"),
            self.facts(),
            Block::Section(
                Look::Small,
                vec![
                    self.paragraph(
                        "乙方在质保期内免费维修或更换有缺陷的部件。Software updates are free of charge for 24 months; \
                         响应时间为 4 个工作小时，到场时间为 2 个工作日，人为损坏、易耗件与不可抗力除外。",
                    ),
                    self.paragraph("本条款一式两份，双方各执一份，具有同等效力。"),
                ],
            ),
        ]
    }

    fn cell(&mut self, text: &str) -> Vec<Inline> {
        if text.is_empty() {
            Vec::new()
        } else {
            self.line(text)
        }
    }
}

#[test]
fn the_sample_is_well_formed() {
    let mut texts = 0;
    let document = filled(&mut |text| {
        texts += 1;
        text.to_owned()
    });
    assert!(texts > 150, "{texts}");
    for block in &document.blocks {
        if let Block::Table(table) = block {
            assert_eq!(table.head.len(), table.columns.len());
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len());
            }
        }
    }
}

#[test]
fn the_sample_repeats() {
    assert_eq!(document(), filled(&mut str::to_owned));
}
