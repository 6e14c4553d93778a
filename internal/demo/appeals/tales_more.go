package appeals

import "github.com/yikou/yikou/internal/demo"

// together are merged, taken back by their reporter, or complain of a department.
func (b *appealBook) together() {
	b.tell(6, 8, "qr", "help", "渚前广场东侧消防通道被快递车占住，商户卸货只能绕行。").spot("QZGD69").named("lane-1")
	b.tell(6, 9, "hotline", "complain", "渚前广场的消防通道天天停满快递车，打电话也没人来拖。").spot("QZGD69").named("lane-2").urgent()
	b.tell(6, 11, "portal", "help", "渚前广场消防通道长期被占，我们店每天送货的车进不了卸货口，请协调。").firm(demo.ShowcaseShop).spot("QZGD69").
		accept().do(Act{After: 1, Do: Merge, Keys: []string{"lane-1", "lane-2"}}).
		to("wz-ind", "wz-st-001").take().
		reply("solved", "已会同街道和快递企业划定临时装卸区，消防通道当日清空，并安装了隔离桩。街道每天早晚各巡查一次。").
		showing(Photo, Notice).approve()
	b.tell(8, 9, "portal", "help", "想申请稳岗返还，系统提示账户信息不一致，不知道找谁改。").firm(demo.ShowcaseHighTech).accept().
		do(Act{After: 3, Do: Withdraw, Words: "已经在窗口更正了账户信息，问题解决了，谢谢。"})
	report := b.tell(4, 14, "box", "complain", "窗口人员对上门咨询的小店态度生硬，催着去找代办公司，希望由别的部门核实。")
	report.a.Confidential, report.a.Accused = true, "wz-apr"
	report.accept().to("wz-hrs").take()
}

// doubted are those whose answer did not settle it, and those that a department would
// rather not count.
func (b *appealBook) doubted() {
	b.tell(24, 9, "hotline", "complain", "厂区门口的下水道半年堵三次，每次疏通几天又堵，希望从根上解决。").firm(demo.ShowcaseManufacturer).accept().to("wz-ind").take().
		reply("solved", "已安排疏通，现场排水恢复正常。").approve().call("unsolved", 1, "昨天下雨又堵了。").
		reply("partly", "经管道检测，主管破损处要等道路翻修时更换，列入明年一季度计划。此前每两周清掏一次，由园区值守。").showing(Notice).
		approve().call("unsolved", 2, "还要等几个月，不满意。")
	b.tell(22, 10, "portal", "help", "新招员工的职业技能培训补贴一直没有批下来。").firm(demo.ShowcaseManufacturer).accept().to("wz-hrs").take().
		reply("solved", "补贴已审核通过，列入本月拨付名单。").approve().call("solved", 4, "好的，等到账。").
		do(Act{After: 200, Do: Reopen, Words: "月底过了补贴还是没有到账，请再查一下。"})
	b.tell(17, 10, "hotline", "help", "园区宽带经常断线，影响远程开会，运营商让找物业，物业让找运营商。").spot("XGKC67").accept().to("wz-sci").take().
		reply("solved", "已协调运营商更换接入设备，并约定由园区管理处统一报修。").approve().
		do(Act{After: 5, Do: Call, Words: "电话无人接听。"}).do(Act{After: 20, Do: Call, Words: "电话无人接听。"}).do(Act{After: 20, Do: Call, Words: "号码停机。"})
	b.tell(13, 9, "visit", "suggest", "希望把厂区对面的公交站移到大门口，方便两百多名员工。").firm(demo.ShowcaseManufacturer).accept().to("wz-tra").take().
		reply("partly", "站点位置由市公交线网规划确定，已提交调整建议，近期先增设一块临时候车牌。").approve().call("partly", 3, "先这样吧。").
		do(Act{After: 29, Do: Exclude, Basis: "conditions", Words: "站点迁移要等市级线网调整，区里没有权限，已书面上报。"})
	b.tell(15, 9, "hotline", "complain", "要求免除已经认定的社保滞纳金，说是系统故障造成的。").firm(demo.ShowcaseDishonest).accept().to("wz-tax").take().
		reply("beyond_law", "经核对缴费记录，当月系统运行正常，滞纳金按《社会保险法》第八十六条计收，不能免除。").approve().call("unsolved", 1, "不接受。").
		reply("beyond_law", "已再次核对系统日志并当面说明依据，滞纳金按《社会保险法》第八十六条不能免除，可以依法申请行政复议。").approve().call("unsolved", 1, "还是不接受。").
		do(Act{After: 29, Do: Exclude, Basis: "unreasonable", Words: "诉求没有法律依据，已两次书面说明并告知救济途径。"}).
		do(Act{After: 6, Do: Excluded, Words: "依据充分，同意不计入解决率和满意率。"})
	b.tell(19, 15, "portal", "complain", "提交的研发平台认定申请超过承诺的时间还没有结果。").firm(demo.ShowcaseHighTech).accept().to("wz-sci").take().
		reply("explained", "认定要先组织现场考察，考察排期在下周二，已通知企业准备。").approve().call("partly", 3, "早点告诉我们就好了。").
		do(Act{After: 29, Do: Exclude, Basis: "conditions", Words: "现场考察由市里统一排期。"}).
		do(Act{After: 6, Do: NotExcluded, Words: "没有提前告知企业排期，属于本部门可以做到的，照常计入。"})
}

// hot is what many report at once: a topic that rises, after weeks in which other
// things came in.
func (b *appealBook) hot() {
	for week := 2; week <= 9; week++ {
		one := usual[week%len(usual)]
		b.tell(7*week+1, 9, "hotline", "help", one.text).at("锦帆大道", "390102004").accept().to(one.lead).take().
			reply("solved", one.answer).approve().call("solved", 3+week%3, "").a.Topic = one.topic
	}
	for i, where := range [...]struct{ name, spot string }{
		{"星港科创园", "XGKC67"}, {"云帆中心", "YFZX68"}, {"智谷大厦", "ZGDS66"}, {"星港科创园", "XGKC67"}, {"云帆中心", "YFZX68"}, {"智谷大厦", "ZGDS66"}, {"星港科创园", "XGKC67"},
	} {
		one := b.tell(1+i%5, 8+i, "qr", "help", where.name+"这几天反复跳闸停电，"+outages[i%len(outages)]+"，请供电部门查清原因。").spot(where.spot).accept()
		one.a.Topic = "infra.utility.power"
		if i%2 == 0 {
			one.to("wz-st-004")
		}
	}
}

// usual is what comes in week by week; that about buses belongs to the issue of the
// month.
var usual = [...]struct{ text, topic, lead, answer string }{
	{"园区食堂的外卖车辆进出没有人管，希望规范一下停放。", "", "wz-ind", "已会同园区划定外卖车辆停放区，并安排专人在午间引导。"},
	{"锦帆大道的公交班次太少，晚上加班的员工回不了家。", busTopic, busLead, "已协调公交公司把末班车延后到二十二点三十分，本周起执行。"},
	{"希望街道组织一次用工招聘，我们缺仓库管理员。", "", "wz-hrs", "已安排企业参加本周六的专场招聘会，当场收到七份简历。"},
	{"公示结束的贴息资金还没有到账，请问什么时候拨付？", "", "wz-fin", "资金已于今日拨付，请企业核对账户到账情况。"},
}

// outages are the words of those whose power fails.
var outages = [...]string{"服务器断了两次电", "生产线一停就是半天", "电梯里困过人"}

// watched are complaints that became questions once a department had them, which
// raises an alarm.
func (b *appealBook) watched() {
	for i, text := range [...]string{
		"劳动合同备案被退回三次，每次说的理由都不一样，要求说明原因。",
		"补贴审核超过一个月没有音讯，打电话总是转来转去，投诉办事拖拉。",
		"来办用工登记被要求第二天再来，第二天又说系统维护，投诉服务态度。",
	} {
		b.tell(3+i, 9+i, "hotline", "complain", text).firm(demo.ShowcaseStartUp).accept().to("wz-hrs").
			do(Act{After: 2, Do: Classify})
	}
}
