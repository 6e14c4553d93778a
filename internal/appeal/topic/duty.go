package topic

// Duty is what a kind of department is there for, known by the words that stand
// in its name.
type Duty struct {
	Code, Label string
	// Names are words of which one stands in the name of the department.
	Names []string
}

// Duties are those that the shipped taxonomy speaks of.
var Duties = []Duty{
	{"agr", "农业农村", []string{"农业农村", "农业"}},
	{"apr", "行政审批和政务服务", []string{"行政审批", "政务服务", "数据局"}},
	{"bank", "金融", []string{"金融"}},
	{"com", "商务", []string{"商务", "投资促进"}},
	{"cul", "文化和旅游", []string{"文化和旅游", "文旅", "文化"}},
	{"drc", "发展改革", []string{"发展和改革", "发展改革"}},
	{"edu", "教育体育", []string{"教育"}},
	{"eme", "应急和消防", []string{"应急管理", "消防"}},
	{"ent", "企业服务和政策兑现", []string{"企业服务", "营商"}},
	{"env", "生态环境", []string{"生态环境"}},
	{"fin", "财政", []string{"财政"}},
	{"hea", "卫生健康和医保", []string{"卫生健康", "医疗保障"}},
	{"hou", "住房和城乡建设", []string{"住房和城乡建设", "住房城乡建设"}},
	{"hrs", "人力资源和社会保障", []string{"人力资源和社会保障", "人力资源社会保障"}},
	{"ind", "工业和信息化", []string{"工业和信息化", "经济和信息化", "工业信息化"}},
	{"jus", "司法和执法监督", []string{"司法"}},
	{"mar", "市场监管", []string{"市场监督管理", "市场监管"}},
	{"nat", "自然资源和规划", []string{"自然资源", "规划"}},
	{"sci", "科学技术", []string{"科学技术", "科技"}},
	{"soc", "社会治理和城市管理", []string{"城市管理", "综合行政执法", "社会治理"}},
	{"tax", "税务", []string{"税务"}},
	{"tra", "交通运输", []string{"交通运输"}},
}

// DutyOf returns the duty with a code.
func DutyOf(code string) (Duty, bool) {
	for _, d := range Duties {
		if d.Code == code {
			return d, true
		}
	}
	return Duty{}, false
}
