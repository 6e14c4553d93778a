package template

import "github.com/yikou/yikou/internal/notify/channel"

// The reasons. Their keys are stored.
const (
	Code               = "account.code"
	Invited            = "account.invited"
	InvitationAccepted = "account.invitation_accepted"
	PasswordReset      = "account.reset"
	NewDevice          = "account.new_device"
	Revealed           = "disclosure.revealed"
	HandoverReceived   = "handover.received"
	ExportWaiting      = "export.waiting"
	ProposalWaiting    = "proposal.waiting"
	ImportFinished     = "import.finished"
	NewlyEligible      = "policy.newly_eligible"
	NearMiss           = "policy.near_miss"
	VisitList          = "policy.visit_list"
	Subscribed         = "policy.subscribed"
	ReviewDue          = "policy.review_due"
	AppealWork         = "appeal.work"
	AppealTerm         = "appeal.term"
	AppealProgress     = "appeal.progress"
	AppealSorting      = "appeal.sorting"
	CalendarMissing    = "deadline.calendar_missing"
)

// every is the channels of a reason that is not bound to some.
var every = []channel.Kind{channel.InApp, channel.SMS, channel.Mail, channel.WeChat, channel.WeCom}

// Reasons is every reason, in the order in which screens show them.
var Reasons = []Reason{
	{Key: Code, Label: "验证码", Group: Security, Channels: []channel.Kind{channel.SMS, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"code", "验证码", Words, "123456"}, {"minutes", "几分钟内有效", Count, "10"},
	}},
	{Key: Invited, Label: "受邀成为经办人", Group: Security, Channels: every, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"who", "邀请人", Words, "许样例"},
	}},
	{Key: InvitationAccepted, Label: "邀请已被接受", Group: Security, Channels: every, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"who", "新的经办人", Words, "张样例"},
	}},
	{Key: PasswordReset, Label: "密码被重设", Group: Security, Channels: every, Variables: []Variable{
		{"at", "时间", Instant, "2026-03-02T09:30:00+08:00"},
	}},
	{Key: NewDevice, Label: "在新设备上登录", Group: Security, Channels: every, Variables: []Variable{
		{"at", "时间", Instant, "2026-03-02T09:30:00+08:00"}, {"address", "网络地址", Words, "192.0.2.7"},
	}},
	{Key: Revealed, Label: "联系方式被查看", Group: System, Channels: every, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"who", "查看人", Words, "望渚区企业服务中心 李样例"},
		{"why", "查看理由", Words, "核对申报材料"}, {"at", "时间", Instant, "2026-03-02T09:30:00+08:00"},
	}},
	{Key: HandoverReceived, Label: "收到移交的工作", Group: Progress, Channels: every, Variables: []Variable{
		{"who", "移交人", Words, "李样例"}, {"count", "件数", Count, "12"},
	}},
	{Key: ExportWaiting, Label: "导出等待审批", Group: Progress, Channels: every, Variables: []Variable{
		{"who", "申请人", Words, "李样例"}, {"what", "导出的内容", Words, "企业名单"}, {"count", "行数", Count, "3200"},
	}},
	{Key: ProposalWaiting, Label: "有一项变更等待确认", Group: Progress, Channels: every, Variables: []Variable{
		{"who", "提出人", Words, "李样例"}, {"what", "变更内容", Words, "调整“窗口人员”的权限"},
	}},
	{Key: ImportFinished, Label: "导入完成", Group: Progress, Channels: every, Variables: []Variable{
		{"file", "文件", Words, "企业名录.xlsx"}, {"created", "新增", Count, "1200"}, {"updated", "更新", Count, "36"},
	}},
	{Key: NewlyEligible, Label: "有新的政策可以享受", Group: Policy, Channels: every, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"measures", "最多三项政策", Words, "《企业成长奖励》、《研发费用补助》、《稳岗返还》等"}, {"count", "项数", Count, "5"},
	}},
	{Key: NearMiss, Label: "离政策只差一步", Group: Policy, Channels: []channel.Kind{channel.InApp}, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"measures", "最多三项政策和差在哪里", Words, "《研发费用补助》（缺少研发费用）"}, {"count", "项数", Count, "1"},
	}},
	{Key: VisitList, Label: "有新的上门名单", Group: Progress, Channels: []channel.Kind{channel.InApp}, Variables: []Variable{
		{"count", "企业数", Count, "12"},
	}},
	{Key: Subscribed, Label: "订阅的政策有新内容", Group: Policy, Channels: every, Variables: []Variable{
		{"enterprise", "企业名称", Words, "示例甲有限公司"}, {"measures", "最多三项政策", Words, "《企业成长奖励》、《研发费用补助》、《稳岗返还》等"}, {"count", "项数", Count, "5"},
	}},
	{Key: ReviewDue, Label: "有政策需要复核", Group: Progress, Channels: []channel.Kind{channel.InApp, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"policy", "政策名称", Words, "望渚区支持企业加大研发投入若干措施"}, {"why", "原因", Words, "上位文件已废止"},
	}},
	{Key: AppealWork, Label: "有诉求等您办理", Group: Progress, Channels: []channel.Kind{channel.InApp, channel.SMS, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"number", "诉求编号", Words, "SQ20260302-00017"}, {"what", "要做什么", Words, "派给了您的部门，请签收"},
	}},
	{Key: AppealTerm, Label: "诉求快到期或已超期", Group: Progress, Channels: []channel.Kind{channel.InApp, channel.SMS, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"number", "诉求编号", Words, "SQ20260302-00017"}, {"what", "时限用去多少", Words, "时限已用去四分之三"}, {"at", "到期时间", Instant, "2026-03-09T18:00:00+08:00"},
	}},
	{Key: AppealProgress, Label: "诉求有了进展", Group: Progress, Channels: every, Variables: []Variable{
		{"number", "诉求编号", Words, "SQ20260302-00017"}, {"what", "有什么进展", Words, "已转望渚区税务局承办"},
	}},
	{Key: AppealSorting, Label: "诉求分拣要您看一看", Group: Progress, Channels: []channel.Kind{channel.InApp, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"what", "要看什么", Words, "有自动采用的分类等您抽查"},
	}},
	{Key: CalendarMissing, Label: "缺少放假安排", Group: System, Channels: []channel.Kind{channel.InApp, channel.Mail, channel.WeCom}, Variables: []Variable{
		{"year", "年份", Words, "2027"}, {"count", "涉及的期限", Count, "36"},
	}},
}
