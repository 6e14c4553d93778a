package demo

// Password is the password of every staff account of the demo.
const Password = "Yikou-demo-2026"

// StaffAccount is an account for a member of staff. Roles are codes of roles;
// the three administrators are three persons, as the separation of powers
// demands.
type StaffAccount struct {
	Login, Name, Password, Department, Division string
	// Post is what the person is, in words for the login page.
	Post  string
	Roles []string
}

// The roles that the demo's staff hold.
const (
	RoleLeader         = "leader"
	RolePolicyEditor   = "policy_editor"
	RolePolicyReviewer = "policy_reviewer"
	RoleDispatcher     = "dispatcher"
	RoleClerk          = "clerk"
	RoleHandler        = "handler"
	RoleGridOfficer    = "grid_officer"
	RoleImporter       = "importer"
	RoleSystemAdmin    = "system_admin"
	RoleSecurityAdmin  = "security_admin"
	RoleAuditAdmin     = "audit_admin"
)

// staffRows lists them without what follows from the department.
func staffRows() []StaffAccount {
	return []StaffAccount{
		{Login: "shili", Name: "周示例", Department: "wz-ent", Post: "企业服务中心导入员", Roles: []string{RoleImporter}},
		{Login: "zhengce", Name: "吴样例", Department: "wz-ent", Post: "政策编辑", Roles: []string{RolePolicyEditor}},
		{Login: "fuhe", Name: "郑范例", Department: "wz-jus", Post: "政策审核", Roles: []string{RolePolicyReviewer}},
		{Login: "quzhang", Name: "王演示", Department: "wz-gov", Post: "区政府领导", Roles: []string{RoleLeader}},
		{Login: "paidan", Name: "冯示例", Department: "wz-soc", Post: "工单中心派单员", Roles: []string{RoleDispatcher}},
		{Login: "chuangkou", Name: "陈样例", Department: "wz-apr", Post: "综合窗口人员", Roles: []string{RoleClerk}},
		{Login: "keji", Name: "褚范例", Department: "wz-sci", Post: "区科技局经办人", Roles: []string{RoleHandler, RolePolicyEditor}},
		{Login: "gongxin", Name: "卫演示", Department: "wz-ind", Post: "区工信局经办人", Roles: []string{RoleHandler, RolePolicyEditor}},
		{Login: "renshe", Name: "蒋示例", Department: "wz-hrs", Post: "区人社局经办人", Roles: []string{RoleHandler}},
		{Login: "caizheng", Name: "沈样例", Department: "wz-fin", Post: "区财政局经办人", Roles: []string{RoleHandler}},
		{Login: "jiaotong", Name: "滕样例", Department: "wz-tra", Post: "区交通局经办人", Roles: []string{RoleHandler}},
		{Login: "shuiwu", Name: "薛范例", Department: "wz-tax", Post: "区税务局经办人", Roles: []string{RoleHandler}},
		{Login: "shijian", Name: "费演示", Department: "wz-mar", Post: "区市场监管局经办人", Roles: []string{RoleHandler}},
		{Login: "wangge1", Name: "韩范例", Department: "wz-st-004", Post: "锦帆街道网格员", Roles: []string{RoleGridOfficer}},
		{Login: "wangge2", Name: "杨演示", Department: "wz-st-100", Post: "麦溪镇网格员", Roles: []string{RoleGridOfficer}},
		{Login: "wangge3", Name: "苗示例", Department: "wz-st-004", Post: "锦帆街道网格员", Roles: []string{RoleGridOfficer}},
		{Login: "xitong", Name: "朱示例", Department: "wz-gov", Post: "系统管理员", Roles: []string{RoleSystemAdmin}},
		{Login: "anquan", Name: "秦样例", Department: "wz-gov", Post: "安全管理员", Roles: []string{RoleSecurityAdmin}},
		{Login: "anquan2", Name: "许范例", Department: "wz-jus", Post: "安全管理员（复核）", Roles: []string{RoleSecurityAdmin}},
		{Login: "shenji", Name: "尤范例", Department: "wz-gov", Post: "审计管理员", Roles: []string{RoleAuditAdmin}},
	}
}

// Staff returns the staff accounts of the demo, first those that a newcomer will
// want to try. All have the same Password.
func Staff() []StaffAccount {
	places := map[string]string{}
	for _, d := range Departments() {
		places[d.Code] = d.Division
	}
	rows := staffRows()
	for i := range rows {
		rows[i].Password = Password
		rows[i].Division = places[rows[i].Department]
	}
	return rows
}

// Mandate is a person's power to act for one enterprise.
type Mandate struct {
	USCC, Enterprise string
	// Role is legal_representative or handler.
	Role string
}

// EnterpriseAccount is a person who logs in by phone and acts for enterprises.
type EnterpriseAccount struct {
	Phone, Name string
	// Story says in a sentence why one would log in as this person.
	Story    string
	Mandates []Mandate
}

// The roles of a mandate.
const (
	RoleLegalRepresentative = "legal_representative"
	RoleEnterpriseHandler   = "handler"
)

// EnterpriseAccounts returns the accounts of the showcase enterprises: for each
// its legal representative, for the first also a handler, and one bookkeeper who
// handles three of them.
func EnterpriseAccounts() []EnterpriseAccount {
	shows := showcases(storyDay)
	accounts := make([]EnterpriseAccount, 0, len(shows)+2)
	names := [...]string{"许示例", "何样例", "吕范例", "施演示", "张示例", "孔样例", "曹范例", "严演示"}
	mandate := func(f *firm, role string) Mandate { return Mandate{f.code, f.name, role} }
	for i, s := range shows {
		accounts = append(accounts, EnterpriseAccount{
			Phone: Phone(i + 1), Name: names[i], Story: s.story,
			Mandates: []Mandate{mandate(s.firm, RoleLegalRepresentative)},
		})
	}
	return append(accounts,
		EnterpriseAccount{
			Phone: Phone(11), Name: "华示例", Story: "高新技术企业的经办人，替企业补数据、看结果。",
			Mandates: []Mandate{mandate(shows[0].firm, RoleEnterpriseHandler)},
		},
		EnterpriseAccount{
			Phone: Phone(12), Name: "金样例", Story: "代账会计，同时替三家企业办事。",
			Mandates: []Mandate{
				mandate(shows[1].firm, RoleEnterpriseHandler),
				mandate(shows[3].firm, RoleEnterpriseHandler),
				mandate(shows[4].firm, RoleEnterpriseHandler),
			},
		},
	)
}

// Phone returns a number of the range 190 0000 xxxx.
func Phone(n int) string {
	return "1900000" + string([]byte{'0' + byte(n/1000%10), '0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}
