//! Deals: how far each has come and when, and its own record.

use super::cast::{CATALOGUE, ENGINEER, PAINS, PRODUCTS, PROJECTS, REQUIREMENTS, TALKS};
use super::customer::{self, Customer};
use super::folder::Folder;
use super::random::Random;
use chrono::{Days, NaiveDate};
use std::fmt::Write;

/// Where a deal stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    /// Just assigned.
    Lead,
    /// Needs are being explored.
    Needs,
    /// A solution is being written.
    Proposal,
    /// Terms are being negotiated.
    Negotiation,
    /// The contract is being drawn up.
    Contract,
    /// Being delivered.
    Delivery,
    /// Accepted.
    Aftersales,
    /// Lost from `Needs`.
    Lost,
    /// Put aside from `Needs`.
    OnHold,
}

/// A hundred deals by stage; a step of 37 mixes them.
const SHARES: [(Stage, usize); 9] = [
    (Stage::Lead, 26),
    (Stage::Needs, 22),
    (Stage::Proposal, 14),
    (Stage::Negotiation, 10),
    (Stage::Contract, 8),
    (Stage::Delivery, 8),
    (Stage::Aftersales, 4),
    (Stage::Lost, 5),
    (Stage::OnHold, 3),
];

/// The stage of the deal with this number. It is the same for every seed, so that small pipelines have all stages.
pub fn stage(number: usize) -> Stage {
    let mut place = number * 37 % 100;
    for (stage, share) in SHARES {
        if place < share {
            return stage;
        }
        place -= share;
    }
    Stage::Lead
}

impl Stage {
    /// Its name in the process.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Lead => "lead",
            Stage::Needs => "needs",
            Stage::Proposal => "proposal",
            Stage::Negotiation => "negotiation",
            Stage::Contract => "contract",
            Stage::Delivery => "delivery",
            Stage::Aftersales => "aftersales",
            Stage::Lost => "lost",
            Stage::OnHold => "on_hold",
        }
    }

    /// The stages on the way to it, itself included.
    fn way(self) -> Vec<Stage> {
        use Stage::*;
        let order = [
            Lead,
            Needs,
            Proposal,
            Negotiation,
            Contract,
            Delivery,
            Aftersales,
        ];
        match self {
            Lost | OnHold => vec![Lead, Needs, self],
            _ => order.into_iter().filter(|stage| *stage <= self).collect(),
        }
    }
}

/// A line of the quote.
pub struct Line {
    /// The product's id.
    pub product: &'static str,
    /// Its list price.
    pub price: i64,
    /// How many.
    pub quantity: i64,
    /// Discount in percent.
    pub discount: i64,
}

impl Line {
    /// The price after discount; list prices are round, so it is a whole number.
    pub fn net(&self) -> i64 {
        self.price * (100 - self.discount) / 100
    }

    /// What the line comes to.
    pub fn amount(&self) -> i64 {
        self.net() * self.quantity
    }
}

/// A deal.
pub struct Deal {
    /// Its id.
    pub id: String,
    /// Its folder, with the final `/`.
    pub folder: String,
    /// Whose it is.
    pub customer: Customer,
    /// Where it stands.
    pub stage: Stage,
    /// The day it entered each stage on its way.
    pub entered: Vec<(Stage, NaiveDate)>,
    /// What is offered.
    pub lines: Vec<Line>,
    /// What it is about.
    pub project: &'static str,
    /// Numbers for the rest of its texts.
    pub random: Random,
}

/// The day on which all pipelines stand still.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 30).unwrap_or_default()
}

/// `count` days after `day`.
pub fn after(day: NaiveDate, count: i64) -> NaiveDate {
    match u64::try_from(count) {
        Ok(count) => day + Days::new(count),
        Err(_) => day - Days::new(count.unsigned_abs()),
    }
}

impl Deal {
    /// The deal with this number, for one of so many customers.
    pub fn new(seed: u64, number: usize, customers: usize) -> Deal {
        let mut random = Random::new(seed, 2 * number as u64 + 1);
        let customer = Customer::new(seed, number % customers);
        let stage = self::stage(number);
        let mut entered = Vec::new();
        let mut day = after(today(), -random.within(9, 17));
        for &stage in stage.way().iter().rev() {
            entered.push((stage, day));
            day = after(day, -random.within(9, 16));
        }
        entered.reverse();
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..random.within(2, 4) {
            let &(product, _, _, price) = random.one(&CATALOGUE);
            if lines.iter().all(|line| line.product != product) {
                let (quantity, discount) = (random.within(1, 9), random.within(0, 6));
                lines.push(Line {
                    product,
                    price,
                    quantity,
                    discount,
                });
            }
        }
        let word = customer.id.split('-').next().unwrap_or_default().to_owned();
        let id = customer::id(&word, number);
        Deal {
            folder: format!("deals/{:03}/{id}/", number / customer::SHARD),
            project: random.one::<&str>(&PROJECTS),
            id,
            customer,
            stage,
            entered,
            lines,
            random,
        }
    }

    /// What the quote comes to.
    pub fn total(&self) -> i64 {
        self.lines.iter().map(Line::amount).sum()
    }

    /// The day it entered a stage, if it did.
    pub fn entered(&self, stage: Stage) -> Option<NaiveDate> {
        let found = self.entered.iter().find(|(entered, _)| *entered == stage);
        found.map(|(_, day)| *day)
    }

    /// The path of one of its files.
    pub fn path(&self, file: &str) -> String {
        format!("{}{file}", self.folder)
    }

    /// Its own record.
    pub fn write(&mut self, folder: &mut Folder) {
        let mut text = self.head();
        if self.stage != Stage::Lead {
            self.explored(&mut text);
        }
        self.follow_ups(&mut text);
        self.rest(&mut text);
        folder.add(self.path("deal.yaml"), text);
    }

    fn head(&mut self) -> String {
        let owner = self.customer.owner;
        let assigned = self.entered[0].1;
        let mut text = format!(
            "# 商机档案；每次沟通后当天更新\ntitle: {}{}\ncustomer: {}\ntype: solution\nstage: {}\nmoves:\n",
            self.customer.short_name,
            self.project,
            self.customer.id,
            self.stage.name()
        );
        for (stage, day) in &self.entered {
            let reason = match stage {
                Stage::Lost => ", reason: 客户年度预算取消",
                Stage::OnHold => ", reason: 客户新厂推迟投产",
                _ => "",
            };
            let _ = writeln!(
                text,
                "  - {{to: {}, at: {day} 09:30, by: {owner}{reason}}}",
                stage.name()
            );
        }
        let amount = self.total();
        let _ = write!(
            text,
            "stage_state: in_progress\nstage_owner: {owner}\nowner: {owner}\nassigned_on: {assigned} 09:30\nfirst_contact_on: {assigned} 15:40     # 24 小时内\n\
             lead_grade: C\nlead_graded_on: {assigned}\namount: {amount}.00\nexpected_close: {}\n\
             need_description: {}的{}：现场节拍不稳，换型靠老师傅，数据靠手抄。客户想先改一条线，跑顺三个月再推广到全厂；停线时间和改造后的维保是他们最关心的两件事。\n",
            after(today(), self.random.within(20, 90)),
            self.customer.short_name,
            self.project,
        );
        text
    }

    /// What is known once needs are explored.
    fn explored(&mut self, text: &mut String) {
        let total = self.total();
        let [first, second] = self.customer.contacts.clone();
        text.push_str("pains:\n");
        let offset = self.random.within(0, 3) as usize;
        for (pain, impact) in &PAINS[offset..offset + 3] {
            let _ = writeln!(text, "  - text: {pain}\n    impact: {impact}");
        }
        text.push_str("# 刚性需求一条都不能漏\nrequirements:\n");
        for (number, requirement) in REQUIREMENTS.iter().take(4).enumerate() {
            let product = self.lines[number % self.lines.len()].product;
            let need = if number < 2 { "rigid" } else { "elastic" };
            let number = number + 1;
            let _ = writeln!(
                text,
                "  - {{id: R{number}, text: \"{requirement}\", need: {need}, priority: {number}, match: matched, product: {product}}}"
            );
        }
        let unmet = after(self.entered[1].1, 1);
        let _ = write!(
            text,
            "  - id: R5\n    text: {}\n    need: elastic\n    priority: 5\n    match: unmet\n    unmet_on: {unmet}\n    alternative: 边缘网关本地缓存，定期离线导出\n    alternative_by: {PRODUCTS}\n    alternative_on: {}\n\
             decision_chain:\n  - {{name: {first}, role: decision_maker, cares_about: \"停线时间、交货\"}}\n  - {{name: {second}, role: gatekeeper, cares_about: 价格与账期}}\n\
             budget: {{low: {}, high: {}}}\ntimeline: 先改一条线，假期内切换，两个月内验收\n",
            REQUIREMENTS[5],
            after(unmet, 1),
            total * 9 / 10,
            total * 12 / 10,
        );
    }

    /// As often as the customer's grade demands, until delivery or the end.
    fn follow_ups(&mut self, text: &mut String) {
        let step = match self.customer.grade {
            'A' => 6,
            'B' => 12,
            _ => 25,
        };
        let end = [Stage::Delivery, Stage::Lost]
            .iter()
            .find_map(|&stage| self.entered(stage));
        let end = end.unwrap_or_else(today);
        let mut day = after(self.entered[0].1, 2);
        text.push_str("follow_ups:\n");
        while day < end {
            let (content, feedback, next) = *self.random.one(&TALKS);
            let _ = writeln!(
                text,
                "  - date: {day}\n    by: {}\n    channel: {}\n    people: [{}]\n    content: {content}\n    feedback: {feedback}\n    next_step: {next}",
                self.customer.owner,
                self.random.one(&["phone", "visit", "wechat", "video"]),
                self.customer.contacts[0],
            );
            day = after(day, step);
        }
    }

    fn rest(&mut self, text: &mut String) {
        let owner = self.customer.owner;
        if self.stage >= Stage::Proposal && self.stage < Stage::Lost {
            let raised = self.entered[2].1;
            let _ = write!(
                text,
                "objections:\n  - type: price\n    text: 比另一家高一成\n    raised_on: {raised}\n    answer: 对方不含联网和一年维保，切换要多停线七天；按少产的毛利算，三年总拥有成本我方低约两成。\n    evidence: [tco]\n\
                 risks:\n  - {{text: \"老设备协议不公开，采集可能要外接信号\", level: medium, measure: 提前到厂核对接口, owner: {ENGINEER}}}\n",
            );
        }
        match self.stage {
            Stage::Lost | Stage::OnHold => {
                let again = after(today(), self.random.within(20, 60));
                let _ = writeln!(
                    text,
                    "setback:\n  reason: price\n  note: 年度预算取消，明年一季度重新立项\n  look_again_on: {again}"
                );
            }
            Stage::Aftersales => {}
            _ => {
                let due = after(today(), self.random.within(2, 20));
                let _ = writeln!(
                    text,
                    "next_step:\n  action: 与生产部确认停线窗口，书面答复采购的三个问题\n  due: {due}\n  owner: {owner}"
                );
            }
        }
    }
}
