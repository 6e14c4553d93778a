package audit

import "github.com/yikou/yikou/internal/platform/authz"

// The powers over the audit log: the audit administrator's alone (GB/T 22239-2019,
// 8.1.5.2).
const (
	PermRead   authz.Permission = "audit.read"
	PermVerify authz.Permission = "audit.verify"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermRead, Label: "查阅审计记录", Power: authz.AuditPower},
	{Permission: PermVerify, Label: "核对审计链", Power: authz.AuditPower},
}
