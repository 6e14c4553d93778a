package simulation

import "github.com/yikou/yikou/internal/policy"

// PermSimulate lets staff try a draft. Role holders are shown it with those of the
// module, which declares it.
const PermSimulate = policy.PermSimulate
