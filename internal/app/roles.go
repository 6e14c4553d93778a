package app

import (
	"github.com/yikou/yikou/internal/account"
	"github.com/yikou/yikou/internal/account/mandate"
	"github.com/yikou/yikou/internal/account/proposal"
	"github.com/yikou/yikou/internal/account/role"
	"github.com/yikou/yikou/internal/account/token"
	"github.com/yikou/yikou/internal/appeal"
	"github.com/yikou/yikou/internal/appeal/alarm"
	"github.com/yikou/yikou/internal/appeal/definition"
	"github.com/yikou/yikou/internal/appeal/exchange"
	"github.com/yikou/yikou/internal/appeal/exclusion"
	"github.com/yikou/yikou/internal/appeal/figure"
	"github.com/yikou/yikou/internal/appeal/intake"
	"github.com/yikou/yikou/internal/appeal/monthly"
	"github.com/yikou/yikou/internal/appeal/place"
	"github.com/yikou/yikou/internal/appeal/signal"
	"github.com/yikou/yikou/internal/appeal/template"
	"github.com/yikou/yikou/internal/appeal/threshold"
	"github.com/yikou/yikou/internal/disclosure"
	"github.com/yikou/yikou/internal/enterprise"
	"github.com/yikou/yikou/internal/enterprise/contact"
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/notify"
	"github.com/yikou/yikou/internal/org"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/authz"
	"github.com/yikou/yikou/internal/platform/deadline/keeping"
	"github.com/yikou/yikou/internal/policy"
	"github.com/yikou/yikou/internal/policy/guide"
	"github.com/yikou/yikou/internal/policy/library"
	"github.com/yikou/yikou/internal/policy/reach"
)

// defaultRoles are the roles of a fresh instance. The three administrators are
// three persons with three powers; none of them sees enterprises or cases.
func defaultRoles() []role.Role {
	tasks := own(PermissionTasks)
	exports := own(disclosure.PermExports)
	look := all(enterprise.PermRead, policy.PermRead)
	return []role.Role{
		{Code: "system_admin", Name: "系统管理员", Grants: grants(all(account.PermissionStaffEdit, role.PermissionRead,
			org.PermissionRead, org.PermissionEdit, org.PermissionHandover, PermissionMetrics, exchange.PermPartners), tasks, own(token.PermissionEdit))},
		{Code: "security_admin", Name: "安全管理员", Grants: all(
			role.PermissionRead, role.PermissionEdit, role.PermissionConfirm, proposal.PermissionConfirmReset)},
		{Code: "audit_admin", Name: "审计管理员", Grants: grants(all(audit.PermRead, audit.PermVerify), tasks)},
		{Code: "importer", Name: "企业库管理员", Grants: grants(look, tasks, own(token.PermissionEdit), all(
			enterprise.PermImport, enterprise.PermExport, enterprise.PermRecordFact, enterprise.PermDictionary, contact.PermEdit, contact.PermReveal,
			account.PermissionMandateEdit, mandate.PermReveal, policy.PermMatch, policy.PermExport), exports)},
		{Code: "policy_editor", Name: "政策编辑", Grants: grants(look, tasks, own(token.PermissionEdit), all(
			policy.PermImport, policy.PermEdit, library.PermEdit, guide.PermEdit, policy.PermMatch, policy.PermSimulate, policy.PermExport), exports)},
		{Code: "policy_reviewer", Name: "政策审核", Grants: grants(look, tasks, all(
			policy.PermReview, policy.PermMatch, policy.PermSimulate, policy.PermExport), exports)},
		{Code: "dispatcher", Name: "派单员", Grants: grants(look, tasks, all(org.PermissionRead, appeal.PermRead, appeal.PermCentre, appeal.PermReview, appeal.PermCallback, appeal.PermReveal, appeal.PermReceive, place.PermRead, template.PermEdit, place.PermEdit, intake.PermImport, keeping.PermRead, figure.PermRead, figure.PermExport, signal.PermRead, alarm.PermRead, alarm.PermKeep, alarm.PermSettle, monthly.PermRead, monthly.PermKeep, definition.PermDraft, exclusion.PermDecide, exchange.PermExport, threshold.PermAsk), exports)},
		{Code: "clerk", Name: "窗口人员", Grants: grants(look, tasks, all(enterprise.PermRecordFact, contact.PermEdit, contact.PermReveal, enterprise.PermImport, place.PermRead,
			appeal.PermRead, appeal.PermCallback, appeal.PermReveal, appeal.PermReceive))},
		{Code: "handler", Name: "部门经办人", Grants: grants(look, tasks, all(policy.PermExport, contact.PermReveal), exports,
			reaching(kernel.ReachDepartmentSubtree, org.PermissionRead, appeal.PermRead, template.PermEdit, appeal.PermHandle, appeal.PermReveal, figure.PermRead, figure.PermExport, monthly.PermRead, monthly.PermReport, exclusion.PermAsk, exchange.PermExport))},
		{Code: "grid_officer", Name: "网格员", Grants: grants(tasks, all(place.PermRead), own(appeal.PermRead, appeal.PermReceive), reaching(kernel.ReachDivisionSubtree,
			enterprise.PermRead, enterprise.PermRecordFact, policy.PermRead, reach.PermReach, org.PermissionRead))},
		{Code: "leader", Name: "领导", Grants: grants(look, tasks, all(enterprise.PermExport, policy.PermExport, disclosure.PermApprove, org.PermissionRead, place.PermRead,
			appeal.PermRead, appeal.PermReview, appeal.PermLead, threshold.PermAsk, threshold.PermAgree, figure.PermRead, figure.PermPersons, figure.PermExport, signal.PermRead, alarm.PermRead, alarm.PermAnswer, alarm.PermSettle, alarm.PermAgree, monthly.PermRead, monthly.PermConfirm, definition.PermDraft, definition.PermApprove, exclusion.PermDecide, exchange.PermExport, keeping.PermRead, keeping.PermProfile, keeping.PermAmend), exports)},
		{Code: "mandate_legal_representative", Name: "法定代表人", Grants: own(mandate.PermOwn, enterprise.PermOwnRead, enterprise.PermOwnDeclare, contact.PermOwn, disclosure.PermOwnRead, policy.PermMy, appeal.PermOwn)},
		{Code: "mandate_handler", Name: "企业经办人", Grants: own(enterprise.PermOwnRead, enterprise.PermOwnDeclare, contact.PermOwn, disclosure.PermOwnRead, policy.PermMy, appeal.PermOwn)},
	}
}

// matters says which powers a mandate that is limited to some matters keeps.
func matters() account.Matters {
	return account.Matters{
		account.MatterPolicy:  {notify.PermMy, policy.PermMy},
		account.MatterAppeal:  {notify.PermMy, appeal.PermOwn},
		account.MatterProfile: {notify.PermMy, enterprise.PermOwnRead, disclosure.PermOwnRead},
		account.MatterDeclare: {notify.PermMy, enterprise.PermOwnRead, enterprise.PermOwnDeclare, disclosure.PermOwnRead, contact.PermOwn},
	}
}

func all(permissions ...authz.Permission) []role.Grant {
	return reaching(kernel.ReachAll, permissions...)
}

func own(permissions ...authz.Permission) []role.Grant {
	return reaching(kernel.ReachOwn, permissions...)
}

func reaching(reach kernel.Reach, permissions ...authz.Permission) []role.Grant {
	list := make([]role.Grant, len(permissions))
	for i, p := range permissions {
		list[i] = role.Grant{Permission: p, Reach: reach}
	}
	return list
}

func grants(parts ...[]role.Grant) []role.Grant {
	var list []role.Grant
	for _, part := range parts {
		list = append(list, part...)
	}
	return list
}
