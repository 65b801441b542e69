//! What lies in a deal's folder besides its own record, as far as the gates that it has passed demand.

use super::cast::{DELIVERY, ENGINEER, FINANCE, LEGAL, MANAGER, PAINS, PRODUCTS, REQUIREMENTS};
use super::deal::{Deal, Stage, after};
use super::folder::{Folder, Signoff};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::fmt::Write;

const PAYMENT: &str = "\"合同签订后付 30%，发货前付 30%，验收后付 30%，质保金 10%\"";
const DELIVERY_TERMS: &str = "买方厂内完成安装、切换与联调，切换安排在假期内";
const ACCEPTANCE: &str = "\"换型时间不超过 60 分钟，漏检率不高于 0.1%，连续生产 5 个班次无停机\"";
const LIABILITY: &str =
    "\"逾期交付每日按未交部分金额的 0.05% 支付违约金，累计不超过合同金额的 8%\"";

/// Writes the papers of a deal.
pub fn write(deal: &mut Deal, folder: &mut Folder) {
    if let Some(day) = deal.entered(Stage::Needs) {
        needs_minutes(deal, folder, after(day, 1));
    }
    if let Some(day) = deal.entered(Stage::Proposal) {
        solution(deal, folder, after(day, 2));
        quote(deal, folder, after(day, 2));
    }
    if let Some(day) = deal.entered(Stage::Negotiation) {
        review(deal, folder, day);
        negotiation(deal, folder, day);
    }
    if let Some(day) = deal.entered(Stage::Contract) {
        contract(deal, folder, day);
    }
    if let Some(day) = deal.entered(Stage::Aftersales) {
        acceptance(deal, folder, day);
    }
}

fn given(on: String, name: &'static str, role: &'static str, by: &str, at: NaiveDate) -> Signoff {
    Signoff {
        on,
        name,
        role,
        by: by.to_owned(),
        recorded_by: None,
        at: format!("{at}T16:00:00"),
    }
}

fn by_customer(deal: &Deal, on: String, at: NaiveDate) -> Signoff {
    Signoff {
        recorded_by: Some(deal.customer.owner.to_owned()),
        ..given(
            on,
            "customer-confirms",
            "customer",
            &deal.customer.contacts[0],
            at,
        )
    }
}

fn needs_minutes(deal: &mut Deal, folder: &mut Folder, held: NaiveDate) {
    let (owner, short) = (deal.customer.owner, &deal.customer.short_name);
    let [first, second] = &deal.customer.contacts;
    let confirmed = after(held, 1);
    let offset = deal.random.within(0, 3) as usize;
    let mut text = format!(
        "---\nabout: needs\nheld_on: {held}\nplace: {short}会议室与一号线现场\nrecorded_by: {owner}\nour_people: [{owner}, {ENGINEER}]\ncustomer_people: [{first}, {second}]\ncore_needs:\n"
    );
    for requirement in &REQUIREMENTS[..3] {
        let _ = writeln!(text, "  - {requirement}");
    }
    text.push_str("pains:\n");
    for (pain, _) in &PAINS[offset..offset + 2] {
        let _ = writeln!(text, "  - {pain}");
    }
    let _ = write!(
        text,
        "own_words:\n  - {first}说，四个小时换一次型，等于每周白干一天。\nagreed:\n  - 改造范围为一条线，设备不换\nopen_items:\n  - {{what: 提供设备型号和接口清单, owner: {owner}, due: {confirmed}, closed_on: {confirmed}}}\n\
         next_steps:\n  - 十天内给出方案和报价\nsent_on: {held}\nsent_to: [{MANAGER}, {PRODUCTS}]\nsent_to_customer: [{first}]\nconfirmed_on: {confirmed}\nconfirmed_by: {first}\nconfirmed_how: reply\n---\n\
         # {short}需求沟通纪要\n\n## 现场看到的\n\n一号线六台设备，七个型号轮换，每周换五到六次。换型四小时里真正换夹具四十分钟，其余是逐台输程序、对刀、试切、等首检。程序存在各设备自己的存储里，版本不一致。\n\n## 客户怎么说\n\n{first}要求换型一小时以内，稳定三个月。停线只能在假期，其余时间最多停一个班。采购至少两家比价，资料要能过审计。\n",
    );
    let path = deal.path("minutes/needs-1.md");
    folder
        .signoffs
        .push(by_customer(deal, path.clone(), confirmed));
    folder.add(path, text);
}

fn solution(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let owner = deal.customer.owner;
    let title = format!("{}{}", deal.customer.short_name, deal.project);
    let mut text = format!(
        "---\ntitle: {title}解决方案\nprepared_by: {owner}\nsubmitted_on: {day}\nneeds_match:\n"
    );
    for number in 1..=4 {
        let product = deal.lines[(number - 1) % deal.lines.len()].product;
        let _ = writeln!(
            text,
            "  - {{requirement: R{number}, how: product, answer: 按实测步骤论证并写入验收指标, product: {product}}}"
        );
    }
    let _ = write!(
        text,
        "  - {{requirement: R5, how: alternative, answer: 边缘网关本地缓存}}\nfunctions:\n  - 程序集中管理、版本校验、一键下发\n  - 关键尺寸在线全检，趋势超限预警\n\
         plan:\n  - {{step: 详细设计与冻结, from: {}, until: {}, owner: {ENGINEER}}}\n  - {{step: 切换安装与联调, from: {}, until: {}, owner: {DELIVERY}}}\n\
         service_terms: 质保 12 个月，每季度巡检一次，两小时内远程响应\nadvantages:\n  - 设备不换，老旧设备也能接\nbenefit: 换型由 240 分钟降到 60 分钟以内，约 13 个月收回投资\noptions:\n  - {{need: 换型时间, standard: 逐台人工调用程序, enhanced: 集中下发并引导, recommended: enhanced}}\n---\n\
         # {title}解决方案\n\n## 痛点\n\n一周换五到六次型，每次四小时。我们跟了两个班，把四小时拆开看，真正在换的时间不到两成；其余是输程序、试切、等首检和找图纸。\n\n## 价值\n\n换型一小时以内；坏件当场知道；谁停的、停了多久，当班就能看到。每周约多产一千件，加上减少的报废和加班，约十三个月收回投资。\n\n## 保障\n\n柜体在假期之前到厂，先预装、预接线；假期只做切换。旧柜保留一个月，任何一步不成可以当班回退。\n",
        after(day, 40),
        after(day, 52),
        after(day, 60),
        after(day, 75),
    );
    folder.add(deal.path("solution.md"), text);
}

fn review(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let roles = [
        ("sales_manager", MANAGER),
        ("product_manager", PRODUCTS),
        ("technical_support", ENGINEER),
    ];
    for (role, by) in roles {
        folder
            .signoffs
            .push(given(deal.path("solution.md"), "solution", role, by, day));
    }
}

fn quote(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let mut text = format!(
        "# 报价单\nquoted_on: {day}\nquoted_by: {}\nvalid_until: {}\nlines:\n",
        deal.customer.owner,
        after(day, 45)
    );
    for line in &deal.lines {
        let _ = writeln!(
            text,
            "  - {{product: {}, note: 含安装调试, unit_price: {}, quantity: {}, discount: {}%, amount: {}.00}}",
            line.product,
            line.price,
            line.quantity,
            line.discount,
            line.amount()
        );
    }
    let _ = write!(
        text,
        "total: {}.00\ntax_rate: 13%\npayment_terms: {PAYMENT}\npayment_days: 30\ndelivery: 合同签订后八周\nwarranty: 验收合格后 12 个月\n",
        deal.total()
    );
    folder.add(deal.path("quote.yaml"), text);
}

fn negotiation(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let (owner, total) = (deal.customer.owner, deal.total());
    let [first, second] = &deal.customer.contacts;
    let (earliest, latest) = (after(day, 40), after(day, 90));
    let plan = format!(
        "# 谈判准备，不外传\nset_on: {day}\nset_by: {owner}\ncore_demands:\n  - 总价再降一成\n  - 账期 60 天\nlowest_price: {}\nhighest_discount: 5%\nlongest_payment_days: 60\nearliest_delivery: {earliest}\nlatest_delivery: {latest}\nconcessions:\n  - {{what: 账期, limit: 最长 60 天, exchange: 同意作为参观案例}}\n  - {{what: 维保, limit: 最多送一次巡检, exchange: 第二年维保按目录价续}}\n",
        total * 95 / 100,
    );
    folder.add(deal.path("negotiation.yaml"), plan);
    let held = after(day, 1);
    let confirmed = after(held, 1);
    let text = format!(
        "---\nabout: negotiation\nheld_on: {held}\nplace: {}总部 302 会议室\nrecorded_by: {owner}\nour_people: [{owner}, {MANAGER}]\ncustomer_people: [{first}, {second}]\nagreed:\n  - 总价含税，账期 60 天\nopen_items:\n  - {{what: 按谈定条款起草合同并送法务, owner: {owner}, due: {confirmed}, closed_on: {confirmed}}}\nnext_steps:\n  - 两周内签约\nsent_on: {held}\nsent_to: [{MANAGER}, {FINANCE}]\nsent_to_customer: [{first}, {second}]\nconfirmed_on: {confirmed}\nconfirmed_by: {first}\nconfirmed_how: reply\nterms:\n  price: {total}.00\n  payment: {PAYMENT}\n  payment_days: 60\n  delivery: {DELIVERY_TERMS}\n  delivery_date: {latest}\n  acceptance: {ACCEPTANCE}\n  liability: {LIABILITY}\n---\n# 商务谈判纪要\n\n采购拿出另一家的报价，低约一成。我方没有跟价，先比范围：对方不含联网和一年维保，切换要多停线七天。按每停一天少产的毛利算，三年总拥有成本我方更低。\n\n总价按报价不变，账期放到 60 天，换取发货前累计收到六成。条款全部谈定。\n",
        deal.customer.short_name,
    );
    folder.add(deal.path("minutes/negotiation-1.md"), text);
}

fn contract(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let total = deal.total();
    let negotiated = deal.entered(Stage::Negotiation).unwrap_or(day);
    let part = total * 3 / 10;
    let signed = deal.stage > Stage::Contract;
    let mut text = format!(
        "# 条款以谈判纪要为准\nnumber: CW-2026-{}\nseller: 苍梧智控（虚构）有限公司\nbuyer: {}\nagreed_in: negotiation-1\namount: {total}.00\nlines:\n",
        deal.id, deal.customer.full_name
    );
    for line in &deal.lines {
        let _ = writeln!(
            text,
            "  - {{product: {}, unit_price: {}, quantity: {}, amount: {}.00}}",
            line.product,
            line.net(),
            line.quantity,
            line.amount()
        );
    }
    let delivery = after(negotiated, 90);
    let dues = [
        after(day, 14),
        after(delivery, 10),
        after(delivery, 60),
        after(delivery, 365),
    ];
    let names = ["预付款", "发货款", "验收款", "质保金"];
    let _ = write!(
        text,
        "payment_terms: {PAYMENT}\npayment_days: 60\npayments:\n"
    );
    for (place, (name, due)) in names.iter().zip(dues).enumerate() {
        let amount = if place == 3 { total - 3 * part } else { part };
        let _ = writeln!(
            text,
            "  - {{milestone: {name}, due: {due}, amount: {amount}.00}}"
        );
    }
    if signed {
        let paid = after(day, 2);
        let _ = write!(
            text,
            "receipts:\n  - {{milestone: 预付款, invoiced_on: {day}, invoice: FP-{}, received_on: {paid}, amount: {part}.00}}\n",
            deal.id
        );
    }
    let _ = write!(
        text,
        "delivery_terms: {DELIVERY_TERMS}\ndelivery_date: {delivery}\nacceptance_standard: {ACCEPTANCE}\nwarranty: 验收合格之日起 12 个月，并含一年维保\nliability: {LIABILITY}\nintellectual_property: 平台与控制程序著作权归卖方，买方在厂内永久使用；生产数据归买方\nconfidentiality: 双方对图纸、工艺、产量和价格保密，期限为合同终止后五年\n"
    );
    if signed {
        let copy = format!("签字扫描件（占位）：{}\n", deal.id);
        let path = deal.path("files/contract-signed.txt");
        let sha256: String = Sha256::digest(copy.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let _ = write!(
            text,
            "legal_review:\n  result: passed\n  date: {day}\n  by: {LEGAL}\n  comments:\n    - 违约金封顶 8%，双方对等，可接受\nsigned_by_us: {{date: {0}, name: 沈砚}}\nsigned_by_customer: {{date: {1}, name: {2}}}\nsigned_on: {1}\nsigned_copy: {{path: {path}, sha256: {sha256}}}\n",
            after(day, 1),
            after(day, 2),
            deal.customer.contacts[0],
        );
        folder.add(path, copy);
        for (name, role, by) in [
            ("contract-legal", "legal", LEGAL),
            ("contract-departments", "finance", FINANCE),
            ("contract-departments", "delivery", DELIVERY),
        ] {
            folder.signoffs.push(given(
                deal.path("contract.yaml"),
                name,
                role,
                by,
                after(day, 1),
            ));
        }
    }
    folder.add(deal.path("contract.yaml"), text);
}

fn acceptance(deal: &Deal, folder: &mut Folder, day: NaiveDate) {
    let text = format!(
        "inspected_on: {day}\nhandled_by: {DELIVERY}\nstandard: {ACCEPTANCE}\nitems:\n  - {{name: 换型时间, passed: true, note: 连续十次平均 54 分钟}}\n  - {{name: 漏检率, passed: true}}\nresult: accepted\nsigned_on: {day}\nsigned_by: {}\n",
        deal.customer.contacts[0]
    );
    let path = deal.path("acceptance.yaml");
    folder.signoffs.push(by_customer(deal, path.clone(), day));
    folder.add(path, text);
}
