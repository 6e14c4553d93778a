package appeals

// Monthly is what the demo city solves as the issue of a month (每月一题), and what
// was done with it, in order.
type Monthly struct {
	Title, Topic, Goal string
	// Lead and With are codes of departments, Due the days until it is to be solved.
	Lead string
	With []string
	Due  int
	Acts []MonthlyAct
}

// MonthlyAct is one thing that was done with it so many days ago. Words are the reason,
// the measure or the report.
type MonthlyAct struct {
	Days      int
	Do, Words string
	// Department is the code of who does the measure, Due in how many days from today
	// it is to be done, Measure which one is moved on.
	Department   string
	Due, Measure int
}

// What can be done with the issue of a month.
const (
	Propose  = "propose"
	Choose   = "choose"
	Confirm  = "confirm"
	Measure  = "measure"
	Started  = "doing"
	Finished = "done"
	Report   = "report"
)

const (
	busTopic = "infra.road.bus"
	busLead  = "wz-ind"
	busWith  = "wz-tra"
)

// OfMonth returns the issue of a month; the cases that it is about are in All. It was
// confirmed over four weeks ago, so that whole weeks can be compared.
func OfMonth() Monthly {
	return Monthly{
		Title: "园区夜班员工下班没有公交", Topic: busTopic, Lead: busLead, With: []string{busWith}, Due: 20,
		Goal: "三个园区的末班车延后到二十二点三十分，公交出行的诉求减少一半。",
		Acts: []MonthlyAct{
			{Days: 33, Do: Propose, Words: "两个月里多家企业反映末班车太早、站点太远，涉及三个园区。"},
			{Days: 31, Do: Choose},
			{Days: 30, Do: Confirm},
			{Days: 29, Do: Measure, Department: busWith, Words: "与公交公司商定末班车延后到二十二点三十分，并在站牌公布。", Due: -14},
			{Days: 29, Do: Measure, Department: busLead, Words: "会同三个园区按轮班时间开行晚间接驳车。", Due: 7},
			{Days: 29, Do: Measure, Department: busLead, Words: "向夜班员工发一次问卷，核对还有哪些路线没有覆盖。", Due: 15},
			{Days: 29, Do: Started, Measure: 0},
			{Days: 24, Do: Finished, Measure: 0},
			{Days: 18, Do: Started, Measure: 1},
			{Days: 9, Do: Report, Words: "末班车已经延后，运行首周每晚乘坐约六十人次；接驳车开通了两个园区，第三个园区正在确定停靠点。"},
		},
	}
}

// late are the cases of the issue of the month: many before it was taken up, one after.
func (b *appealBook) late() {
	for _, one := range [...]struct {
		days  int
		where string
		text  string
		grade int
	}{
		{83, "XGKC67", "晚上九点以后园区门口没有公交，加班的员工只能打车回家。", 4},
		{79, "MXGY79", "工业园的末班车八点半就没了，二班工人下班走不了。", 3},
		{74, "TSCY76", "创意园到地铁站没有直达公交，走路要四十分钟。", 4},
		{69, "XGKC67", "周末公交减半，值班人员等一小时也等不到车。", 5},
		{61, "MXGY79", "夜班女工回家不安全，希望晚上十点左右加开一班公交。", 4},
		{56, "YFZX68", "客服团队轮班到二十二点，附近所有线路都收车了。", 3},
		{52, "MXGY79", "招来的技工嫌夜里没车，干两周就走，请帮忙解决通勤。", 4},
		{47, "TSCY76", "末班车经常不进站就开走，司机说这一站没人。", 2},
		{43, "XGKC67", "希望公交线路绕到研发楼南门，现在下车还要走一公里多。", 4},
		{39, "YFZX68", "夜间实时公交查不到车，等到末班时间才知道停运。", 4},
		{34, "MXGY79", "三家企业联名：请把去老城方向的末班公交往后推。", 5},
		{12, "TSCY76", "晚间接驳车站牌被树挡住了，新来的员工找不到地方。", 5},
	} {
		story := b.tell(one.days, 10, "hotline", "help", one.text).spot(one.where).accept().to(busLead, busWith).take().
			reply("solved", "已会同交通部门和园区核实，调整方案已告知企业联系人，近期执行。").approve().call("solved", one.grade, "知道了，谢谢。")
		story.a.Topic = busTopic
	}
}
