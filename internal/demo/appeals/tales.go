package appeals

import "github.com/yikou/yikou/internal/demo"

// All returns the appeals of the demo city in the order in which they came in
// for their day, in every state and with every department that has staff.
func All() []Appeal {
	b := &appealBook{}
	b.fresh()
	b.underWay()
	b.answered()
	b.ended()
	b.together()
	b.doubted()
	b.hot()
	b.watched()
	b.late()
	out := make([]Appeal, len(b.list))
	for i, a := range b.list {
		out[i] = *a
	}
	return out
}

// fresh are those that nobody has looked at, or that wait for a department.
func (b *appealBook) fresh() {
	b.tell(0, 0, "portal", "consult", "研发费用加计扣除和区里的研发投入补助能不能同时享受？我们今年两项都想申报，请给个明确答复。").firm(demo.ShowcaseHighTech)
	b.tell(0, 0, "hotline", "help", "科创三路路灯连续三晚不亮，员工下夜班走路不安全，希望尽快修好。").at("科创三路", "390102004").urgent()
	b.tell(0, 0, "qr", "help", "智谷大厦地下车库充电桩坏了六个，报修两周没人管，新能源车没法充电。").spot("ZGDS66")
	for _, text := range []string{
		"智谷大厦的充电桩大面积故障，物业说要等厂家，请协调尽快修复。",
		"我们公司在智谷大厦，车库充电桩坏了多半，送货电车充不上电。",
		"智谷大厦充电桩一直显示故障，希望有人管一管。",
	} {
		b.tell(0, 0, "qr", "help", text).spot("ZGDS66")
	}
	b.tell(0, 0, "box", "suggest", "建议政务服务大厅中午也开一个窗口，小店白天走不开人。").spot("ZWDT73").a.Anonymous = true
	report := b.tell(1, 15, "box", "report", "某科室工作人员要求参加指定机构的培训才给盖章，希望查一查。").a
	report.Confidential, report.Accused = true, "wz-mar"
	b.tell(1, 9, "counter", "help", "招用了两名脱贫劳动力，社保补贴申请在系统里提交不了，提示单位类型不符。").firm(demo.ShowcaseStartUp).accept()
	b.tell(1, 10, "visit", "help", "车间扩建需要增容，供电方案迟迟批不下来，影响新设备进场。").firm(demo.ShowcaseManufacturer).accept()
	b.tell(1, 11, "hotline", "complain", "申报材料已经提交一个月，窗口说还在审，问不到进度。").firm(demo.ShowcaseUnicorn).accept()
	b.tell(0, 0, "portal", "consult", "首台套产品认定今年什么时候开始申报？需要准备哪些检测报告？").firm(demo.ShowcaseManufacturer).accept().to("wz-ind")
	b.tell(1, 14, "hotline", "help", "园区门口占道经营严重，货车进不来，希望协调管理。").spot("YZWH77").accept().to("wz-tra", "wz-st-005")
	b.tell(2, 9, "qr", "help", "荷桥农贸市场排水不畅，一下雨摊位就进水，请市场和街道一起解决。").spot("HQSC75").accept().to("wz-st-002", "wz-hou")
	b.tell(1, 16, "portal", "consult", "高新技术企业证书快到期了，复审辅导找谁？").firm(demo.ShowcaseHighTech).accept().to("wz-sci")
	b.tell(1, 8, "hotline", "help", "员工工伤认定材料交了以后一直没有回音，员工情绪很大。").firm(demo.ShowcaseManufacturer).urgent().accept().to("wz-hrs", "wz-mar")
}

// underWay are those that a department works on.
func (b *appealBook) underWay() {
	b.tell(1, 9, "portal", "help", "设备更新贴息资金的申报系统打不开，截止日期快到了。").firm(demo.ShowcaseManufacturer).accept().to("wz-ind", "wz-fin").take()
	b.tell(2, 10, "hotline", "help", "惠企资金公示结束四十天还没有到账，请问卡在哪里？").firm(demo.ShowcaseStartUp).accept().to("wz-fin").take()
	b.tell(3, 9, "visit", "help", "招不到数控技工，希望组织一次定向招聘，或者对接职业学校。").firm(demo.ShowcaseManufacturer).accept().to("wz-hrs").take().
		do(Act{After: 4, Do: Note, Words: "已联系两所职业学校，等学校回复可推荐的人数。"})
	b.tell(7, 10, "portal", "help", "科技型中小企业评价入库后，税务那边查不到信息，影响扣除。").firm(demo.ShowcaseHighTech).accept().to("wz-sci", "wz-tax").take()
	b.tell(7, 14, "hotline", "complain", "用工补贴一次次被退回，每次说的材料都不一样。").firm(demo.ShowcaseUnicorn).accept().to("wz-hrs").take()
	b.tell(9, 10, "qr", "help", "麦溪工业园二路路面破损，重车过不去，雨天积水。").spot("MXGY79").accept().to("wz-tra").take().
		do(Act{After: 24, Do: Supervise, Words: "涉及多家企业进出货，请三天内拿出临时措施。"})
	b.tell(10, 9, "hotline", "help", "厂区周边夜间施工噪声大，影响员工休息，反映多次没有结果。").at("工业四路", "390102100").accept().to("wz-env")
	b.tell(3, 9, "portal", "consult", "技改项目备案后想变更建设内容，需要重新备案吗？涉及贴息能不能保留？").firm(demo.ShowcaseManufacturer).accept().to("wz-ind").take().
		do(Act{After: 20, Do: Extend, Days: 5, Words: "变更内容要请市级部门书面确认，预计需要一周。"})
	suspended := b.tell(4, 11, "counter", "help", "厂房产权证上的用途和实际不符，办不了消防手续，希望给个出路。").firm(demo.ShowcaseStartUp).accept().to("wz-ind").take()
	suspended.do(Act{After: 10, Do: Suspend, Basis: "inspection", Days: 20, Words: "需要先做房屋安全鉴定，鉴定期间不计入期限，预计二十天。"})
	b.tell(5, 9, "hotline", "help", "楼宇企业食堂排烟扰民，几个部门都说不归自己管，到底谁管？").spot("YFZX68").
		accept().to("wz-ind").back("区工信局三定规定第四条第（二）项", "wz-env", "餐饮油烟不属于工业污染，本局没有管理职责。").
		to("wz-sci").back("区科技局三定规定第三条", "wz-hou", "与科技管理无关，应由物业主管部门牵头。").
		to("wz-hrs").back("区人社局三定规定第五条", "wz-env", "与劳动和社会保障无关，建议生态环境部门办理。")
	b.tell(2, 15, "portal", "consult", "专精特新奖励的名单里没有我们，想知道哪一条没有达到。").firm(demo.ShowcaseManufacturer).accept().
		to("wz-fin").back("区财政局三定规定第四条第（六）项", "wz-ind", "认定由区工信局负责，本局只按名单拨付。")
}

// answered are those whose answer waits to be read, or whose reporter waits for a
// call.
func (b *appealBook) answered() {
	b.tell(3, 10, "portal", "consult", "留学回国人员创办企业有没有房租补贴？我们注册满一年了。").firm(demo.ShowcaseStartUp).accept().to("wz-hrs").take().
		reply("explained", "经核对，房租补贴面向注册三年以内、带动就业三人以上的初创企业。贵公司符合条件，可在企业门户“政策事项”里直接申报，窗口电话见办事指南。")
	b.tell(3, 14, "hotline", "help", "银行要求提供专利质押登记证明，登记平台一直报错。").firm(demo.ShowcaseHighTech).accept().to("wz-sci").take().
		reply("solved", "平台故障已修复。我们陪同企业经办人重新提交，登记证明已于当日出具并交给企业。").showing(Notice)
	b.tell(5, 9, "hotline", "help", "企业发票额度不够用，月底要给客户开票，希望尽快提额。").firm(demo.ShowcaseUnicorn).accept().to("wz-tax").take().
		reply("solved", "企业补交近三个月的购销合同后，额度当天调整到位，已经开出发票。").showing(Notice).approve()
	b.tell(5, 15, "visit", "consult", "想参加市里的工业展会，不知道展位补贴怎么申请。").firm(demo.ShowcaseManufacturer).accept().to("wz-ind").take().
		reply("explained", "展位补贴按实际展位费的一半给予，最高三万元。请在展会结束后三十天内凭合同、发票和参展照片申报，材料清单已发给企业。").approve()
	b.tell(6, 10, "qr", "suggest", "听松创意园门口公交站太远，员工通勤不便，希望增设站点。").spot("TSCY76").accept().to("wz-tra").take().
		reply("partly", "已到现场查看，近期先增加一班早晚接驳车，固定站点列入明年线路调整。").approve().
		do(Act{After: 12, Do: Call, Words: "电话无人接听。"})
}

// ended are those that are over, well or not.
func (b *appealBook) ended() {
	b.tell(14, 10, "hotline", "help", "社保缴费基数申报错了，想改回来，系统不让改。").firm(demo.ShowcaseStartUp).accept().to("wz-tax").take().
		reply("solved", "已在后台更正申报基数，多缴部分转入下月抵扣，企业可在系统中看到更正后的金额。").approve().call("solved", 5, "办得很快，谢谢。")
	b.tell(16, 9, "portal", "help", "工业互联网项目验收后奖励一直没有拨付。").firm(demo.ShowcaseManufacturer).accept().to("wz-ind").take().
		reply("solved", "奖励资金已于昨日拨付到企业账户，请查收。").approve().call("unsolved", 2, "账户里没有收到钱。").
		reply("solved", "经查是企业账号变更未登记，款项被退回。已按新账号重新拨付，附银行回单，企业确认收到。").approve().call("solved", 4, "收到了。")
	b.tell(20, 10, "hotline", "suggest", "建议把小微企业贴息的线下盖章环节取消，跑一趟要半天。").firm(demo.ShowcaseShop).accept().to("wz-fin").take().
		reply("explained", "建议已采纳。自下月起贴息申请改为全程网办，不再要求线下盖章，通知已在网站发布。").approve().call("solved", 5, "没想到真的改了。")
	b.tell(18, 14, "counter", "complain", "同样的材料两个窗口说法不一样，来回跑了三趟。").firm(demo.ShowcaseShop).accept().to("wz-hrs").take().
		reply("partly", "已向当事窗口核实并当面致歉，统一了材料清单。此前多跑的两趟无法补偿，今后可以预约上门。").approve().call("partly", 3, "以后别再这样就行。")
	b.tell(12, 9, "hotline", "help", "和供应商的货款纠纷已经起诉，希望政府出面要回货款。").firm(demo.ShowcaseDishonest).
		do(Act{After: 3, Do: Refuse, Basis: "litigation", Words: "案件已由法院立案，请以法院通知为准。"})
	b.tell(2, 11, "portal", "consult", "失信记录什么时候能消？消了以后能不能补申报今年的奖励？").firm(demo.ShowcaseDishonest).accept().to("wz-mar").take().
		reply("beyond_law", "按有关规定，在严重失信名单上的企业不能享受财政资金奖励。移出名单后可以申报以后年度的项目，不能补报。").
		do(Act{After: 2, Do: SendBack, Words: "请写明依据的是哪一份文件第几条。"})
}
