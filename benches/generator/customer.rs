//! Customers: registered and graded in 2024, reviewed every month.

use super::cast::{FINANCE, GIVEN, INDUSTRIES, MANAGER, NAMES, REGIONS, SURNAMES};
use super::folder::{Folder, Signoff};
use super::random::Random;

/// What deals need to know of their customer.
pub struct Customer {
    /// Its id.
    pub id: String,
    /// Its full name.
    pub full_name: String,
    /// Its short name.
    pub short_name: String,
    /// Who owns it.
    pub owner: &'static str,
    /// A, B or C.
    pub grade: char,
    /// Its two contacts.
    pub contacts: [String; 2],
    industry: &'static str,
    region: &'static str,
}

/// Deals and customers in one folder, at most.
pub const SHARD: usize = 200;

/// The id of the thing with this number: a word, the shard, and a code.
pub fn id(word: &str, number: usize) -> String {
    format!("{word}-{:03}-k{}", number / SHARD, number % SHARD)
}

impl Customer {
    /// The customer with this number.
    pub fn new(seed: u64, number: usize) -> Customer {
        let mut random = Random::new(seed, 2 * number as u64);
        let (word, name) = NAMES[number % NAMES.len()];
        let (industry, trade) = *random.one(&INDUSTRIES);
        let (region, reps) = *random.one(&REGIONS);
        let contact = |random: &mut Random, offset: usize| {
            format!(
                "{}{}",
                SURNAMES[(number + offset) % SURNAMES.len()],
                random.one(&GIVEN)
            )
        };
        Customer {
            id: id(word, number),
            full_name: format!("{name}{trade}第{number}（虚构）有限公司"),
            short_name: format!("{name}{trade}{number}"),
            owner: reps[number % 2],
            grade: *random.one(&['A', 'B', 'B', 'C', 'C', 'C']),
            contacts: [contact(&mut random, 0), contact(&mut random, 5)],
            industry,
            region,
        }
    }

    /// The path of its record.
    pub fn path(&self) -> String {
        let shard = self.id.split('-').nth(1).unwrap_or_default();
        format!("customers/{shard}/{}/customer.yaml", self.id)
    }

    /// Its files.
    pub fn write(&self, number: usize, folder: &mut Folder) {
        let Customer {
            id,
            full_name,
            short_name,
            owner,
            grade,
            industry,
            region,
            ..
        } = self;
        let [first, second] = &self.contacts;
        let (urgency, potential, budget) = match grade {
            'A' => (5, 4, 4),
            'B' => (3, 3, 3),
            _ => (2, 2, 1),
        };
        let reviews: String = ["01-28", "02-26", "03-30", "04-29", "05-27", "06-29"]
            .iter()
            .map(|day| format!("  - {{date: 2026-{day}, by: {MANAGER}, note: 在跟商机推进正常，维持 {grade}}}\n"))
            .collect();
        let text = format!(
            "# 客户信息登记表；联系人变动当天更新\n\
             full_name: {full_name}\nshort_name: {short_name}\nindustry: {industry}\nregion: {region}\ntype: end_user\n\
             scale: {{employees: {}, annual_revenue: {}.00}}\n\
             initial_need: 车间换型太慢，想先改一条线，看到效果再推广\nsource: customer_referral\nsource_detail: 同行客户介绍\n\
             lawful_basis: contract\nobtained_on: 2024-03-04 10:10\nregistered_on: 2024-03-04 16:30\nregistered_by: {owner}\nowner: {owner}\n\
             contacts:\n\
             \x20 - name: {first}\n    job_title: 生产副总\n    department: 生产部\n    role: decision_maker\n    phone: 138-{:04}-{:04}\n    email: a@{id}.example.com\n    preferred_channel: visit\n\
             \x20 - name: {second}\n    job_title: 采购主管\n    department: 采购部\n    role: gatekeeper\n    phone: 139-{:04}-{:04}\n    email: b@{id}.example.com\n    preferred_channel: email\n\
             verification: {{date: 2024-03-06, by: {owner}, how: public_record}}\n\
             grade: {grade}           # 每月复核一次\nscores: {{urgency: {urgency}, potential: {potential}, budget: {budget}}}\n\
             graded_on: 2024-03-12\ngraded_by: {owner}\ngrade_reviews:\n{reviews}\
             credit:\n  rating: AA\n  limit: 9000000.00\n  assessed_on: 2026-02-20\n  assessed_by: {FINANCE}\n  next_assessment_on: 2027-02-20\n  evidence:\n    - 企业信用公示信息，无行政处罚\n    - 近两年审计报告\n\
             organisation: 总部三个厂，生产副总直管\ndecision_flow: 设备部提方案，生产副总定，采购部比价\n",
            300 + number % 700,
            80_000_000 + number % 1000 * 100_000,
            number / 10_000,
            number % 10_000,
            number / 10_000,
            number % 10_000,
        );
        let on = self.path();
        folder.add(on.clone(), text);
        for (name, role, by) in [
            ("grade", "sales_manager", MANAGER),
            ("credit", "finance", FINANCE),
        ] {
            folder.signoffs.push(Signoff {
                on: on.clone(),
                name,
                role,
                by: by.to_owned(),
                recorded_by: None,
                at: "2026-02-27T11:20:00".to_owned(),
            });
        }
    }
}
