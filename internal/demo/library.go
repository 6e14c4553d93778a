package demo

// Handwritten is a policy that the policy editor of the city wrote at the desk.
type Handwritten struct {
	Title, Issuer, Theme string
	// Basis is the id of the policy that it implements.
	Basis, Text string
	// File is the name of its attachment with its content; one without is a draft
	// that is not public.
	File, Content string
}

// HandwrittenPolicies returns them, the public one first.
func HandwrittenPolicies() []Handwritten {
	return []Handwritten{
		{
			Title: "望渚区研发投入补助申报指引", Issuer: "望渚区科学技术局", Theme: "growth-rd", Basis: "wz-2025-18",
			Text: "第一条 为方便企业申报研发投入补助，制定本指引。\n第二条 企业可以在线申报，也可以到政务服务中心二楼科技服务窗口申报。\n" +
				"第三条 申报时提交下列材料：\n（一）研发费用明细表；\n（二）没有加计扣除数据的，提交研发费用辅助账。\n" +
				"税务部门已经共享数据的，不再提交前款第二项材料。\n第四条 区科技局自受理之日起十个工作日内办结。",
			File:    "研发费用明细表（样表）.txt",
			Content: "研发费用明细表（样表）\n项目名称：\n人员人工费用：\n直接投入费用：\n折旧费用：\n其他费用：\n合计：\n",
		},
		{
			Title: "望渚区首台（套）装备保险补偿细则（征求意见稿）", Issuer: "望渚区工业和信息化局", Theme: "growth-rd", Basis: "wz-2026-7",
			Text: "第一条 为分担首台（套）装备使用风险，拟定本细则。\n第二条 使用单位投保的，按照保费的百分之三十给予补偿。",
		},
	}
}

// Subscription is what an enterprise of the city wants to hear of.
type Subscription struct {
	USCC, Industry, Size, Keyword string
}

// Subscriptions returns them: of the first two enterprises that somebody acts for.
func Subscriptions() []Subscription {
	var list []Subscription
	for _, e := range EnterpriseAccounts()[:2] {
		list = append(list, Subscription{USCC: e.Mandates[0].USCC, Keyword: "研发"}, Subscription{USCC: e.Mandates[0].USCC, Industry: "C"})
	}
	return list
}
