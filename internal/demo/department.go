package demo

// Department is a government body of the demo district. Code is stable and made
// for the demo; Division is the code of the place it serves; Parent is the code
// of the department it belongs to, empty at the top.
type Department struct {
	Code, Name, Short, Parent, Division, Phone string
	// Duty says in one sentence what the department is there for.
	Duty string
}

// Departments returns the departments and streets of the district. The first is
// the government office, under which all others stand.
func Departments() []Department {
	rows := [...][4]string{
		{"gov", "望渚区人民政府办公室", "区政府办", "协调区政府各部门工作，督办重要事项。"},
		{"drc", "望渚区发展和改革局", "区发改局", "拟订发展规划，统筹项目投资和总部经济。"},
		{"edu", "望渚区教育和体育局", "区教体局", "管理学校、培训机构和体育设施。"},
		{"sci", "望渚区科学技术局", "区科技局", "培育科技企业，管理科技计划和成果转化。"},
		{"ind", "望渚区工业和信息化局", "区工信局", "推动工业运行、技术改造、数字化和中小企业发展。"},
		{"civ", "望渚区民政局", "区民政局", "管理养老服务、社会组织和社会救助。"},
		{"jus", "望渚区司法局", "区司法局", "审核规范性文件，组织行政复议和法律服务。"},
		{"fin", "望渚区财政局", "区财政局", "管理财政资金，拨付惠企资金。"},
		{"hrs", "望渚区人力资源和社会保障局", "区人社局", "负责就业、技能人才、社会保险和劳动关系。"},
		{"nat", "霁川市自然资源和规划局望渚分局", "自然资源分局", "负责规划许可、用地和不动产登记。"},
		{"env", "霁川市生态环境局望渚分局", "生态环境分局", "负责环境影响评价、排污许可和执法。"},
		{"hou", "望渚区住房和城乡建设局", "区住建局", "管理建筑业、住房保障和物业。"},
		{"tra", "望渚区交通运输局", "区交通局", "管理道路运输和物流业。"},
		{"agr", "望渚区农业农村局", "区农业局", "发展现代农业，培育农业经营主体。"},
		{"com", "望渚区商务局", "区商务局", "促进内外贸易、会展和利用外资。"},
		{"cul", "望渚区文化和旅游局", "区文旅局", "发展文化产业和旅游业。"},
		{"hea", "望渚区卫生健康局", "区卫健局", "管理医疗机构和托育服务。"},
		{"eme", "望渚区应急管理局", "区应急局", "监督安全生产，组织应急救援。"},
		{"mar", "望渚区市场监督管理局", "区市场监管局", "负责市场监管、质量、标准和知识产权。"},
		{"sta", "望渚区统计局", "区统计局", "组织统计调查，认定规模以上单位。"},
		{"apr", "望渚区行政审批服务局", "区审批局", "集中办理行政许可，管理政务服务大厅。"},
		{"tax", "国家税务总局霁川市望渚区税务局", "区税务局", "征收税费，办理税费优惠。"},
		{"bank", "望渚区金融服务中心", "区金融中心", "组织银企对接，培育上市企业。"},
		{"ent", "望渚区企业服务中心", "区企服中心", "受理企业诉求，汇集惠企政策，牵头兑现。"},
		{"soc", "望渚区社会治理综合服务中心", "区社治中心", "运行工单中心，组织网格管理和疑难会商。"},
		{"dis", "望渚区残疾人联合会", "区残联", "促进残疾人就业，核定按比例就业人数。"},
		{"uni", "望渚区总工会", "区总工会", "管理工会经费，维护职工权益。"},
	}
	list := make([]Department, 0, len(rows)+len(streets))
	for i, r := range rows {
		d := Department{Code: "wz-" + r[0], Name: r[1], Short: r[2], Parent: "wz-gov", Division: Wide(DistrictCode), Duty: r[3]}
		if i == 0 {
			d.Parent = ""
		}
		list = append(list, d)
	}
	for _, s := range streets {
		name, short := "望渚区"+s.name+"办事处", s.name
		if s.town() {
			name = "望渚区" + s.name + "人民政府"
		}
		list = append(list, Department{
			Code: "wz-st-" + s.code, Name: name, Short: short, Parent: "wz-gov", Division: Wide(s.full()),
			Duty: "服务辖区企业和居民，管理经济网格。",
		})
	}
	for i := range list {
		list[i].Phone = landline(i + 1)
	}
	return list
}

// landline returns a number with area code 0390, which no place in China has.
func landline(n int) string {
	digits := [...]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)}
	return "0390-55500" + string(digits[:])
}
