package account

import (
	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/authz"
)

// all grants permissions everywhere.
func all(permissions ...authz.Permission) []Grant { return reaching(kernel.ReachAll, permissions) }

// within grants permissions in the holder's division and below.
func within(permissions ...authz.Permission) []Grant {
	return reaching(kernel.ReachDivisionSubtree, permissions)
}

// own grants permissions over the enterprises that the holder acts for.
func own(permissions ...authz.Permission) []Grant { return reaching(kernel.ReachOwn, permissions) }

func reaching(reach kernel.Reach, permissions []authz.Permission) []Grant {
	grants := make([]Grant, len(permissions))
	for i, p := range permissions {
		grants[i] = Grant{Permission: p, Reach: reach}
	}
	return grants
}

func grants(parts ...[]Grant) []Grant {
	var out []Grant
	for _, part := range parts {
		out = append(out, part...)
	}
	return out
}

// DefaultRoles returns the roles a fresh instance has. An office changes them as
// it likes; a role it has not changed follows the program from release to
// release. The last two are those of the people who act for enterprises.
func DefaultRoles() []Role {
	return []Role{
		{Code: "system_admin", Name: "系统管理员", Grants: all(PermissionStaffEdit, "org.edit")},
		{Code: "security_admin", Name: "安全管理员", Grants: all(PermissionRoleEdit)},
		{Code: "audit_admin", Name: "审计管理员"},
		{Code: "importer", Name: "企业库管理员", Grants: all(
			"enterprise.read", "enterprise.import", "enterprise.export", "enterprise.fact.record", PermissionMandateEdit,
			"policy.read", "policy.match", "policy.export")},
		{Code: "policy_editor", Name: "政策编辑", Grants: all(
			"enterprise.read", "policy.read", "policy.import", "policy.match", "policy.simulate", "policy.export")},
		{Code: "policy_reviewer", Name: "政策审核", Grants: all(
			"enterprise.read", "policy.read", "policy.match", "policy.simulate", "policy.export")},
		{Code: "dispatcher", Name: "派单员", Grants: all("enterprise.read", "policy.read")},
		{Code: "clerk", Name: "窗口人员", Grants: all("enterprise.read", "enterprise.fact.record", "policy.read")},
		{Code: "handler", Name: "部门经办人", Grants: all("enterprise.read", "policy.read", "policy.export")},
		{Code: "grid_officer", Name: "网格员", Grants: grants(
			within("enterprise.read", "enterprise.fact.record"), all("policy.read"))},
		{Code: "leader", Name: "领导", Grants: all("enterprise.read", "enterprise.export", "policy.read", "policy.export")},
		{Code: LegalRepresentative.roleCode(), Name: "法定代表人", Grants: own("enterprise.my", "policy.my")},
		{Code: Handler.roleCode(), Name: "企业经办人", Grants: own("enterprise.my", "policy.my")},
	}
}
