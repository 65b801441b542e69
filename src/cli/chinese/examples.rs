//! The examples at the end of each command's help, in Chinese; the English ones stand at the command's arguments.

/// The examples of a command; empty where it has none.
pub fn of(command: &str) -> &'static str {
    let found = EXAMPLES.iter().find(|(name, _)| *name == command);
    found.map_or("", |(_, examples)| *examples)
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "audit",
        "示例：
  deal audit                              全部历史，直到当前检出的提交
  deal audit --since v2026.1              自该版本以来发现的问题
  deal audit --format markdown            供人阅读的报告
  deal -C pipeline.git audit --at main    在裸克隆中
  deal audit --seal                       用签名的标签封存至此的历史",
    ),
    (
        "calendar",
        "示例：
  deal calendar          所有年份的工作日和节假日
  deal calendar 2026     只看一年",
    ),
    (
        "check",
        "示例：
  deal check                                   检查整个销售库
  deal check deals/huachen-2603-k7q            检查一个商机
  deal check --since origin/main               合并请求带来的问题
  deal check --only missed-deadline            只看一条规则
  deal check --format sarif > findings.sarif   供其他工具使用",
    ),
    (
        "completions",
        "示例：
  source <(deal completions bash)                                  写入 ~/.bashrc
  source <(deal completions zsh)                                   写入 ~/.zshrc
  deal completions fish | source                                   写入 ~/.config/fish/config.fish
  deal completions powershell | Out-String | Invoke-Expression     写入 $PROFILE
  eval (deal completions elvish | slurp)                           写入 ~/.config/elvish/rc.elv",
    ),
    (
        "diff",
        "示例：
  deal diff                                    尚未提交的改动
  deal diff --staged                           已暂存的改动
  deal diff origin/main..HEAD                  一个分支的改动
  deal diff main..topic --format markdown      供合并请求使用
  deal diff HEAD~3 deals/huachen-2603-k7q      一个商机，与三次提交之前相比",
    ),
    (
        "explain",
        "示例：
  deal explain missing-signoff     所有流程共有的规则
  deal explain price-floor         本流程的规则
  deal explain                     列出全部规则",
    ),
    (
        "follow",
        "示例：
  deal follow huachen-2603-k7q 已发修改后的方案 channel=email
  deal follow huachen-2603-k7q 到现场看二号线 channel=visit people=[程远航] --on 2026-06-29 next_step.due=2026-07-03",
    ),
    (
        "history",
        "示例：
  deal history huachen-2603-k7q                    一个商机的经过，最近的在前
  deal history huachen-2603-k7q --field amount     只看金额
  deal history huachen-2603-k7q --format markdown  用于页面或评论",
    ),
    (
        "init",
        "示例：
  deal init sales --name 销售管理 --lang zh-CN    在目录 sales 中新建销售库
  deal init sales --small --lang zh-CN            一个小流程，供扩展成自己的
  deal init try --example --lang zh-CN            示例，含客户和商机
  deal init --drivers                             在销售库的克隆中设置合并驱动",
    ),
    (
        "list",
        "示例：
  deal list                                                    各种表单及其记录数
  deal list deal --where \"stage == 'proposal'\"                 处于某阶段的商机
  deal list deal --columns address,customer.grade,amount --sort -amount
  deal list 客户 --format csv --bom > customers.csv            用于电子表格",
    ),
    (
        "man",
        "示例：
  deal man --lang zh-CN > deal.1             命令的手册页
  deal man check --lang zh-CN | man -l -     阅读某个命令的手册页",
    ),
    (
        "move",
        "示例：
  deal move huachen-2603-k7q proposal
  deal move huachen-2603-k7q lost --reason 预算取消 setback.reason=budget
  deal move huachen-2603-k7q needs --reason 客户调整了范围",
    ),
    (
        "new",
        "示例：
  deal new customer                                        逐项询问必填内容
  deal new deal customer=huachen-k7q title=…               其余取流程的默认值
  deal new minutes huachen-2603-k7q about=needs body=@minutes.md
  deal new minutes huachen-2603-k7q about=needs --edit     用编辑器打开，已知的内容已填好
  deal new person name=林舟 --id lin-zhou",
    ),
    (
        "next",
        "示例：
  deal next                      我尚未结束的记录
  deal next huachen-2603-k7q     离开当前阶段还缺什么、由谁来做
  deal next --format json        供其他工具使用",
    ),
    (
        "owners",
        "示例：
  deal owners > .github/CODEOWNERS                     用于 GitHub
  deal owners --format gitlab > .gitlab/CODEOWNERS     用于 GitLab",
    ),
    (
        "render",
        "示例：
  deal render huachen-2603-k7q 报价单                         在终端显示 Markdown
  deal render huachen-2603-k7q quote --to docx -o 报价单.docx
  deal render huachen-2603-k7q/minutes/2026-03-05-needs       该记录唯一的单据
  deal render huachen-2603-k7q --all --to pdf -o out/         一个商机的全部单据
  deal render huachen-2603-k7q --stage proposal --to html -o out/
  deal render 销售跟进表 报价单 --where \"stage == 'proposal'\" --to pdf -o out/",
    ),
    (
        "send",
        "示例：
  deal send huachen-2603-k7q 报价单 --recipient 冯立 --to pdf -o 报价单.pdf
  deal send huachen-2603-k7q/minutes/2026-03-05-needs -o 纪要.docx",
    ),
    (
        "confirm",
        "示例：
  deal confirm huachen-2603-k7q 报价单 --by 冯立 --how reply
  deal confirm huachen-2603-k7q --code 7F3K-9MZ2 --by 冯立 --evidence deals/huachen-2603-k7q/files/reply.eml",
    ),
    (
        "documents",
        "示例：
  deal documents huachen-2603-k7q                    有哪些单据，各处于什么状态
  deal documents huachen-2603-k7q out/               连同已生成的文件
  deal documents huachen-2603-k7q --format json      供程序使用",
    ),
    (
        "verify",
        "示例：
  deal verify 报价单.pdf                 客户发回的文件
  deal verify 7F3K-9MZ2                  只知道印出的编号
  deal verify out/*.docx --format json   供程序使用",
    ),
    (
        "set",
        "示例：
  deal set huachen-2603-k7q amount=280000 next_step.due=2026-07-03
  deal set huachen-2603-k7q 'requirements[R2].need=rigid'     一项：写从 1 起的序号，或其编号、名称
  deal set huachen-2603-k7q 'pains+={text: …, impact: …}'     添加一项
  deal set huachen-2603-k7q competitors-=ludao 'pains-=[2]'   删除一项
  deal set huachen-2603-k7q timeline=                         删除一个值
  deal set huachen-2603-k7q/solution body=@solution.md        值取自文件",
    ),
    (
        "show",
        "示例：
  deal show huachen-2603-k7q                   一个商机，及其签批和期限
  deal show huachen-2603-k7q/solution          它的一份文档
  deal show huachen-2603-k7q --format json     供程序使用",
    ),
    (
        "sign",
        "示例：
  deal sign huachen-2603-k7q solution                      以 Git 身份对应的人员签批
  deal sign huachen-2603-k7q solution --return 用哪种控制器？
  deal sign huachen-2603-k7q/solution --role sales_manager --behalf lu-ming
  deal sign huachen-2603-k7q customer-confirms --by 吴军 --evidence deals/huachen-2603-k7q/files/mail.eml",
    ),
    (
        "statement",
        "示例：
  deal statement deals/huachen-2603-k7q/solution.md solution --role product_manager --by li-na --write",
    ),
    (
        "waive",
        "示例：
  deal waive huachen-2603-k7q missed-deadline first-contact --reason 节假日停产 --until \"30 days\"",
    ),
];
