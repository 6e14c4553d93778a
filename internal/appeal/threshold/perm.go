package threshold

import "github.com/yikou/yikou/internal/platform/authz"

// The permissions of this package. Both work only with a reach over everything:
// thresholds hold for every case.
const (
	// PermAsk sees thresholds with what was measured, and asks for others.
	PermAsk authz.Permission = "appeal.threshold"
	// PermAgree agrees to what somebody else asked for.
	PermAgree authz.Permission = "appeal.threshold_agree"
)

// Permissions declares them to those who edit roles.
var Permissions = []authz.Definition{
	{Permission: PermAsk, Label: "查看和提出分拣门槛"},
	{Permission: PermAgree, Label: "核准分拣门槛"},
}
