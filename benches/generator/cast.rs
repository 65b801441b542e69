//! The company: its people, its products, and the words that its records are made of. All of it is made up.

use super::folder::Folder;

/// Regions, each with its two sales representatives.
pub const REGIONS: [(&str, [&str; 2]); 7] = [
    ("north", ["rep-bei-yi", "rep-bei-er"]),
    ("northeast", ["rep-guan-yi", "rep-guan-er"]),
    ("east", ["rep-dong-yi", "rep-dong-er"]),
    ("south", ["rep-nan-yi", "rep-nan-er"]),
    ("central", ["rep-zhong-yi", "rep-zhong-er"]),
    ("northwest", ["rep-qin-yi", "rep-qin-er"]),
    ("southwest", ["rep-shu-yi", "rep-shu-er"]),
];

/// The sales manager.
pub const MANAGER: &str = "lu-ming";
/// The product manager.
pub const PRODUCTS: &str = "jiang-ke";
/// The technical engineer.
pub const ENGINEER: &str = "tang-wei";
/// Of finance.
pub const FINANCE: &str = "pan-yue";
/// Of legal.
pub const LEGAL: &str = "ye-zhen";
/// Of delivery.
pub const DELIVERY: &str = "luo-bin";

const OFFICERS: [(&str, &str, &str); 6] = [
    (MANAGER, "陆鸣", "sales_manager"),
    (PRODUCTS, "江柯", "product_manager"),
    (ENGINEER, "唐维", "technical_support"),
    (FINANCE, "潘悦", "finance"),
    (LEGAL, "叶真", "legal"),
    (DELIVERY, "罗斌", "delivery"),
];

/// A product: id, name, unit, list price. The floor is 85 %, the cost half of it.
pub const CATALOGUE: [(&str, &str, &str, i64); 8] = [
    ("plc-300", "C300 可编程控制器", "台", 18_600),
    ("io-rack-32", "R32 远程 I/O 站", "套", 6_200),
    ("vision-x2", "X2 视觉检测站", "套", 86_000),
    ("gateway-5", "G5 边缘网关", "台", 5_200),
    ("servo-75", "S75 伺服驱动", "套", 9_400),
    ("scada-pro", "产线监控平台", "套", 128_000),
    ("line-integration", "产线集成服务", "人天", 2_400),
    ("service-year", "年度维保", "年", 60_000),
];

/// Given names and surnames of contacts.
pub const SURNAMES: [&str; 12] = [
    "程", "陶", "冯", "樊", "乔", "傅", "沈", "严", "柏", "秦", "戚", "邹",
];
/// Given names of contacts.
pub const GIVEN: [&str; 12] = [
    "远航", "静", "立", "志国", "木兰", "朝阳", "思齐", "若谷", "文博", "晓岚", "一鸣", "知行",
];
/// First words of customers' names, with their spelling in ids.
pub const NAMES: [(&str, &str); 14] = [
    ("huachen", "华宸"),
    ("tiehe", "铁禾"),
    ("lantian", "岚田"),
    ("xinglan", "星岚"),
    ("heyan", "禾研"),
    ("qinghe", "青合"),
    ("jihe", "集禾"),
    ("ruiting", "瑞汀"),
    ("songxi", "松溪"),
    ("jingtu", "景图"),
    ("yunpu", "云圃"),
    ("beichuan", "北川"),
    ("haiyue", "海岳"),
    ("mingzhao", "明昭"),
];
/// Industries as (value, word in a name).
pub const INDUSTRIES: [(&str, &str); 8] = [
    ("automotive", "汽车零部件"),
    ("electronics", "电子"),
    ("food", "食品"),
    ("pharma", "药业"),
    ("chemical", "化工"),
    ("machinery", "重工"),
    ("logistics", "仓储物流"),
    ("new_energy", "新能源"),
];
/// What deals are about.
pub const PROJECTS: [&str; 6] = [
    "转向节线换型改造",
    "灌装线联网监控",
    "仓储分拣控制升级",
    "装配线视觉检测",
    "老旧控制器替换",
    "车间能耗采集",
];
/// Pains and what they cost.
pub const PAINS: [(&str, &str); 6] = [
    (
        "换型一次要四个小时，交货总是不齐",
        "去年因交货不齐赔付约 38 万元，评级由 A 降 B",
    ),
    (
        "关键尺寸只抽检，坏件流到下一道工序",
        "去年两次成批报废，返工占用两条线各三天",
    ),
    (
        "停机原因靠手抄，设备部和生产部各说各话",
        "每月例会花半天对账，改进措施落不到人",
    ),
    (
        "老控制器停产，备件要等十六周",
        "一台停机平均五天，终端客户投诉三次",
    ),
    (
        "能耗只有总表，哪条线费电说不清",
        "单件电耗三年没有下降，年度降本指标没有完成",
    ),
    (
        "夜班没有人看数据，异常第二天才知道",
        "夜班不良率是白班的一点八倍",
    ),
];
/// What customers require.
pub const REQUIREMENTS: [&str; 6] = [
    "换型时间压到六十分钟以内，步骤有引导",
    "六个关键工位在线全检，漏检率不高于千分之一",
    "产量、停机、质量当班可见，手机上是同一份数据",
    "切换只能占用假期，旧柜保留一个月可回退",
    "给操作工和维修各培训一次，有中文手册",
    "数据留在厂内，不接外网",
];
/// What a follow-up was about, what the customer said, and what comes next.
pub const TALKS: [(&str, &str, &str); 6] = [
    (
        "电话了解现场节拍和设备型号，约定到厂时间。",
        "愿意配合，要求先看同行案例。",
        "发案例并确认参观人员",
    ),
    (
        "到厂跟一个班，测换型步骤，拍了控制柜铭牌。",
        "设备部认可测法，要求把结果写成表。",
        "三天内给出测算表",
    ),
    (
        "发送测算表，说明缓存位的作用。",
        "生产部同意，采购问价格构成。",
        "准备报价明细",
    ),
    (
        "视频会议答复接口和停线时间。",
        "担心切换影响交货，要书面承诺。",
        "请技术支持写切换计划",
    ),
    (
        "当面过一遍切换计划和回退办法。",
        "总体满意，还要上内部会议。",
        "等会议结论，按期回访",
    ),
    (
        "微信确认会议时间和参会人。",
        "下周二下午可以，需要提前发材料。",
        "会前一天发材料",
    ),
];

/// Writes the people and the products.
pub fn write(folder: &mut Folder) {
    for (region, reps) in REGIONS {
        for (number, id) in reps.iter().enumerate() {
            let name = format!("{}代表{}", region_name(region), number + 1);
            let territory = format!("territory: {{regions: [{region}]}}\n");
            person(folder, id, &name, "sales_rep", &territory);
        }
    }
    for (id, name, role) in OFFICERS {
        person(folder, id, name, role, "");
    }
    for (id, name, unit, price) in CATALOGUE {
        let text = format!(
            "# 价格由财务每年一月核定\ncode: CW-{}\nname: {name}\ntype: product\nowner: {PRODUCTS}\nfunctions:\n  - 采集与控制现场设备\n  - 断电保持，掉线补传\npains: [换型慢, 数据靠手抄]\nunit: {unit}\nlist_price: {price}.00\nfloor_price: {}\ncost: {}\n",
            id.to_uppercase(),
            price * 85 / 100,
            price / 2,
        );
        folder.add(format!("products/{id}.yaml"), text);
    }
}

fn region_name(region: &str) -> &'static str {
    match region {
        "north" => "华北",
        "northeast" => "东北",
        "east" => "华东",
        "south" => "华南",
        "central" => "华中",
        "northwest" => "西北",
        _ => "西南",
    }
}

fn person(folder: &mut Folder, id: &str, name: &str, role: &str, rest: &str) {
    let manager = match id {
        MANAGER => String::new(),
        _ => format!("manager: {MANAGER}\n"),
    };
    let text = format!(
        "name: {name}\nemail: {}@cangwu.example.com\nroles:\n  - {{role: {role}, from: 2023-03-01}}\n{manager}hired_on: 2023-03-01\n{rest}trainings:\n  - {{date: 2023-03-06, type: induction, subject: 公司、流程与岗位职责, hours: 16, result: 通过}}\n  - {{date: 2026-03-13, type: compliance, subject: 反商业贿赂与个人信息保护法, hours: 2, result: 通过}}\n",
        id.replace('-', ".")
    );
    folder.add(format!("people/{id}.yaml"), text);
}
