package record

import "github.com/yikou/yikou/internal/standard/industry"

// InferIndustry finds an industry in what the register's industry column, name
// and scope say. It is a suggestion (T3), never evidence for a benefit.
func InferIndustry(text, name, scope string) Located {
	if text != "" {
		if found := industry.Find(text, 1); len(found) > 0 {
			return Located{Code: found[0].Code, Tier: T3, How: "登记的行业文字"}
		}
	}
	found := industry.FindEnterprise(name, scope, 1)
	if len(found) == 0 {
		return Located{}
	}
	how := "企业名称和经营范围"
	if found[0].Score < confident {
		how += "（把握不大）"
	}
	return Located{Code: found[0].Code, Tier: T3, How: how}
}

// confident is the score from which a reading is not called uncertain. A guess.
const confident = 0.4
